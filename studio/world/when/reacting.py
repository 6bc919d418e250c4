"""Observations at work: the part ``when`` of a world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from studio.runtime.clock import SECOND, micros, moment
from studio.runtime.events import Event
from studio.runtime.ports import HttpRequest
from studio.runtime.putting import put_into
from studio.snippet.copies import from_plain
from studio.snippet.errors import SnippetError
from studio.world.agenda import Agenda
from studio.world.when.expecting import HIDDEN, difference, value_of
from studio.world.when.happening import action_fits, is_told, request_fits, script_fits
from studio.world.when.settings import Answers, Deed, Observation

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: What is kept of expectations that were not met.
_MOST = 50


class Reactions:
    """Watches a run and does what the observations say. Everything that it keeps is plain data."""

    wants_changes = False

    def __init__(self, observations: Sequence[Observation], engine: Engine) -> None:
        self._observations = list(observations)
        self._engine = engine
        #: How often each thing has happened, and how often something was done.
        self.seen = [0] * len(self._observations)
        self.done = [0] * len(self._observations)
        #: Expectations that were not met, in words.
        self.differences: list[str] = []
        self._agenda = Agenda(engine, "when", self)
        for number, each in enumerate(self._observations):
            due = _due(each, engine)
            if due is not None:
                self._agenda.plan(engine, (due - engine.now) / SECOND, "time", number=number)
        # Who only waits for times and requests needs no event for every action.
        self._told = [
            (number, each)
            for number, each in enumerate(self._observations)
            if each.when.way not in ("at", "after", "requests")
        ]
        if self._told:
            engine.observe(self)

    def unmet(self) -> list[tuple[Observation, str]]:
        """What was waited for and has not happened, or not often enough, and that in words."""
        return [
            (
                each,
                f"it happened {seen} of {each.when.number} times: {each.title}"
                if seen
                else f"it never happened: {each.title}",
            )
            for each, seen in zip(self._observations, self.seen, strict=True)
            if seen < each.when.number
        ]

    # -------------------------------------------------------------------------------------------- hearing
    def __call__(self, event: Event) -> None:
        for number, each in self._told:
            if is_told(self._engine, each.when, event):
                if each.when.waits:
                    where = {"contact": event.contact, "caption": each.when.waits}
                    self._agenda.plan(self._engine, each.when.stays, "waits", number=number, **where)
                else:
                    self._happened(number, event.contact)

    def asked(self, request: HttpRequest) -> Answers | None:
        """A contact asks a service: the answer that is given instead, or None."""
        contact = self._engine.context.contact
        found: Answers | None = None
        for number, each in enumerate(self._observations):
            asked = each.when.requests
            if asked is None or not request_fits(asked, request.method, request.url):
                continue
            if each.when.script and not script_fits(each.when.script, contact.frames[-1].script.name):
                continue
            if self._happened(number, contact.id) and found is None:
                found = next((deed.answer for deed in each.do if deed.answer is not None), None)
        return found

    def do_time(self, engine: Engine, number: int) -> None:
        """The time has come that an observation waits for."""
        self._happened(number, "")

    def do_waits(self, engine: Engine, number: int, contact: str, caption: str) -> None:
        """A contact has stood at an action for as long as an observation says, if it waits there."""
        found = engine.contacts.get(contact)
        if found is not None and found.alive and found.waits:
            frame, when = found.frames[-1], self._observations[number].when
            action = frame.script.actions[frame.at]
            # It may have been broken off, and have begun to wait anew.
            long_enough = engine.now - frame.began >= round(when.stays * SECOND)
            meant = not when.script or script_fits(when.script, frame.script.name)
            if long_enough and meant and action_fits(caption, action.caption, action.id):
                self._happened(number, contact)

    def _happened(self, number: int, contact: str) -> bool:
        """Do what an observation says; False if it says nothing more."""
        each = self._observations[number]
        self.seen[number] += 1
        if self.seen[number] < each.when.number or (each.most is not None and self.done[number] >= each.most):
            return False
        self.done[number] += 1
        for place, deed in enumerate(each.do):
            if deed.after > 0 or deed.press or deed.say or deed.hang_up:
                # Nobody presses a key before the action listens: what is due now comes after the contact's turn.
                self._agenda.plan(self._engine, deed.after, "deed", number=number, place=place, contact=contact)
            else:
                self._do(deed, each, contact)
        return True

    def do_deed(self, engine: Engine, number: int, place: int, contact: str) -> None:
        """Do what was put off."""
        each = self._observations[number]
        self._do(each.do[place], each, contact)

    # --------------------------------------------------------------------------------------------- doing
    def _do(self, deed: Deed, observation: Observation, contact: str) -> None:
        engine = self._engine
        for each in self._meant(deed, contact):
            for name, value in deed.set.items():
                self._set(each, name, value, observation)
            if deed.signal is not None:
                engine.signal(each.id, list(deed.signal))
            if deed.event is not None:
                engine.raise_event(each.id, deed.event.event, list(deed.event.values), dict(deed.event.fields))
            callers = engine.ports.find("callers")
            if deed.press:
                callers.press(engine, each, deed.press)
            if deed.say:
                callers.say(engine, each, deed.say, deed.confidence)
            if deed.hang_up:
                callers.hang_up(engine, each, deed.cause)
            for name, wanted in deed.expect.items():
                self._expect(each, name, wanted, observation)
        if deed.stop:
            engine.pause()

    def _meant(self, deed: Deed, contact: str) -> list[Contact]:
        contacts = self._engine.contacts
        if contact and not deed.to:
            return [contacts[contact]] if contact in contacts else []
        return [each for each in contacts.values() if each.alive and script_fits(deed.to or "*", each.main.script.name)]

    def _set(self, contact: Contact, name: str, value: Any, observation: Observation) -> None:
        try:
            put_into(self._engine, contact, name, from_plain(value))
        except SnippetError as fault:
            self._differs(f"when {observation.title}: {name} can't be set: {fault.message}")

    def _expect(self, contact: Contact, name: str, wanted: Any, observation: Observation) -> None:
        variables = (contact.main if name.lower().startswith("global:") else contact.frames[-1]).variables
        found = value_of(variables, name)
        why = difference(wanted, found)
        if why and self._engine.redaction.hides(contact, name, found):
            why = HIDDEN
        if why:
            self._differs(f"when {observation.title}: {name} {why}")

    def _differs(self, why: str) -> None:
        if len(self.differences) < _MOST:
            self.differences.append(why)

    # ---------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """What has happened so far."""
        return {"seen": list(self.seen), "done": list(self.done), "differences": list(self.differences)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from there."""
        self.seen, self.done = list(state["seen"]), list(state["done"])
        self.differences = list(state["differences"])


def _due(observation: Observation, engine: Engine) -> int | None:
    """When the time comes that an observation waits for, in microseconds; None if it waits for something else."""
    when = observation.when
    if when.after is not None:
        return engine.now + round(when.after * SECOND)
    return None if when.at is None else due_at(when.at, engine.now, engine.zone)


def due_at(wanted: Any, now: int, zone: ZoneInfo) -> int:
    """When an instant is, or a time of day in a zone comes first, in microseconds."""
    if isinstance(wanted, datetime):
        return micros(wanted if wanted.tzinfo is not None else wanted.replace(tzinfo=zone))
    return _next(now, wanted, zone)


@lru_cache(maxsize=256)
def _next(now: int, wanted: Any, zone: ZoneInfo) -> int:
    """The first instant from now on at which it is this time of day in a zone."""
    found = moment(now).astimezone(zone)
    found = found.replace(hour=wanted.hour, minute=wanted.minute, second=wanted.second, microsecond=0)
    while micros(found) < now:
        found += timedelta(days=1)
    return micros(found)
