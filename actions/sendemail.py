"""Sendemail: sends the mail that the actions before have built."""

from studio.sdk import Action, Context, MailFailure, Outcome, boolean, variable

from ._mails import container, failed, keep, letter_of, member, report


class Sendemail(Action):
    """Sends what Createemail has begun [documented]. What was not given is not in it: without Addfromaddr it has no
    sender [documented].

    Error with _ERR when the variable holds no mail, when more mails than the platform allows have gone out, and for
    whatever the mail server says [documented]; also without a subject [documented: it is not sent] or a recipient
    [choice]. The structured variable stays as it is, so it can be sent again [choice].
    """

    kind = "SENDEMAIL"
    branches = ("Default", "Error")

    ContainerVar = variable("EML", about="the structured variable of the mail [documented]")
    Persist = boolean(about="True: keep the mail as a raw file [documented]")
    FilenameVar = variable("EMLFILE", about="gets the name of the raw file [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            mail = container(context, self.ContainerVar(context))
            if not member(mail, "subject").strip():
                raise MailFailure("the mail has no subject")
            mailed = context.world.mail.send(context.engine, context.contact, letter_of(mail))
        except MailFailure as fault:
            return failed(context, None, str(fault))
        report(context, mailed)
        if self.Persist(context):
            name = f"mail-{context.contact.id}-{len(context.world.mail.outbox)}.eml"
            context.put(self.FilenameVar, keep(context, mailed, name))
        return "Default"
