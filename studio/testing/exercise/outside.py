"""Actions whose outcome the outside decides: agents, hours, calls, lookups. In a random world it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from studio.runtime.action import DEFAULT, ERROR, Action, Outcome
from studio.runtime.unknown import UnknownAction
from studio.script.catalogue import families
from studio.script.model import Action as ActionModel
from studio.script.model import Script
from studio.snippet.compiler.names import path
from studio.snippet.errors import SnippetError
from studio.snippet.syntax import fold
from studio.snippet.trees import target_tree
from studio.testing.exercise.choices import Choices
from studio.testing.exercise.drawing import Drawer
from studio.world.mock.outputs import output_names, target_of
from studio.world.mock.replacing import Given, replacing
from studio.world.mock.stand_ins import outcome_of

if TYPE_CHECKING:
    from studio.runtime.context import Context

#: Kinds whose outcome the script decides itself, beside those of flow and events. REST API asks the random network.
_OWN = frozenset(("ASSIGN", "SNIPPET", "PARSE", "LOCATE", "SAVEVARIABLES", "REST_API"))
_OWN_FAMILIES = ("flow", "event")
#: How often an action that is run here is run as it is.
_REALLY = 0.25


class Outside:
    """The outside of one script's runs, one after the other. It is what their engines ask for stand-ins."""

    def __init__(self, wanted: Callable[[str, int], Sequence[str]]) -> None:
        """``wanted`` gives the outcomes that no run has taken yet, by script and action: they are preferred."""
        self._wanted = wanted
        self._choices: Choices | None = None
        self._drawer: Drawer | None = None
        self._calls: Counter[str] = Counter()

    def begin(self, choices: Choices | None, drawer: Drawer | None) -> None:
        """A run begins; without choices every action runs as it is."""
        self._choices, self._drawer = choices, drawer
        self._calls.clear()

    def __call__(self, script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        """What happens instead of an action; None for one whose outcome the script decides."""
        kind = model.kind.upper()
        if kind == "RUNSUB":
            return self._subscript(script, model, action)
        if action.event or kind in _own_kinds():
            return None
        outcomes = tuple(dict.fromkeys(outcome_of(each) for each in model.branches))
        outputs = outputs_of(model, type(action))
        if len(outcomes) < 2 and not outputs:
            return None
        known = not isinstance(action, UnknownAction)

        def choose(context: Context) -> Given | None:
            made = self._choose(
                script, model, lambda random: self._draw(random, script, model, outcomes, outputs, known)
            )
            return Given(**made) if made else None

        return replacing(action, choose)

    def _choose(self, script: Script, model: ActionModel, draw: Callable[[Random], dict[str, Any]]) -> dict[str, Any]:
        if self._choices is None:
            return {}
        name = f"call {script.name} {model.id}"
        self._calls[name] += 1
        return self._choices.choose(f"{name} {self._calls[name]}", draw)

    def _draw(
        self,
        random: Random,
        script: Script,
        model: ActionModel,
        outcomes: Sequence[str],
        outputs: Sequence[str],
        known: bool,
    ) -> dict[str, Any]:
        """What is given, as plain data; nothing where the action itself shall run."""
        if known and random.random() < _REALLY:
            return {}
        outcome = random.choice(outcomes or [DEFAULT])
        missing = [each for each in self._wanted(script.name, model.id) if each in outcomes]
        if missing and random.random() < 0.5:
            outcome = random.choice(missing)
        drawer = self._drawer
        values = {name: drawer.value(root_of(name), random) for name in outputs} if drawer is not None else {}
        seconds = random.choice((0.0, 0.0, 0.0, 1.0, 20.0))
        error = "the outside failed" if outcome.lower().removeprefix("on") == "error" else ""
        return {"outcome": outcome, "values": values, "seconds": seconds, "error": error}

    def _subscript(self, script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        """A subscript that is not in the project belongs to the outside; one that is there is run."""
        outcomes = tuple(dict.fromkeys(outcome_of(each) for each in model.branches if each.type != "custom"))
        outputs = outputs_of(model, type(action))

        def choose(context: Context) -> Given | None:
            try:
                name = action.ScriptName(context)  # type: ignore[attr-defined]
            except (SnippetError, AttributeError):
                return None
            if self._choices is None or context.engine.find(name, script.name) is not None:
                return None
            usual = [each for each in outcomes if each != ERROR] or [DEFAULT]

            def draw(random: Random) -> dict[str, Any]:
                among = outcomes if random.random() < 0.15 and outcomes else usual
                return self._draw(random, script, model, among, outputs, False)

            made = self._choose(script, model, draw)
            return Given(**made) if made else None

        return replacing(action, choose)


@cache
def _own_kinds() -> frozenset[str]:
    return _OWN | {each for family in families() if family.key in _OWN_FAMILIES for each in family.kinds}


def outputs_of(model: ActionModel, runs: type[Action] | None) -> list[str]:
    """The variables into which an action puts something."""
    found = (target_of(model, runs, each) for each in output_names(model, runs).values())
    return [each for each in dict.fromkeys(found) if each and "{" not in each]


def root_of(name: str) -> str:
    """The folded variable at the root of a name such as ``global:x`` or ``list[2]``."""
    node, _ = target_tree(name)
    rooted = path(node) if node is not None else None
    return fold(rooted[0].name) if rooted is not None else fold(name)
