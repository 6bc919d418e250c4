"""Getemail and GET_EMAIL_DIGITAL: take the incoming mail apart."""

from typing import Any

from studio.sdk import Action, Context, Mailed, MailFailure, Outcome, plain, string_limit, text, to_text, variable

from ._mails import failed, structured, wall_time


class _ReadMail(Action):
    """What they share: a variable for each piece."""

    def pieces(self, context: Context, mailed: Mailed) -> None:
        """Put the pieces of a mail into the variables that the properties name."""
        letter = mailed.letter
        most = string_limit(self.MaxBodyTextLength(context))  # type: ignore[attr-defined]  # each class has the properties
        values: dict[str, Any] = {
            "SubjectVar": letter.subject,
            "FromVar": letter.sender,
            "ToVar": "|".join(letter.to),
            "CCVar": "|".join(letter.cc),
            "DateVar": wall_time(context, mailed.time),
            "BodyTextVar": letter.text[:most],
            "AttachmentListVar": "|".join(each.name for each in letter.attachments),
        }
        for name, value in values.items():
            context.put(getattr(self, name), value)
        context.report("world", text="mail read", id=mailed.id, sender=letter.sender, subject=letter.subject)


class Getemail(_ReadMail):
    """Puts the mail that the contact is about into a structured variable, and its pieces into variables [documented].

    A subject with a | in it is an array afterwards [documented]. Several recipients and attachments are arrays too; the
    body is cut at MaxBodyTextLength [choice]. Error when no mail has come in for this contact [choice]. The mail is the
    one that the world file states, or that the contact was given [choice].
    """

    kind = "GETEMAIL"
    branches = ("Default", "Error")

    ContainerVar = variable("EML", about="gets the structured variable with all pieces [documented]")
    SubjectVar = variable("SUBJECT", about="gets the subject [documented]")
    FromVar = variable(about="gets the sender's address [documented]")
    ToVar = variable(about="gets the recipient's address [documented]")
    CCVar = variable(about="gets those who got a copy [documented]")
    DateVar = variable(about="gets the date [documented], on the script's clock [choice]")
    BodyTextVar = variable(about="gets the text [documented]")
    AttachmentListVar = variable(about="gets the names of the attachments [documented]")
    MaxBodyTextLength = plain(about="greatest length of BodyTextVar: Limit2K, the default, to Limit32K [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            mailed = context.world.mail.incoming(context.engine, context.contact)
        except MailFailure as fault:
            return failed(context, None, str(fault))
        context.put(self.ContainerVar, structured(context, mailed))
        self.pieces(context, mailed)
        return "Default"


class GetEmailDigital(_ReadMail):
    """Puts the pieces of a digital contact's mail into variables [observed in exports].

    What it does with them is as Getemail [inferred]. Error for a contact that is not there, and when no mail has come in for
    it [choice].
    """

    kind = "GET_EMAIL_DIGITAL"
    branches = ("Default", "Error")

    ContactID = text(about="the contact whose mail it is [inferred]; empty: this one [choice]")
    SubjectVar = variable(about="gets the subject [inferred]")
    FromVar = variable(about="gets the sender's address [inferred]")
    ToVar = variable(about="gets the recipient's address [inferred]")
    CCVar = variable(about="gets those who got a copy [inferred]")
    DateVar = variable(about="gets the date [inferred]")
    BodyTextVar = variable(about="gets the text [inferred]")
    AttachmentListVar = variable(about="gets the names of the attachments [inferred]")
    MaxBodyTextLength = plain(about="greatest length of BodyTextVar: Limit2K to Limit32K [inferred]")

    def run(self, context: Context) -> Outcome:
        wanted = to_text(self.ContactID(context)).strip() or context.contact.id
        contact = context.engine.contacts.get(wanted)
        if contact is None:
            return failed(context, None, f"there is no contact {wanted[:80]!r}")
        try:
            mailed = context.world.mail.incoming(context.engine, contact)
        except MailFailure as fault:
            return failed(context, None, str(fault))
        self.pieces(context, mailed)
        return "Default"
