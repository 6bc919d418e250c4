"""The places of a run at which a signal can come: between any two actions, and inside every wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studio.runtime.clock import SECOND
from studio.runtime.contact import NEVER, Contact
from studio.runtime.events import Event
from studio.testing.ran import Ran
from studio.testing.scenario import Case
from studio.testing.scenario.running import end_of
from studio.world.mock.matching import plain

#: How soon after the begin of a wait a signal comes there, in microseconds: the wait has begun for certain then.
_AT_ONCE = 1000
#: So many tries of one request are looked into.
_TRIES = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A place: after the action of this caption was done for the ``number``-th time, or inside a wait at it.

    ``inside`` is the time since the scenario began, in seconds, where it is inside a wait; ``steps`` counts the actions before it.
    """

    script: str
    action: int
    caption: str
    number: int
    steps: int
    inside: float | None = None

    def __str__(self) -> str:
        if self.inside is not None:
            return f'inside "{self.caption}", {self.inside:g} s after the begin'
        again = f", the {_ordinal(self.number)} time" if self.number > 1 else ""
        return f'after "{self.caption}"{again}'

    def observation(self) -> dict[str, Any]:
        """What a scenario has to wait for to be at this place."""
        if self.inside is not None:
            return {"after": f"{self.inside:g}s"}
        found: dict[str, Any] = {"does": self.caption, "script": self.script}
        return found | ({"number": self.number} if self.number > 1 else {})


class _Boundaries:
    """Pauses the run after every action of contacts of one main script."""

    wants_changes = False

    def __init__(self, ran: Ran, script: str) -> None:
        self._engine = ran.world.engine
        self._script = script
        self._last: Event | None = None
        self.counts: Counter[tuple[str, str]] = Counter()
        self.done = 0

    def __call__(self, event: Event) -> None:
        if event.kind != "action":
            return
        self.done += 1
        self.counts[event.script, plain(event.caption)] += 1
        contact = self._engine.contacts.get(event.contact)
        if contact is not None and contact.frames and contact.main.script.name == self._script:
            self._last = event
            self._engine.pause()

    def taken(self) -> Event | None:
        """The action after which the run was paused, once; None if it was not."""
        last, self._last = self._last, None
        return last


def places(case: Case, ran: Ran) -> Iterator[tuple[Place, Ran, Contact]]:
    """Every place of a scenario that has begun, with the run as it stands there and the contact that is at it.

    The run goes on from place to place: a signal is for a fork of it. What is inside a wait is a fork already.
    """
    engine = ran.world.engine
    until = end_of(case, ran.world)
    watch = _Boundaries(ran, case.script.name)
    engine.observe(watch)
    began = engine.now
    while True:
        engine.run(until, at_most=case.scenario.given.until is None)
        event = watch.taken()
        if event is None:
            return
        contact = engine.contacts[event.contact]
        place = Place(
            event.script,
            event.action or 0,
            event.caption,
            watch.counts[event.script, plain(event.caption)],
            watch.done,
        )
        yield place, ran, contact
        if contact.alive:
            yield from _inside(ran, contact, watch.done, began, until)


def _inside(ran: Ran, contact: Contact, steps: int, began: int, until: int) -> Iterator[tuple[Place, Ran, Contact]]:
    """The wait that comes next, if one does before another action is done: at its begin and in its middle."""
    fork = ran.fork()
    try:
        engine = fork.world.engine
        counter = _Count()
        engine.observe(counter)
        engine.run(engine.now + _AT_ONCE)
        mine = engine.contacts[contact.id]
        if counter.actions or not mine.waits or mine.due is None or engine.now >= until:
            return
        frame = mine.frames[-1]
        action = frame.script.actions[frame.at]
        for _ in range(_TRIES):
            yield _waiting(frame.script.name, action, steps, engine.now - began), fork, mine
            following = engine.next_time()
            end = min(mine.due if mine.due < NEVER else following or engine.now, until)
            middle = (engine.now + end) // 2
            middle -= middle % _AT_ONCE
            if middle > engine.now:
                engine.run(middle)
                if not _waits_on(mine, engine.now, counter):
                    return
                yield _waiting(frame.script.name, action, steps, engine.now - began), fork, mine
            # A request that failed is under way again.
            engine.run(min(end + _AT_ONCE, until))
            if not _waits_on(mine, end, counter) or engine.now >= until:
                return
    finally:
        fork.world.close()


def _waits_on(contact: Contact, end: int, counter: _Count) -> bool:
    """True if a contact waits for something that comes later than this, and no action was done meanwhile."""
    return not counter.actions and contact.due is not None and contact.due > end


def _waiting(script: str, action: Any, steps: int, micros: int) -> Place:
    return Place(script, action.id, action.caption, 1, steps, micros / SECOND)


class _Count:
    """Counts the actions that are done."""

    wants_changes = False

    def __init__(self) -> None:
        self.actions = 0

    def __call__(self, event: Event) -> None:
        self.actions += event.kind == "action"


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
