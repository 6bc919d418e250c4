"""Copies of a contact that go on by themselves: what explorers and a debugger stand on.

Text, numbers and dates are shared; dynamic objects are changed in place, so they are copied, each once, and names that
meant one object before do so afterwards.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact, Frame
from studio.runtime.state import parts_of, restore_parts
from studio.snippet.copies import Copier
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Values that nothing changes in place.
_SHARED = frozenset({str, int, float, type(None)})


def fork_contact(contact: Contact, engine: Engine) -> Contact:
    """The same contact for another engine with the same scripts, or for the same one as a copy kept aside.

    It is not put on the engine's agenda, see :func:`fork_engine`.
    """
    made = Contact.__new__(Contact)
    made.id, made.master, made.system = contact.id, contact.master, engine.system
    made.status, made.due, made.begun = contact.status, contact.due, contact.begun
    made.steps, made.since, made.start = contact.steps, contact.since, contact.start
    made.incoming = contact.incoming
    made.rare = dict(contact.rare) if contact.rare else None
    pending = contact.pending
    made.pending = None if pending is None else replace(pending, memo=dict(pending.memo))
    if contact.incoming:
        made.incoming = [replace(each) for each in contact.incoming]
    made.frames = frames = []
    main: Variables | None = None
    copier: Copier | None = None
    for frame in contact.frames:
        variables = Variables.__new__(Variables)
        variables.update(frame.variables)
        variables.main = main
        variables.system = made if main is None else None
        if main is None:
            main = variables
        if not _SHARED.issuperset(map(type, variables.values())):
            copier = copier or Copier()
            for name, value in variables.items():
                if type(value) not in _SHARED:
                    variables[name] = copier.copy(value)
        loops = frame.loops
        if loops:
            loops = {id: dict(state) for id, state in loops.items()}
        frames.append(Frame(frame.script, frame.at, variables, loops, frame.began))
    return made


def fork_engine(engine: Engine, other: Engine) -> None:
    """Bring another engine, newly made for the same world, to where this one is."""
    other.marks_snippets = engine.marks_snippets
    other.now, other.sequence, other.running = engine.now, engine.sequence, engine.running
    other.spawned, other.made = engine.spawned, engine.made
    other.stepper.restore_noted(engine.stepper.noted())
    other.chances.setstate(engine.chances.getstate())
    other.spellings.update(engine.spellings)
    other.redaction.restore(engine.redaction.state())
    other.contacts = {each.id: fork_contact(each, other) for each in engine.contacts.values()}
    restore_parts(other, *parts_of(engine))
    agenda: list[tuple[int, int, Any]] = []
    for time, number, who in engine.agenda:
        if isinstance(who, Contact) and who.id not in engine.contacts:
            continue
        found: Any = other.contacts[who.id] if isinstance(who, Contact) else other.processes[who.name]
        agenda.append((time, number, found))
    heapq.heapify(agenda)
    other.agenda[:] = agenda
