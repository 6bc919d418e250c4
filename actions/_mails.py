"""What the actions that build, send and read mail share. No action itself."""

from typing import Any

from studio.sdk import Attachment, Context, DateTime, Dynamic, Letter, Mailed, MailFailure, moment, to_text

from ._lists import parts

#: How the structured variable of a mail is told from other objects.
TYPE = "email"


def attachments(context: Context, names: str) -> tuple[Attachment, ...]:
    """The files of the store that these names mean, a semicolon between two; MailFailure where one can't be had."""
    return tuple(
        Attachment(name.replace("\\", "/").rpartition("/")[2], _content(context, name)) for name in parts(names, ";")
    )


def _content(context: Context, name: str) -> bytes:
    """The one place where mail asks the store for a file."""
    files = context.engine.ports.find("files")
    if files is None:
        raise MailFailure(f"this world has no files, so {name[:80]!r} can't be attached")
    try:
        content = files.read(name, context.frame.script.name)
    # Whatever the store says, the mail is not sent.
    except Exception as fault:
        raise MailFailure(f"{name[:80]!r} can't be attached: {fault}") from fault
    return content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")


def recipients(context: Context, addresses: str) -> tuple[str, ...]:
    """Whom a mail is for; MailFailure where that is nobody."""
    found: tuple[str, ...] = context.world.mail.addresses(addresses)
    if not found:
        raise MailFailure("the mail has no recipient")
    return found


def keep(context: Context, mailed: Mailed, name: str) -> str:
    """Keep a mail as a raw file in the store, or in the world's mail where there is no store; its name."""
    mail = context.world.mail
    raw = mail.raw(mailed)
    files = context.engine.ports.find("files")
    if files is None:
        mail.keep(name, raw)
    else:
        files.write(name, context.frame.script.name, raw.encode("ascii", "replace"), contact=context.contact.id)
    context.report("world", text="mail kept", file=name, id=mailed.id)
    return name


def report(context: Context, mailed: Mailed) -> None:
    """Tell on the event stream that a mail was sent."""
    letter = mailed.letter
    told: dict[str, Any] = {"to": list(letter.to), "sender": letter.sender, "subject": letter.subject}
    for name, value in (("cc", list(letter.cc)), ("bcc", list(letter.bcc))):
        if value:
            told[name] = value
    if letter.attachments:
        told["attachments"] = [each.name for each in letter.attachments]
    context.report("world", text="mail", id=mailed.id, real=mailed.real, **told)


def failed(context: Context, where: Any, message: str) -> str:
    """The outcome of a mail that is not sent: its text goes to the variable for it, and to ``_ERR``."""
    if where is not None:
        context.put(where, message)
    context.fail(message)
    return "Error"


# ------------------------------------------------------------------------------------------- structured variables
def wall_time(context: Context, time: int) -> DateTime:
    """A time of the world on the script's clock."""
    return DateTime(context.from_utc(moment(time).replace(tzinfo=None, microsecond=0)))


def structured(context: Context, mailed: Mailed) -> Dynamic:
    """The structured variable of a mail that has come in."""
    letter = mailed.letter
    return Dynamic.of(
        {
            "type": TYPE,
            "id": mailed.id,
            "subject": letter.subject,
            "from": letter.sender,
            "to": "|".join(letter.to),
            "cc": "|".join(letter.cc),
            "bcc": "",
            "date": wall_time(context, mailed.time),
            "text": letter.text,
            "html": letter.html,
            "attachments": "|".join(each.name for each in letter.attachments),
        }
    )


def container(context: Context, setter: Any) -> Dynamic:
    """The structured variable that a property names; MailFailure where it holds no mail."""
    name = setter.name if setter is not None else ""
    found = context.named(name)
    if not isinstance(found, Dynamic) or found.get("type") != TYPE:
        raise MailFailure(f"the variable {name[:80]!r} holds no mail")
    return found


def member(mail: Dynamic, name: str) -> str:
    """A member of a structured variable as text."""
    return to_text(mail.get(name))


def letter_of(mail: Dynamic) -> Letter:
    """What a structured variable would send."""
    to, cc, bcc = (tuple(each for each in member(mail, name).split("|") if each) for name in ("to", "cc", "bcc"))
    return Letter(
        sender=member(mail, "from"),
        to=to,
        cc=cc,
        bcc=bcc,
        subject=member(mail, "subject"),
        text=member(mail, "text"),
        html=member(mail, "html"),
        answers=member(mail, "answers"),
    )
