"""Look-ups of skills: the list, the settings of one, its agents."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Outcome, text, variable

from ._platform import PlatformCall, chosen, error_details, security_user, wanted_members


class SkillList(PlatformCall):
    """Gives skills with their attributes as an array [documented]; a skill that isn't there gives an empty one
    [choice].
    """

    kind = "SKILL_LISTV4"
    result_in = "ListVar"

    SecurityUser = security_user("SecurityUser")
    SkillId = text(about="id or name of one skill; empty: all [documented; the name: choice]")
    ListVar = variable(about="variable for the array [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        return self.answered(context, directory.records.skills(context.engine, self.SkillId(context)))


class SkillDetails(PlatformCall):
    """Gives the settings of a skill as members of one object: skillName and others [observed in exports].

    A skill that isn't there: _ERR, an empty object, Default [choice].
    """

    kind = "SKL_GETDETSV18"
    user_in, result_in, errors_in = "securityUser", "skills", "errorArgList"

    securityUser = security_user()
    skillId = text(about="id or name of the skill [observed in exports; the name: choice]")
    fields = wanted_members()
    skills = variable(about="variable for the object [observed in exports]")
    errorArgList = error_details()

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        wanted = self.skillId(context).strip()
        found = directory.records.skills(context.engine, wanted) if wanted else []
        if not found:
            return self.refused(context, "InvalidSkillId", f"there is no skill {wanted!r}")
        return self.answered(context, chosen(found[0], self.fields(context)))


class SkillAgents(PlatformCall):
    """Gives the agents of a skill as elements of agentSkillAssignments [observed in exports].

    A skill that isn't there: _ERR, an empty result, Default [choice]. UpdatedSince has no effect [choice].
    """

    kind = "SKILLAGENTSV4"
    result_in = "ResultSet"

    SecurityUser = security_user()
    SkillId = text(about="id or name of the skill [observed in exports; the name: choice]")
    Fields = wanted_members()
    UpdatedSince = text(about="time after which something has changed; no effect here [choice]")
    ResultSet = variable(about="variable for the answer: agentSkillAssignments [observed in exports]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        wanted = self.SkillId(context)
        found = directory.records.agents_of(context.engine, wanted)
        if found is None:
            return self.refused(context, "InvalidSkillId", f"there is no skill {wanted!r}")
        fields = self.Fields(context)
        return self.answered(context, {"agentSkillAssignments": [chosen(each, fields) for each in found]})
