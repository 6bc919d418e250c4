"""The engine: it steps contacts through their scripts and carries out what actions ask for.

Synchronous, with virtual time: a heap of (time, sequence, who) says what comes next, and time jumps there. Who wakes is
a contact, or a process of the world (a dialer, say) that has asked for a time. What drives it by a real clock is outside
(:mod:`studio.runtime.driving`).
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from studio.diagnostics import Diagnostic
from studio.runtime import interruptions
from studio.runtime.clock import SECOND, micros, moment
from studio.runtime.contact import NEVER, Contact, Frame, Incoming, Status, set_parameters
from studio.runtime.context import Context
from studio.runtime.events import Event, Observer, StepObserver, Steps
from studio.runtime.loading import LoadedScript, StandIn, load
from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest, Ports
from studio.runtime.redaction import Redaction
from studio.runtime.registry import Registry, library
from studio.runtime.requests import RequestGate
from studio.runtime.settings import EngineSettings
from studio.runtime.stepping import Stepper
from studio.runtime.system import SystemValues
from studio.script.catalogue import kind_of
from studio.script.model import Script
from studio.snippet.errors import SnippetError
from studio.snippet.syntax import fold
from studio.snippet.values import to_text
from studio.snippet.variables import Variables


class Process(Protocol):
    """Something of the world that acts at times of its own. ``name`` tells it from all others of its world."""

    name: str

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
        ports: Ports | None = None,
        registry: Registry | None = None,
        stand_in: StandIn | None = None,
    ) -> None:
        """``resolve`` gives the script that a name means to a calling script (its name), or None.

        ``stand_in`` may take the place of actions as scripts are loaded.
        """
        self.settings = settings or EngineSettings()
        self.now = micros(self.settings.start)
        self.contacts: dict[str, Contact] = {}
        self.processes: dict[str, Process] = {}
        self.spellings: dict[str, str] = {}
        self.ports = ports or Ports()
        self.resolve = resolve
        self.registry = registry or library()
        self.stand_in = stand_in
        self.chances = random.Random(self.settings.seed)
        self.observers: list[Observer | StepObserver] = []
        self.wants_actions = False
        self.wants_steps = False
        #: True once :meth:`pause` was called: the run stops at the next boundary.
        self.pausing = False
        self.agenda: list[tuple[int, int, Contact | Process]] = []
        self.sequence = 0
        #: Contacts that were spawned without time passing, and that time.
        self.spawned = (-1, 0)
        #: Contacts that have begun and not ended.
        self.running = 0
        #: What no observer may see.
        self.redaction = Redaction()
        #: Scripts by name, as they run here; forks share them.
        self.compiled: dict[str, LoadedScript] = {}
        #: Those that this engine has reckoned with itself.
        self._known: dict[str, LoadedScript] = {}
        self.step_limit = self.settings.step_limit
        seconds = self.settings.platform.run_seconds
        #: How long a contact may run, in microseconds.
        self.longest = None if seconds is None else round(seconds * SECOND)
        self.zone = ZoneInfo(self.settings.zone)
        self.system = SystemValues(self)
        self.context = Context(self)
        self.requests = RequestGate(self)
        self.stepper = Stepper(self)

    # ---------------------------------------------------------------------------------------- from outside
    def observe(self, observer: Observer | StepObserver) -> None:
        """Hand every event from now on to this observer as well."""
        self.observers.append(observer)
        if hasattr(observer, "steps"):
            self.wants_steps = True
        else:
            self.wants_actions = True
            if getattr(observer, "wants_changes", False):
                self.stepper.watch_changes()

    def loaded(self, script: Script) -> LoadedScript:
        """The script compiled; once per script."""
        found = self.compiled.get(script.name)
        if found is None or found.source is not script:
            found = self.compiled[script.name] = load(script, self.registry, self.settings.limits, self.stand_in)
        if self._known.get(script.name) is not found:
            self._known[script.name] = found
            for folded, spelled in found.spellings.items():
                self.spellings.setdefault(folded, spelled)
            self.redaction.know(script)
        return found

    def share_compiled(self, compiled: dict[str, LoadedScript]) -> None:
        """Use the scripts that another engine with the same stand-ins and limits has compiled, and add to them."""
        self.compiled = compiled

    def find(self, name: str, caller: str) -> LoadedScript | None:
        """The script that a name means to a calling script, compiled; None if there is none."""
        script = self.resolve(name, caller)
        return self.loaded(script) if script is not None else None

    def start(
        self,
        script: Script,
        parameters: list[str] | None = None,
        *,
        master: str | None = None,
        parent: str = "",
        when: int | None = None,
        event: Incoming | None = None,
        about: dict[str, Any] | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> Contact:
        """Begin a contact at the script's Begin, with p1, p2, …; CannotStart if the script must not.

        ``when`` (microseconds) lets it begin later; ``event`` lets it begin at that event action instead of Begin, as the
        platform begins a contact anew that an agent picks up; ``about`` are its predefined values (ANI, DNIS, …) by name;
        ``given`` are variables that it has before its first action.
        """
        loaded = self.loaded(script)
        entry = loaded.begin if event is None else loaded.events.get(event.kind)
        if not loaded.runnable or entry is None:
            problems = loaded.problems or [_no_entry(script, event)]
            raise CannotStart(problems)
        if self.running >= self.settings.platform.running_scripts:
            raise CannotStart([_too_many(script, self.settings.platform.running_scripts)])
        number = str(1001 + len(self.contacts))
        contact = Contact(number, master or number, self.system)
        variables = Variables(system=contact)
        set_parameters(variables, parameters or [])
        for name, value in (given or {}).items():
            self.spellings.setdefault(name.lower(), name)
            variables[name.lower()] = value
        contact.frames = [Frame(loaded, entry, variables)]
        contact.parent = parent
        if about:
            contact.know(**about)
        if event is not None:
            contact.incoming = [event]
        self.contacts[number] = contact
        contact.since = contact.start = max(when or self.now, self.now)
        if contact.start == self.now:
            self.begin(contact)
        self.wake(contact.start, contact)
        if self.observers:
            told: dict[str, Any] = {"script": script.name, "parameters": list(parameters or [])}
            if given:
                told["given"] = {name: to_text(value) for name, value in given.items()}
            if event is not None:
                told["event"] = event.kind
            self.announce("start", contact, **told)
        return contact

    def begin(self, contact: Contact) -> bool:
        """Let a contact begin whose time has come; False if it has not, or if too many scripts run."""
        if contact.start > self.now:
            return False
        if self.running >= self.settings.platform.running_scripts:
            contact.start = self.now + SECOND
            self.wake(contact.start, contact)
            return False
        contact.begun = True
        self.running += 1
        if self.longest is not None:
            self.wake(self.now + self.longest, contact)
        self.tell_parts("contact_begun", contact)
        return True

    def signal(self, contact_id: str, values: list[str], source: str = "0") -> bool:
        """Signal a contact; False if there is none that can hear it. ``source`` is the sender's contact id."""
        contact = self.contacts.get(contact_id)
        if contact is None:
            return False
        if not contact.alive or contact.released:
            if self.settings.signal_after_end == "error":
                return False
            self.announce("signal lost", contact, values=list(values), why="the contact has ended")
            return True
        if not contact.begun and self.settings.signal_before_begin == "error":
            return False
        interruptions.arrive(self, contact, Incoming("ONSIGNAL", list(values), source))
        return True

    def raise_event(
        self,
        contact_id: str,
        kind: str,
        values: list[str] | None = None,
        fields: dict[str, str] | None = None,
        *,
        action: int | None = None,
    ) -> bool:
        """Let an event happen to a contact (``ONRELEASE`` when somebody hangs up); False if there is no such contact.

        ``action`` is the id of the action that it leads to, where a script may have several of the kind.
        """
        contact = self.contacts.get(contact_id)
        if contact is None or not contact.alive or not contact.begun:
            return False
        known = kind_of(kind)
        name = known.name if known is not None else kind.upper()
        interruptions.arrive(
            self, contact, Incoming(name, list(values or []), fields=dict(fields or {}), action=action)
        )
        return True

    def answer(self, contact: Contact, topic: str, **data: Any) -> bool:
        """Give a waiting action what it listens for; False if it listens to no such topic, or has been answered.

        ``data`` is plain. The action's ``resume`` gets it as a mapping, with the topic, at the contact's next turn.
        """
        pending = contact.pending
        if pending is None or topic not in pending.hears or pending.answer is not None:
            return False
        pending.answer = {"topic": topic, **data}
        contact.due = self.now
        self.wake(self.now, contact)
        return True

    def at(self, time: int, process: Process) -> None:
        """Wake a process of the world at this time (microseconds)."""
        self.processes.setdefault(process.name, process)
        self.wake(time, process)

    def run(self, until: int | None = None, *, at_most: bool = False) -> None:
        """Go on until nothing can go on by itself, or until this time: what is due at it still happens.

        The clock then stands at ``until``; with ``at_most`` it stays where the last thing happened if nothing is left to do.
        """
        agenda, stepper = self.agenda, self.stepper
        go_on, after_wait = stepper.go_on, stepper.after_wait
        quick = not self.wants_actions and self.longest is None
        self.pausing = False
        while agenda:
            time, _, who = entry = agenda[0]
            if until is not None and time > until:
                break
            if who.__class__ is not Contact:
                heapq.heappop(agenda)
                self.now = time
                who.wake(self)  # type: ignore[union-attr]  # what is no contact is a process
                if self.pausing:
                    return
                continue
            contact: Contact = who
            before = contact.due
            if before == time and quick and contact.pending is None and not contact.incoming:
                self.now = time
                after_wait(contact)
            elif self._has_moved_on(contact, time):
                heapq.heappop(agenda)
                continue
            else:
                self.now = time
                go_on(contact)
            if self.pausing:
                # The contact's turn goes on where it was left.
                return
            due = contact.due
            if due is not None and due < NEVER and (due != before or due == time):
                self.sequence += 1
                if agenda[0] is entry:
                    heapq.heapreplace(agenda, (due, self.sequence, contact))
                    continue
                heapq.heappush(agenda, (due, self.sequence, contact))
            if agenda[0] is entry:
                heapq.heappop(agenda)
        stepper.flush()
        if until is not None and (agenda or not at_most):
            self.now = max(self.now, until)

    def pause(self) -> None:
        """Stop the run at the next boundary; :meth:`run` goes on from there. For observers of actions."""
        self.pausing = True

    def next_time(self) -> int | None:
        """When the next thing is due, or None."""
        agenda = self.agenda
        while agenda:
            time, _, who = agenda[0]
            if not isinstance(who, Contact) or not self._has_moved_on(who, time):
                return time
            heapq.heappop(agenda)
        return None

    def _has_moved_on(self, contact: Contact, time: int) -> bool:
        """True if an appointment is no longer good: the wait that it was for was interrupted, or the contact has ended."""
        if contact.incoming or (self.longest is not None and contact.alive):
            return False
        return contact.status != "running" or (contact.due is not None and contact.due > time)

    def random(self, below: int) -> int:
        """A whole number from 0 to below − 1; the same on every Python for the same seed."""
        return int(self.chances.random() * below)

    def chance(self) -> float:
        """A number from 0 to 1, below 1."""
        return self.chances.random()

    # --------------------------------------------------------------------------------------------- events
    def emit(self, kind: str, context: Context, **data: Any) -> None:
        """Put an event of the running action on the stream."""
        if self.observers:
            self.announce(kind, context.contact, **data)

    def announce(self, kind: str, contact: Contact | None = None, /, **data: Any) -> None:
        """Put an event on the stream; of a contact, at the place where it is."""
        if not self.observers:
            return
        self.stepper.flush()
        if self.redaction.active:
            data = self.redaction.event(kind, contact, data)
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
            if kind != "action" or not hasattr(observer, "steps"):
                observer(event)

    def hand_on(self, steps: Steps) -> None:
        """Hand a batch of steps to the observers that want them."""
        for observer in self.observers:
            take = getattr(observer, "steps", None)
            if take is not None:
                take(steps)

    # ------------------------------------------------------------------------------------- for the context
    def send(self, context: Context, request: HttpRequest, attempt: int = 1) -> HttpAnswer:
        """One try of a request, reported; HttpFailure if no answer came."""
        where = {"method": request.method, "url": request.url, "attempt": attempt}
        http = self.ports.find("http")
        try:
            if http is None:
                raise HttpFailure("this world has no network", retry=False)
            answer: HttpAnswer = http.send(request, moment(self.now))
        except HttpFailure as failure:
            self.emit("http", context, **where, failure=failure.message, seconds=failure.delay)
            raise
        self.emit("http", context, **where, status=answer.status, seconds=answer.delay)
        return answer

    def save(self, context: Context, to: str, name: str, value: Any) -> None:
        """Keep a value published to the database or the agent's screen; None takes it back."""
        contact = context.contact
        kept = [each for each in contact.saved if each[:2] != (to, name)]
        if value is not None:
            kept.append((to, name, to_text(value)))
            self.emit("saved", context, to=to, name=name, value=to_text(value))
        contact.saved = kept

    def spawn(
        self,
        context: Context,
        name: str,
        parameters: list[str],
        *,
        start: datetime | None = None,
        about: dict[str, Any] | None = None,
        event: str = "",
        variables: dict[str, Any] | None = None,
    ) -> str:
        """Begin a contact of the running contact's family in another script; its id. SnippetError if it can't be."""
        parent = context.contact
        count = self.spawned[1] + 1 if self.spawned[0] == self.now else 1
        self.spawned = (self.now, count)
        if count > self.step_limit:
            raise SnippetError(f"endless: {self.step_limit} contacts spawned without time passing")
        loaded = self.find(name, context.frame.script.name)
        if loaded is None:
            raise SnippetError(f"script {name!r} not found")
        if loaded.source.status.lower() not in ("", "active"):
            raise SnippetError(f"script {loaded.name!r} is not active")
        when = None
        if start is not None:
            when = micros(context.to_utc(start).replace(tzinfo=UTC))
        try:
            child = self.start(
                loaded.source,
                parameters,
                master=parent.master,
                parent=parent.id,
                when=when,
                about=about,
                event=Incoming(event) if event else None,
            )
        except CannotStart as fault:
            raise SnippetError(f"script {loaded.name!r} can't start: {fault.problems[0].message}") from None
        for variable, value in (variables or {}).items():
            self.spellings.setdefault(fold(variable), variable)
            child.frames[0].variables[fold(variable)] = value
        self.emit("spawn", context, child=child.id, script=loaded.name, start=when)
        return child.id

    # ------------------------------------------------------------------------------------- for the stepper
    def wake(self, time: int, who: Contact | Process) -> None:
        """Have a contact or a process go on at this time, or now if that has passed."""
        self.sequence += 1
        heapq.heappush(self.agenda, (max(time, self.now), self.sequence, who))

    def write_event(self, contact: Contact, incoming: Incoming) -> None:
        """Let the event action that the contact now stands at write what the event brings."""
        self.context.point(contact)
        watch = self.stepper.watch
        if watch is not None:
            watch.before(contact)
        try:
            self.context.action.enter(self.context, incoming)
        except SnippetError as fault:
            self.context.fail(fault)
        if watch is not None:
            watch.after(contact)

    def finish(self, contact: Contact, status: Status, why: str) -> None:
        """End a contact for good."""
        interruptions.discard_all(self, contact, "the contact has ended")
        contact.status = status
        contact.why = why
        contact.due = contact.pending = None
        if contact.begun:
            self.running -= 1
        self.tell_parts("contact_ended", contact)
        self.stepper.forget(contact)
        self.announce("end", contact, status=status, why=why)

    def tell_parts(self, method: str, *what: Any) -> None:
        """Call this method of every part of the world that has it: ``contact_begun``, ``contact_released``, …."""
        for part in self.ports:
            hears = getattr(part, method, None)
            if hears is not None:
                hears(self, *what)


def _no_entry(script: Script, event: Incoming | None) -> Diagnostic:
    what = "Begin" if event is None else event.kind.capitalize()
    return Diagnostic("LD105", "error", f"the script has no {what} to begin at", script=script.name, file=script.file)


def _too_many(script: Script, most: int) -> Diagnostic:
    message = f"{most} scripts run already: none starts until one stops"
    return Diagnostic("RT301", "error", message, script=script.name, file=script.file)


__all__ = ["CannotStart", "Engine", "Process"]
