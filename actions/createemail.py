"""Createemail: begins a mail that the following actions build."""

from studio.sdk import Action, Context, Dynamic, Outcome, text, variable

from ._mails import TYPE, member


class Createemail(Action):
    """Puts a structured variable for a mail into ContainerVar [documented].

    Addtoaddr, Addccaddr, Addbccaddr, Addfromaddr and Addbody add to it, Sendemail sends it [documented]. Snippets can read and
    change its members: subject, from, to, cc, bcc (arrays), text, html, contactId [choice]. With OriginalVar the mail is an
    answer to that one: it carries its id, so that readers show both together [choice].
    """

    kind = "CREATEEMAIL"

    ContainerVar = variable("EML", about="gets the structured variable [documented]")
    Subject = text(required=True, about="the subject; without it the mail is not sent [documented]")
    ContactID = text("{ContactId}", about="contact that the mail belongs to [documented]")
    OriginalVar = text(
        about="name of the structured variable that Getemail has made, of the mail to answer [documented]"
    )

    def run(self, context: Context) -> Outcome:
        original = context.named(self.OriginalVar(context))
        answers = ""
        if isinstance(original, Dynamic) and original.get("type") == TYPE:
            answers = member(original, "id")
        context.put(
            self.ContainerVar,
            Dynamic.of(
                {
                    "type": TYPE,
                    "subject": self.Subject(context),
                    "from": "",
                    "to": "",
                    "cc": "",
                    "bcc": "",
                    "text": "",
                    "html": "",
                    "contactId": self.ContactID(context),
                    "answers": answers,
                }
            ),
        )
        return "Default"
