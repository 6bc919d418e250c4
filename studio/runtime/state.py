"""The state of a contact, and of a whole engine, as JSON-able data, and back.

A run can be saved between any two actions and goes on from there, in another process too, as if it had never stopped. What
the scripts are is not part of it: the same scripts have to be there where it is read.
"""

from __future__ import annotations

import base64
import heapq
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact, Frame, Incoming, Pending
from studio.runtime.ports import HttpAnswer, HttpFailure
from studio.snippet.state import decode, encode
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

VERSION = 4
#: Members of a contact that are plain data as they stand.
_PLAIN = (
    "status", "due", "released", "busy", "steps", "since", "start", "begun", "why", "parent", "digits", "zone", "chain",
)  # fmt: skip


class UnreadableState(ValueError):
    """Saved data that can't be gone on from: another version, other scripts, or no saved data at all."""


def save_contact(contact: Contact) -> dict[str, Any]:
    """A contact as plain data. Dynamic objects that variables share stay shared."""
    # One call for all frames, so that an object that two frames share is still one object afterwards.
    values = {
        f"{level}:{name}": value
        for level, frame in enumerate(contact.frames)
        for name, value in frame.variables.items()
    }
    values |= {f"about:{name}": value for name, value in (contact.about or {}).items()}
    return {
        "version": VERSION,
        "id": contact.id,
        "master": contact.master,
        **{name: getattr(contact, name) for name in _PLAIN},
        "heard": list(contact.heard),
        "saved": [list(each) for each in contact.saved],
        "incoming": [asdict(each) for each in contact.incoming],
        "pending": _pending(contact.pending),
        "frames": [
            {
                "script": frame.script.name,
                "at": frame.script.actions[frame.at].id,
                "loops": {str(id): dict(state) for id, state in (frame.loops or {}).items()},
                "began": frame.began,
            }
            for frame in contact.frames
        ],
        "variables": encode(values),
    }


def restore_contact(engine: Engine, data: dict[str, Any]) -> Contact:
    """Put a saved contact into an engine that can find its scripts; it goes on where it was.

    UnreadableState if the data is of another version, or if a script or an action that it names isn't there.
    """
    contact = read_contact(engine, data)
    engine.contacts[contact.id] = contact
    if contact.id.isdecimal():
        engine.made = max(engine.made, int(contact.id) - 1000)
    if contact.alive:
        engine.running += contact.begun
        engine.wake(engine.now if contact.due is None else contact.due, contact)
    return contact


def read_contact(engine: Engine, data: dict[str, Any]) -> Contact:
    """A saved contact, not yet known to the engine."""
    _check_version(data, "contact")
    try:
        contact = Contact(data["id"], data["master"], engine.system)
        for saved in data["frames"]:
            contact.frames.append(_frame(engine, contact, saved))
        for key, value in decode(data["variables"]).items():
            level, name = key.split(":", 1)
            if level == "about":
                contact.about = {**(contact.about or {}), name: value}
            else:
                contact.frames[int(level)].variables[name] = value
        for name in _PLAIN:
            setattr(contact, name, data[name])
        contact.heard = list(data["heard"])
        contact.saved = [(to, name, value) for to, name, value in data["saved"]]
        contact.incoming = [Incoming(**each) for each in data["incoming"]]
        contact.pending = _restored_pending(data["pending"])
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise UnreadableState(f"this is no saved contact: {type(fault).__name__} {fault}") from fault
    return contact


def save_engine(engine: Engine) -> dict[str, Any]:
    """Everything that an engine, its world's parts and its processes are in the middle of, as plain data."""
    kind, numbers, gauss = engine.chances.getstate()
    parts, processes = parts_of(engine)
    return {
        "version": VERSION,
        "now": engine.now,
        "sequence": engine.sequence,
        "made": engine.made,
        "spawned": list(engine.spawned),
        "noted": engine.stepper.noted(),
        "random": [kind, list(numbers), gauss],
        "spellings": dict(engine.spellings),
        "redaction": engine.redaction.state(),
        "contacts": [save_contact(each) for each in engine.contacts.values()],
        "agenda": [
            [
                time,
                number,
                "contact" if isinstance(who, Contact) else "process",
                who.id if isinstance(who, Contact) else who.name,
            ]
            for time, number, who in sorted(engine.agenda, key=lambda each: each[:2])
            if not isinstance(who, Contact) or who.id in engine.contacts
        ],
        "parts": parts,
        "processes": processes,
    }


def restore_engine(engine: Engine, data: dict[str, Any]) -> None:
    """Bring a newly made engine, with the same scripts, parts and processes, to a saved state.

    UnreadableState if it can't be; the engine is of no use then.
    """
    _check_version(data, "run")
    try:
        engine.now = data["now"]
        kind, numbers, gauss = data["random"]
        engine.chances.setstate((kind, tuple(numbers), gauss))
        engine.spellings.update(data["spellings"])
        engine.contacts = {each["id"]: read_contact(engine, each) for each in data["contacts"]}
        engine.made = data["made"]
        engine.running = sum(each.begun and each.alive for each in engine.contacts.values())
        engine.redaction.restore(data["redaction"])
        restore_parts(engine, data["parts"], data["processes"])
        engine.agenda[:] = [
            (time, number, engine.contacts[who] if what == "contact" else engine.processes[who])
            for time, number, what, who in data["agenda"]
        ]
        heapq.heapify(engine.agenda)
        engine.sequence = data["sequence"]
        engine.stepper.restore_noted(data["noted"])
        engine.spawned = (data["spawned"][0], data["spawned"][1])
    except (KeyError, TypeError, IndexError, AttributeError) as fault:
        raise UnreadableState(f"this is no saved run of this world: {type(fault).__name__} {fault}") from fault


def parts_of(engine: Engine) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the parts of an engine's world, and its processes that are no parts, are in the middle of, by name."""
    parts = engine.ports.named()
    processes = {
        name: each for name, each in engine.processes.items() if all(each is not part for part in parts.values())
    }
    return _states(parts), _states(processes)


def restore_parts(engine: Engine, parts: dict[str, Any], processes: dict[str, Any]) -> None:
    """Bring the parts and processes of a newly made world to what :func:`parts_of` gave."""
    for name, state in parts.items():
        _restore(engine.ports.find(name), f"part {name!r}", state)
    for name, state in processes.items():
        _restore(engine.processes.get(name), f"process {name!r}", state)


def _check_version(data: Any, what: str) -> None:
    found = data.get("version") if isinstance(data, dict) else None
    if found != VERSION:
        raise UnreadableState(f"a {what} saved as version {found!r}; this reads version {VERSION}")


def _states(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: part.state() for name, part in parts.items() if hasattr(part, "state")}


def _restore(part: Any, what: str, state: Any) -> None:
    if part is None or not hasattr(part, "restore"):
        raise UnreadableState(f"the run was saved in a world with {what}, which this world does not have")
    part.restore(state)


def _frame(engine: Engine, contact: Contact, saved: dict[str, Any]) -> Frame:
    script = engine.resolve(saved["script"], "")
    if script is None:
        raise UnreadableState(f"script {saved['script']!r} is not here")
    loaded = engine.loaded(script)
    if saved["at"] not in loaded.index:
        raise UnreadableState(f"script {saved['script']!r} has no action {saved['at']}")
    main = contact.frames[0].variables if contact.frames else None
    variables = Variables(main=main, system=None if main is not None else contact)
    loops = {int(id): dict(state) for id, state in saved["loops"].items()}
    return Frame(loaded, loaded.index[saved["at"]], variables, loops or None, saved["began"])


def _pending(pending: Pending | None) -> dict[str, Any] | None:
    if pending is None:
        return None
    answer: Any = pending.answer
    kind = "plain"
    match pending.answer:
        case HttpAnswer(status, reason, headers, body, delay):
            kind = "http"
            text = base64.b64encode(body).decode()
            answer = {"status": status, "reason": reason, "headers": headers, "body": text, "delay": delay}
        case HttpFailure(message=message, delay=delay, retry=retry):
            kind = "failure"
            answer = {"message": message, "delay": delay, "retry": retry}
    return {
        "memo": pending.memo, "kind": kind, "answer": answer,
        "hears": list(pending.hears), "request": pending.request,
    }  # fmt: skip


def _restored_pending(data: dict[str, Any] | None) -> Pending | None:
    if data is None:
        return None
    answer: Any = data["answer"]
    match data["kind"]:
        case "http":
            answer = HttpAnswer(**(answer | {"body": base64.b64decode(answer["body"])}))
        case "failure":
            answer = HttpFailure(answer["message"], answer["delay"], answer["retry"])
    return Pending(data["memo"], answer, tuple(data["hears"]), data["request"])
