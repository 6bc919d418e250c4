"""The state of a contact as JSON-able data, and back: a contact can be saved between any two actions.

What the scripts are is not part of it: the same scripts have to be loaded where it is read.
"""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact, Frame, Incoming, Pending
from studio.runtime.ports import HttpAnswer, HttpFailure
from studio.runtime.system import SystemValues
from studio.snippet.state import decode, encode
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

VERSION = 1


def save_contact(contact: Contact) -> dict[str, Any]:
    """A contact as plain data. Dynamic objects that variables share stay shared."""
    # One call for all frames, so that an object that two frames share is still one object afterwards.
    values = encode(
        {
            f"{level}:{name}": value
            for level, frame in enumerate(contact.frames)
            for name, value in frame.variables.items()
        }
    )
    return {
        "version": VERSION,
        "id": contact.id,
        "master": contact.master,
        "status": contact.status,
        "why": contact.why,
        "parked": contact.parked,
        "released": contact.released,
        "busy": contact.busy,
        "heard": list(contact.heard),
        "steps": contact.steps,
        "since": contact.since,
        "saved": [list(each) for each in contact.saved],
        "incoming": [asdict(each) for each in contact.incoming],
        "pending": _pending(contact.pending),
        "frames": [
            {
                "script": frame.script.name,
                "at": frame.script.actions[frame.at].id,
                "loops": {str(id): dict(state) for id, state in frame.loops.items()},
                "began": frame.began,
            }
            for frame in contact.frames
        ],
        "variables": values,
    }


def restore_contact(engine: Engine, data: dict[str, Any]) -> Contact:
    """Put a saved contact into an engine that can find its scripts; it goes on where it was.

    ValueError if the data is of another version, or if a script or an action that it names isn't there.
    """
    if data.get("version") != VERSION:
        raise ValueError(f"a contact saved as version {data.get('version')!r}; this reads version {VERSION}")
    contact = Contact(data["id"], data["master"], [])
    for saved in data["frames"]:
        script = engine.resolve(saved["script"], "")
        if script is None:
            raise ValueError(f"script {saved['script']!r} is not here")
        loaded = engine.loaded(script)
        if saved["at"] not in loaded.index:
            raise ValueError(f"script {saved['script']!r} has no action {saved['at']}")
        main = contact.frames[0].variables if contact.frames else None
        variables = Variables(main=main, system=None if main is not None else SystemValues(engine, contact))
        loops = {int(id): dict(state) for id, state in saved["loops"].items()}
        contact.frames.append(Frame(loaded, loaded.index[saved["at"]], variables, loops, saved["began"]))
    for key, value in decode(data["variables"]).items():
        level, name = key.split(":", 1)
        contact.frames[int(level)].variables[name] = value
    for name in ("status", "why", "parked", "released", "busy", "heard", "steps", "since"):
        setattr(contact, name, data[name])
    contact.saved = [(to, name, value) for to, name, value in data["saved"]]
    contact.incoming = [Incoming(**each) for each in data["incoming"]]
    contact.pending = _restored_pending(data["pending"])
    engine.contacts[contact.id] = contact
    if contact.alive:
        engine.wake(contact.pending.due if contact.pending else engine.now, contact.id)
    return contact


def _pending(pending: Pending | None) -> dict[str, Any] | None:
    if pending is None:
        return None
    answer: dict[str, Any] | None = None
    match pending.answer:
        case HttpAnswer(status, reason, headers, body, delay):
            text = base64.b64encode(body).decode()
            answer = {"status": status, "reason": reason, "headers": headers, "body": text, "delay": delay}
        case HttpFailure(message=message, delay=delay, retry=retry):
            answer = {"failure": message, "delay": delay, "retry": retry}
    return {"due": pending.due, "answer": answer, "memo": pending.memo}


def _restored_pending(data: dict[str, Any] | None) -> Pending | None:
    if data is None:
        return None
    saved = data["answer"]
    answer: Any = None
    if saved and "failure" in saved:
        answer = HttpFailure(saved["failure"], saved["delay"], saved["retry"])
    elif saved:
        answer = HttpAnswer(**(saved | {"body": base64.b64decode(saved["body"])}))
    return Pending(data["due"], answer, data["memo"])
