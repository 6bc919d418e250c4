"""Schedule Callback: promises a call for later, by date and time in one."""

from studio.sdk import Action, Appointment, Context, Outcome, SnippetError, text, to_date, variable

from ._routing import instant


class PrmsCreate(Action):
    """Reminds a skill or an agent to call at a time to come, as Commitment does [documented].

    The agent comes before the skill where both are given [documented]. The time is ISO 8601: with an offset it is that
    moment, without one the script's clock [documented; without: choice]. A time that has passed: at once [choice]. No
    number, no time, a skill or an agent that the world does not have: Error, with _ERR [choice]. The security user is
    not looked at here [choice]; on the platform SetSecurityUser has to come before [documented]. A world that states no
    skills takes every name [choice].
    """

    kind = "PRMS_CREATE"
    branches = ("Default", "Error")

    SecurityUser = text("SecurityUser", about="variable that SetSecurityUser has filled; kept, not used [documented]")
    FirstName = text(about="first name of the one who is called [documented]")
    LastName = text(about="last name [documented]")
    PhoneNumber = text(about="number to call [documented]")
    SkillId = text(about="number or name of the outbound skill [documented]")
    TargetAgentId = text(about='id of the agent; empty or "": any agent of the skill [documented]')
    ScheduleDate = text(about="when to call, in ISO 8601 [documented]")
    Notes = text(about="what the agent is to know [documented]")
    CallbackId = variable(about="gets the id of the callback [documented]")

    def run(self, context: Context) -> Outcome:
        number = self.PhoneNumber(context).strip()
        written = self.ScheduleDate(context).strip()
        if not number or not written:
            raise SnippetError("there is no number to call" if not number else "there is no date to call at")
        appointment = Appointment(
            instant(context, to_date(written, context).value),
            number,
            self.SkillId(context),
            self.TargetAgentId(context).strip().strip('"'),
            self.FirstName(context),
            self.LastName(context),
            self.Notes(context),
        )
        context.put(self.CallbackId, context.world.agents.appoint(appointment, context.contact))
        return "Default"
