"""Menu: plays a prompt and takes the branch of the keys that are pressed."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, custom, number, phone, plain, text, variable


class Menu(Action):
    """Plays a prompt, gathers keys, puts them into the variable and takes the custom branch with just that label [documented].

    Keys without a branch of their own take the branch that says how gathering ended: Terminator, MaxDigits or
    InterDigitTimeout [documented]; where that is not connected, Default; and without a Default the contact is stuck
    [documented]. A key breaks the prompt off [inferred]; keys that wait in the buffer count, and no prompt plays then
    [inferred]. The label is compared with what is stored, then without the terminator [choice]. Timeout counts from the
    end of the prompt [inferred]; the variable is empty text then [choice].
    """

    kind = "MENU"
    branches = ("Default", "Terminator", "MaxDigits", "Timeout", "InterDigitTimeout")

    Sequence = text(about='what plays: "file.wav", "%text that is spoken", one after another [documented]')
    Phrase = plain(about="the words, for people who read the script [documented]")
    ClearDigits = boolean("True", about="True: keys that were pressed before are forgotten first [documented]")
    MaxDigits = number("1", about="so many keys end it; a terminator counts [documented]")
    Terminator = text(about="key that ends it, stored unless a minus follows it: #- [documented]")
    Timeout = number("5", about="seconds to wait for the first key, 0 to 60 [documented]")
    InterDigitTimeout = number("5", about="seconds to wait for each further key, 0 to 60 [documented]")
    Variable = variable("MRES", about="gets the keys, as text [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        if self.ClearDigits(context):
            phone.clear(context)
        keys = phone.rules(
            context,
            self.MaxDigits(context),
            self.Terminator(context),
            self.Timeout(context),
            self.InterDigitTimeout(context),
        )
        got, outcome = phone.collect(context, keys, "")
        if outcome:
            return self._ended(context, keys, got, outcome)
        if got:
            return phone.start(keys, got)
        pieces = phone.sequence(context, self.Sequence(context))
        return phone.start(keys, prompt=phone.play(context, pieces))

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        found = phone.go_on(context, answer, memo)
        return found if isinstance(found, Await) else self._ended(context, phone.ready(memo), *found)

    def _ended(self, context: Context, keys: phone.Keys, got: str, outcome: str) -> Outcome:
        value = keys.value(got)
        context.put(self.Variable, value)
        for label in (value, got.rstrip(keys.enders) if keys.enders else got):
            if label and label in self.cases:
                return custom(label)
        return outcome
