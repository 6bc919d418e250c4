"""Checks: everything that can be said of a script before it runs, all at once, each with its place.

Errors are what keeps a script from running as it is meant; the rest are warnings and things to know. What a script by
itself tells is found by ``check_alone``, which also makes its interface; what takes other scripts, from interfaces alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.checks.describe import fault_of, interface_of
from studio.script.checks.findings import CODES, not_endless
from studio.script.checks.interface import Interface
from studio.script.checks.interfaces import Interfaces
from studio.script.checks.noqa import Noqa, noqas_of, noqas_of_code
from studio.script.checks.rules import RULES
from studio.script.checks.rules.calls import recursion, scripts
from studio.script.checks.rules.errors import outcomes, subscripts
from studio.script.checks.rules.kinds import actions
from studio.script.checks.rules.limits import secrets, sizes
from studio.script.checks.rules.loops import circles
from studio.script.checks.rules.members import objects
from studio.script.checks.rules.snippets import oddities
from studio.script.checks.rules.style import clarity, hidden
from studio.script.checks.rules.syntax import code
from studio.script.checks.rules.variables import names, shared
from studio.script.checks.rules.wiring import branches, head
from studio.script.checks.subject import Subject
from studio.script.checks.suppress import suppressed
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.unit import SnippetUnit

#: Modules of rules about one script. Those that tell what keeps a script from starting stand first.
_ALONE: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    branches.check,
    code.check,
    head.check,
    actions.check,
    names.check,
    objects.check,
    circles.check,
    outcomes.check,
    secrets.check,
    sizes.check,
    oddities.check,
    clarity.check,
    hidden.check,
)
_STARTING = 2
#: Modules of rules about a script among others.
_ACROSS: tuple[Callable[[Interface, Interfaces], Iterator[Diagnostic]], ...] = (
    scripts.check,
    recursion.check,
    shared.check,
    subscripts.check,
)


def on_by_default(code: str) -> bool:
    """True for a rule that needs not be selected."""
    rule = RULES.get(code)
    return rule is None or rule.default


@dataclass(slots=True)
class Checked:
    """What can be said of a script by itself: all findings, of every rule, its comments for the checks, its interface."""

    found: list[Diagnostic]
    noqas: list[Noqa]
    interface: Interface


def check_alone(script: Script) -> Checked:
    """All findings about a script that take no other one, in the order of its actions, and its interface."""
    subject = Subject(script)
    families = [list(not_endless(check(subject))) for check in _ALONE]
    fault = fault_of([each for family in families[:_STARTING] for each in family])
    interface = interface_of(subject, fault)
    found = _in_order(interface, (each for family in families for each in family))
    return Checked(found, noqas_of(subject), interface)


def check_across(script: Interface, others: Interfaces) -> list[Diagnostic]:
    """All findings about a script among the others."""
    return _in_order(script, (each for check in _ACROSS for each in not_endless(check(script, others))))


def settled(
    checked: Checked, others: Interfaces | None, enabled: Callable[[str], bool] = on_by_default
) -> list[Diagnostic]:
    """The findings of a script that are wanted and not kept back; without others, those of the script alone."""
    found = checked.found if others is None else [*checked.found, *check_across(checked.interface, others)]
    kept = suppressed(found, checked.noqas, enabled, complete=others is not None)
    return [each for each in _in_order(checked.interface, kept) if enabled(each.code)]


def check_script(
    script: Script, project: Project | None = None, enabled: Callable[[str], bool] = on_by_default
) -> list[Diagnostic]:
    """The findings of a script, those of the script as a whole first, then in the order of its actions.

    With its project also those of the scripts that it calls. ``enabled`` says which codes are wanted.
    """
    if project is None:
        return settled(check_alone(script), None, enabled)
    known: dict[int, Checked] = project.remembered(
        "checked", lambda: {id(each): check_alone(each) for each in project.every()}
    )
    others: Interfaces = project.remembered("interfaces", lambda: Interfaces(each.interface for each in known.values()))
    return settled(known.get(id(script)) or check_alone(script), others, enabled)


def check_snippet(source: str, enabled: Callable[[str], bool] = on_by_default) -> list[Diagnostic]:
    """The findings of a bare snippet that are wanted and not kept back."""
    found = SnippetUnit({0: (source, 32_768)}, runs=False).problems[0]
    kept = suppressed(found, noqas_of_code(source), enabled, complete=True)
    return [each for each in kept if enabled(each.code)]


def _in_order(script: Interface, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings with their script, first those of the script as a whole, then in the order of its actions."""
    order = {id: place for place, id in enumerate(script.actions)}
    places: dict[str, Any] = {"script": script.name, "file": script.file}
    whole = {**places, "line": script.line}
    placed = [each.placed(**(whole if each.action is None else places)) for each in found]
    placed.sort(key=lambda each: (order.get(each.action, -1) if each.action is not None else -1, each.code))
    return placed


__all__ = [
    "CODES",
    "RULES",
    "Checked",
    "Interfaces",
    "Subject",
    "check_across",
    "check_alone",
    "check_script",
    "check_snippet",
    "on_by_default",
    "settled",
]
