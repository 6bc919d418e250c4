"""Commitment: promises a call for later."""

from zoneinfo import ZoneInfo

from studio.sdk import (
    Action,
    Appointment,
    Context,
    DateTime,
    Outcome,
    SnippetError,
    micros,
    text,
    to_date,
    variable,
)

from ._routing import instant

#: Names that mean the business unit's own zone.
OWN = ("", "default")


class Commitment(Action):
    """Stores a call for a date and time; then it is queued for the skill, or for the agent who is named [documented].

    When an agent accepts, the number is called, and the agent is in an outbound state [documented]. The contact begins in the
    skill's script, if the world states one; else no script handles it [documented]. A time that has passed: at once [choice].
    A date or a time that is none, a skill or an agent that the world does not have, no number: _ERR, nothing is stored, and
    Default is taken [choice].
    """

    kind = "COMMITMENT"

    FirstName = variable("FIRST", about="gets the first name of the agent who has the contact, if one has [documented]")
    LastName = variable("LAST", about="gets that agent's last name [documented]")
    PhoneNumber = text("{ANI}", about="number to call [documented]")
    Skill = text(about="number or name of the skill; empty or Default: the contact's own [documented]")
    TargetAgent = text(about="id of the agent who is to call [documented]")
    CommitmentDate = text(about="the day [documented]")
    CommitmentTime = text(about="the time of that day [documented]")
    Notes = text(about="what the agent is to know [documented]")
    Timezone = text(
        about="zone of date and time; empty or Default: that of the script [documented; which names: choice]"
    )

    def run(self, context: Context) -> Outcome:
        self._name_agent(context)
        number = self.PhoneNumber(context).strip()
        if not number:
            raise SnippetError("there is no number to call")
        appointment = Appointment(
            self._when(context),
            number,
            self.Skill(context),
            self.TargetAgent(context).strip(),
            notes=self.Notes(context),
        )
        context.world.agents.appoint(appointment, context.contact)
        return "Default"

    def _name_agent(self, context: Context) -> None:
        id = context.contact.told("__agentid")
        agent = context.world.agents.agent(id) if id else None
        if agent is not None:
            context.put(self.FirstName, agent.first_name)
            context.put(self.LastName, agent.last_name)

    def _when(self, context: Context) -> int:
        written = f"{self.CommitmentDate(context).strip()} {self.CommitmentTime(context).strip()}".strip()
        if not written:
            raise SnippetError("there is no date to call at")
        wall: DateTime = to_date(written, context)
        zone = self.Timezone(context).strip()
        if zone.lower() in OWN:
            return instant(context, wall.value)
        found = context.world.hours.zone_named(zone)
        if found is None:
            raise SnippetError(f"{zone[:100]!r} is no known time zone")
        return micros(wall.value.replace(tzinfo=ZoneInfo(found)))
