"""Stepping one contact: run an action, carry out what it asks for, follow the branch, and so on until it waits or rests.

Between two actions lies a boundary: there, and only there, a contact hears of events (:mod:`studio.runtime.interruptions`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from studio.runtime import interruptions
from studio.runtime.action import DEFAULT, ERROR, Outcome
from studio.runtime.changes import ChangeWatch
from studio.runtime.clock import SECOND, moment
from studio.runtime.contact import Contact, Frame, Incoming, Pending, set_parameters
from studio.runtime.effects import Ask, CallScript, EndContact, Park, Pause, ReturnToCaller, SendSignal
from studio.runtime.loading import LoadedScript
from studio.runtime.ports import HttpFailure, LoadRequest
from studio.script.model import Script
from studio.snippet.errors import SnippetError
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Faults of an action's own code. The script's author gets an error to handle, never a traceback.
_FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


class Stepper:
    """Steps the contacts of one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._context = engine.context
        self._watch: ChangeWatch | None = None

    def watch_changes(self) -> None:
        """Compare variables at every action from now on."""
        self._watch = self._watch or ChangeWatch(self._engine.spellings)

    def go_on(self, contact: Contact) -> None:
        """Go on with a contact whose time has come, or that something has arrived for."""
        if not contact.alive:
            return
        now = self._engine.now
        if now != contact.since:
            contact.since, contact.steps = now, 0
        outcome: Outcome | None = None
        pending = contact.pending
        due = pending is not None and pending.due <= now
        if due and not (contact.incoming and interruptions.take(self._engine, contact)):
            assert pending is not None
            outcome = self._resume(contact, pending)
        self._step(contact, outcome)

    def _step(self, contact: Contact, outcome: Outcome | None) -> None:
        """Run until the contact waits, rests or ends. ``outcome`` is the present action's, where it has been run."""
        engine = self._engine
        limit = engine.settings.step_limit
        while True:
            if outcome is None:
                if contact.incoming:
                    interruptions.take(engine, contact)
                if contact.pending is not None or contact.parked or not contact.alive:
                    return
                contact.steps += 1
                if contact.steps > limit:
                    self._endless(contact)
                    return
                contact.frames[-1].began = engine.now
                outcome = self._run(contact)
            if isinstance(outcome, str):
                self._leave(contact, outcome)
                outcome = None
            else:
                outcome = self._carry_out(contact, outcome)

    # --------------------------------------------------------------------------------- calls into actions
    def _run(self, contact: Contact) -> Outcome:
        context = self._context
        context.point(contact)
        return self._guarded(contact, lambda: context.action.run(context))

    def _resume(self, contact: Contact, pending: Pending) -> Outcome:
        contact.pending = None
        if pending.memo is None:
            return DEFAULT
        context, memo = self._context, pending.memo
        context.point(contact)
        return self._guarded(contact, lambda: context.action.resume(context, pending.answer, memo))

    def _guarded(self, contact: Contact, work: Callable[[], Outcome]) -> Outcome:
        """An action's outcome; a fault of the script, or of the action's own code, is its Error."""
        context = self._context
        if self._watch is not None:
            self._watch.before(contact)
        try:
            outcome = work()
        except SnippetError as fault:
            context.fail(fault)
            outcome = ERROR
        except _FAULTS as fault:
            context.fail(f"{context.action.kind_here} failed: {type(fault).__name__}: {fault}")
            outcome = ERROR
        if self._watch is not None:
            self._watch.after(contact)
        return outcome

    # ------------------------------------------------------------------------------------------- branches
    def _leave(self, contact: Contact, outcome: str) -> None:
        """Follow the branch of an outcome, unless an event takes the flow elsewhere first."""
        engine = self._engine
        frame = contact.frames[-1]
        route = frame.script.route(frame.at, outcome)
        if engine.observers:
            self._report(contact, outcome, route.branch, route.to)
        if contact.incoming and interruptions.take(engine, contact):
            return
        if route.to is not None:
            frame.at = route.to
        elif outcome == ERROR and frame.script.actions[frame.at].kind_here == "SETSECURITYUSER":
            engine.finish(contact, "failed", "the security user is not valid")
        else:
            self._park(contact, outcome)

    def _report(self, contact: Contact, outcome: str, branch: str, to: int | None) -> None:
        frame = contact.frames[-1]
        self._engine.announce(
            "action",
            contact,
            outcome=outcome,
            branch=branch,
            to=frame.script.actions[to].id if to is not None else None,
            changes=self._watch.taken() if self._watch is not None else {},
            seconds=(self._engine.now - frame.began) / SECOND,
        )

    def _park(self, contact: Contact, outcome: str) -> None:
        """Rest: a normal state while an event action can still be reached, else the contact is stuck [choice]."""
        if contact.released:
            self._engine.finish(contact, "ended", "no action follows Onrelease")
            return
        contact.parked = True
        interruptions.rest(contact)
        contact.status = "waiting" if any(frame.script.events for frame in contact.frames) else "stuck"
        contact.why = outcome
        self._engine.announce("parked", contact, outcome=outcome, state=contact.status)

    def _endless(self, contact: Contact) -> None:
        """Stop a contact that runs for ever, naming the captions that it runs through."""
        frame = contact.frames[-1]
        seen: dict[int, str] = {}
        at: int | None = frame.at
        while at is not None and at not in seen and len(seen) < 12:
            seen[at] = frame.script.actions[at].caption
            at = next((route.to for route in frame.script.routes[at].values() if route.to is not None), None)
        cycle = " -> ".join(f'"{each}"' for each in seen.values())
        self._context.point(contact)
        limit = self._engine.settings.step_limit
        self._context.fail(f"endless loop: {limit} actions without time passing, at {cycle}")
        self._engine.finish(contact, "failed", f"endless loop at {cycle}")

    # -------------------------------------------------------------------------------------------- effects
    def _carry_out(self, contact: Contact, effect: Any) -> Outcome | None:
        """Do what an action asked for: its outcome if there is one now; None if the contact waits, rests or has moved."""
        match effect:
            case Pause(seconds):
                due = self._engine.now + max(0, round(seconds * SECOND))
                contact.pending = Pending(due)
                interruptions.rest(contact)
                self._engine.wake(due, contact.id)
            case Ask():
                return self._ask(contact, effect)
            case CallScript():
                return self._call(contact, effect)
            case ReturnToCaller(value):
                return self._return(contact, value)
            case SendSignal(receiver, values):
                if self._engine.signal(receiver, values, contact.id):
                    return DEFAULT
                self._context.fail(f"there is no contact {receiver!r} to signal")
                return ERROR
            case Park():
                self._report_end(contact)
                self._park(contact, "")
            case EndContact():
                self._report_end(contact)
                self._end(contact)
            case _:
                self._context.fail(f"{self._context.action.kind_here} gave {effect!r}, which is no outcome")
                return ERROR
        return None

    def _report_end(self, contact: Contact) -> None:
        if self._engine.observers:
            self._report(contact, DEFAULT, "", None)

    def _ask(self, contact: Contact, ask: Ask) -> Outcome | None:
        engine = self._engine
        if isinstance(ask.request, LoadRequest):
            answer = engine.prospects.load(ask.request, moment(engine.now)) if engine.prospects else None
            return self._resume(contact, Pending(engine.now, answer, ask.memo))
        found: Any
        try:
            found = engine.send(self._context, ask.request, int(ask.memo.get("attempt", 1)))
            delay = found.delay
        except HttpFailure as failure:
            found, delay = failure, failure.delay
        due = engine.now + round(delay * SECOND)
        contact.pending = Pending(due, found, ask.memo)
        engine.wake(due, contact.id)
        return None

    def _call(self, contact: Contact, call: CallScript) -> Outcome | None:
        engine = self._engine
        script = engine.resolve(call.name, contact.frames[-1].script.name)
        loaded = engine.loaded(script) if script is not None else None
        fault = self._cannot_call(contact, loaded, call.name)
        if fault or loaded is None or loaded.begin is None:
            self._context.fail(fault)
            return ERROR
        variables = Variables(main=contact.frames[0].variables)
        set_parameters(variables, call.parameters)
        engine.announce("call", contact, script=loaded.name)
        contact.frames.append(Frame(loaded, loaded.begin, variables))
        return None

    def _cannot_call(self, contact: Contact, loaded: LoadedScript | None, name: str) -> str:
        """Why a script can't be called from here, or "" [documented: not found, inactive, wrong type]."""
        if loaded is None:
            return f"script {name!r} not found"
        if len(contact.frames) > self._engine.settings.nesting_limit:
            return "subscript nesting too deep"
        script: Script = loaded.source
        caller = contact.frames[-1].script.source
        if script.status.lower() not in ("", "active"):
            return f"script {script.name!r} is not active"
        if caller.media and script.media and caller.media.lower() != script.media.lower():
            return f"script {script.name!r} is of type {script.media}, its caller of {caller.media}"
        if not loaded.runnable:
            return f"script {script.name!r} is not valid: {loaded.problems[0].message}"
        return ""

    def _return(self, contact: Contact, value: str) -> Outcome | None:
        self._report_end(contact)
        if len(contact.frames) == 1:
            self._end(contact)
            return None
        self._engine.announce("return", contact, script=contact.frames[-1].script.name, value=value)
        contact.frames.pop()
        context = self._context
        context.point(contact)
        return self._guarded(contact, lambda: context.action.returned(context, value))

    def _end(self, contact: Contact) -> None:
        """End by way of Onrelease: the release is heard at the next boundary, which is now."""
        if contact.released:
            self._engine.finish(contact, "ended", "")
        else:
            contact.incoming.append(Incoming("ONRELEASE"))
