"""EMAIL_DIGITAL and FORWARD_EMAIL_DIGITAL: mail through a digital channel."""

from studio.sdk import Action, Context, Letter, MailFailure, Outcome, text

from ._mails import attachments, failed, recipients, report

#: Before the subject of a mail that is forwarded without one of its own [choice].
FORWARD = "FW: "


class EmailDigital(Action):
    """Sends a mail through a digital email channel [documented].

    Without recipient or point of contact it is not sent: Error with _ERR, as Email [choice]. A mail without a subject is sent
    with an empty one, since the subject's property is not on the page [choice]. The sender's address is the one that the world
    file states for the point of contact; a point of contact that is an address stands for itself [choice].
    """

    kind = "EMAIL_DIGITAL"
    branches = ("Default", "Error")

    Attachments = text(about="files of the store, with a semicolon between two [documented]")
    Body = text(about="the text [documented]")
    CCRecipient = text(about="who gets a copy, one or several [documented]")
    EmailPOC = text(about="the point of contact that sends it [documented]")
    HTML = text(about="the text as HTML; who can't show it sees Body [documented]")
    idOnExternalPlatform = text(about="id of the thread that it belongs to [documented]")
    Recipient = text(about="whom it is for [documented]")
    Subject = text(about="the subject [inferred]")

    def run(self, context: Context) -> Outcome:
        try:
            mail = context.world.mail
            channel = self.EmailPOC(context).strip()
            if not channel:
                raise MailFailure("the mail has no point of contact to be sent from")
            letter = Letter(
                sender=mail.channel(channel),
                to=recipients(context, self.Recipient(context)),
                cc=(self.CCRecipient(context),),
                subject=self.Subject(context),
                text=self.Body(context),
                html=self.HTML(context),
                attachments=attachments(context, self.Attachments(context)),
                answers=self.idOnExternalPlatform(context).strip(),
            )
            mailed = mail.send(context.engine, context.contact, letter)
        except MailFailure as fault:
            return failed(context, None, str(fault))
        report(context, mailed)
        return "Default"


class ForwardEmailDigital(Action):
    """Forwards a mail of a digital channel to somebody else [documented].

    What is sent is Body, and below it the mail's own text, HTML and attachments [choice]. Without Subject it is the mail's own
    with FW: before it [choice]. Error with _ERR for a mail that is not there, and when it is not sent [documented].
    """

    kind = "FORWARD_EMAIL_DIGITAL"
    branches = ("Default", "Error")

    To = text(required=True, about="whom it goes to [documented]")
    CC = text(about="who gets a copy [documented]")
    BCC = text(about="who gets a blind copy [documented]")
    ChannelId = text(required=True, about="the digital email channel that sends it [documented]")
    Body = text(about="what stands before the mail [documented]")
    MessageId = text(required=True, about="id of the mail to forward [documented]")
    AddAttachment = text(about="a file of the store to go with it [documented]")
    Subject = text(about="the subject [inferred]")

    def run(self, context: Context) -> Outcome:
        try:
            mail = context.world.mail
            channel = self.ChannelId(context).strip()
            if not channel:
                raise MailFailure("the mail has no channel to be sent from")
            original = mail.find(self.MessageId(context)).letter
            body = self.Body(context)
            letter = Letter(
                sender=mail.channel(channel),
                to=recipients(context, self.To(context)),
                cc=(self.CC(context),),
                bcc=(self.BCC(context),),
                subject=self.Subject(context).strip() or (FORWARD + original.subject)[:1_000],
                text=f"{body}\n\n{original.text}" if body else original.text,
                html=original.html and body + original.html,
                attachments=(*original.attachments, *attachments(context, self.AddAttachment(context))),
            )
            mailed = mail.send(context.engine, context.contact, letter)
        except MailFailure as fault:
            return failed(context, None, str(fault))
        report(context, mailed)
        return "Default"
