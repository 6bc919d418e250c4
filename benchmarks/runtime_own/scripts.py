"""The scripts that are measured, and engines with contacts that run them."""

from __future__ import annotations

import random
from typing import Any

from studio.runtime.contact import Contact
from studio.runtime.engine import Engine
from studio.runtime.limits import NONE
from studio.runtime.settings import EngineSettings
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.snippet.values import to_text

SECOND = 1_000_000
DAY = 86_400 * SECOND

#: Three actions again and again, until ``n`` has reached LIMIT.
MIX = """script "mix"
    media = Generic

Begin "Begin"
    -> "A"

Assign "A"
    Variable = x
    Value = hello
    -> "Q"

If "Q"
    Expression = n < LIMIT
    True -> "S"
    False -> "End"

Snippet "S"
    Data:
        | n = n + 1
        | y = "{x}-{n}"
    -> "A"

End "End"
"""

#: Waits p1 seconds, a number that is made once, again and again.
WAITS = """script "waits"
    media = Generic

Begin "Begin"
    -> "Length"

Snippet "Length"
    Data:
        | seconds = p1 + 0
    -> "Rest"

Wait "Rest"
    Seconds = seconds
    -> "Rest"
"""

#: Names its parameter v00, sets variables by CODE, then rests.
IDLE = """script "idle"
    media = Generic

Begin "Begin"
    Parameters: v00
    -> "Set"

Snippet "Set"
    Data:
CODE
    -> "Rest"

Stop "Rest"
"""


def script(text: str) -> Script:
    """A script read from text; SystemExit if it has a fault."""
    found, problems = read_text(text, None)
    if found is None or problems:
        raise SystemExit("\n".join(map(str, problems)))
    return found


def idle(code: list[str]) -> Script:
    """A script that runs these lines of Snippet and then rests."""
    return script(IDLE.replace("CODE", "\n".join(f"        | {line}" for line in code)))


def engine(one: Script, step_limit: int = 100_000) -> Engine:
    """An engine for one script."""
    return Engine(Project([one]).resolve, EngineSettings(step_limit=step_limit, platform=NONE))


def waiting(delays: list[int]) -> Engine:
    """An engine with contacts at their first Wait, each with a delay in microseconds of its own."""
    one = script(WAITS)
    made = engine(one)
    for delay in delays:
        made.start(one, [f"{delay / SECOND:.6f}"])
    made.run(made.now)
    return made


def value(contact: Contact, name: str) -> str:
    """A variable of a contact's main script, as text."""
    found: Any = contact.frames[0].variables[name]
    return to_text(found)


def expect(contact: Contact, name: str, text: str) -> None:
    """SystemExit unless a variable of a contact has this value."""
    if value(contact, name) != text:
        raise SystemExit(f"{name} is {value(contact, name)!r}, not {text!r}")


def random_delays(count: int, low: float = 1.0, high: float = 10.0) -> list[int]:
    """Delays in microseconds between so many seconds; the same for all who wait."""
    chance = random.Random(1)
    return [chance.randint(round(low * SECOND) + 1, round(high * SECOND)) for _ in range(count)]
