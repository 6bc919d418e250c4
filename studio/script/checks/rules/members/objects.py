"""Members of dynamic objects: never written, misspelt, or of what holds none."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding
from studio.script.checks.rules.snippets.in_code import OF_ALL
from studio.script.checks.spots import found
from studio.script.checks.subject import Subject
from studio.script.facts import Use, Variable
from studio.script.facts.code import of_text
from studio.snippet import syntax as s
from studio.snippet.compiler.names import path
from studio.snippet.trees import snippet_tree

PROSPECTS = ("CREATEPROSPECTS2", "CREATEPROSPECTS", "CREATEPROSPECT2", "CREATEPROSPECT")
#: Guesses at what was meant cost: no more of them, and among no more names.
_MOST_HINTS = 50
_MOST_NAMES = 200
_LISTS = ("failedrecords", "successfulrecords")
_HANDING_OVER = ("RUNSUB", "SPAWN", "SIGNAL")
#: Rows may be compared and counted in any way; of the members of a result only these names exist.
_OF_RESULT = OF_ALL | frozenset(_LISTS)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about members, but for those that other scripts may write."""
    yield from _results(subject)
    yield from _handed_over(subject)


def unwritten(subject: Subject) -> Iterator[tuple[Use, str, str]]:
    """Reads of members that this script never writes: the read, the member, and one that it may be a slip of.

    Only of an object that it makes itself, member by member, and hands to nobody: there all members are known.
    """
    hints = iter(range(_MOST_HINTS))
    for key, known in subject.facts.variables.items():
        members = _members(known) if key not in subject.facts.mentions else None
        if members is None:
            continue
        names = sorted(members)[:_MOST_NAMES]
        for each in known.reads:
            first = each.steps[0] if each.steps else None
            if isinstance(first, str) and first not in members and first not in OF_ALL:
                guess = next(hints, None) is not None
                yield each, first, "".join(get_close_matches(first[:80], names, 1, 0.75)) if guess else ""


def _members(known: Variable) -> set[str] | None:
    """All members of an object that DYNAMIC makes and the script fills; None where others may add some."""
    if not any(each.mode == "declare" and not each.guarded for each in known.writes):
        return None
    if any(each.main for each in known.uses):
        return None
    members: set[str] = set()
    for each in known.writes:
        if each.mode == "touch" and each.steps and isinstance(each.steps[0], str):
            members.add(each.steps[0])
        elif each.how != "DYNAMIC":
            return None
    return members


def _results(subject: Subject) -> Iterator[Diagnostic]:
    """What Create Prospects hands out has two lists, and each record a ResultCode besides its own columns [documented]."""
    actions = [action for kind in PROSPECTS for action in subject.by_kind.get(kind, ())]
    items = _items(subject) if actions else {}
    for name in sorted({action.text("Results").strip().lower() for action in actions} - {""}):
        known = subject.facts.variables.get(name)
        if known is None or any(each.how != "output" for each in known.writes):
            continue
        for each in known.reads:
            first = each.steps[0] if each.steps else None
            if isinstance(first, str) and first not in _OF_RESULT:
                message = f"{known.name} has no member {first}"
                yield found("CK502", message, subject, each.place, "it has SuccessfulRecords and FailedRecords")
            elif len(each.steps) >= 3 and first in _LISTS and _misspelt_code(each.steps[2]):
                yield found(
                    "CK502", f"a record has no {each.steps[2]}", subject, each.place, "did you mean ResultCode?"
                )
        for item, place in items.get(name, ()):
            for use in _reads_in(subject).get((item, place), ()):
                if use.steps and _misspelt_code(use.steps[0]):
                    message = f"a record has no {use.steps[0]}"
                    yield found("CK502", message, subject, use.place, "did you mean ResultCode?")


def _misspelt_code(step: object) -> bool:
    return isinstance(step, str) and step != "resultcode" and bool(get_close_matches(step, ["resultcode"], 1, 0.8))


def _items(subject: Subject) -> dict[str, set[tuple[str, int]]]:
    """For each array, the variables that FOREACH gives its elements to, and the actions in which."""
    arrays: dict[str, set[tuple[str, int]]] = {}
    for action in subject.by_kind.get("SNIPPET", ()):
        if "foreach" not in action.text("Data").lower():
            continue
        program = snippet_tree(action.text("Data")).program
        for each in s.nodes([program.body, program.functions]) if program is not None else ():
            rooted = path(each.array) if isinstance(each, s.ForEach) else None
            if rooted is not None and isinstance(each, s.ForEach):
                arrays.setdefault(s.fold(rooted[0].name), set()).add((s.fold(each.variable.name), action.id))
    return arrays


def _reads_in(subject: Subject) -> dict[tuple[str, int], list[Use]]:
    """Reads of members by variable and action."""

    def gather() -> dict[tuple[str, int], list[Use]]:
        reads: dict[tuple[str, int], list[Use]] = {}
        for key, known in subject.facts.variables.items():
            for each in known.reads:
                if each.steps:
                    reads.setdefault((key, each.place.action), []).append(each)
        return reads

    made: dict[tuple[str, int], list[Use]] = subject.remembered("reads in", gather)
    return made


def _handed_over(subject: Subject) -> Iterator[Diagnostic]:
    """Parameters are text: a dynamic object has to be made into JSON first [documented]."""
    if not any(kind in subject.by_kind for kind in _HANDING_OVER):
        return
    objects = {key for key, known in subject.facts.variables.items() if _declares(known)}
    for kind in _HANDING_OVER:
        for action in subject.by_kind.get(kind, ()):
            for number, text in enumerate(action.items("Parameters"), 1):
                # Only a value that is the object and nothing else.
                uses = of_text(text).uses if text.strip().startswith("{") and text.strip().endswith("}") else ()
                for use in uses[:1] if len(uses) == 1 and not uses[0].steps and _plain(text, uses[0].name) else ():
                    if use.key in objects:
                        yield from _object(subject, action.id, use.name, number)


def _plain(text: str, name: str) -> bool:
    return text.strip().strip("{}").strip().lower().removeprefix("global:").strip() == name.lower()


def _object(subject: Subject, id: int, name: str, number: int) -> Iterator[Diagnostic]:
    message = f"parameter {number} is the dynamic object {name}; parameters are text"
    yield finding(
        "CK505", message, subject.by_id[id], f"pass {{{name}.asjson()}} and read it by DYNAMIC … FROM", "Parameters"
    )


def _declares(known: Variable) -> bool:
    """True for a variable that nothing but DYNAMIC and writes of its parts make."""
    writes = [each for each in known.writes if not each.guarded]
    declared = any(each.mode == "declare" for each in writes)
    return declared and all(each.mode == "declare" or (each.mode == "touch" and each.steps) for each in writes)
