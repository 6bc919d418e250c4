"""Gathering keys, as Menu and Capture do: up to a greatest number, a terminator, or a pause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.runtime.effects import Await
from studio.runtime.phone.line import bounded, pressed

if TYPE_CHECKING:
    from studio.runtime.context import Context

TOPIC = "digits"
#: More keys than this are not gathered, whatever MaxDigits says.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Keys:
    """When gathering ends: so many keys, one of ``enders`` (kept out of the value where ``strips``), or a pause.

    ``first`` and ``between`` are the seconds that the first key and each further one may take.
    """

    most: int
    enders: str
    strips: bool
    first: float
    between: float

    def value(self, got: str) -> str:
        """What was pressed, as the variable gets it."""
        return got[:-1] if self.strips and got[-1:] in self.enders else got


def rules(context: Context, most: int | float, terminator: str, first: int | float, between: int | float) -> Keys:
    """The rules that an action's properties make.

    A minus at the end of the terminator keeps it out of the value [documented]; each of several characters ends [choice].
    Below 1, MaxDigits is 1 [choice]; time-outs lie between 0 and 60 seconds [documented].
    """
    terminator = terminator.strip()
    strips = len(terminator) > 1 and terminator.endswith("-")
    limit = context.platform.digit_seconds
    return Keys(
        int(min(most, MOST)) if most >= 1 else 1,
        terminator[:-1] if strips else terminator,
        strips,
        bounded(context, first, limit, "Timeout"),
        bounded(context, between, limit, "InterDigitTimeout"),
    )


def collect(context: Context, keys: Keys, got: str) -> tuple[str, str]:
    """Take keys out of the buffer: what was pressed so far, and Terminator, MaxDigits or "" where it goes on.

    A terminator counts in MaxDigits [documented]; it wins where it is the last key too [choice].
    """
    waiting = context.contact.digits
    for place, key in enumerate(waiting, 1):
        got += key
        outcome = "Terminator" if key in keys.enders else "MaxDigits" if len(got) >= keys.most else ""
        if outcome:
            context.contact.digits = waiting[place:]
            return got, outcome
    context.contact.digits = ""
    return got, ""


def start(keys: Keys, got: str = "", prompt: float = 0.0) -> Await:
    """Wait for the next key: while a prompt plays, then for the first key; or for a further one."""
    memo: dict[str, Any] = {
        "got": got,
        "keys": [keys.most, keys.enders, keys.strips, keys.first, keys.between],
        "prompt": prompt > 0,
    }
    return Await((TOPIC,), prompt if prompt > 0 else keys.between if got else keys.first, memo)


def ready(memo: dict[str, Any]) -> Keys:
    """The rules that a wait was begun with."""
    return Keys(*memo["keys"])


def go_on(context: Context, answer: Any, memo: dict[str, Any]) -> tuple[str, str] | Await:
    """Go on after a wait: what was pressed with the outcome, or a further wait.

    A key ends the prompt at once [inferred: a caller may press before it has ended].
    """
    keys, got = ready(memo), str(memo["got"])
    if answer is None:
        if memo["prompt"]:
            return start(keys)
        return got, "InterDigitTimeout" if got else "Timeout"
    pressed(context, answer)
    got, outcome = collect(context, keys, got)
    return (got, outcome) if outcome else start(keys, got)
