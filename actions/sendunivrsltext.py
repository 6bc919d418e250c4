"""SENDUNIVRSLTEXT (SendSessionText): sends a text message within a session."""

from studio.sdk import Action, Context, Outcome, text

from .textmsg import target


class SendUnivrslText(Action):
    """Sends a text within the session ("room") of an SMS contact, after hours for example [documented].

    Without RoomID or without a text it is not sent: Error [choice].
    """

    kind = "SENDUNIVRSLTEXT"
    aliases = ("SENDSESSIONTEXT",)
    branches = ("Default", "Error")

    RoomID = text(about="the room, which is the session that it belongs to [documented]")
    FromID = text(about="who sends it [documented]")
    Message = text(about="the text [documented]")
    ChatTarget = text(
        about="sender and receiver as the conversation shows them [documented], as Textmsg's Target [inferred]"
    )

    def run(self, context: Context) -> Outcome:
        room, said = self.RoomID(context).strip(), self.Message(context)
        messages = context.world.messages
        if not room or not said:
            context.fail("the message has no room" if not room else "the message is empty")
            return "Error"
        receiver, sender = target(self.ChatTarget(context))
        sender = self.FromID(context).strip() or sender
        messages.say(
            context.engine, context.contact, "session", "text", said, sender=sender, receiver=receiver, room=room
        )
        context.report("world", text="message", channel="session", room=room, says=said, sender=sender)
        return "Default"
