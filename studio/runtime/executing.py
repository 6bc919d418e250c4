"""Carrying out what an action asked for: the effects, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.runtime import interruptions
from studio.runtime.action import DEFAULT, ERROR, Outcome
from studio.runtime.clock import SECOND, moment
from studio.runtime.contact import NEVER, Contact, Frame, Incoming, Pending, set_parameters
from studio.runtime.effects import (
    Answered,
    Ask,
    Await,
    CallScript,
    EndContact,
    Finish,
    Park,
    ReturnToCaller,
    RunScript,
    SendSignal,
)
from studio.runtime.loading import LoadedScript
from studio.runtime.ports import LoadRequest
from studio.script.model import Script
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.runtime.stepping import Stepper


class Executor:
    """Carries out the effects of one engine's contacts."""

    def __init__(self, engine: Engine, stepper: Stepper) -> None:
        self._engine = engine
        self._stepper = stepper
        self._context = engine.context

    def carry_out(self, contact: Contact, effect: Any) -> Outcome | None:
        """The action's outcome if there is one now; None if the contact waits, rests or has moved."""
        match effect:
            case Await(hears, seconds, memo):
                due = NEVER if seconds is None else self._engine.now + max(0, round(seconds * SECOND))
                self._wait(contact, due, Pending(memo, None, hears))
            case Ask():
                return self._ask(contact, effect)
            case Answered(answer, seconds, memo):
                due = self._engine.now + max(0, round(seconds * SECOND))
                self._wait(contact, due, Pending(memo, answer, request=True))
            case CallScript():
                return self._call(contact, effect)
            case RunScript(name):
                self._run_script(contact, name)
            case ReturnToCaller(value):
                return self._return(contact, value)
            case SendSignal(receiver, values):
                if self._engine.signal(receiver, values, contact.id):
                    return DEFAULT
                return self._stepper.fail(contact, f"there is no contact {receiver!r} to signal")
            case Park():
                self._stepper.report_end(contact)
                self._stepper.park(contact, "")
            case EndContact(cause):
                self._stepper.report_end(contact)
                self._end(contact, cause)
            case Finish(why, failed):
                self._stepper.report_end(contact)
                self._engine.finish(contact, "failed" if failed else "ended", why)
            case _:
                kind = self._context.action.kind_here
                return self._stepper.fail(contact, f"{kind} gave {effect!r}, which is no outcome")
        return None

    @staticmethod
    def depth(contact: Contact, frame: Frame) -> int:
        """How many subscripts deep a frame of a contact is."""
        return next((level for level, each in enumerate(contact.frames) if each is frame), 0)

    # ------------------------------------------------------------------------------------------------ waiting
    def _wait(self, contact: Contact, due: int, pending: Pending) -> None:
        frame = contact.frames[-1]
        if frame.began < 0:
            frame.began = self._engine.now
        contact.due, contact.pending = due, pending
        if not pending.request:
            interruptions.rest(contact)

    def _ask(self, contact: Contact, ask: Ask) -> Outcome | None:
        engine, context = self._engine, self._context
        if isinstance(ask.request, LoadRequest):
            prospects = engine.ports.find("prospects")
            answer = prospects.load(ask.request, moment(engine.now)) if prospects is not None else None
            return self._stepper.guarded(contact, lambda: context.action.resume(context, answer, ask.memo))
        engine.requests.ask(contact, ask)
        return None

    # ------------------------------------------------------------------------------------------------ scripts
    def _call(self, contact: Contact, call: CallScript) -> Outcome | None:
        engine = self._engine
        loaded = engine.find(call.name, contact.frames[-1].script.name)
        fault = "subscript nesting too deep" if len(contact.frames) > engine.settings.nesting_limit else ""
        fault = self.unusable(contact, loaded, call.name) or fault
        if fault or loaded is None or loaded.begin is None:
            return self._stepper.fail(contact, fault)
        variables = Variables(main=contact.frames[0].variables)
        set_parameters(variables, call.parameters)
        engine.announce("call", contact, script=loaded.name)
        if contact.frames[-1].began < 0:
            contact.frames[-1].began = engine.now
        contact.frames.append(Frame(loaded, loaded.begin, variables))
        return None

    @staticmethod
    def unusable(contact: Contact, loaded: LoadedScript | None, name: str) -> str:
        """Why a contact's script can't go to another one, or "" [documented: not found, inactive, wrong type]."""
        if loaded is None:
            return f"script {name!r} not found"
        script: Script = loaded.source
        caller = contact.frames[-1].script.source
        if script.status.lower() not in ("", "active"):
            return f"script {script.name!r} is not active"
        if caller.media and script.media and caller.media.lower() != script.media.lower():
            return f"script {script.name!r} is of type {script.media}, its caller of {caller.media}"
        if not loaded.runnable:
            return f"script {script.name!r} is not valid: {loaded.problems[0].message}"
        return ""

    def _run_script(self, contact: Contact, name: str) -> None:
        """Replace the innermost frame's script; its variables stay [documented]. If it can't be: stuck here [choice]."""
        frame = contact.frames[-1]
        loaded = self._engine.find(name, frame.script.name)
        fault = self.unusable(contact, loaded, name)
        if fault or loaded is None or loaded.begin is None:
            self._stepper.fail(contact, fault)
            self._stepper.report_end(contact)
            self._stepper.park(contact, ERROR)
            return
        self._stepper.report_end(contact)
        self._stepper.flush()
        self._engine.announce("run script", contact, script=loaded.name)
        contact.frames[-1] = Frame(loaded, loaded.begin, frame.variables)

    def _return(self, contact: Contact, value: str) -> Outcome | None:
        self._stepper.report_end(contact)
        main = len(contact.frames) == 1
        if value or not main:
            self._engine.announce("return", contact, script=contact.frames[-1].script.name, value=value)
        if main:
            self._end(contact, "")
            return None
        contact.frames.pop()
        context = self._context
        context.point(contact)
        return self._stepper.guarded(contact, lambda: context.action.returned(context, value))

    def _end(self, contact: Contact, cause: str) -> None:
        """End by way of Onrelease: the release is heard at the next boundary, which is now."""
        if contact.released:
            self._engine.finish(contact, "ended", "")
        else:
            contact.incoming = [*contact.incoming, Incoming("ONRELEASE", [cause] if cause else [])]
