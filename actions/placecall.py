"""Placecall: makes an outbound call."""

from dataclasses import asdict
from typing import Any

from studio.sdk import Action, Answered, Context, Outcome, boolean, number, phone, plain, text


class Placecall(Action):
    """Calls a number [documented]; what becomes of the call, the world file says [choice].

    NoAnswer comes when Timeout is over, which is 55 seconds at most [documented]. With a DetectionType other than NONE
    a person takes LivePerson and a machine AnswerMachine, or MachineTimeout where its message is longer than
    MaxMachine; the result is held back for 7 seconds [documented]. NOTIFYOFMESSAGEEND waits for the end of the message
    and MachineSilence more, NOTIFYOFMACHINEASAP does not [documented]. With NONE an answered call takes Default
    [documented]; so does every outcome without a branch of its own [inferred]. When somebody or something has answered,
    Onanswer fires where the script has it, and the flow goes on there [documented]. Error where the network fails, and
    where LinkContactID names no living contact [choice].
    """

    kind = "PLACECALL"
    branches = (
        "Default", "NoAnswer", "NoVoice", "LivePerson", "AnswerMachine", "MachineTimeout", "Busy", "InvalidNumber", "Error",
    )  # fmt: skip

    PhoneNumber = text(about="the number [documented]")
    CallerID = text(about="the number that is shown [documented]")
    Timeout = number(
        about="seconds of ringing until NoAnswer; 0 or blank: as the world states [documented; blank: choice]"
    )
    DetectionType = plain(about="NONE, NOTIFYOFMACHINEASAP or NOTIFYOFMESSAGEEND; blank counts as NONE [documented]")
    NoVoiceTimeout = number(about="seconds of silence until NoVoice [documented]")
    VoiceMinimum = number(about="no effect here: the world file says whether a voice is heard [choice]")
    MaxLiveVoice = number(about="no effect here: the world file says who answers [choice]")
    LiveSilence = number(about="no effect here: the world file says who answers [choice]")
    MaxMachine = number(about="longest message of a machine in seconds, until MachineTimeout; 0: none [documented]")
    MachineSilence = number(about="seconds behind a machine's message until AnswerMachine [documented]")
    LinkContactID = text(about="contact that hears how the call is made and is linked with it [documented]")
    SourceLegPersistent = boolean(about="True: the linked contact outlives this one [inferred]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        callers, line = phone.callers(context), phone.line(context)
        link = self.LinkContactID(context).strip()
        if link and not callers.link(context.engine, context.contact, link, False, self.SourceLegPersistent(context)):
            context.fail(f"there is no contact {link[:40]!r} to link the call with")
            return "Error"
        call = callers.dial(context.engine, self.PhoneNumber(context))
        headers, line.call_headers = line.call_headers, {}
        context.report("world", text="calls", number=call.number, caller_id=self.CallerID(context), headers=headers)
        wanted = phone.bounded(context, self.Timeout(context), context.platform.ring_seconds, "Timeout")
        limit = wanted or callers.stated("ring")
        if call.outcome == "NoAnswer" or call.after > limit:
            return Answered({"outcome": "NoAnswer"}, limit)
        outcome, more = self._detected(context, call)
        return Answered({"outcome": outcome, "call": asdict(call)}, call.after + more)

    def _detected(self, context: Context, call: phone.Call) -> tuple[str, float]:
        """How the action names what has become of the call, and how much later it knows."""
        if call.outcome not in phone.TAKEN:
            return "Error" if call.outcome == "DialingError" else call.outcome, 0.0
        type = self.DetectionType(context).strip().upper()
        if type in ("", "NONE"):
            return "Default", 0.0
        hold = phone.callers(context).stated("detection")
        longest = phone.positive(self.MaxMachine(context))
        match call.outcome:
            case "NoVoice":
                return "NoVoice", max(hold, phone.positive(self.NoVoiceTimeout(context)))
            case "MachineTimeout":
                return "MachineTimeout", max(hold, longest)
            case "AnswerMachine" if type != "NOTIFYOFMESSAGEEND":
                return "AnswerMachine", hold
            case "AnswerMachine" if 0 < longest < call.greeting:
                return "MachineTimeout", max(hold, longest)
            case "AnswerMachine":
                return "AnswerMachine", max(hold, call.greeting + phone.positive(self.MachineSilence(context)))
        return "LivePerson", hold

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        outcome = str(answer["outcome"])
        context.report("world", text="call", outcome=outcome)
        if "call" not in answer or answer["call"]["outcome"] not in phone.TAKEN:
            if outcome == "Error":
                context.fail("the call can't be made")
            return outcome
        phone.callers(context).connect(context.engine, context.contact, phone.Call(**answer["call"]))
        if phone.handles(context, "ONANSWER"):
            context.engine.raise_event(context.contact.id, "ONANSWER")
        return outcome
