"""Transfer and Blindxfer: hand the contact to another number."""

from dataclasses import asdict
from typing import Any

from studio.sdk import Action, Answered, Context, EndContact, Outcome, number, phone, text


class Transfer(Action):
    """Calls a number and connects the contact with it [documented]; what becomes of the call, the world file says [choice].

    Default when it is answered, or where a failure has no branch of its own [documented]. NoAnswer comes at
    NoAnswerTimeout [documented], at the world's ring_seconds where it is blank [choice]. The caller stays on the line
    meanwhile, and hanging up breaks it off [inferred]. Once it is connected the script has no control of the call:
    prompts reach nobody [inferred from that]; Ontransfer fires where the script has it, and its flow goes on there
    [documented]. Skill is for reports [documented].
    """

    kind = "TRANSFER"
    branches = ("Default", "DialingError", "Busy", "NoAnswer", "InvalidNumber")

    Destination = text(about="the number [documented]")
    CallerID = text(about="the number that is shown [documented]")
    NoAnswerTimeout = number(
        about="seconds until NoAnswer; 0 or blank: as the world states [documented; blank: choice]"
    )
    Skill = text(about="skill of the new leg, for reports [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        callers, line = phone.callers(context), phone.line(context)
        call = callers.dial(context.engine, self.Destination(context))
        limit = phone.positive(self.NoAnswerTimeout(context)) or callers.stated("ring")
        headers, line.transfer_headers = line.transfer_headers, {}
        context.report("world", text="transfers", number=call.number, caller_id=self.CallerID(context), headers=headers)
        answered = {"call": asdict(call), "outcome": call.outcome}
        if call.after > limit or call.outcome == "NoAnswer":
            return Answered(answered | {"outcome": "NoAnswer"}, limit)
        return Answered(answered, call.after)

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        outcome = str(answer["outcome"])
        context.report("world", text="transfer", outcome=outcome)
        if outcome not in phone.TAKEN:
            return outcome
        phone.line(context).transferred = True
        phone.callers(context).connect(context.engine, context.contact, phone.Call(**answer["call"]))
        if phone.handles(context, "ONTRANSFER"):
            context.engine.raise_event(context.contact.id, "ONTRANSFER")
        return "Default"


class Blindxfer(Action):
    """Hands the call to a number and lets go of it: Onrelease follows, not Ontransfer [documented].

    Without a number nothing is handed on: _ERR says so, and the contact rests here [choice].
    """

    kind = "BLINDXFER"
    branches = ()

    Destination = text(about="the number [documented]")

    def run(self, context: Context) -> Outcome:
        number = self.Destination(context).strip()
        if not number:
            context.fail("Blindxfer has no Destination")
            return "Error"
        if phone.not_released(context):
            line = phone.line(context)
            headers, line.transfer_headers = line.transfer_headers, {}
            context.report("world", text="blind transfer", number=number, headers=headers)
        return EndContact()
