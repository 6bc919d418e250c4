"""Textmsg and TEXTMSG_DIGITAL: send text to a contact."""

from studio.sdk import Action, Context, Outcome, plain, text

from ._messages import well_formed

#: Whom a target names, and in whose name the text is sent.
_RECEIVERS = {"caller": "contact", "agent": "agent", "both": "both"}
_SENDERS = {"system": "system", "agent": "agent", "caller": "contact"}


class Textmsg(Action):
    """Sends plain text to the contact of a chat, to the agent, or to both, in the name of the system or of one of them
    [documented].

    A target that is not known counts as Caller from System; letter case and blanks don't count; an empty text is not sent
    [choice].
    """

    kind = "TEXTMSG"

    Target = plain(
        "Caller from System",
        about="who gets it, and in whose name: Caller, Agent or Both from System, Agent or Caller [documented]",
    )
    Text = text(about="the text [documented]")

    def run(self, context: Context) -> Outcome:
        said = self.Text(context)
        receiver, sender = target(self.Target(context))
        if said:
            context.world.messages.say(
                context.engine, context.contact, "chat", "text", said, sender=sender, receiver=receiver
            )
            context.report("world", text="message", channel="chat", says=said, sender=sender, receiver=receiver)
        return "Default"


def target(text: str) -> tuple[str, str]:
    """Receiver and sender of a target such as ``Both from Agent``."""
    receiver, _, sender = "".join(text.lower().split()).partition("from")
    if receiver not in _RECEIVERS or sender not in _SENDERS:
        return "contact", "system"
    return _RECEIVERS[receiver], _SENDERS[sender]


class TextmsgDigital(Action):
    """Sends a message to a digital contact [documented].

    A message of the form JSON or PromptSequence, for rich content, has to be JSON, else Error [documented; Error: choice]. An
    empty text is not sent [choice].
    """

    kind = "TEXTMSG_DIGITAL"
    branches = ("Default", "Error")

    Message = text(about="the text; JSON for a rich one [documented]")
    MessageFormat = plain("Text", about="Text, PromptSequence (JSON of a Snippet) or JSON (of a template) [documented]")

    def run(self, context: Context) -> Outcome:
        said, form = self.Message(context), self.MessageFormat(context)
        messages = context.world.messages
        if not well_formed(said, form):
            context.fail(f"a message of the form {form[:40]} has to be JSON")
            return "Error"
        if said:
            rich = form.strip().lower() in ("json", "promptsequence")
            messages.say(
                context.engine, context.contact, "digital", "rich" if rich else "text", said, sender="system",
                receiver="contact", format=form,
            )  # fmt: skip
            context.report("world", text="message", channel="digital", says=said, format=form)
        return "Default"
