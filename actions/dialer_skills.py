"""Skills of the dialer: Update Skill, GetSkillInfo."""

from __future__ import annotations

from typing import Any

from studio.sdk import Action, Context, Dynamic, Outcome, boolean, expression, from_plain, text

from ._lists import parts
from ._platform import PlatformCall, security_user


class UpdateSkill(PlatformCall):
    """Changes, starts or stops a skill of the dialer [documented].

    InvalidSecurityUser without a valid user [documented], Error where SkillData is no object [inferred]. Nothing is
    changed yet: an event says so, and Default is taken [choice]; Success is for a skill that was changed [documented].
    """

    kind = "UPDATESKILL"
    branches = ("Default", "Success", "InvalidSecurityUser", "Error")

    SecurityUser = security_user(source="documented")
    SkillData = expression(about="object with the skill's new settings [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        if not isinstance(self.SkillData(context), Dynamic):
            return self.refused(context, "Error", "SkillData is no object")
        context.unknown("UPDATESKILL does not change skills yet: nothing is done")
        return "Default"


class GetSkillInfo(Action):
    """Gives what is known of skills of the dialer: those in SkillList, or all [documented].

    Which property names the variable for them is not known: they come as an array into the variable SkillInfo [choice].
    Skills that aren't there are left out [choice].
    """

    kind = "GETSKILLINFO"

    SkillList = text(about="numbers of skills, with commas; empty: all [documented]")
    IsInContactSkillList = boolean(
        about="whether they are the platform's numbers; else nothing is found here [documented]"
    )

    def run(self, context: Context) -> Outcome:
        wanted = parts(self.SkillList(context), "|,")
        ours = self.IsInContactSkillList(context) or not wanted
        every = context.world.directory.records.skills(context.engine)
        found = [
            each for each in every if ours and each["isOutbound"] and (not wanted or str(each["skillId"]) in wanted)
        ]
        context.set("SkillInfo", from_plain(found))
        return "Default"
