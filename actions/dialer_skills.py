"""Skills of the dialer: Update Skill, GetSkillInfo."""

from __future__ import annotations

from typing import Any

from studio.sdk import Action, Context, Dynamic, Outcome, boolean, expression, from_plain, plain_value, text

from ._lists import parts
from ._platform import PlatformCall, security_user


class UpdateSkill(PlatformCall):
    """Changes, starts or stops a skill of the dialer [documented].

    SkillData names the skill by SkillNo and has its new settings under the platform's names, in any letter case; Running
    starts and stops it [choice]. What isn't known is kept with the skill, for GetSkillInfo [choice]. Success for a skill that was
    changed [documented]; InvalidSecurityUser without a valid user [documented]; Error where SkillData is no object, names no
    skill of Personal Connection, or has a value that a setting can't have: then nothing is changed [inferred].
    """

    kind = "UPDATESKILL"
    branches = ("Default", "Success", "InvalidSecurityUser", "Error")

    SecurityUser = security_user(source="documented")
    SkillData = expression(about="object with the skill's new settings [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        wanted = self.SkillData(context)
        changes = plain_value(wanted) if isinstance(wanted, Dynamic) and not wanted.is_array else None
        if not isinstance(changes, dict):
            return self.refused(context, "Error", "SkillData is no object")
        outcome, why = context.world.prospects.update_skill(changes)
        if outcome:
            return self.refused(context, "Error", why)
        context.report("world", text="skill updated", settings=sorted(changes))
        return "Success"


class GetSkillInfo(Action):
    """Gets what is known of skills of the dialer: those in SkillList, or all of Personal Connection [documented].

    Which property names the variable for them is not known: they come as an array into the variable SkillInfo [choice], with
    numbers, names, whether they run, their settings under the platform's names, and what Update Skill has kept with them
    [choice]. Without IsInContactSkillList the list has the numbers that skills bear in the lead system [inferred]. Skills
    that aren't there are left out [choice].
    """

    kind = "GETSKILLINFO"

    SkillList = text(about="numbers of skills, with commas; empty: all [documented]")
    IsInContactSkillList = boolean(
        about="whether they are the platform's numbers, or those of the lead system [documented]"
    )

    def run(self, context: Context) -> Outcome:
        wanted = parts(self.SkillList(context), "|,")
        found = context.world.prospects.skill_info(wanted, self.IsInContactSkillList(context))
        context.set("SkillInfo", from_plain(found) if found else Dynamic.array())
        return "Default"
