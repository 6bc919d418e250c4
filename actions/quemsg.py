"""Quemsg: tells the contact of a chat how many are ahead."""

from studio.sdk import Action, Context, Outcome, text


class Quemsg(Action):
    """Shows the contact of a chat its place in the queue: %q in Message is how many are ahead [documented].

    The number is that of the world's queues, or one that the world file states [choice]. Error where the world has no
    messages, or can't tell [choice].
    """

    kind = "QUEMSG"
    branches = ("Default", "Error")

    Message = text(
        "There are %q contacts ahead of you...", about="the text; %q in it is how many are ahead [documented]"
    )

    def run(self, context: Context) -> Outcome:
        messages = context.world.messages
        ahead = messages.ahead(context.engine, context.contact)
        said = self.Message(context).replace("%q", str(ahead))
        messages.say(
            context.engine, context.contact, "chat", "position", said, sender="system", receiver="contact",
            ahead=str(ahead),
        )  # fmt: skip
        context.report("world", text="place in the queue", says=said, ahead=ahead)
        return "Default"
