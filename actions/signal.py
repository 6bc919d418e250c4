"""Signal: interrupts another contact."""

from studio.sdk import Action, Context, Outcome, SendSignal, text, texts

#: A signal carries at most so many values [documented].
MOST = 9


class Signal(Action):
    """Signals a contact by its id and goes on at once; the receiver goes on at its Onsignal [documented].

    Error if no such contact is alive [documented]. Values beyond the ninth are dropped, with warning RT202 [choice].
    """

    kind = "SIGNAL"
    branches = ("Default", "Error")

    ContactID = text(required=True, about="id of the contact to signal [documented]")
    ParamCount = text(about="kept, not used: the length of Parameters counts [choice]")
    Parameters = texts(about="up to nine values [documented]")

    def run(self, context: Context) -> Outcome:
        values = self.Parameters(context)
        if len(values) > MOST:
            context.warn("RT202", f"Signal carries {MOST} values at most; {len(values) - MOST} dropped")
        return SendSignal(self.ContactID(context).strip(), values[:MOST])
