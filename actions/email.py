"""Email: sends a mail."""

from studio.sdk import Action, Context, Letter, MailFailure, Outcome, plain, text, variable

from ._mails import attachments, failed, recipients, report


class Email(Action):
    """Sends a mail from any script [documented].

    Without a sender's address or without a subject it is not sent [documented]. It is not sent either when more mails
    than the platform allows have gone out within an hour [documented], when an address is none, when an attachment
    can't be had, or when the mail server refuses it [choice]. What is not sent takes Error, with the reason in
    ErrorMsgVar and in _ERR [choice]. Here the mail goes to the world's outbox; it leaves the machine only where the
    world file grants a mail server [choice].
    """

    kind = "EMAIL"
    branches = ("Default", "Error")

    MailServer = plain("Automatic", about="which mail server sends it; Automatic is the platform's own [documented]")
    SenderName = text(about="name of the sender [documented]")
    SenderAddress = text(about="address of the sender; the platform wants one of its own domain [documented]")
    reserved1073743171 = text(about="keeps a place in exports; not used [observed in exports]")
    Recipient = text(required=True, about="whom it is for [documented]; several with a semicolon between two [choice]")
    CCRecipient = text(about="who gets a copy, one or several [documented]")
    Subject = text(about="the subject [documented]")
    Body = text(about="the text [documented]")
    HTML = text(about="the text as HTML; who can't show it sees Body [documented]")
    Attachments = text(about="files of the store, with a semicolon between two [documented]")
    ErrorMsgVar = variable("ERRMSG", about="gets the reason when the mail is not sent [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            mail = context.world.mail
            mailed = mail.send(context.engine, context.contact, self._letter(context))
        except MailFailure as fault:
            return failed(context, self.ErrorMsgVar, str(fault))
        report(context, mailed)
        return "Default"

    def _letter(self, context: Context) -> Letter:
        sender = self.SenderAddress(context).strip()
        subject = self.Subject(context)
        if not sender:
            raise MailFailure("the mail has no sender's address")
        if not subject.strip():
            raise MailFailure("the mail has no subject")
        return Letter(
            sender=sender,
            sender_name=self.SenderName(context).strip(),
            to=recipients(context, self.Recipient(context)),
            cc=(self.CCRecipient(context),),
            subject=subject,
            text=self.Body(context),
            html=self.HTML(context),
            attachments=attachments(context, self.Attachments(context)),
        )
