"""Stand-ins at work: the part ``mock`` of a world, which is also what the engine asks while it loads scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic
from studio.runtime.action import DEFAULT, ERROR, Action, Outcome, custom
from studio.runtime.effects import Answered
from studio.script.model import Action as ActionModel
from studio.script.model import Branch, Script
from studio.snippet.copies import from_plain
from studio.snippet.syntax import fold
from studio.snippet.unit import SnippetUnit
from studio.world.mock.matching import Matcher
from studio.world.mock.outputs import target_of
from studio.world.mock.settings import RANDOM, Answer, StandInSettings

if TYPE_CHECKING:
    from studio.runtime.context import Context

#: Marks the memo of a stand-in that takes time.
_MARK = "stand-in"


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that is ready to be given at one action."""

    outcomes: tuple[str, ...]
    stores: tuple[tuple[str, Callable[..., None], Any], ...]
    told: dict[str, Any]
    seconds: float
    error: str


class StandIns:
    """The stand-ins of one world. Calls are counted for each entry of the world file, over all contacts [choice]."""

    def __init__(self, entries: Sequence[StandInSettings]) -> None:
        self._entries = list(entries)
        self._matcher = Matcher(entries)
        self._unit = SnippetUnit({}, runs=True)
        self._calls = [0] * len(self._entries)

    # ------------------------------------------------------------------------------------------ for loading
    def __call__(self, script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        """What the engine calls instead of an action, or None."""
        number = self._matcher.find(script.name, model)
        if number is None:
            return None
        answers = [self._ready(each, model, action) for each in self._entries[number].answers()]
        calls = self._calls
        really = action.resume

        def resume(context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
            if _MARK not in memo:
                return really(context, answer, memo)
            return _given(context, answers[memo[_MARK]], memo["outcome"])

        def run(context: Context) -> Outcome:
            call = min(calls[number], len(answers) - 1)
            calls[number] += 1
            answer = answers[call]
            outcomes = answer.outcomes
            outcome = outcomes[0] if len(outcomes) == 1 else outcomes[context.random(len(outcomes))]
            shown = outcome.removeprefix("case ")
            context.report("mock", outcome=shown, outputs=answer.told, seconds=answer.seconds)
            if answer.seconds > 0:
                return Answered(None, answer.seconds, {_MARK: call, "outcome": outcome})
            return _given(context, answer, outcome)

        # A stand-in that takes time is gone on with by the action's own resume.
        setattr(action, "resume", resume)  # noqa: B010
        return run

    def problems(self, script: Script) -> list[Diagnostic]:
        """What is wrong with the stand-ins of this script's actions: with an error among it, the script does not start."""
        from studio.world.mock.checking import check_script

        return check_script(self._entries, self._matcher, script)

    def _ready(self, answer: Answer, model: ActionModel, action: Action) -> _Answer:
        named = [(target_of(model, type(action), name), value) for name, value in answer.outputs.items()]
        wanted = [(name, value) for name, value in named if name] + list(answer.variables.items())
        stores = []
        for name, value in wanted:
            store, _ = self._unit.target(name)
            if store is not None:
                stores.append((name, store, value))
        return _Answer(
            outcomes=outcomes_of(answer, model),
            stores=tuple(stores),
            told={name: value for name, _, value in stores},
            seconds=answer.delay,
            error=answer.error,
        )

    # -------------------------------------------------------------------------------------------- as a part
    def state(self) -> dict[str, Any]:
        """How often each stand-in was called."""
        return {"calls": list(self._calls)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on counting from there."""
        for number, count in enumerate(state["calls"][: len(self._calls)]):
            self._calls[number] = count


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


def _given(context: Context, answer: _Answer, outcome: str) -> str:
    """Give an answer: variables, error, branch."""
    if answer.error:
        context.fail(answer.error)
    for name, store, value in answer.stores:
        context.engine.spellings.setdefault(fold(name), name)
        store(context.variables, context, from_plain(value))
    return outcome
