"""What to show of a run when a test fails: where each contact stands, the way that led there, and its variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import iso
from studio.runtime.events import Event
from studio.runtime.tracing.describing import clock, code_of, describe, shortened

if TYPE_CHECKING:
    from studio.world.result import ContactResult

#: So much of a run is shown, the end of it.
LINES, CONTACTS, VARIABLES = 40, 6, 40
#: Events that say nothing which the lines around them don't.
_QUIET = frozenset(("parked", "start", "end", "signal", "released", "saved", "call", "run"))


def story(events: Sequence[Event], contacts: Sequence[ContactResult], most: int = LINES) -> str:
    """The way through the scripts and the last variables, of every contact, as lines of text."""
    found: list[str] = []
    for contact in contacts[:CONTACTS]:
        own = [each for each in events if each.contact == contact.id]
        found += [_head(contact), *_way(own, most), *_variables(contact), ""]
    if len(contacts) > CONTACTS:
        found.append(f"({len(contacts) - CONTACTS} more contacts)")
    return "\n".join(found).rstrip()


def _head(contact: ContactResult) -> str:
    at = f' at #{contact.at[0]} "{shortened(contact.at[1])}"' if contact.at else ""
    why = f": {shortened(contact.why)}" if contact.why else ""
    return f"contact {contact.id}, {contact.script}: {contact.status}{at}{why}"


def _way(events: Sequence[Event], most: int) -> list[str]:
    lines: list[str] = []
    times: list[int] = []
    day = before = ""
    for each in events:
        if each.kind in _QUIET:
            continue
        today, now = clock(iso(each.time))
        if today != day:
            before = ""
        moment = now.rstrip("0").rstrip(".") if now != before else ""
        day, before = today, now
        text = "  " * each.depth + describe(each)
        line = f"  {moment:<12} {text}"
        # A loop that goes round is one line with the number of its turns.
        if lines and lines[-1].split(None, 1)[-1:] == line.split(None, 1)[-1:] and each.kind == "action":
            times[-1] += 1
            continue
        lines.append(line)
        times.append(1)
        for code in code_of(each):
            lines.append(f"  {'':<12} {'  ' * each.depth}    {code}")
            times.append(1)
    told = [line + (f"  (× {count})" if count > 1 else "") for line, count in zip(lines, times, strict=True)]
    cut = [f"  … {len(told) - most} lines before"] if len(told) > most else []
    return [*cut, *told[-most:]]


def _variables(contact: ContactResult) -> list[str]:
    named: dict[str, Any] = dict(contact.variables)
    for frame in contact.frames[1:]:
        named |= {f"{name} (in {frame['script']})": value for name, value in frame["variables"].items()}
    shown = [f"    {shortened(name)} = {shortened(value)}" for name, value in list(named.items())[:VARIABLES]]
    if len(named) > VARIABLES:
        shown.append(f"    … {len(named) - VARIABLES} more")
    return ["  variables:", *shown] if shown else []
