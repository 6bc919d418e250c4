"""Askcaller and ASKCALLER_DIGITAL: ask a contact something and wait for the reply."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, number, plain, text, variable

from ._messages import bounded, media, well_formed


class Askcaller(Action):
    """Asks a chat or SMS contact for something [documented]. CallerResponded when the reply comes, Timeout when none
    does [documented].

    In a chat TimeoutSec is between 0 and 60 [documented]: 0, and what lies above, is 60; in an SMS script 0 means that
    the action waits without end [choice]. On Timeout ResultVar stays as it was [choice]. The reply is one that the
    world file states, or that somebody gives by hand; what a contact says while nothing asks for it is noted, and no
    script hears of it [choice].
    """

    kind = "ASKCALLER"
    branches = ("Default", "Timeout", "CallerResponded", "Error")

    Message = text(about="the question [documented]")
    ResultVar = variable("RES", about="gets what the contact replies [documented]")
    TimeoutSec = number(about="how many seconds the action waits [documented]")

    def run(self, context: Context) -> Outcome:
        channel = "sms" if media(context) == "sms" else "chat"
        seconds = bounded(self.TimeoutSec(context))
        if channel == "chat":
            most = context.platform.reply_seconds
            seconds = most if seconds is None else min(seconds, most)
        question = self.Message(context)
        asked = context.world.messages.ask(context.engine, context.contact, channel, question, caption=self.caption)
        context.report("world", text="question", channel=channel, says=question)
        return Await(("reply",), seconds, {"question": asked, "channel": channel})

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer is None:
            return "Timeout"
        context.put(self.ResultVar, answer["text"])
        return "CallerResponded"


class AskcallerDigital(Action):
    """Asks a digital contact for something and pauses the script until the reply, even if it takes weeks [documented].

    CallerResponded when the reply comes; with a TimeoutSec above 0 Timeout when none does in time [documented on an older
    page]. A message of the form JSON or PromptSequence has to be JSON, else Error [documented; Error: choice]. What a button or
    a list of a rich message sends along goes to ResultPostback [inferred]. Replies come as with Askcaller [choice].
    """

    kind = "ASKCALLER_DIGITAL"
    branches = ("Default", "Timeout", "CallerResponded", "Error")

    Message = text(about="the question; JSON for a rich one [documented]")
    MessageFormat = plain("Text", about="Text, PromptSequence (JSON of a Snippet) or JSON (of a template) [documented]")
    ResultVar = variable(about="gets what the contact replies [documented]")
    ResultPostback = variable(about="gets what the chosen part of a rich message sends along [inferred]")
    TimeoutSec = number(
        about="how many seconds the action waits; 0: without end [documented on an older page; 0: choice]"
    )

    def run(self, context: Context) -> Outcome:
        question, form = self.Message(context), self.MessageFormat(context)
        messages = context.world.messages
        if not well_formed(question, form):
            context.fail(f"a message of the form {form[:40]} has to be JSON")
            return "Error"
        asked = messages.ask(context.engine, context.contact, "digital", question, caption=self.caption, form=form)
        context.report("world", text="question", channel="digital", says=question)
        return Await(("reply",), bounded(self.TimeoutSec(context)), {"question": asked, "channel": "digital"})

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer is None:
            return "Timeout"
        context.put(self.ResultVar, answer["text"])
        context.put(self.ResultPostback, answer["postback"])
        return "CallerResponded"
