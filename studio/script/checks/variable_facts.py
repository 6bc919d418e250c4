"""What an interface tells of a script's variables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from studio.script.checks.interface import Place, Use
from studio.script.checks.rules.errors.outcomes import unlooked
from studio.script.checks.rules.members.objects import unwritten
from studio.script.checks.spots import spot
from studio.script.checks.subject import Subject
from studio.script.facts import Use as Fact
from studio.script.facts import is_predefined
from studio.script.graph import reachable
from studio.script.model import Action

#: Names are near from here on: a letter more, less or another in six.
_NEAR = 0.86
_SHORTEST = 6
#: More names than this are not compared: it is a matter of the square of their number.
_MOST_NAMES = 400
_PUBLISHING = ("ScreenPop", "SaveToDB", "Publish")


def variable_fields(subject: Subject) -> dict[str, Any]:
    """The fields of an interface that are about variables and functions, by name."""
    facts = subject.facts
    reads = {key for key, each in facts.variables.items() if each.reads} | set(facts.mentions)
    return {
        "sets": tuple(sorted(facts.sets)),
        "sets_global": tuple(sorted(facts.global_sets)),
        "reads": tuple(sorted(reads)),
        "unset_reads": _unset_reads(subject),
        "unread": _unread(subject, reads),
        "unused_parameters": _unused_parameters(subject, reads),
        "signal_reads": _signal_reads(subject),
        "globals_used": _globals(subject),
        "signalled": "ONSIGNAL" in subject.by_kind,
        "returns_nothing": _returns_nothing(subject),
        "ends": tuple(
            Place(each.id, each.caption, None, each.line)
            for each in subject.by_kind.get("END", ())
            if each.id in _from_begin(subject)
        ),
        "only_returned": _only_returned(subject),
        "unwritten": tuple(
            Use(use.key, spot(subject, use.place), f"{use.name}.{member}", near)
            for use, member, near in unwritten(subject)
        ),
        "unlooked": tuple(
            Use(key, _at(action, "Results"), action.text("Results").strip()) for key, action in unlooked(subject)
        ),
        "open_names": bool(facts.dynamic_names or facts.open_ended),
        "functions": tuple(
            sorted(key for key, each in facts.functions.items() if any(body.body for body in each.definitions))
        ),
    }


def _from_begin(subject: Subject) -> set[int]:
    """What flows from Begin reach: after an event, such as the release, an End may be right in a subscript too."""
    begin = subject.begin
    found: set[int] = subject.remembered(
        "from begin", lambda: reachable(subject.script, [begin.id]) if begin is not None else set()
    )
    return found


def _at(action: Action, property: str) -> Place:
    line, column = action.property_lines.get(property, (action.line, None))
    return Place(action.id, action.caption, property, line, column)


def _only_returned(subject: Subject) -> tuple[str, ...]:
    """Variables whose every value comes back from a subscript."""
    runsubs = {each.id for each in subject.by_kind.get("RUNSUB", ())}
    return tuple(
        sorted(
            key
            for key, each in subject.facts.variables.items()
            if each.writes and all(use.how == "output" and use.place.action in runsubs for use in each.writes)
        )
    )


def _uses(subject: Subject, uses: Iterable[Fact]) -> tuple[Use, ...]:
    """Of each variable its first use."""
    first: dict[str, Fact] = {}
    for each in uses:
        first.setdefault(each.key, each)
    return tuple(Use(each.key, spot(subject, each.place), each.name) for each in first.values())


def _unset_reads(subject: Subject) -> tuple[Use, ...]:
    """Reads of what is never set here, each with a name that is set and nearly the same; not where anything may be set."""
    facts = subject.facts
    reads = (use for key in sorted(facts.unset_reads) for use in facts.variables[key].reads if not use.guarded)
    own = sorted(key for key in facts.sets if key in facts.variables)
    guess = len(own) <= _MOST_NAMES and not facts.open_ended and not facts.dynamic_names
    found = []
    for number, each in enumerate(_uses(subject, reads)):
        near = _near(each.name, own) if guess and number < _MOST_NAMES else ""
        found.append(replace(each, near=facts.variables[near].name) if near else each)
    return tuple(found)


def _near(name: str, known: list[str]) -> str:
    """A name that differs by a slip alone: not by a number at its end, nor by a word more."""
    if len(name) < _SHORTEST:
        return ""
    matcher = SequenceMatcher(None, "", name, autojunk=False)
    for each in known:
        if (
            abs(len(each) - len(name)) > 2
            or len(each) < _SHORTEST
            or each.rstrip("0123456789") == name.rstrip("0123456789")
        ):
            continue
        matcher.set_seq1(each)
        if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
            return each
    return ""


def _unread(subject: Subject, reads: set[str]) -> tuple[Use, ...]:
    """Variables that are assigned and never read here; what an action hands out, a form or a guard makes, is left in peace."""
    found = []
    for key, each in subject.facts.variables.items():
        if key in reads or is_predefined(key) or any(use.guarded for use in each.uses):
            continue
        writes = [use for use in each.writes if use.how != "parameter"]
        own = bool(writes) and all(use.how in ("assigned", "DYNAMIC", "append") for use in writes)
        if own and not any(_published(subject, use) for use in writes):
            found.append(writes[0])
    return _uses(subject, found)


def _published(subject: Subject, use: Fact) -> bool:
    """True for an Assign that shows its value to an agent or keeps it with the contact."""
    action = subject.by_id[use.place.action]
    return action.kind.upper() == "ASSIGN" and any(
        action.text(name).strip().lower() in ("true", "1") for name in _PUBLISHING
    )


def _unused_parameters(subject: Subject, reads: set[str]) -> tuple[Use, ...]:
    begin = subject.begin
    if begin is None:
        return ()
    variables = subject.facts.variables
    found = []
    for key, each in variables.items():
        named = [use for use in each.uses if use.how == "parameter" and use.place.action == begin.id]
        # What is only written may be meant to be empty at first: no finding.
        if named and key not in reads and len(each.uses) == len(named):
            found.append(named[0])
    return _uses(subject, found)


def _signal_reads(subject: Subject) -> tuple[Use, ...]:
    found = []
    for key, each in subject.facts.variables.items():
        number = key.removeprefix("sp")
        if key.startswith("sp") and number.isdecimal() and not each.writes:
            found += [use for use in each.reads if not use.guarded]
    return _uses(subject, found)


def _globals(subject: Subject) -> tuple[Use, ...]:
    return _uses(subject, (use for each in subject.facts.variables.values() for use in each.uses if use.main))


def _returns_nothing(subject: Subject) -> bool:
    """True if flows reach a Return, and none of them has a value; a Runscript may return one for all we know."""
    if any(each.id in subject.reached for each in subject.by_kind.get("RUNSCRIPT", ())):
        return False
    returns = [each for each in subject.by_kind.get("RETURN", ()) if each.id in subject.reached]
    return bool(returns) and not any(each.text("ReturnValue").strip() for each in returns)
