"""Addtoaddr, Addccaddr, Addbccaddr and Addfromaddr: give a mail its addresses."""

from studio.sdk import Action, Context, MailFailure, Outcome, boolean, text, variable

from ._mails import container, failed, member


class _AddAddress(Action):
    """What they share; ``_name`` is the member of the structured variable."""

    branches = ("Default", "Error")
    _name = ""
    _one = False

    ContainerVar = variable("EML", about="the structured variable of the mail [documented]")
    Recipient = text(about="the address [documented]; several with a semicolon between two [choice]")
    Replace = boolean(about="True: take the place of what is there; False: add to it [documented]")
    ErrorMsgVar = variable(about="gets the reason of an Error [documented; its name in exports is inferred]")

    def run(self, context: Context) -> Outcome:
        try:
            mail = container(context, self.ContainerVar(context))
            found = list(context.world.mail.addresses(self.Recipient(context)))
            if not found:
                raise MailFailure("there is no address to add")
        except MailFailure as fault:
            return failed(context, self.ErrorMsgVar, str(fault))
        there = (
            [] if self._one or self.Replace(context) else [each for each in member(mail, self._name).split("|") if each]
        )
        mail.set(self._name, "|".join((there + found)[-1:] if self._one else there + found))
        return "Default"


class Addtoaddr(_AddAddress):
    """Adds a recipient to the mail that Createemail has begun; a script may have several [documented].

    What is no address, and a variable that holds no mail, take Error [choice].
    """

    kind = "ADDTOADDR"
    _name = "to"


class Addccaddr(_AddAddress):
    """Adds a recipient of a copy to the mail that Createemail has begun [documented].

    What is no address, and a variable that holds no mail, take Error [choice].
    """

    kind = "ADDCCADDR"
    _name = "cc"


class Addbccaddr(_AddAddress):
    """Adds a recipient of a blind copy, whom the others don't see, to the mail that Createemail has begun [documented].

    Its properties are those of Addtoaddr [inferred]. What is no address, and a variable that holds no mail, take Error
    [choice].
    """

    kind = "ADDBCCADDR"
    _name = "bcc"


class Addfromaddr(_AddAddress):
    """Gives the mail that Createemail has begun its sender; without it the mail is sent without one [documented].

    Its properties are those of Addtoaddr [inferred]; a mail has one sender, so the last one counts [choice]. What is no
    address, and a variable that holds no mail, take Error [choice].
    """

    kind = "ADDFROMADDR"
    _name = "from"
    _one = True
