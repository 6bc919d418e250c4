"""Textbotexchange and Textbotconversation: virtual agents for written conversations."""

from typing import Any

from studio.sdk import Action, Answered, BotAnswer, Context, Dynamic, Outcome, plain, text, variable

_BRANCHES = {"ask": "PromptAndCollectNextResponse", "return": "ReturnControlToScript", "error": "Error"}


def _plain(answer: BotAnswer) -> dict[str, Any]:
    return {"outcome": answer.outcome, "says": answer.says, "intent": answer.intent, "why": answer.why}


class Textbotexchange(Action):
    """Hands one turn of a conversation to a virtual agent; it stands in a loop, twice at least [documented].

    PromptAndCollectNextResponse when the virtual agent wants to hear more, ReturnControlToScript when it is done, Error
    when it fails [documented]. What it does is stated in the world file: the first turn that fits what was said;
    without one, and for a virtual agent that isn't stated: Error [choice]. With USER_ENDED_SESSION it is not asked any
    more [choice]. The session state is the contact's: empty at first, then what the turn before has given [documented].
    Of the names of outputs that of botSessionStateVarName is known [documented], the others are guessed [inferred].
    """

    kind = "TEXTBOTEXCHANGE"
    branches = ("Default", "PromptAndCollectNextResponse", "ReturnControlToScript", "Error")

    virtualAgentId = text(about="the virtual agent [documented]")
    userInput = text(about="what the contact said [documented]")
    userInputType = plain("TEXT", about="NO_INPUT, TEXT, AUTOMATED_TEXT, USER_ENDED_SESSION, … [documented]")
    customPayload = text(about="data for the virtual agent [inferred]; noted only [choice]")
    botSessionState = text(about="the session, as the turn before has given it; empty at first [documented]")
    botSessionStateVarName = variable(about="gets the session [documented]")
    nextPromptSequenceVarName = variable(about="gets what the virtual agent says [inferred]")
    intentInfoVarName = variable(about="gets an object with the member intent [inferred]")
    errorDetailsVarName = variable(about="gets why it failed [inferred]")

    def run(self, context: Context) -> Outcome:
        kind = self.userInputType(context).strip().upper()
        if kind == "USER_ENDED_SESSION":
            return self.resume(context, _plain(BotAnswer("return")), {})
        said = "" if kind == "NO_INPUT" else self.userInput(context)
        bot = self.virtualAgentId(context)
        answer = context.world.messages.turn(context.engine, context.contact, bot, said, kind)
        if answer.seconds:
            return Answered(_plain(answer), answer.seconds)
        return self.resume(context, _plain(answer), {})

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        state = self.botSessionState(context).strip() or f'{{"sessionId":"{context.contact.id}"}}'
        context.put(self.botSessionStateVarName, state)
        context.put(self.nextPromptSequenceVarName, "" if answer["outcome"] == "error" else answer["says"])
        context.put(self.intentInfoVarName, Dynamic.of({"intent": answer["intent"]}))
        context.put(self.errorDetailsVarName, answer["why"])
        if answer["outcome"] == "error":
            context.fail(answer["why"])
        else:
            context.report("world", text="virtual agent", says=answer["says"], intent=answer["intent"])
        return _BRANCHES[answer["outcome"]]


class Textbotconversation(Action):
    """Leaves a conversation to a simple virtual agent until that is done; then the script goes on [documented].

    What it says, and how long it takes, is stated in the world file; one that isn't stated sets _ERR [choice].
    """

    kind = "TEXTBOTCONVERSATION"

    virtualAgentId = text(about="the virtual agent [inferred]")

    def run(self, context: Context) -> Outcome:
        answer = context.world.messages.talk(context.engine, context.contact, self.virtualAgentId(context))
        if answer.seconds:
            return Answered(_plain(answer), answer.seconds)
        return self.resume(context, _plain(answer), {})

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer["outcome"] == "error":
            context.fail(answer["why"])
            return "Error"
        context.report("world", text="virtual agent", says=answer["says"], intent=answer["intent"])
        return "Default"
