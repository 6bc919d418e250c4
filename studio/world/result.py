"""What a run leaves: the contacts as they stand, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from studio.diagnostics import Diagnostic
from studio.runtime.clock import iso
from studio.runtime.contact import Contact, Frame
from studio.runtime.engine import Engine
from studio.runtime.tracing import PathRecorder
from studio.snippet.values import plain_value

RunStatus = Literal["failed", "stuck", "waiting", "ended"]
_ORDER: tuple[RunStatus, ...] = ("failed", "stuck", "waiting", "ended")


@dataclass(frozen=True, slots=True)
class ContactResult:
    """One contact: where it is (action id and caption), its main variables, and the way it took."""

    id: str
    script: str
    status: RunStatus
    at: tuple[int, str] | None
    why: str
    variables: dict[str, Any]
    frames: list[dict[str, Any]]
    path: list[tuple[str, int, str, str]]

    def as_json(self) -> dict[str, Any]:
        """The members that programs read."""
        found: dict[str, Any] = {
            "id": self.id,
            "script": self.script,
            "status": self.status,
            "at": list(self.at) if self.at else None,
            "variables": self.variables,
            "path": [list(step) for step in self.path],
        }
        if self.frames:
            found["frames"] = self.frames
        return found


@dataclass(frozen=True, slots=True)
class RunResult:
    """``status`` is the first of failed, stuck, waiting, ended that a contact has.

    ``contacts`` are as they are, for tests and programs that work with them; what is printed are the ``shown`` ones, in
    which the values of redacted variables are hidden.
    """

    status: RunStatus
    clock: str
    contacts: list[ContactResult]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    shown: list[ContactResult] = field(default_factory=list)

    def as_json(self, also: Sequence[Diagnostic] = ()) -> dict[str, Any]:
        """The document of ``studio run --json``."""
        return {
            "status": self.status,
            "clock": self.clock,
            "contacts": [each.as_json() for each in self.shown],
            "diagnostics": [each.as_json() for each in (*also, *self.diagnostics)],
        }


def refused(engine: Engine, problems: Sequence[Diagnostic]) -> RunResult:
    """The result of a run that must not start."""
    return RunResult("failed", iso(engine.now), [], list(problems))


def gather(engine: Engine, paths: PathRecorder) -> RunResult:
    """The result of a run as the engine stands now."""
    contacts = [_contact(engine, each, paths.path(each.id)) for each in engine.contacts.values()]
    statuses = {each.status for each in contacts}
    status: RunStatus = next((each for each in _ORDER if each in statuses), "ended")
    shown = contacts
    if engine.redaction.active:
        # Twice: what one contact keeps in the open another one may hide.
        for _ in range(2):
            shown = [_hidden(engine, each) for each in contacts]
    return RunResult(status, iso(engine.now), contacts, shown=shown)


def _contact(engine: Engine, contact: Contact, path: list[tuple[str, int, str, str]]) -> ContactResult:
    frame = contact.frames[-1]
    action = frame.script.actions[frame.at]
    status: RunStatus = "waiting" if contact.status == "running" else contact.status
    inner = contact.frames if len(contact.frames) > 1 else []
    return ContactResult(
        id=contact.id,
        script=contact.frames[0].script.name,
        status=status,
        at=(action.id, action.caption),
        why=contact.why,
        variables=_variables(engine, contact.frames[0]),
        frames=[{"script": each.script.name, "variables": _variables(engine, each)} for each in inner],
        path=path,
    )


def _hidden(engine: Engine, result: ContactResult) -> ContactResult:
    """The same contact as it may be shown."""
    contact, redaction = engine.contacts[result.id], engine.redaction
    return replace(
        result,
        why=redaction.text(result.why),
        variables=redaction.variables(contact, result.variables),
        frames=[each | {"variables": redaction.variables(contact, each["variables"])} for each in result.frames],
    )


def _variables(engine: Engine, frame: Frame) -> dict[str, Any]:
    return {engine.spellings.get(name, name): plain_value(value) for name, value in frame.variables.items()}
