"""Stepping one contact: run an action, carry out what it asks for, follow the branch, and so on until it waits or rests.

Between two actions lies a boundary: there, and only there, a contact hears of events (:mod:`studio.runtime.interruptions`).
There are three loops over the same tables: with nobody watching, with the branches noted (:class:`Steps
<studio.runtime.events.Steps>`), and with an event made for every action.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from studio.runtime import interruptions
from studio.runtime.action import DEFAULT, ERROR, Outcome
from studio.runtime.changes import ChangeWatch
from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.events import Steps
from studio.runtime.executing import Executor
from studio.runtime.ports import WorldFault
from studio.snippet.errors import SnippetError

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Faults of an action's own code. The script's author gets an error to handle, never a traceback.
FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError, WorldFault)
#: So many steps are handed to observers at once, so that what is kept stays small.
BATCH = 4096
_OVER = frozenset({"ended", "failed"})


class Stepper:
    """Steps the contacts of one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._context = engine.context
        self._executor = Executor(engine, self)
        #: Compares variables, where somebody wants to know.
        self.watch: ChangeWatch | None = None
        #: What was noted before the run was saved.
        self._noted: dict[str, Any] = {}
        #: Ways taken by the contact that is being stepped, not yet handed to observers.
        self._taken: list[int] = []
        self._seconds = 0.0

    def watch_changes(self) -> None:
        """Compare variables at every action from now on."""
        if self.watch is None:
            self.watch = ChangeWatch(self._engine.spellings)
            self.watch.restore(self._noted)

    def forget(self, contact: Contact) -> None:
        """Keep nothing of a contact that has ended."""
        if self.watch is not None:
            self.watch.forget(contact)

    def noted(self) -> dict[str, Any]:
        """Changes of variables that no action has been told of yet, as plain data."""
        return self._noted if self.watch is None else self.watch.state()

    def restore_noted(self, noted: dict[str, Any]) -> None:
        """Go on from a saved run."""
        self._noted = noted
        if self.watch is not None:
            self.watch.restore(noted)

    def go_on(self, contact: Contact) -> None:
        """Go on with a contact whose time has come, or that something has arrived for.

        A contact that waits for a time has its ``due`` set afterwards and is in nobody's agenda: whoever calls puts it there.
        """
        if contact.status in _OVER:
            return
        engine = self._engine
        now = engine.now
        if now != contact.since:
            contact.since, contact.steps = now, 0
        if not contact.begun and not engine.begin(contact):
            return
        if engine.longest is not None and now - contact.start >= engine.longest:
            engine.finish(contact, "failed", f"it ran longer than {engine.longest / SECOND:g} seconds")
            return
        outcome: Outcome | None = None
        due = contact.due
        if contact.incoming:
            interruptions.take(engine, contact)
            due = contact.due
        if due is not None and due <= now:
            outcome = self._waited(contact)
        self._step(contact, outcome)
        if self._taken:
            self.flush()

    def after_wait(self, contact: Contact, now: int) -> int | None:
        """The same as :meth:`go_on`, the quick way: for a plain wait that is over, with nothing that has arrived meanwhile.

        When it goes on, if the next action is a plain wait again, which ends the turn; else None. Nobody may want events of
        actions.
        """
        context, engine = self._context, self._engine
        contact.due = None
        if contact.since != now:
            contact.since = now
            steps = 0
        else:
            steps = contact.steps
        contact.steps = steps + 1
        frame = contact.frames[-1]
        script = frame.script
        number = script.defaults[frame.at]
        then = script.targets[number]
        outcome: Outcome | None = DEFAULT
        if then >= 0:
            context.contact, context.frame, context.variables = contact, frame, frame.variables
            if engine.wants_steps:
                self._report(contact, number)
            frame.at = then
            frame.began = -1
            if steps >= engine.step_limit:
                contact.steps = steps
                self._step(contact, None)
                return None
            try:
                outcome = script.operations[then](context)
            except (SnippetError, *FAULTS) as fault:
                outcome = self._failed(fault)
            if outcome.__class__ is float and not contact.incoming and (contact.rare is None or not contact.busy):
                frame.began = now
                due = contact.due = now + round(outcome * SECOND) if outcome > 0.0 else now
                if self._taken:
                    self.flush()
                return due
        self._step(contact, outcome)
        if self._taken:
            self.flush()
        return None

    def _pause(self, contact: Contact, seconds: float) -> None:
        contact.frames[-1].began = now = self._engine.now
        contact.due = now + round(seconds * SECOND) if seconds > 0 else now
        if contact.rare is not None and contact.busy:
            interruptions.rest(contact)

    def _waited(self, contact: Contact) -> Outcome:
        """The outcome of the action whose wait is over."""
        pending = contact.pending
        contact.due = contact.pending = None
        # Steps are told of the contact that the context looks at, so this comes before any is noted.
        self._context.point(contact)
        if pending is None:
            return DEFAULT
        return self.guarded(contact, lambda: self._context.action.resume(self._context, pending.answer, pending.memo))

    def _step(self, contact: Contact, outcome: Outcome | None) -> None:
        """Run until the contact waits, rests or ends. ``outcome`` is the present action's, where it has been run."""
        engine = self._engine
        while True:
            if outcome is None:
                if contact.incoming:
                    interruptions.take(engine, contact)
                if contact.due is not None or contact.parked or not contact.alive or engine.pausing:
                    return
                if contact.steps >= engine.step_limit:
                    self._endless(contact)
                    return
                outcome = self._burst(contact)
                if outcome is None:
                    continue
            if isinstance(outcome, str):
                self._leave(contact, outcome)
                outcome = None
            elif isinstance(outcome, float):
                self._pause(contact, outcome)
                outcome = None
            else:
                outcome = self._executor.carry_out(contact, outcome)

    # --------------------------------------------------------------------------------------------- the loops
    def _burst(self, contact: Contact) -> Outcome | None:
        """Run actions in the innermost frame for as long as each takes a branch that leads on and nothing arrives.

        The outcome of the present action, which is not followed yet; None where the limit of steps is reached.
        """
        context, engine = self._context, self._engine
        context.contact = contact
        frame = context.frame = contact.frames[-1]
        context.variables = frame.variables
        if engine.wants_actions:
            return self._watched(contact)
        script = frame.script
        operations, ways, targets = script.operations, script.ways_of, script.targets
        at = frame.at
        left = engine.step_limit - contact.steps
        count = 0
        try:
            if not engine.observers:
                for count in range(1, left + 1):  # noqa: B007  # counted below, however the loop ends
                    outcome = operations[at](context)
                    then = targets[ways[at][outcome]]
                    if then < 0 or contact.incoming:
                        return outcome
                    frame.at = at = then
            else:
                taken = self._taken
                append = taken.append
                for count in range(1, min(left, BATCH) + 1):  # noqa: B007
                    outcome = operations[at](context)
                    way = ways[at][outcome]
                    then = targets[way]
                    if then < 0 or contact.incoming:
                        return outcome
                    append(way)
                    frame.at = at = then
                self.flush()
        except (SnippetError, *FAULTS) as fault:
            return self._failed(fault)
        finally:
            contact.steps += count
        return None

    def _failed(self, fault: Exception) -> Outcome:
        context = self._context
        if isinstance(fault, SnippetError):
            context.fail(fault)
        elif isinstance(fault, WorldFault):
            context.fail(str(fault))
        else:
            context.fail(f"{context.action.kind_here} failed: {type(fault).__name__}: {fault}")
        return ERROR

    def _watched(self, contact: Contact) -> Outcome | None:
        """The same, with an event for every action."""
        context = self._context
        engine = self._engine
        frame = context.frame
        script = frame.script
        limit = engine.step_limit
        while contact.steps < limit:
            contact.steps += 1
            outcome = self.guarded(contact, partial(script.operations[frame.at], context))
            number = script.ways_of[frame.at][outcome]
            then = script.targets[number]
            if then < 0 or contact.incoming:
                return outcome
            self._report(contact, number)
            if contact.incoming:
                # An observer has brought something: it comes before the branch is followed.
                if interruptions.take(engine, contact):
                    return None
                frame.at = then
                return None
            frame.at = then
            if engine.pausing:
                return None
        return None

    def guarded(self, contact: Contact, work: Callable[[], Outcome]) -> Outcome:
        """An action's outcome; a fault of the script, or of the action's own code, is its Error."""
        watch = self.watch
        if watch is not None:
            watch.before(contact)
        try:
            outcome = work()
        except (SnippetError, *FAULTS) as fault:
            outcome = self._failed(fault)
        if watch is not None:
            watch.after(contact)
        return outcome

    def fail(self, contact: Contact, text: str) -> Outcome:
        """What the action asked for can't be done: it takes Error, and what that changes is told at it."""
        watch = self.watch
        if watch is not None:
            watch.before(contact)
        self._context.fail(text)
        if watch is not None:
            watch.after(contact)
        return ERROR

    # ------------------------------------------------------------------------------------------- branches
    def _leave(self, contact: Contact, outcome: str) -> None:
        """Follow the branch of an outcome, unless an event takes the flow elsewhere first."""
        engine = self._engine
        frame = contact.frames[-1]
        script = frame.script
        number = script.ways_of[frame.at][outcome]
        if engine.observers:
            self._report(contact, number)
        frame.began = -1
        if contact.incoming and interruptions.take(engine, contact):
            return
        then = script.targets[number]
        if then >= 0:
            frame.at = then
        elif outcome == ERROR and script.actions[frame.at].kind_here == "SETSECURITYUSER":
            engine.finish(contact, "failed", "the security user is not valid")
        else:
            self.park(contact, outcome)

    def report_end(self, contact: Contact) -> None:
        """Tell observers of an action that takes no branch."""
        frame = contact.frames[-1]
        if self._engine.observers:
            script = frame.script
            number = script.ways_of[frame.at].no_branch()
            self._report(contact, number)
        frame.began = -1

    def _report(self, contact: Contact, number: int) -> None:
        """Tell observers which way was taken."""
        engine = self._engine
        frame = contact.frames[-1]
        seconds = (engine.now - frame.began) / SECOND if frame.began >= 0 else 0.0
        if engine.wants_steps:
            if self._context.frame is not frame:
                self.flush()
                self._context.point(contact)
            if seconds and self._taken:
                self.flush()
            if seconds:
                self._seconds = seconds
            self._taken.append(number)
            if seconds or engine.wants_actions:
                self.flush()
        if engine.wants_actions:
            way = frame.script.ways[number]
            changes, was = self.watch.taken(contact) if self.watch is not None else ({}, {})
            engine.announce(
                "action",
                contact,
                outcome=way.outcome,
                branch=way.branch,
                to=frame.script.actions[way.to].id if way.to >= 0 else None,
                changes=changes,
                was=was,
                seconds=seconds,
            )

    def flush(self) -> None:
        """Hand the ways taken so far to the observers that want them."""
        taken = self._taken
        if not taken:
            return
        context = self._context
        contact, frame = context.contact, context.frame
        steps = Steps(
            self._engine.now, contact, frame.script, self._executor.depth(contact, frame), list(taken), self._seconds
        )
        taken.clear()
        self._seconds = 0.0
        self._engine.hand_on(steps)

    def park(self, contact: Contact, outcome: str) -> None:
        """Rest: a normal state while an event action can still be reached, else the contact is stuck [choice]."""
        if contact.released:
            self._engine.finish(contact, "ended", "no action follows Onrelease")
            return
        interruptions.rest(contact)
        contact.status = "waiting" if any(frame.script.events for frame in contact.frames) else "stuck"
        contact.why = outcome
        self._engine.announce("parked", contact, outcome=outcome, state=contact.status)

    def _endless(self, contact: Contact) -> None:
        """Stop a contact that runs for ever, naming the captions that it runs through."""
        script = contact.frames[-1].script
        seen: dict[int, str] = {}
        at = contact.frames[-1].at
        while at >= 0 and at not in seen and len(seen) < 12:
            seen[at] = script.actions[at].caption
            at = next((way.to for way in script.ways if way.source == at and way.to >= 0), -1)
        cycle = " -> ".join(f'"{each}"' for each in seen.values())
        self._context.point(contact)
        limit = self._engine.step_limit
        self._context.fail(f"endless loop: {limit} actions without time passing, at {cycle}")
        self._engine.finish(contact, "failed", f"endless loop at {cycle}")
