"""How contacts come into being: begun from outside, or spawned by another contact's script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic
from studio.runtime.clock import SECOND, micros
from studio.runtime.contact import Contact, Frame, Incoming, set_parameters
from studio.runtime.putting import put_into
from studio.script.model import Script
from studio.snippet.errors import SnippetError
from studio.snippet.syntax import fold
from studio.snippet.values import to_text
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.context import Context
    from studio.runtime.engine import Engine


class CannotStart(Exception):
    """A script that must not start; ``problems`` says why."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__("; ".join(str(each) for each in problems))
        self.problems = problems


def start(
    engine: Engine,
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
    """See :meth:`Engine.start <studio.runtime.engine.Engine.start>`."""
    loaded = engine.loaded(script)
    entry = loaded.begin if event is None else loaded.events.get(event.kind)
    if not loaded.runnable or entry is None:
        problems = loaded.problems or [_no_entry(script, event)]
        raise CannotStart(problems)
    if engine.running >= engine.settings.platform.running_scripts:
        raise CannotStart([_too_many(script, engine.settings.platform.running_scripts)])
    engine.made += 1
    number = str(1000 + engine.made)
    contact = Contact(number, master or number, engine.system)
    variables = Variables(system=contact)
    set_parameters(variables, parameters or [])
    contact.frames = [Frame(loaded, entry, variables)]
    for name, value in (given or {}).items():
        try:
            put_into(engine, contact, name, value)
        except SnippetError as fault:
            raise CannotStart([_not_given(script, name, fault)]) from None
    contact.parent = parent
    if about:
        contact.know(**about)
    if event is not None:
        contact.incoming = [event]
    engine.contacts[number] = contact
    contact.since = contact.start = max(when or engine.now, engine.now)
    if contact.start == engine.now:
        engine.begin(contact)
    engine.wake(contact.start, contact)
    if engine.observers:
        told: dict[str, Any] = {"script": script.name, "parameters": list(parameters or [])}
        if given:
            told["given"] = {name: to_text(value) for name, value in given.items()}
        if event is not None:
            told["event"] = event.kind
        engine.announce("start", contact, **told)
    return contact


def begin(engine: Engine, contact: Contact) -> bool:
    """Let a contact begin whose time has come; False if it has not, or if too many scripts run."""
    if contact.start > engine.now:
        return False
    if engine.running >= engine.settings.platform.running_scripts:
        contact.start = engine.now + SECOND
        engine.wake(contact.start, contact)
        return False
    contact.begun = True
    engine.running += 1
    if engine.longest is not None:
        engine.wake(engine.now + engine.longest, contact)
    engine.tell_parts("contact_begun", contact)
    return True


def spawn(
    engine: Engine,
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
    count = engine.spawned[1] + 1 if engine.spawned[0] == engine.now else 1
    engine.spawned = (engine.now, count)
    if count > engine.step_limit:
        raise SnippetError(f"endless: {engine.step_limit} contacts spawned without time passing")
    loaded = engine.find(name, context.frame.script.name)
    if loaded is None:
        raise SnippetError(f"script {name!r} not found")
    if loaded.source.status.lower() not in ("", "active"):
        raise SnippetError(f"script {loaded.name!r} is not active")
    when = None
    if start is not None:
        when = micros(context.to_utc(start).replace(tzinfo=UTC))
    try:
        child = engine.start(
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
        engine.spellings.setdefault(fold(variable), variable)
        child.frames[0].variables[fold(variable)] = value
    engine.emit("spawn", context, child=child.id, script=loaded.name, start=when)
    return child.id


def _no_entry(script: Script, event: Incoming | None) -> Diagnostic:
    what = "Begin" if event is None else event.kind.capitalize()
    return Diagnostic("LD105", "error", f"the script has no {what} to begin at", script=script.name, file=script.file)


def _not_given(script: Script, name: str, fault: SnippetError) -> Diagnostic:
    message = f"{name} can't be given a value: {fault.message}"
    return Diagnostic("LD106", "error", message, script=script.name, file=script.file)


def _too_many(script: Script, most: int) -> Diagnostic:
    message = f"{most} scripts run already: none starts until one stops"
    return Diagnostic("RT301", "error", message, script=script.name, file=script.file)
