"""Conference, Join and Leave: several contacts in one call."""

from studio.sdk import Action, Context, Incoming, Outcome, phone, text, variable

_CAME = "came"


class Conference(Action):
    """Opens a conference and goes on by Default; others join by its id, three parties at most [documented].

    When somebody joins, the flow comes back from wherever it is and takes Join, with the number of participants and the id of
    who has come; so with Leave [documented for Join, Leave inferred]. In a conference already: Error [choice]. It is over when
    its contact leaves it or ends [choice].
    """

    kind = "CONFERENCE"
    branches = ("Default", "Error", "Join", "Leave")
    interrupt = True

    ConferenceIDVar = variable(about="gets the id by which others join [documented]")
    NumParticipants = variable(about="gets the number of participants whenever it changes [documented]")
    ParticipantIDVar = variable(about="gets the contact id of who has joined or left [documented]")

    def enter(self, context: Context, incoming: Incoming) -> None:
        fields = incoming.fields
        context.loops[_CAME] = fields.get("branch", "Default")
        count = fields.get("participants", "")
        context.put(self.NumParticipants, int(count) if count.isdecimal() else count)
        context.put(self.ParticipantIDVar, fields.get("participant", ""))

    def run(self, context: Context) -> Outcome:
        came = context.loops.pop(_CAME, "")
        if came in self.branches:
            return str(came)
        if not phone.not_released(context):
            return "Default"
        conference = phone.callers(context).open_conference(context.engine, context.contact, self.id)
        if not conference:
            context.fail("the contact is in a conference already")
            return "Error"
        context.put(self.ConferenceIDVar, conference)
        context.put(self.NumParticipants, 1)
        return "Default"


class Join(Action):
    """Puts the contact into a conference [documented]; Error where there is none of this id, or no room in it [inferred].

    The script goes on at once [choice].
    """

    kind = "JOIN"
    branches = ("Default", "Error")

    ConferenceID = text(about="the conference's id [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        fault = phone.callers(context).join(context.engine, context.contact, self.ConferenceID(context).strip())
        if fault:
            context.fail(fault)
            return "Error"
        return "Default"


class Leave(Action):
    """Takes the contact out of its conference [documented]; nothing happens where it is in none [choice]."""

    kind = "LEAVE"

    def run(self, context: Context) -> Outcome:
        phone.callers(context).leave(context.engine, context.contact)
        return "Default"
