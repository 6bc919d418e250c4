"""The engine: it steps contacts through their scripts and carries out what actions ask for.

Synchronous, with virtual time: a heap of (time, sequence, who) says what comes next, and time jumps there. Who wakes is
a contact, or a process of the world (a dialer, say) that has asked for a time. What drives it by a real clock is outside
(:mod:`studio.runtime.driving`).
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from studio.runtime import interruptions, starting
from studio.runtime.clock import SECOND, micros
from studio.runtime.contact import NEVER, Contact, Incoming, Status
from studio.runtime.context import Context
from studio.runtime.events import Event, Observer, StepObserver, Steps
from studio.runtime.loading import LoadedScript, StandIn, load
from studio.runtime.ports import Ports
from studio.runtime.redaction import Redaction
from studio.runtime.registry import Registry, library
from studio.runtime.requests import RequestGate
from studio.runtime.settings import EngineSettings
from studio.runtime.starting import CannotStart
from studio.runtime.stepping import Stepper
from studio.runtime.system import SystemValues
from studio.script.catalogue import kind_of
from studio.script.model import Script
from studio.snippet.errors import SnippetError


class Process(Protocol):
    """Something of the world that acts at times of its own. ``name`` tells it from all others of its world."""

    name: str

    def wake(self, engine: Engine) -> None:
        """Called at the time that was asked for by :meth:`Engine.at`."""
        ...


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
        #: How many contacts there have been.
        self.made = 0
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
        #: True: scripts that are compiled from now on note which lines of their snippets are run.
        self.marks_snippets = False
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
            found = self.compiled[script.name] = load(
                script, self.registry, self.settings.limits, self.stand_in, marked=self.marks_snippets
            )
        if self._known.get(script.name) is not found:
            self._known[script.name] = found
            for folded, spelled in found.spellings.items():
                self.spellings.setdefault(folded, spelled)
            self.redaction.know(script)
        return found

    def share_compiled(self, compiled: dict[str, LoadedScript]) -> None:
        """Use the scripts that another engine has compiled, and add to them.

        Nothing else of the other may differ that goes into a compiled script: actions, limits and stand-ins have to be the same.
        """
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
        return starting.start(
            self, script, parameters, master=master, parent=parent, when=when, event=event, about=about, given=given
        )

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
        agenda, stepper, replace = self.agenda, self.stepper, heapq.heapreplace
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
                due = after_wait(contact, time)
                if due is not None:
                    # It waits again: nothing that was put onto the agenda meanwhile comes before this entry.
                    self.sequence += 1
                    replace(agenda, (due, self.sequence, contact))
                    if self.pausing:
                        return
                    continue
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
                    replace(agenda, (due, self.sequence, contact))
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

    @property
    def is_heard(self) -> bool:
        """Whether any observer wants events: worth asking before one is made that costs something."""
        return not all(getattr(each, "only_steps", False) for each in self.observers)

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

    # ------------------------------------------------------------------------------------- for the stepper
    def wake(self, time: int, who: Contact | Process) -> None:
        """Have a contact or a process go on at this time, or now if that has passed."""
        self.sequence += 1
        heapq.heappush(self.agenda, (max(time, self.now), self.sequence, who))

    def begin(self, contact: Contact) -> bool:
        """Let a contact begin whose time has come; False if it has not, or if too many scripts run."""
        return starting.begin(self, contact)

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

    def forget(self, contact_id: str) -> None:
        """Keep nothing of a contact that has ended; it stays unknown, and its id is not used again."""
        contact = self.contacts.get(contact_id)
        if contact is None or contact.alive:
            return
        self.stepper.flush()
        del self.contacts[contact_id]
        self.redaction.forget(contact_id)
        for each in (*self.ports, *self.observers):
            hears = getattr(each, "contact_forgotten", None)
            if hears is not None:
                hears(contact_id)

    def tell_parts(self, method: str, *what: Any) -> None:
        """Call this method of every part of the world that has it: ``contact_begun``, ``contact_released``, …."""
        for part in self.ports:
            hears = getattr(part, method, None)
            if hears is not None:
                hears(self, *what)


__all__ = ["CannotStart", "Engine", "Process"]
