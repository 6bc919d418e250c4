"""Numbers that must not be called: DNC Lookup, DNC Add Via Skill, AddtoDNC, and the service Gryphon."""

from studio.sdk import Action, Context, Outcome, text

from ._outside import Outside


def added(context: Context, number: str, skill: str) -> Outcome:
    """Put a number on the list of a skill."""
    outcome, why = context.world.directory.numbers.add(number, skill)
    if outcome:
        context.fail(why)
        return "Error"
    context.report("world", text="number not to call", number=number, skill=skill)
    return "Default"


class DncLookup(Action):
    """Tells whether a number is on a list of those not to call [documented].

    Default if it is [inferred], NotOnDNC if not [documented]. InvalidPhoneNumber for what is no number,
    InvalidSkillOrGroup for a skill or group without a list [documented]; without both all lists are asked [choice]. Error can't
    happen here [choice].
    """

    kind = "DNCLOOKUP"
    branches = ("Default", "Error", "NotOnDNC", "InvalidPhoneNumber", "InvalidSkillOrGroup")

    SkillNo = text(about="number of a skill that keeps to the list [documented]")
    DncGroup = text(about="name of the list's group [documented]")
    PhoneNumber = text(about="the number [documented]")

    def run(self, context: Context) -> Outcome:
        numbers = context.world.directory.numbers
        outcome, why = numbers.look_up(self.PhoneNumber(context), self.SkillNo(context), self.DncGroup(context))
        if why:
            context.fail(why)
        return str(outcome or "Default")


class DncAddViaSkill(Action):
    """Puts a number on the list that a skill adds to [documented].

    Error for what is no number, and for a skill that adds to no list [inferred]. It stays there: AgentNo and
    ExpirationDate have no effect [choice].
    """

    kind = "DNCADDVIASKILL"
    branches = ("Default", "Error")

    Skill = text(about="number of the skill [documented]")
    PhoneNumber = text(about="the number [documented]")
    AgentNo = text(about="id of the agent who adds it; no effect here [choice]")
    ExpirationDate = text(about="until when it counts; no effect here [choice]")

    def run(self, context: Context) -> Outcome:
        return added(context, self.PhoneNumber(context), self.Skill(context))


class AddToDnc(Action):
    """Puts a number on the list that a skill adds to; the older dialer has it [documented].

    Error for what is no number, and for a skill that adds to no list [inferred].
    """

    kind = "ADDTODNC"
    aliases = ("_ADDTODNC",)
    branches = ("Default", "Error")

    Skill = text(about="number of the skill [documented]")
    PhoneNumber = text(about="the number [documented]")

    def run(self, context: Context) -> Outcome:
        return added(context, self.PhoneNumber(context), self.Skill(context))


class GryphonDnc(Outside):
    """Asks the service Gryphon whether a number may be called: the first version [documented].

    Its answer is not known here [choice].
    """

    kind = "GRYPHONDNC"
    does = "gryphon"

    LicenseKey = text(about="key of the licence [documented]")


class GryphonDncV2(Outside):
    """Asks the service Gryphon whether a number may be called: the second version [documented].

    Its answer is not known here [choice].
    """

    kind = "GRYPHONDNCV2"
    does = "gryphon"

    LicenseKey = text(about="key of the licence [documented]")
    VerboseLevel = text(about="how much the answer tells [documented]")


class GryphonDncV3(Outside):
    """Asks the service Gryphon whether a number may be called: the third version [documented].

    Its answer is not known here [choice].
    """

    kind = "GRYPHONDNCV3"
    does = "gryphon"

    LicenseKey = text(about="key of the licence [documented]")
    Args = text(about="parameters of one's own [documented]")
