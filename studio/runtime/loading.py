"""From a script to tables that run: actions with compiled properties, and the branch that each outcome takes.

Compiled once, when the script is first needed; nothing is parsed or validated while it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.diagnostics import Diagnostic, has_errors
from studio.runtime.action import DEFAULT, ERROR, Action, Outcome, custom
from studio.runtime.properties import Property, as_evaluator
from studio.runtime.registry import Registry
from studio.runtime.unknown import UnknownAction
from studio.script.branches import normal
from studio.script.limits import string_limit
from studio.script.model import Action as ActionModel
from studio.script.model import Branch, Script
from studio.snippet.limits import VENDOR, Limits
from studio.snippet.marking import Marks
from studio.snippet.unit import SnippetUnit

if TYPE_CHECKING:
    from studio.runtime.context import Context

BEGIN = "BEGIN"
#: The one action whose error without a branch ends the script [documented].
SECURITY = "SETSECURITYUSER"

#: What the engine calls at an action.
Operation = Callable[["Context"], Outcome]
#: Gives the operation that takes an action's place, or None.
StandIn = Callable[[Script, ActionModel, Action], "Operation | None"]


_ADDING = Lock()
#: Number of the way that stands for "no branch: an effect".
NO_WAY = 0
#: The outcome of an action that takes no branch: no action can name it.
_ENDED = "case \0"


class Way(NamedTuple):
    """A way out of an action: its index, where an outcome leads (-1: nowhere), and the branch as the script spells it."""

    source: int
    to: int
    branch: str
    outcome: str


class Ways(dict[Any, int]):
    """The ways out of one action by outcome, as numbers of the script's ways; found once, looked up ever after.

    An outcome without a branch of its own takes Default, else it leads nowhere. An effect is no outcome: NO_WAY.
    """

    __slots__ = ("_at", "_script")

    def __init__(self, script: LoadedScript, at: int) -> None:
        super().__init__()
        self._script = script
        self._at = at

    def __missing__(self, outcome: Any) -> int:
        if not isinstance(outcome, str):
            return NO_WAY
        wanted = outcome if outcome.startswith("case ") else normal(outcome)
        found = self.get(wanted)
        if found is None:
            found = self.get(DEFAULT)
            if found is not None and self._script.targets[found] < 0:
                found = None
        if found is None:
            found = self._script.add_way(Way(self._at, -1, outcome, outcome))
        elif (way := self._script.ways[found]).outcome != outcome:
            found = self._script.add_way(Way(self._at, way.to, way.branch, outcome))
        self[outcome] = found
        return found

    def no_branch(self) -> int:
        """The way of an action that takes no branch: it ends, rests, or goes to another script."""
        found = self.get(_ENDED)
        if found is None:
            found = self[_ENDED] = self._script.add_way(Way(self._at, -1, "", DEFAULT))
        return found


@dataclass(slots=True)
class LoadedScript:
    """A script ready to run. ``events`` gives the entry of each event action by kind.

    ``operations``, ``ways_of`` and ``targets`` are what the engine steps through: what to call at an action, its ways by
    outcome, and where each way leads.
    """

    name: str
    source: Script
    actions: list[Action] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    ways_of: list[Ways] = field(default_factory=list)
    ways: list[Way] = field(default_factory=lambda: [Way(-1, -1, "", "")])
    targets: list[int] = field(default_factory=lambda: [-1])
    #: The way of each action's Default.
    defaults: list[int] = field(default_factory=list)
    index: dict[int, int] = field(default_factory=dict)
    begin: int | None = None
    events: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    #: What was run of its snippets, by action id, where that is noted.
    marks: dict[int, Marks] = field(default_factory=dict)

    @property
    def runnable(self) -> bool:
        """False if it must not start [choice]: no Begin, clashing or dangling connectors, code that doesn't compile."""
        return not has_errors(self.problems)

    def add_way(self, way: Way) -> int:
        """Know a way; its number."""
        # Worlds that share the script may run in several threads.
        with _ADDING:
            self.ways.append(way)
            self.targets.append(way.to)
            return len(self.ways) - 1

    def way(self, at: int, outcome: str) -> Way:
        """The way out of an action for an outcome: its own branch, else Default, else nowhere."""
        return self.ways[self.ways_of[at][outcome]]


def load(
    script: Script,
    registry: Registry,
    limits: Limits = VENDOR,
    stand_in: StandIn | None = None,
    *,
    marked: bool = False,
) -> LoadedScript:
    """Compile a script; ``limits`` may widen Max String Size, ``stand_in`` may take the place of actions.

    With ``marked`` its snippets note what of them is run.

    Never raises for a fault of the script: ``problems`` tells, ``runnable`` decides.
    """
    loaded = LoadedScript(script.name, script)
    code = {
        each.id: (each.text("Data"), string_limit(each.text("MaxStringSize")))
        for each in script.actions
        if each.kind.upper() == "SNIPPET"
    }
    unit = SnippetUnit(code, limits, marked=marked)
    loaded.marks = unit.marks
    for each in script.actions:
        loaded.index.setdefault(each.id, len(loaded.index))
    for each in script.actions:
        if loaded.index[each.id] != len(loaded.actions):
            loaded.problems.append(_finding(each, "LD101", f"two actions have the id {each.id}"))
            continue
        action = _bind(each, unit, registry, loaded.problems)
        other = stand_in(script, each, action) if stand_in is not None else None
        loaded.actions.append(action)
        loaded.operations.append(other or action.prepare())
        _wire(loaded, each)
    _entries(loaded)
    # A stand-in may know what is wrong with it; one that is a bare function does not.
    loaded.problems += getattr(stand_in, "problems", _no_problems)(script)
    loaded.spellings = unit.spellings
    loaded.problems = [each.placed(script=script.name, file=script.file) for each in loaded.problems]
    return loaded


def _no_problems(script: Script) -> list[Diagnostic]:
    return []


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
            run: Any = _refuse if has_errors(found) else as_evaluator(unit.snippet(model.id))
        else:
            run, found = declared.bind(unit.naming(declared.name), raw)
        setattr(action, declared.name, run)
        problems += [_place(each, model, declared) for each in found]
    return action


def _place(found: Diagnostic, model: ActionModel, declared: Property[Any]) -> Diagnostic:
    return found.placed(action=model.id, caption=model.caption, property=declared.name)


def _refuse(context: Any) -> None:
    raise AssertionError("a script with a snippet that does not compile is never started")


def _wire(loaded: LoadedScript, model: ActionModel) -> None:
    at = len(loaded.actions) - 1
    ways = Ways(loaded, at)
    for branch in model.branches:
        key = _key(branch)
        spelled = branch.label or DEFAULT
        if key in ways:
            loaded.problems.append(_finding(model, "LD102", f"two branches {spelled!r} lead out of this action"))
        elif branch.to not in loaded.index:
            loaded.problems.append(
                _finding(model, "LD103", f"branch {spelled!r} leads to action {branch.to}, which isn't there")
            )
        else:
            ways[key] = loaded.add_way(Way(at, loaded.index[branch.to], spelled, key))
    if model.kind.upper() == SECURITY and normal(ERROR) not in ways:
        # Its error does not take Default: the script stops.
        ways[normal(ERROR)] = loaded.add_way(Way(at, -1, ERROR, ERROR))
    loaded.ways_of.append(ways)
    loaded.defaults.append(ways[DEFAULT])


def _key(branch: Branch) -> str:
    if branch.type == "default":
        return DEFAULT
    return custom(branch.label) if branch.type == "custom" else normal(branch.label)


def _entries(loaded: LoadedScript) -> None:
    """Of several Begins, or event actions of a kind, the one added last counts [documented; highest id: inferred]."""
    best: dict[str, int] = {}
    for at, action in enumerate(loaded.actions):
        # An event action may stand under another name of its kind; a stand-in for an unknown one has no name of its own.
        kind = action.kind.upper() or action.kind_here
        entry = kind == BEGIN or action.event or action.interrupt
        if entry and (kind not in best or action.id > loaded.actions[best[kind]].id):
            best[kind] = at
    loaded.begin = best.pop(BEGIN, None)
    loaded.events = best
    if loaded.begin is None:
        loaded.problems.append(Diagnostic("LD104", "error", "the script has no Begin", "add a Begin action"))
