"""Addbody: gives a mail its text."""

from studio.sdk import Action, Context, MailFailure, Outcome, boolean, text, variable

from ._mails import container, failed, member


class Addbody(Action):
    """Adds text or HTML to the mail that Createemail has begun; a script may have several [documented].

    With Replace what is there is forgotten first [documented]; the parts follow one another as they are [choice]. A variable
    that holds no mail takes Error [choice].
    """

    kind = "ADDBODY"
    branches = ("Default", "Error")

    ContainerVar = variable("EML", about="the structured variable of the mail [documented]")
    Text = text(about="text for readers that don't show HTML [documented]")
    HTML = text(about="the text as HTML [documented]")
    Replace = boolean(about="True: take the place of what is there; False: add to it [documented]")
    ErrorMsgVar = variable(about="gets the reason of an Error [documented; its name in exports is inferred]")

    def run(self, context: Context) -> Outcome:
        try:
            mail = container(context, self.ContainerVar(context))
        except MailFailure as fault:
            return failed(context, self.ErrorMsgVar, str(fault))
        replace = self.Replace(context)
        for name, added in (("text", self.Text(context)), ("html", self.HTML(context))):
            if added or replace:
                mail.set(name, added if replace else member(mail, name) + added)
        return "Default"
