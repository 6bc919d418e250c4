"""Which events an observation is waiting for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio.runtime.events import Event
from studio.script.branches import normal
from studio.world.callers.patterns import fits
from studio.world.mock.matching import plain
from studio.world.when.settings import Asked, Happens

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.runtime.loading import LoadedScript

#: Events after which a contact stands before an action that it has not done.
_ARRIVALS = frozenset(("start", "signal entered", "event", "released"))


def caption_fits(pattern: str, caption: str) -> bool:
    """True if a caption is meant; letter case and blanks do not count, ``*`` and ``?`` stand for any text and character."""
    wanted, found = plain(pattern), plain(caption)
    return wanted == found or fits(wanted, found)


def action_fits(pattern: str, caption: str, action: int) -> bool:
    """True if an action is meant, by its caption; ``#55``, alone or behind it, is its number in the script."""
    if caption_fits(pattern, caption):
        return True
    before, mark, number = pattern.rpartition("#")
    return bool(mark) and number.strip() == str(action) and (not before.strip() or caption_fits(before, caption))


def script_fits(pattern: str, name: str) -> bool:
    """True if a script is meant: by its name, or by the last part of it; ``/`` stands for ``\\``."""
    wanted, found = pattern.strip().replace("/", "\\"), name.replace("/", "\\")
    return fits(wanted, found) or fits(f"*\\{wanted}", found)


def text_fits(pattern: str, text: str) -> bool:
    """True if a text is meant: the pattern fits all of it, or is a part of it."""
    return fits(pattern if "*" in pattern else f"*{pattern}*", text)


def request_fits(asked: Asked, method: str, url: str) -> bool:
    """True if a request is meant."""
    pattern = asked.url if "*" in asked.url else asked.url + "*"
    return (not asked.method or asked.method.upper() == method.upper()) and fits(pattern, url)


def branch_fits(wanted: str, found: str) -> bool:
    """True if a branch is meant: a case as the script has it, or a fixed branch by any of its names."""
    return not wanted or wanted.strip() == found.strip() or normal(wanted) == normal(found)


def arrivals(engine: Engine, event: Event) -> Iterator[tuple[str, str, int]]:
    """Script, caption and number of the action that a contact is about to do after an event."""
    if event.kind in _ARRIVALS:
        yield event.script, event.caption, event.action or 0
    elif event.kind == "action" and event.data["to"] is not None:
        script, to = engine.compiled[event.script], event.data["to"]
        yield event.script, script.actions[script.index[to]].caption, to
    elif event.kind in ("call", "run script"):
        found: LoadedScript | None = engine.compiled.get(event.data["script"])
        if found is not None and found.begin is not None:
            begin = found.actions[found.begin]
            yield found.name, begin.caption, begin.id


def _is_at(pattern: str, event: Event) -> bool:
    return action_fits(pattern, event.caption, event.action or 0)


#: Event kinds and what of them has to fit, for what is waited for and told by one event.
_TOLD: dict[str, tuple[str, Callable[[Happens, Event], bool]]] = {
    "starts": ("start", lambda when, event: script_fits(when.starts, event.script)),
    "does": (
        "action",
        lambda when, event: _is_at(when.does, event) and branch_fits(when.branch, event.data["branch"]),
    ),
    "rests": ("parked", lambda when, event: _is_at(when.rests, event)),
    "plays": (
        "world",
        lambda when, event: event.data["text"] == "plays" and text_fits(when.plays, str(event.data["what"])),
    ),
    "calls": ("call", lambda when, event: script_fits(when.calls, event.data["script"])),
    "signalled": (
        "signal entered",
        lambda when, event: bool(event.data["values"]) and fits(when.signalled, event.data["values"][0]),
    ),
    "fails": ("error", lambda when, event: _is_at(when.fails, event)),
    "happens": ("world", lambda when, event: fits(when.happens, str(event.data["text"]))),
    "ends": ("end", lambda when, event: script_fits(when.ends, event.script)),
}


def is_told(engine: Engine, when: Happens, event: Event) -> bool:
    """True if an event is what is waited for; requests and times are no events."""
    if when.reaches or when.waits:
        wanted = when.reaches or when.waits
        return any(
            action_fits(wanted, caption, action) and (not when.script or script_fits(when.script, script))
            for script, caption, action in arrivals(engine, event)
        )
    if when.script and not script_fits(when.script, event.script):
        return False
    told = _TOLD.get(when.way)
    return told is not None and told[0] == event.kind and told[1](when, event)
