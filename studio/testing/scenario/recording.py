"""What a run did, as the expectations of a scenario: a recorded run becomes a test."""

from __future__ import annotations

from collections import Counter
from typing import Any

from studio.runtime.events import Event
from studio.testing.ran import Ran, Step
from studio.testing.ran.steps import ARROW

#: A way of so many steps is written whole; of a longer one the branches that it took, each once.
WHOLE = 60
#: Longer texts of variables are left out.
_LONGEST = 200


def expectations(ran: Ran) -> dict[str, Any]:
    """How it ended, where it stands, its variables, its way, and what it asked, sent and spawned."""
    shown = next(each for each in ran.result.shown if each.id == ran.contact.id)
    found: dict[str, Any] = {"status": ran.status}
    if shown.at is not None:
        found["at"] = shown.at[1]
    hidden = ran.variables
    variables = {
        name: value for name, value in shown.variables.items() if _is_plain(value) and hidden.get(name) == value
    }
    if variables:
        found["variables"] = variables
    own = [each for each in ran.steps if each.contact == ran.contact.id]
    if len(own) <= WHOLE:
        found["path"] = [_written(each) for each in own]
    else:
        found["took"] = list(dict.fromkeys(_written(each) for each in ran.steps))
    found |= _outside(ran)
    return found


def _outside(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = {}
    requests = Counter(f"{each.data['method']} {str(each.data['url']).partition('?')[0]}" for each in ran.requests)
    if requests:
        # An address may be the beginning of another one.
        found["requests"] = [_often("url", name, requests) for name in requests]
    spawned = Counter(str(each.data["script"]) for each in ran.events if each.kind == "spawn")
    if spawned:
        found["spawns"] = [{"name": name, "times": times} for name, times in spawned.items()]
    signals = Counter("|".join(each.data["values"]) for each in ran.events if _is_sent(each))
    if signals:
        found["signals"] = [{"values": text.split("|"), "times": times} for text, times in signals.items()]
    errors = dict.fromkeys(each.splitlines()[0] for each in ran.errors if each)
    found["errors"] = [each[:_LONGEST] for each in errors] or "none"
    if ran.world.crm is not None and ran.world.prospects is not None and ran.balance.holds:
        found["leads"] = "balanced"
    return found


def _often(member: str, name: str, counted: Counter[str]) -> dict[str, Any]:
    method, _, url = name.partition(" ")
    same = [other for other in counted if other != name and other.startswith(name)]
    return {member: url, "method": method} if same else {member: url, "method": method, "times": counted[name]}


def _is_sent(event: Event) -> bool:
    return event.kind == "signal" and bool(event.data["source"] != "0")


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, (str, int, float)) and len(str(value)) <= _LONGEST)


def _written(step: Step) -> str:
    return f"{step.caption} {ARROW} {step.branch}" if step.branch else step.caption
