"""Stand-ins at work: the part ``mock`` of a world, which is also what the engine asks while it loads scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic
from studio.runtime.action import DEFAULT, ERROR, Action, Outcome, custom
from studio.runtime.registry import Registry, library
from studio.script.model import Action as ActionModel
from studio.script.model import Branch, Script
from studio.world.mock.matching import Matcher
from studio.world.mock.outputs import target_of
from studio.world.mock.replacing import Given, replacing
from studio.world.mock.settings import RANDOM, Answer, StandInSettings

if TYPE_CHECKING:
    from studio.runtime.context import Context


class StandIns:
    """The stand-ins of one world. Calls are counted for each entry of the world file, over all contacts [choice]."""

    def __init__(self, entries: Sequence[StandInSettings], registry: Registry | None = None) -> None:
        """``registry`` has the classes that run the kinds; without it the library's."""
        self._registry = registry or library()
        self._entries = list(entries)
        self._matcher = Matcher(entries)
        self.calls = [0] * len(self._entries)

    # ------------------------------------------------------------------------------------------ for loading
    def __call__(self, script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        """What the engine calls instead of an action, or None."""
        number = self._matcher.find(script.name, model)
        if number is None:
            return None
        answers: list[list[Given | None]] = [
            [None]
            if each.as_is
            else [_given(each, model, type(action), outcome) for outcome in outcomes_of(each, model)]
            for each in self._entries[number].answers()
        ]

        def choose(context: Context) -> Given | None:
            # Compiled scripts are shared by forks: the counts are those of the world in which the action runs.
            calls: list[int] = context.world.mock.calls
            among = answers[min(calls[number], len(answers) - 1)]
            calls[number] += 1
            return among[0] if len(among) == 1 else among[context.random(len(among))]

        return replacing(action, choose)

    def problems(self, script: Script) -> list[Diagnostic]:
        """What is wrong with the stand-ins of this script's actions: with an error among it, the script does not start."""
        from studio.world.mock.checking import check_script

        return check_script(self._entries, self._matcher, script, self._registry)

    # -------------------------------------------------------------------------------------------- as a part
    def state(self) -> dict[str, Any]:
        """How often each stand-in was called."""
        return {"calls": list(self.calls)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on counting from there."""
        for number, count in enumerate(state["calls"][: len(self.calls)]):
            self.calls[number] = count


def _given(answer: Answer, model: ActionModel, runs: type[Action], outcome: str) -> Given:
    """An answer at one action, for one of the outcomes among which it chooses."""
    values = {target_of(model, runs, name): value for name, value in answer.outputs.items()}
    values.pop("", None)
    return Given(outcome, {**values, **answer.variables}, answer.delay, answer.error)


def outcomes_of(answer: Answer, model: ActionModel) -> tuple[str, ...]:
    """The outcomes among which an answer chooses: one, or those that are wired."""
    wanted = answer.branch
    if wanted is None:
        return (ERROR if answer.error else DEFAULT,)
    if wanted.strip().lower() == RANDOM:
        return tuple(dict.fromkeys(outcome_of(each) for each in model.branches)) or (DEFAULT,)
    label = wanted.strip()
    cases = [each.label for each in model.branches if each.type == "custom"]
    found = next((each for each in cases if each.strip() == label), None)
    return (custom(found) if found is not None else label or DEFAULT,)


def outcome_of(branch: Branch) -> str:
    """The outcome at which a branch is taken."""
    if branch.type == "default":
        return DEFAULT
    return custom(branch.label) if branch.type == "custom" else branch.label
