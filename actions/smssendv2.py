"""SMSSENDV2 (SendSMSPayload): sends a text message to a phone."""

from typing import Any

from studio.sdk import Action, Answered, Context, Outcome, boolean, plain, text

_BRANCHES = {
    "": "Default",
    "too long": "ErrorSMSMessageTooLong",
    "retry": "NeedsRetry",
    "invalid code": "InvalidTransportCode",
    "timeout": "TimeoutWaitingForResponse",
    "error": "Error",
}
_IN_NUMBERS = frozenset("0123456789+-. ()/")


class SmsSendV2(Action):
    """Sends a text message to a phone, from a script of any type [documented].

    A message that is longer than the world allows (1,600 characters) takes ErrorSMSMessageTooLong; a number to send from that
    is none of those that the world states, InvalidTransportCode [choice]. NeedsRetry, TimeoutWaitingForResponse and Error are
    what the world file states for a receiver or a text [choice]. Without a receiver's number or without a text: Error
    [choice]. On all branches but Default _ERR says why [choice]. Nothing leaves the machine [choice].
    """

    kind = "SMSSENDV2"
    aliases = ("SENDSMSPAYLOAD",)
    branches = (
        "Default", "Error", "ErrorSMSMessageTooLong", "NeedsRetry", "InvalidTransportCode", "TimeoutWaitingForResponse",
    )  # fmt: skip

    ToNumber = text(about="the number that gets it [documented]")
    FromNumber = text(about="the number that it is sent from, with + where that is needed [documented]")
    Message = text(about="the text [documented]")
    PartyType = plain(about="who counts as the sender; exports have System [observed in exports]")
    SaveTranscript = boolean(about="True: keep a transcript [documented]; here it is noted with the message [choice]")

    def run(self, context: Context) -> Outcome:
        receiver, sender = self.ToNumber(context).strip(), self.FromNumber(context).strip()
        said = self.Message(context)
        messages = context.world.messages
        if not _is_number(receiver):
            context.fail(f"{receiver[:40]!r} is no number to send a text message to")
            return "Error"
        if not said:
            context.fail("the text message is empty")
            return "Error"
        result = messages.sms(context.engine, context.contact, sender, receiver, said, self.SaveTranscript(context))
        answer = {"outcome": result.outcome, "why": result.why, "to": receiver, "says": said}
        if result.seconds:
            return Answered(answer, result.seconds)
        return self.resume(context, answer, {})

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer["outcome"]:
            context.fail(answer["why"])
        else:
            context.report("world", text="message", channel="sms", receiver=answer["to"], says=answer["says"])
        return _BRANCHES[answer["outcome"]]


def _is_number(text: str) -> bool:
    return set(text) <= _IN_NUMBERS and sum(each.isdigit() for each in text) >= 3
