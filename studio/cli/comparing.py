"""Comparing a recorded trace with a run, line by line, holding no more of either than a few lines."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.diagnostics import Diagnostic
from studio.runtime.clock import iso
from studio.runtime.events import Event
from studio.runtime.tracing import Shown, event_of, member_line
from studio.runtime.tracing.describing import describe, shortened
from studio.runtime.tracing.lines import members_of

#: No line of a trace is longer.
_LONGEST = 64_000_000
#: The members that tell what happened, and when and where.
_PLACE = ("time", "event", "contact", "script", "depth", "action", "kind", "caption")
#: So many lines are told that come before a difference.
CONTEXT = 3


class RecordedLines:
    """The lines of a trace file, one at a time."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path = path
        self.number = 0
        self._fault: Diagnostic | None = None
        self._lines: Iterator[str] = iter(())
        try:
            file = stack.enter_context(path.open(encoding="utf-8-sig", newline="\n"))
        except (OSError, ValueError) as fault:
            self._fail("TR001", f"can't be read: {getattr(fault, 'strerror', None) or fault}")
            return
        self._lines = iter(lambda: file.readline(_LONGEST), "")

    def failed(self) -> Diagnostic | None:
        """What keeps it from being read on."""
        return self._fault

    def next(self) -> str | None:
        """The next line that is not blank, or None at the end or where it can't be read on."""
        if self._fault is not None:
            return None
        try:
            line = next(self._lines, None)
            while line is not None and line.isspace():
                self.number += 1
                line = next(self._lines, None)
        except (OSError, UnicodeDecodeError) as fault:
            self._fail("TR001", f"can't be read: {fault}")
            return None
        if line is not None:
            self.number += 1
        return line

    def parsed(self, line: str) -> dict[str, Any] | None:
        """What a line holds; None, and a fault, if it is no event of a trace."""
        try:
            found = json.loads(line)
            if isinstance(found, dict):
                event_of(found)
                return found
            wrong = "it is no object"
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as fault:
            wrong = f"{type(fault).__name__}: {fault}"
        self._fail("TR004", f"the line is no event of a trace: {shortened(wrong)}")
        return None

    def _fail(self, code: str, message: str) -> None:
        self._fault = self._fault or Diagnostic(code, "error", message, file=str(self.path), line=self.number or None)


@dataclass(frozen=True, slots=True)
class Difference:
    """The first difference: where, what was recorded, what came now (None: nothing), and what came before."""

    line: int
    recorded: dict[str, Any] | None
    now: dict[str, Any] | None
    before: list[tuple[int, dict[str, Any]]]

    def differs(self) -> list[tuple[str, Any, Any]]:
        """The members that differ: name, recorded, now."""
        if self.recorded is None or self.now is None:
            return []
        found = list(_differing("", self.recorded, self.now))
        # Of another kind of event everything differs: what and where is enough.
        other = self.recorded.get("event") != self.now.get("event")
        return [each for each in found if each[0] in _PLACE] if other else found

    def as_json(self) -> dict[str, Any]:
        """The members that programs read."""
        return {
            "line": self.line,
            "recorded": self.recorded,
            "now": self.now,
            "differs": [{"member": name, "recorded": was, "now": now} for name, was, now in self.differs()],
            "before": [{"line": number} | {"event": event} for number, event in self.before],
        }

    def told(self, same: int) -> Iterator[str]:
        """The difference in words."""
        yield f"different at line {self.line}, after {same} event{'s' * (same != 1)} that {'is' if same == 1 else 'are'} the same"
        for number, event in self.before:
            yield f"    line {number}: {in_words(event)}"
        yield f"recorded: {'the run is over' if self.recorded is None else in_words(self.recorded)}"
        yield f"now:      {'the run is over' if self.now is None else in_words(self.now)}"
        for name, was, now in self.differs():
            yield f"    {name}: {_value(was)} was recorded, {_value(now)} came now"


class Comparison:
    """An observer that holds each event against the recorded line. ``stop`` is called at the first difference."""

    def __init__(self, lines: RecordedLines, shown: Shown, stop: Callable[[], None]) -> None:
        self.same = 0
        self.difference: Difference | None = None
        self.wants_changes = shown.variables
        self._lines = lines
        self._shown = shown
        self._stop = stop
        self._before: deque[tuple[int, str]] = deque(maxlen=CONTEXT)

    def __call__(self, event: Event) -> None:
        if self._over():
            return
        now = member_line(members_of(event, self._shown))
        recorded = self._lines.next()
        if recorded is None or recorded.rstrip("\r\n") != now[:-1]:
            self._look(recorded, now)
        if not self._over():
            self.same += 1
            self._before.append((self._lines.number, now))
        else:
            self._stop()

    def finish(self) -> None:
        """The run is over: what is recorded beyond it is a difference."""
        if not self._over() and (recorded := self._lines.next()) is not None:
            self._look(recorded, None)

    def _over(self) -> bool:
        return self.difference is not None or self._lines.failed() is not None

    def _look(self, recorded: str | None, now: str | None) -> None:
        """See whether two lines that are written differently say the same."""
        then = self._lines.parsed(recorded) if recorded is not None else None
        if self._lines.failed() is not None:
            return
        came = json.loads(now) if now is not None else None
        if then != came:
            number = self._lines.number + (recorded is None)
            before = [(place, json.loads(line)) for place, line in self._before]
            self.difference = Difference(number, then, came, before)


def in_words(members: dict[str, Any]) -> str:
    """A line of a trace in words."""
    try:
        event = event_of(members)
        who = f"{event.contact} {event.script}: " if event.contact else ""
        return f"{iso(event.time)[:-1].replace('T', ' ')}  {who}{describe(event)}"
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return shortened(json.dumps(members, ensure_ascii=False), 200)


def _differing(lead: str, was: dict[str, Any], now: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in dict.fromkeys([*was, *now]):
        old, new = was.get(name), now.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _differing(f"{lead}{name} ", old, new)
        elif old != new or (name in was) != (name in now):
            yield f"{lead}{name}", old, new


def _value(value: Any) -> str:
    return "nothing" if value is None else shortened(json.dumps(value, ensure_ascii=False))
