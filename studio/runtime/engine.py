"""The engine: it steps contacts through their scripts and carries out what actions ask for.

Synchronous, with virtual time: a heap of (time, sequence, who) says what comes next, and time jumps there. Who wakes is
a contact, or a process of the world (a dialer, say) that has asked for a time.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from studio.diagnostics import Diagnostic
from studio.runtime import interruptions
from studio.runtime.clock import micros, moment
from studio.runtime.contact import Contact, Frame, Incoming, Status, set_parameters
from studio.runtime.context import Context
from studio.runtime.events import Event, Observer
from studio.runtime.loading import LoadedScript, load
from studio.runtime.ports import Http, HttpAnswer, HttpFailure, HttpRequest, Prospects
from studio.runtime.registry import Registry, library
from studio.runtime.settings import EngineSettings
from studio.runtime.stepping import Stepper
from studio.runtime.system import SystemValues
from studio.script.model import Script
from studio.snippet.values import to_text
from studio.snippet.variables import Variables


class Process(Protocol):
    """Something of the world that acts at times of its own."""

    def wake(self, engine: Engine) -> None:
        """Called at the time that was asked for by :meth:`Engine.at`."""
        ...


class CannotStart(Exception):
    """A script that must not start; ``problems`` says why."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__("; ".join(str(each) for each in problems))
        self.problems = problems


class Engine:
    """One world's contacts and its clock."""

    def __init__(
        self,
        resolve: Callable[[str, str], Script | None],
        settings: EngineSettings | None = None,
        *,
        http: Http | None = None,
        prospects: Prospects | None = None,
        registry: Registry | None = None,
    ) -> None:
        """``resolve`` gives the script that a name means to a calling script (its name), or None."""
        self.settings = settings or EngineSettings()
        self.now = micros(self.settings.start)
        self.contacts: dict[str, Contact] = {}
        self.spellings: dict[str, str] = {}
        self.http = http
        self.prospects = prospects
        self.resolve = resolve
        self._registry = registry or library()
        self._random = random.Random(self.settings.seed)
        self.observers: list[Observer] = []
        self._heap: list[tuple[int, int, str | Process]] = []
        self._sequence = 0
        self._loaded: dict[str, LoadedScript] = {}
        self.zone = ZoneInfo(self.settings.zone)
        self.context = Context(self)
        self._stepper = Stepper(self)

    # ---------------------------------------------------------------------------------------- from outside
    def observe(self, observer: Observer) -> None:
        """Hand every event from now on to this observer as well."""
        self.observers.append(observer)
        if observer.wants_changes:
            self._stepper.watch_changes()

    def loaded(self, script: Script) -> LoadedScript:
        """The script compiled; once per script."""
        found = self._loaded.get(script.name)
        if found is None or found.source is not script:
            found = self._loaded[script.name] = load(script, self._registry, self.settings.limits)
            for folded, spelled in found.spellings.items():
                self.spellings.setdefault(folded, spelled)
        return found

    def start(self, script: Script, parameters: list[str] | None = None, master: str | None = None) -> Contact:
        """Begin a contact at the script's Begin, with p1, p2, …; CannotStart if the script must not."""
        loaded = self.loaded(script)
        if not loaded.runnable or loaded.begin is None:
            raise CannotStart(loaded.problems)
        number = str(1001 + len(self.contacts))
        contact = Contact(number, master or number, [])
        variables = Variables(system=SystemValues(self, contact))
        set_parameters(variables, parameters or [])
        contact.frames.append(Frame(loaded, loaded.begin, variables))
        self.contacts[number] = contact
        contact.since = self.now
        self.wake(self.now, number)
        if self.observers:
            self.announce("start", contact, script=script.name, parameters=list(parameters or []))
        return contact

    def signal(self, contact_id: str, values: list[str], source: str = "0") -> bool:
        """Signal a contact; False if there is none that can still hear it. ``source`` is the sender's contact id."""
        contact = self.contacts.get(contact_id)
        if contact is None or not contact.alive or contact.released:
            return False
        interruptions.arrive(self, contact, Incoming("ONSIGNAL", list(values), source))
        return True

    def raise_event(self, contact_id: str, kind: str, values: list[str] | None = None) -> bool:
        """Let an event happen to a contact (``ONRELEASE`` when somebody hangs up); False if there is no such contact."""
        contact = self.contacts.get(contact_id)
        if contact is None or not contact.alive:
            return False
        interruptions.arrive(self, contact, Incoming(kind, list(values or [])))
        return True

    def at(self, time: int, process: Process) -> None:
        """Wake a process of the world at this time (microseconds)."""
        self.wake(max(time, self.now), process)

    def run(self, until: int | None = None, *, at_most: bool = False) -> None:
        """Go on until nothing can go on by itself, or until this time: what is due at it still happens.

        The clock then stands at ``until``; with ``at_most`` it stays where the last thing happened if nothing is left to do.
        """
        heap = self._heap
        while heap and (until is None or heap[0][0] <= until):
            time, _, who = heapq.heappop(heap)
            self.now = max(self.now, time)
            if isinstance(who, str):
                self._stepper.go_on(self.contacts[who])
            else:
                who.wake(self)
        if until is not None and (heap or not at_most):
            self.now = max(self.now, until)

    def next_time(self) -> int | None:
        """When the next thing is due, or None."""
        return self._heap[0][0] if self._heap else None

    def random(self, below: int) -> int:
        """A whole number from 0 to below − 1; the same on every Python for the same seed."""
        return int(self._random.random() * below)

    def chance(self) -> float:
        """A number from 0 to 1, below 1."""
        return self._random.random()

    # --------------------------------------------------------------------------------------------- events
    def emit(self, kind: str, context: Context, **data: Any) -> None:
        """Put an event of the running action on the stream."""
        if self.observers:
            self.announce(kind, context.contact, **data)

    def announce(self, kind: str, contact: Contact | None = None, /, **data: Any) -> None:
        """Put an event on the stream; of a contact, at the place where it is."""
        if not self.observers:
            return
        if contact is None or not contact.frames:
            event = Event(self.now, kind, contact.id if contact else "", data=data)
        else:
            frame = contact.frames[-1]
            action = frame.script.actions[frame.at]
            event = Event(
                self.now, kind, contact.id, frame.script.name, len(contact.frames) - 1,
                action.id, action.kind_here, action.caption, data,
            )  # fmt: skip
        for observer in self.observers:
            observer(event)

    # ------------------------------------------------------------------------------------- for the context
    def send(self, context: Context, request: HttpRequest, attempt: int = 1) -> HttpAnswer:
        """One try of a request, reported; HttpFailure if no answer came."""
        where = {"method": request.method, "url": request.url, "attempt": attempt}
        try:
            if self.http is None:
                raise HttpFailure("this world has no network", retry=False)
            answer = self.http.send(request, moment(self.now))
        except HttpFailure as failure:
            self.emit("http", context, **where, failure=failure.message, seconds=failure.delay)
            raise
        self.emit("http", context, **where, status=answer.status, seconds=answer.delay)
        return answer

    def save(self, context: Context, to: str, name: str, value: Any) -> None:
        """Keep a value published to the database or the agent's screen; None takes it back."""
        contact = context.contact
        contact.saved = [each for each in contact.saved if each[:2] != (to, name)]
        if value is not None:
            contact.saved.append((to, name, to_text(value)))
            self.emit("saved", context, to=to, name=name, value=to_text(value))

    # ------------------------------------------------------------------------------------- for the stepper
    def wake(self, time: int, who: str | Process) -> None:
        """Have a contact (by id) or a process go on at this time."""
        self._sequence += 1
        heapq.heappush(self._heap, (time, self._sequence, who))

    def write_event(self, contact: Contact, incoming: Incoming) -> None:
        """Let the event action that the contact now stands at write the event's values."""
        self.context.point(contact)
        self.context.action.enter(self.context, incoming)

    def finish(self, contact: Contact, status: Status, why: str) -> None:
        """End a contact for good."""
        interruptions.discard_all(self, contact, "the contact has ended")
        contact.status = status
        contact.why = why
        contact.pending = None
        self.announce("end", contact, status=status, why=why)
