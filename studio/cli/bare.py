"""What a snippet that runs by itself, without a script round it, is given: its settings, its clock, its host."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic
from studio.runtime.settings import EngineSettings
from studio.script.limits import string_limit
from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost

#: What Max String Size can be in characters, if it is none of the platform's sizes [choice].
LEAST_LIMIT, GREATEST_LIMIT = 64, 1_048_576
#: Characters of TRACE that are kept of one run [choice].
MOST_TRACED = 16_777_216
#: Different warnings that are kept of one run.
MOST_WARNINGS = 100
_SIZE = re.compile(r"(?:limit)?(?P<kilo>2|4|8|16|32)k", re.IGNORECASE)


def limit_of(text: str) -> int:
    """Max String Size in characters from ``2K`` … ``32K``, ``Limit2K`` …, or a number of characters. WrongUse for others."""
    text = text.strip()
    size = _SIZE.fullmatch(text)
    if size is not None:
        return string_limit(f"limit{size['kilo']}k")
    if text.isascii() and text.isdigit() and len(text) < 10 and LEAST_LIMIT <= int(text) <= GREATEST_LIMIT:
        return int(text)
    raise WrongUse(
        f"--limit takes 2K, 4K, 8K, 16K, 32K or a number of characters from {LEAST_LIMIT} to {GREATEST_LIMIT}, not {text!r}"
    )


def moment_of(text: str | None) -> datetime:
    """The wall clock, in UTC and without offset, from ISO text; by default where worlds begin. WrongUse for other text."""
    if text is None:
        start: datetime = EngineSettings.model_fields["start"].default
        return start.replace(tzinfo=None)
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongUse(f"--now takes an ISO time such as 2026-03-02T08:00, not {text!r}") from None
    if not 1900 <= found.year <= 9000:
        raise WrongUse(f"--now takes a time between the years 1900 and 9000, not {text!r}")
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


class BareSystem:
    """The reserved values, by folded name, as the first contact of a world has them."""

    def __init__(self, now: datetime) -> None:
        """``now`` is where the clock stands."""
        clock = DateTime(now)
        unit: int = EngineSettings.model_fields["business_unit"].default
        self._values: dict[str, Any] = {
            "contactid": "1001",
            "masterid": "1001",
            "busno": unit,
            "now": clock,
            "date": clock.date_text(),
            "time": clock.time_text(),
        }

    def get(self, name: str) -> Any:
        """The value of a system name, or None."""
        return self._values.get(name)


class BareHost(PlainHost):
    """A standing clock, chance by a seed, no network. What TRACE and warnings leave behind is bounded.

    ``findings()`` has the warnings, those of one kind and place once.
    """

    def __init__(self, now: datetime, seed: int) -> None:
        """``now`` is where the clock stands, in UTC."""
        super().__init__(now, seed, UTC)
        self._room = MOST_TRACED
        self._found: dict[tuple[Any, ...], Diagnostic] = {}
        self._left_out = 0

    def trace(self, text: str) -> None:
        """Keep the text. SnippetError where there is more of it than can be kept."""
        self._room -= len(text) + 1
        if self._room < 0:
            raise SnippetError(f"TRACE wrote more than {MOST_TRACED:,} characters in one run")
        super().trace(text)

    def warn(self, code: str, message: str, line: int | None = None, column: int | None = None) -> None:
        """Keep the warning, if none of its kind came from the same place."""
        kind = (code, line, column) if line is not None else (code, message)
        if kind in self._found:
            return
        if len(self._found) < MOST_WARNINGS:
            self._found[kind] = Diagnostic(code, "warning", message, line=line, column=column)
        else:
            self._left_out += 1

    def findings(self) -> list[Diagnostic]:
        """The warnings in the order in which they came."""
        found = list(self._found.values())
        if self._left_out:
            found.append(Diagnostic("SN199", "warning", f"{self._left_out} further warnings were left out"))
        return found

    def renew(self) -> None:
        """Forget what one run left behind, for the next; clock and chance go on."""
        self.traced.clear()
        self.saved.clear()
        self._found.clear()
        self._room, self._left_out = MOST_TRACED, 0
