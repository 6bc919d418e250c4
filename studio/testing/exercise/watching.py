"""Watching what is compared while a script runs: the values on both sides, so that inputs can be bent towards them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.runtime.action import Action, Outcome
from studio.runtime.effects import Finish
from studio.script.model import Action as ActionModel
from studio.script.model import Script
from studio.snippet import arrays
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.values import number_of_text, to_text, truth
from studio.snippet.variables import Variables
from studio.testing.exercise.comparisons import Comparison, Side
from studio.testing.exercise.lexicon import Lexicon

if TYPE_CHECKING:
    from studio.runtime.context import Context
    from studio.runtime.events import Event, Steps

#: Notes of one action in one run, and values of one side.
_NOTES, _VALUES = 6, 4


class Note(NamedTuple):
    """A comparison that was met, and what its sides were; ``visit`` counts the passes through actions that compare."""

    visit: int

    script: str
    action: int
    comparison: Comparison
    left: tuple[Any, ...]
    right: tuple[Any, ...]


class Watch:
    """Watches runs, one after the other, and keeps each within its bounds.

    An observer of steps, and part of the hook for stand-ins.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._met: Counter[tuple[str, int]] = Counter()
        self.begin(lambda: None, 0, 0)

    def begin(self, pause: Callable[[], None], steps: int, seconds: float) -> None:
        """A run begins: what stops it, and how many actions and real seconds it may take."""
        self.notes: list[Note] = []
        self.cut = ""
        self._pause = pause
        self._left = steps
        self._end = perf_counter() + seconds
        self._met.clear()
        self._visit = 0

    # ----------------------------------------------------------------------------------------------- bounds
    def __call__(self, event: Event) -> None:
        """Events are of no interest."""

    def steps(self, steps: Steps) -> None:
        """Count steps; stop the run where it takes too many, or too long."""
        self._left -= len(steps.ways)
        if self._left < 0:
            self._stop("too many actions")
        elif perf_counter() > self._end:
            self._stop("too long")

    def _stop(self, why: str) -> None:
        self.cut = self.cut or why
        self._pause()

    def _late(self) -> Finish:
        """End the contact: between actions without time passing nothing else would."""
        self._stop("too long")
        return Finish("the exercise takes too long")

    # --------------------------------------------------------------------------------------------- watching
    def watched(self, script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        """What the engine calls at an action that compares; None for others."""
        kind = model.kind.upper()
        if kind not in ("IF", "CASE", "SNIPPET"):
            return None
        found = self._lexicon.comparisons.get((script.name, model.id), [])
        run = action.prepare()
        name, number = script.name, model.id
        if kind != "SNIPPET":
            if not found:
                return None

            def compared(context: Context) -> Outcome:
                if perf_counter() > self._end:
                    return self._late()
                self._note(name, number, found, context.variables)
                return run(context)

            return compared

        def worked(context: Context) -> Outcome:
            if perf_counter() > self._end:
                return self._late()
            try:
                return run(context)
            finally:
                self._note(name, number, found, context.variables)

        return worked

    def _note(self, script: str, action: int, found: list[Comparison], variables: Variables) -> None:
        self._met[script, action] += 1
        if self._met[script, action] > _NOTES:
            return
        self._visit += 1
        for each in found:
            left, right = values_of(each.left, variables), values_of(each.right, variables)
            self.notes.append(Note(self._visit, script, action, each, left, right))


def outcome_of(note: Note) -> bool:
    """Whether a comparison held, as far as the values tell that were noted."""
    operator = note.comparison.operator
    if operator == "truth":
        return any(truth(each) for each in note.left)
    left = [_measured(each, note.comparison.left.measure) for each in note.left]
    right = [_measured(each, note.comparison.right.measure) for each in note.right]
    return any(_holds(first, operator, second) for first in left for second in right)


def _holds(left: Any, operator: str, right: Any) -> bool:
    if operator in ("=", "!="):
        # Functions that change letter case stand around many names.
        same = to_text(left).strip().lower() == to_text(right).strip().lower()
        return same if operator == "=" else not same
    first, second = number_of_text(to_text(left)), number_of_text(to_text(right))
    if first is None or second is None:
        return False
    return {">": first > second, ">=": first >= second, "<": first < second, "<=": first <= second}[operator]


def _measured(value: Any, measure: str) -> Any:
    text = to_text(value)
    if measure == "count":
        return len(text.split("|")) if text else 0
    return len(text) if measure else value


def values_of(side: Side, variables: Variables) -> tuple[Any, ...]:
    """What a side is just now: plain values; several where an index is not known."""
    if side.known:
        return (side.value,)
    try:
        found = [variables[side.name]]
        for step in side.steps:
            found = [inner for each in found for inner in _inside(each, step, variables)][:_VALUES]
    except (SnippetError, ArithmeticError, LookupError, TypeError, ValueError):
        return ()
    return tuple(each for each in found if not isinstance(each, Dynamic))


def _inside(value: Any, step: Any, variables: Variables) -> list[Any]:
    if isinstance(step, int):
        return [arrays.element(value, step)]
    if not step.startswith("["):
        return [arrays.member(value, step)]
    if step != "[?]":
        return [arrays.element(value, variables[step[1:-1]])]
    return [arrays.element(value, index) for index in range(1, _VALUES + 1)]
