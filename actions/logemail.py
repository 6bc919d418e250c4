"""Logemail: keeps the incoming mail as a file."""

from studio.sdk import Action, Context, MailFailure, Outcome

from ._mails import failed, keep


class Logemail(Action):
    """Keeps the mail that the contact is about as a raw file, in MIME form [documented, on the page of Sendemail].

    Its properties are not known; the name of the file goes to EMLFILE, as with Sendemail [choice]. Error when no mail has
    come in for this contact [choice].
    """

    kind = "LOGEMAIL"
    branches = ("Default", "Error")

    def run(self, context: Context) -> Outcome:
        try:
            mailed = context.world.mail.incoming(context.engine, context.contact)
        except MailFailure as fault:
            return failed(context, None, str(fault))
        context.set("EMLFILE", keep(context, mailed, f"mail-{context.contact.id}-in.eml"))
        return "Default"
