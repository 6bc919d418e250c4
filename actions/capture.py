"""Capture: gathers keys without a prompt."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, number, phone, text, variable


class Capture(Action):
    """Gathers keys into the variable [documented]; keys that were pressed before it, while a prompt played, count
    [documented].

    Terminator, MaxDigits, Timeout and InterDigitTimeout say how it ended; the terminator wins where it is the last key too
    [choice]. With a Timeout of 0 it does not wait and leaves the buffer empty, which is how scripts clear it [documented].
    Timeout without a key gives empty text [choice]. A blank time-out is Menu's default, 5 seconds [choice]; a blank Terminator
    is none, and only an old export that lacks it altogether has # [choice].
    """

    kind = "CAPTURE"
    branches = ("Default", "Terminator", "MaxDigits", "Timeout", "InterDigitTimeout")

    Variable = variable(about="gets the keys, as text [documented]")
    MaxDigits = number("1", about="so many keys end it; a terminator counts [documented]")
    Terminator = text(
        "#", blank=True, about="key that ends it, stored unless a minus follows it: #-; empty for none [documented]"
    )
    Timeout = number("5", about="seconds to wait for the first key, 0 to 60 [documented]")
    InterDigitTimeout = number("5", about="seconds to wait for each further key, 0 to 60 [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        keys = phone.rules(
            context,
            self.MaxDigits(context),
            self.Terminator(context),
            self.Timeout(context),
            self.InterDigitTimeout(context),
        )
        got, outcome = phone.collect(context, keys, "")
        if keys.first <= 0:
            phone.clear(context)
            outcome = outcome or "Timeout"
        if outcome:
            return self._ended(context, keys, got, outcome)
        phone.listens(context)
        return phone.start(keys, got)

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        found = phone.go_on(context, answer, memo)
        return found if isinstance(found, Await) else self._ended(context, phone.ready(memo), *found)

    def _ended(self, context: Context, keys: phone.Keys, got: str, outcome: str) -> Outcome:
        context.put(self.Variable, keys.value(got))
        return outcome
