"""Listening to what a caller says: a prompt, a silence that may be too long, words or keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND
from studio.runtime.effects import Await
from studio.runtime.phone.line import positive, pressed

if TYPE_CHECKING:
    from studio.runtime.context import Context

_HEARS = ("speech", "digits")
#: How long a pause ends keys that are pressed instead of words, in seconds [choice].
PAUSE = 3.0
#: The key that ends them [choice].
END = "#"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was heard; keys count as words of which the recogniser is sure."""

    words: str
    confidence: float = 100.0
    by_keys: bool = False


@dataclass(frozen=True, slots=True)
class Listening:
    """How to listen: a prompt of so many seconds, then so much silence; ``one_key`` if the first key is the whole answer."""

    prompt: float
    silence: float
    one_key: bool = False


def listen(context: Context, how: Listening) -> Await:
    """Begin: the prompt plays, and words or keys break it off [inferred].

    The silence counts from the end of the prompt; both together have a limit, 120 seconds [documented].
    """
    end = context.engine.now + round(context.platform.speech_seconds * SECOND)
    memo = {"stage": "prompt", "silence": how.silence, "one": how.one_key, "end": end, "got": ""}
    return _wait(context, memo, how.prompt)


def listened(context: Context, answer: Any, memo: dict[str, Any]) -> Spoken | str | Await:
    """Go on after a wait: what was heard, Timeout, Error (the limit was reached), or a further wait."""
    if memo["stage"] == "speech":
        return Spoken(str(memo["words"]), float(memo["confidence"]))
    if answer is None:
        return _nothing(context, memo)
    if answer["topic"] == "speech":
        # It is understood when it has been said.
        memo = memo | {
            "stage": "speech",
            "words": str(answer.get("words") or ""),
            "confidence": positive(answer.get("confidence", 100)),
        }
        return Await((), positive(answer.get("seconds") or 0), memo)
    return _keys(context, answer, memo)


def _nothing(context: Context, memo: dict[str, Any]) -> Spoken | str | Await:
    if context.engine.now >= memo["end"]:
        limit = context.platform.speech_seconds
        context.fail(f"{context.action.kind_here} was broken off: prompt and answer took more than {limit:g} seconds")
        return "Error"
    if memo["stage"] == "prompt":
        return _wait(context, memo | {"stage": "silence"}, memo["silence"])
    return Spoken(memo["got"], by_keys=True) if memo["got"] else "Timeout"


def _keys(context: Context, answer: dict[str, Any], memo: dict[str, Any]) -> Spoken | Await:
    pressed(context, answer)
    got = str(memo["got"])
    waiting, context.contact.digits = context.contact.digits, ""
    for place, key in enumerate(waiting, 1):
        if key == END or memo["one"]:
            context.contact.digits = waiting[place:]
            return Spoken(got if key == END and got else key, by_keys=True)
        got += key
    return _wait(context, memo | {"stage": "silence", "got": got}, PAUSE)


def _wait(context: Context, memo: dict[str, Any], seconds: float) -> Await:
    left = (memo["end"] - context.engine.now) / SECOND
    return Await(_HEARS, max(0.0, min(seconds, left)), memo)
