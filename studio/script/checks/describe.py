"""Making the interface of a script."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.script.catalogue import CALLING, WORDS, kind_of
from studio.script.checks.interface import Call, Interface, Place
from studio.script.checks.subject import Subject
from studio.script.checks.variable_facts import variable_fields
from studio.script.model import Action, Script
from studio.snippet.syntax import fold


def interface_of(subject: Subject, fault: str = "") -> Interface:
    """The interface of a script; ``fault`` is the first of what keeps it from starting."""
    script, begin = subject.script, subject.begin
    return Interface(
        name=script.name,
        file=script.file,
        line=script.line,
        status=script.status,
        media=script.media,
        parameters=tuple(begin.items("Parameters")) if begin is not None else (),
        needs=_needs(subject),
        returns=_returns(subject),
        fault=fault,
        actions=tuple(each.id for each in script.actions),
        calls=tuple(_call(subject, each) for each in script.actions if each.kind.upper() in CALLING),
        **variable_fields(subject),
    )


def place_of(action: Action, property: str | None = None) -> Place:
    """The place of an action, or of one of its properties."""
    line, column = action.line, None
    if property is not None and property in action.property_lines:
        line, column = action.property_lines[property]
    return Place(action.id, action.caption, property, line, column)


def fault_of(found: list[Diagnostic]) -> str:
    """The first of what keeps a script from starting: its connectors, or code that doesn't compile; "" if nothing."""
    return next((each.message for each in found if each.severity == "error"), "")


def unwired(script: Script) -> list[Action]:
    """The actions whose Default the vendor calls not wired up: it goes by the kind alone, and forgives nothing [observed]."""
    found = []
    for each in script.actions:
        known = kind_of(each.kind)
        if known is None or known.ends or not known.default or known.event or known.name in WORDS:
            continue
        if not any(branch.type == "default" for branch in each.branches):
            found.append(each)
    return found


def _needs(subject: Subject) -> tuple[str, ...]:
    """The parameters that are read, that nothing but a caller gives a value, and whose value no condition looks at.

    One that is tested may well be left out: the script tells then [observed].
    """
    known = subject.facts.variables
    found = []
    for name in subject.begin.items("Parameters") if subject.begin is not None else ():
        variable = known.get(fold(name.strip()))
        if variable is None or any(use.tested for use in variable.uses):
            continue
        if variable.reads and all(use.how == "parameter" for use in variable.writes):
            found.append(name)
    return tuple(found)


def _call(subject: Subject, action: Action) -> Call:
    return Call(
        kind=action.kind.upper(),
        target=action.text("ScriptName").strip(),
        given=tuple(action.items("Parameters")),
        at=place_of(action),
        at_name=place_of(action, "ScriptName"),
        at_given=place_of(action, "Parameters"),
        returns_to=action.text("ReturnVariable").strip(),
        at_returned=place_of(action, "ReturnVariable"),
        reached=action.id in subject.reached,
        always=action.id in _straight(subject),
    )


def _straight(subject: Subject) -> set[int]:
    """The actions that every run comes by: from Begin on, as long as all branches of an action lead to one other.

    A branch that is not wired leads out of the flow, or back into Default: then there may be a choice.
    """
    found: set[int] = subject.remembered("straight", lambda: _straight_from(subject, subject.begin))
    return found


def _straight_from(subject: Subject, at: Action | None) -> set[int]:
    found: set[int] = set()
    while at is not None and at.id not in found:
        found.add(at.id)
        targets = {branch.to for branch in at.branches}
        known = subject.kinds[at.id]
        sure = known is not None and len(targets) == 1 and (not known.cases or _has_default(at))
        if not sure or (known is not None and not known.default and len(at.branches) < len(known.branches)):
            break
        at = subject.by_id.get(targets.pop())
    return found


def _has_default(action: Action) -> bool:
    return any(each.type == "default" for each in action.branches)


def _returns(subject: Subject) -> bool:
    """True if a flow reaches a Return, or a Runscript, whose script may return instead."""
    ends = [*subject.by_kind.get("RETURN", []), *subject.by_kind.get("RUNSCRIPT", [])]
    return any(each.id in subject.reached for each in ends)
