"""Suppression of calls: Checkcallsup, Permitcall, Suppresscall."""

from studio.sdk import Action, Context, Finish, Outcome, text

#: Characters of a value on the list of suppressed contacts [documented].
LONGEST = 50


class CheckCallSuppression(Action):
    """Looks a value up in the list of suppressed contacts: Found if it stands there just now, else NotFound
    [documented].

    Two phone numbers are equal however they are written; an entry for some skills counts in a contact of one of them
    [choice]. Error for an empty value and one of more than 50 characters
    [choice].
    """

    kind = "CHECKCALLSUP"
    branches = ("Found", "NotFound", "Error")

    DataValue = text(about="the value, such as a number [documented]")

    def run(self, context: Context) -> Outcome:
        value = self.DataValue(context).strip()
        if not value or len(value) > LONGEST:
            context.fail(f"a value of 1 to {LONGEST} characters can be looked up, not {len(value)}")
            return "Error"
        skill = context.contact.told("__skill")
        found = context.world.directory.numbers.suppressed(value, skill, context.utc_now())
        return "Found" if found else "NotFound"


class PermitCall(Action):
    """Ends a suppression script: the call may be made [documented]. Onrelease does not happen [choice]."""

    kind = "PERMITCALL"
    branches = ()

    def run(self, context: Context) -> Outcome:
        context.report("world", text="call permitted")
        return Finish("the call is permitted")


class SuppressCall(Action):
    """Ends a suppression script: the call is not made, and gets a disposition [documented].

    Onrelease does not happen [choice].
    """

    kind = "SUPPRESSCALL"
    branches = ()

    Disposition = text("Default", about="disposition that the call gets [observed in exports]")

    def run(self, context: Context) -> Outcome:
        disposition = self.Disposition(context)
        context.contact.know(__suppressed=disposition.strip() or "Default")
        context.report("world", text="call suppressed", disposition=disposition)
        return Finish("the call is suppressed")
