"""From a script to tables that run: actions with compiled properties, and the branch that each outcome takes.

Compiled once, when the script is first needed; nothing is parsed or validated while it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from studio.diagnostics import Diagnostic, has_errors
from studio.runtime.action import DEFAULT, Action, custom
from studio.runtime.properties import Property
from studio.runtime.registry import Registry
from studio.runtime.unknown import UnknownAction
from studio.script.branches import normal
from studio.script.limits import string_limit
from studio.script.model import Action as ActionModel
from studio.script.model import Branch, Script
from studio.snippet.limits import VENDOR, Limits
from studio.snippet.unit import SnippetUnit

BEGIN = "BEGIN"


class Route(NamedTuple):
    """Where an outcome leads: the index of the next action (None: nowhere), and the branch as the script spells it."""

    to: int | None
    branch: str


@dataclass(slots=True)
class LoadedScript:
    """A script ready to run. ``events`` gives the entry of each event action by kind."""

    name: str
    source: Script
    actions: list[Action] = field(default_factory=list)
    routes: list[dict[str, Route]] = field(default_factory=list)
    index: dict[int, int] = field(default_factory=dict)
    begin: int | None = None
    events: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def runnable(self) -> bool:
        """False if it must not start [choice]: no Begin, clashing or dangling connectors, code that doesn't compile."""
        return not has_errors(self.problems)

    def route(self, at: int, outcome: str) -> Route:
        """The way out of an action for an outcome: its own branch, else Default, else nowhere."""
        routes = self.routes[at]
        found = routes.get(outcome)
        if found is None:
            key = outcome if outcome.startswith("case ") else normal(outcome)
            found = routes.get(key) or routes.get(DEFAULT) or Route(None, outcome)
            routes[outcome] = found
        return found


def load(script: Script, registry: Registry, limits: Limits = VENDOR) -> LoadedScript:
    """Compile a script; ``limits`` may widen Max String Size. Never raises for a fault of the script: ``problems`` tells, ``runnable`` decides."""
    loaded = LoadedScript(script.name, script)
    code = {
        each.id: (each.text("Data"), string_limit(each.text("MaxStringSize")))
        for each in script.actions
        if each.kind.upper() == "SNIPPET"
    }
    unit = SnippetUnit(code, limits)
    for each in script.actions:
        loaded.index.setdefault(each.id, len(loaded.index))
    for each in script.actions:
        if loaded.index[each.id] != len(loaded.actions):
            loaded.problems.append(_finding(each, "LD101", f"two actions have the id {each.id}"))
            continue
        loaded.actions.append(_bind(each, unit, registry, loaded.problems))
        loaded.routes.append(_routes(each, loaded.index, loaded.problems))
    _entries(loaded)
    loaded.spellings = unit.spellings
    loaded.problems = [each.placed(script=script.name, file=script.file) for each in loaded.problems]
    return loaded


def _finding(model: ActionModel, code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, "error", message, hint, action=model.id, caption=model.caption)


def _bind(model: ActionModel, unit: SnippetUnit, registry: Registry, problems: list[Diagnostic]) -> Action:
    kind = model.kind.upper()
    cases = tuple(each.label for each in model.branches if each.type == "custom")
    made = registry.get(kind) or UnknownAction
    action = made(model.id, kind, model.caption, cases)
    values = {name.lower(): value for name, value in model.properties.items()}
    for declared in made.properties():
        raw = values.get(declared.name.lower())
        if declared.kind == "code":
            found = list(unit.problems.get(model.id, []))
            run: Any = _refuse if has_errors(found) else _snippet(unit.snippet(model.id))
        else:
            run, found = declared.bind(unit.naming(declared.name), raw)
        setattr(action, declared.name, run)
        problems += [_place(each, model, declared) for each in found]
    return action


def _place(found: Diagnostic, model: ActionModel, declared: Property[Any]) -> Diagnostic:
    return found.placed(action=model.id, caption=model.caption, property=declared.name)


def _snippet(run: Callable[..., None]) -> Callable[[Any], None]:
    return lambda context: run(context.variables, context)


def _refuse(context: Any) -> None:
    raise AssertionError("a script with a snippet that does not compile is never started")


def _routes(model: ActionModel, index: dict[int, int], problems: list[Diagnostic]) -> dict[str, Route]:
    routes: dict[str, Route] = {}
    for branch in model.branches:
        key = _key(branch)
        spelled = branch.label or DEFAULT
        if key in routes:
            problems.append(_finding(model, "LD102", f"two branches {spelled!r} lead out of this action"))
        elif branch.to not in index:
            problems.append(
                _finding(model, "LD103", f"branch {spelled!r} leads to action {branch.to}, which isn't there")
            )
        else:
            routes[key] = Route(index[branch.to], spelled)
    return routes


def _key(branch: Branch) -> str:
    if branch.type == "default":
        return DEFAULT
    return custom(branch.label) if branch.type == "custom" else normal(branch.label)


def _entries(loaded: LoadedScript) -> None:
    """Of several Begins, or event actions of a kind, the one added last counts [documented; highest id: inferred]."""
    best: dict[str, int] = {}
    for at, action in enumerate(loaded.actions):
        kind = action.kind_here
        entry = kind == BEGIN or action.event
        if entry and (kind not in best or action.id > loaded.actions[best[kind]].id):
            best[kind] = at
    loaded.begin = best.pop(BEGIN, None)
    loaded.events = best
    if loaded.begin is None:
        loaded.problems.append(Diagnostic("LD104", "error", "the script has no Begin", "add a Begin action"))
