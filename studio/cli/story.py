"""The demo's story: the event stream, told so that a person sees what the scripts and the dialer did."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

from studio.runtime.clock import moment
from studio.runtime.events import Event

_INDENT = " " * 17
_WIDTH = 118


def wrapped(text: str, indent: str) -> str:
    """Text in lines that fit on a screen, the later ones indented."""
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


class Story:
    """Tells pulls as they end, and each day's calls. Times are those of the business unit."""

    wants_changes = False

    def __init__(self, write: Callable[[str], None], zone: str) -> None:
        self._write = write
        self._zone = ZoneInfo(zone)
        self._created = 0
        self._failed: Counter[str] = Counter()
        self._pages = 0
        self._calls: Counter[str] = Counter()
        self._day = ""
        #: A line that is told only if something comes of it, and how often nothing did, and when last.
        self._asked: str | None = None
        self._nothing = 0
        self._last = ""

    def __call__(self, event: Event) -> None:
        match event.kind:
            case "load":
                self._load(event)
            case "return" if event.depth:
                self._return(event)
            case "world":
                self._world(event)
            case "signal entered" if event.data["values"][:1] == ["GetContacts"]:
                self._reset()
            case "signal held":
                self._line(
                    event,
                    "a signal comes while the subscript loads: it is held until the subscript has returned",
                )
            case "signal lost" | "signal replaced":
                self._line(event, f"a {event.kind}: {event.data['values'][0]}")
            case "interrupted":
                self._interrupted(event)
            case "error":
                self._line(event, f'"{event.caption}" fails: {event.data["text"]}')
            case "end":
                self._line(event, f"contact {event.contact} {event.data['status']}: {event.data['why']}")

    def finish(self) -> None:
        """Tell what is still untold: the last day's calls."""
        self._flush()
        self._tell_calls()

    # ------------------------------------------------------------------------------------------------ parts
    def _load(self, event: Event) -> None:
        self._pages += 1
        self._created += event.data["ok"]
        self._failed.update(event.data["failed"])
        if event.data["error"]:
            self._line(event, f"Create Prospects v2: {event.data['error']}")

    def _return(self, event: Event) -> None:
        value = event.data["value"]
        if value == "NONE":
            self._nothing_came(event)
        else:
            names = ("pulled", "created or updated", "failed", "checked back in")
            parts = value.split("|")
            told = (
                ", ".join(f"{part} {name}" for part, name in zip(parts, names, strict=False))
                if len(parts) == 4
                else value
            )
            self._line(event, f"the subscript returns: {told} ({self._pages} page{'s' * (self._pages != 1)})")
            self._tell_failures()
        self._reset()

    def _reset(self) -> None:
        self._pages = self._created = 0
        self._failed.clear()

    def _tell_failures(self) -> None:
        if self._failed:
            codes = ", ".join(f"{code} {count}" for code, count in sorted(self._failed.items()))
            self._write(wrapped(f"{_INDENT}failed: {codes}", _INDENT + "        "))

    def _interrupted(self, event: Event) -> None:
        caption = event.caption
        if caption != "Wait for a signal":
            self._line(event, f'a signal tears the brain out of "{caption}"')
            self._tell_failures()
            self._reset()

    def _world(self, event: Event) -> None:
        data = event.data
        match data["text"]:
            case "signal":
                self._signal(event)
            case "call":
                self._tell_day(event)
                self._calls[data["outcome"]] += 1
            case "brain":
                self._line(event, f"skill {data['skill']}: its brain is started anew, as contact {data['contact']}")

    def _signal(self, event: Event) -> None:
        data = event.data
        again = " again" if data["again"] else ""
        if data["event"] == "GetContacts":
            low = ", ".join(f"{name} {data[name]} of {data['thresholds'][name]}" for name in data["low"])
            told = f"skill {data['skill']} runs low{again}: {low}; the brain is asked for {data['wanted']}"
            if self._asked is not None:
                self._flush()
            self._asked = f"{self._clock(event)} {told}"
        else:
            self._line(event, f"skill {data['skill']}: the brain is told{again} that it has {data['state'].lower()}")

    def _tell_day(self, event: Event) -> None:
        day = moment(event.time).astimezone(self._zone).strftime("%a %d %b")
        if self._day and day != self._day:
            self._tell_calls()
        self._day = day

    def _tell_calls(self) -> None:
        if self._calls:
            told = ", ".join(
                f"{name} {count}" for name, count in sorted(self._calls.items(), key=lambda each: (-each[1], each[0]))
            )
            self._write(wrapped(f"{self._day}       {self._calls.total()} calls: {told}", _INDENT))
        self._calls.clear()

    def _nothing_came(self, event: Event) -> None:
        """Pulls that bring nothing come often; the first of a row is told, the others are counted."""
        if self._nothing == 0:
            self._line(event, "the subscript returns: the CRM has nothing to give")
        self._nothing += 1
        self._last = self._clock(event)
        self._asked = None

    def _line(self, event: Event, text: str) -> None:
        self._flush()
        self._tell_day(event)
        self._write(f"{self._clock(event)} {text}")

    def _flush(self) -> None:
        if self._nothing > 1:
            self._write(f"{self._last} asked {self._nothing - 1} more times, still nothing")
        self._nothing = 0
        if self._asked is not None:
            self._write(self._asked)
            self._asked = None

    def _clock(self, event: Event) -> str:
        return moment(event.time).astimezone(self._zone).strftime("%a %d %b %H:%M")
