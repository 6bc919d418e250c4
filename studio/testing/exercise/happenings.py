"""What happens to a contact at times of its own: signals, event actions, digits, a hang-up."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND
from studio.runtime.contact import Incoming
from studio.script.model import Script
from studio.testing.exercise.choices import Choices
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.outside import root_of
from studio.world.mock.outputs import output_names, target_of

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

SIGNAL = "ONSIGNAL"
RELEASE = "ONRELEASE"
#: Kinds that show an agent something and wait for what is done there.
_SHOWING = ("PAGE", "RUNAPP", "INDICATE")
_KEYS = "0123456789*#"
_TIMES = (0.0, 0.5, 1.0, 5.0, 20.0, 60.0, 600.0, 4000.0)


class Happenings:
    """The happenings of one run, as a process of its engine."""

    name = "exercise"

    def __init__(self, contact: Contact, planned: Sequence[dict[str, Any]]) -> None:
        self._contact = contact
        self._planned = sorted(planned, key=lambda each: each["after"])

    def begin(self, engine: Engine) -> None:
        """Ask for the times at which something happens."""
        start = engine.now
        self._planned = [each | {"time": start + round(each["after"] * SECOND)} for each in self._planned]
        for each in self._planned:
            engine.at(each["time"], self)

    def wake(self, engine: Engine) -> None:
        """Let happen what is due."""
        while self._planned and self._planned[0]["time"] <= engine.now:
            each = self._planned.pop(0)
            contact = self._contact
            match each["kind"]:
                case "digits":
                    # Values are bent; of what came out only keys can be pressed.
                    keys = "".join(key for key in "".join(each["values"]) if key in _KEYS)
                    engine.ports.callers.press(engine, contact, keys[:40])
                case "desk":
                    # The agent sends what is open on the screen: a page, or a form.
                    button = (each["values"] or ["Next"])[0]
                    if not engine.ports.desk.turn_page(engine, contact, each["fields"], button):
                        engine.ports.desk.submit(engine, contact, each["fields"])
                case kind if kind == SIGNAL:
                    engine.signal(contact.id, each["values"])
                case kind:
                    engine.raise_event(contact.id, kind, each["values"], each["fields"])


def plan(choices: Choices, drawer: Drawer, script: Script, events: Sequence[str]) -> list[dict[str, Any]]:
    """What will happen to the contact of a run: up to four things, most of them events that the script handles."""

    shows = any(each.kind.upper() in _SHOWING for each in script.actions)
    desk = ["desk", "desk"] if shows else []

    def draw(random: Random) -> list[dict[str, Any]]:
        kinds = [*events, *events, SIGNAL, RELEASE, "digits", "digits", *desk]
        found = []
        for _ in range(random.choice((0, 1, 1, 2, 3, 4))):
            kind = random.choice(kinds)
            made = _made(drawer, script, kind, random)
            found.append({"kind": kind, "after": random.choice(_TIMES), "values": made.values, "fields": made.fields})
        return found

    return choices.choose("happenings", draw)


def _made(drawer: Drawer, script: Script, kind: str, random: Random) -> Incoming:
    match kind:
        case "digits":
            return Incoming(kind, [_digits(random)])
        case "desk":
            button = random.choice(("Next", "Next", "Back"))
            return Incoming(kind, [button], fields={f"p{n}": _text(drawer.value(f"p{n}", random)) for n in (1, 2)})
    return incoming(drawer, script, kind, random)


def incoming(drawer: Drawer, script: Script, kind: str, random: Random) -> Incoming:
    """An event with what it may bring: the values of a signal, or values for the properties of its event action."""
    if kind == SIGNAL:
        count = random.choice((0, 1, 2, 9))
        return Incoming(kind, [_text(drawer.value(f"sp{place}", random)) for place in range(1, count + 1)])
    action = next((each for each in script.actions if each.kind.upper() == kind), None)
    fields = {}
    for property in output_names(action, None).values() if action is not None else ():
        target = target_of(action, None, property) if action is not None else ""
        fields[property] = _text(drawer.value(root_of(target or property), random))
    return Incoming(kind, [random.choice(("", "1", "2"))], fields=fields)


def _digits(random: Random) -> str:
    return "".join(random.choice(_KEYS) for _ in range(random.choice((1, 1, 1, 2, 10, 13))))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
