"""Link, Unlink and Unlinkagt: contacts that hear each other."""

from studio.sdk import Action, Context, Outcome, boolean, phone, text


class Link(Action):
    """Connects two contacts so that they hear each other; both scripts go on [documented].

    When one of the two goes, the other is released too, unless it is persistent [inferred]. Without such a living contact _ERR
    is set; the known branch is Default [choice].
    """

    kind = "LINK"

    DestContactID = text(about="the other contact [documented]")
    SourcePersistent = boolean(about="True: this contact outlives the other [inferred]")
    DestPersistent = boolean(about="True: the other contact outlives this one [inferred]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        other = self.DestContactID(context).strip()
        stays, other_stays = self.SourcePersistent(context), self.DestPersistent(context)
        if not phone.callers(context).link(context.engine, context.contact, other, stays, other_stays):
            context.fail(f"there is no contact {other[:40]!r} to link with")
            return "Error"
        return "Default"


class Unlink(Action):
    """Parts the contact from those that Link connected it with; the caller is with the script again [documented].

    An agent counts too: production scripts ask the caller questions behind it [observed in exports]. Nobody is linked:
    nothing happens [choice].
    """

    kind = "UNLINK"

    def run(self, context: Context) -> Outcome:
        phone.callers(context).unlink(context.engine, context.contact)
        if phone.part_from_agent(context):
            context.report("world", text="parted from the agent")
        return "Default"


class Unlinkagt(Action):
    """Parts the contact from its agent [inferred]; nothing happens where it has none [choice].

    No more than its name is known; the flow goes on by Default [choice].
    """

    kind = "UNLINKAGT"
    branches = ()

    def run(self, context: Context) -> Outcome:
        if phone.part_from_agent(context):
            context.report("world", text="parted from the agent")
        return "Default"
