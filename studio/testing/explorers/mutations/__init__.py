"""Mutations: scripts are changed a little, one change at a time, to see whether a scenario notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from studio.testing.explorers.mutations.mutant import Mutant
from studio.testing.explorers.mutations.running import FATES, Fate, Mutations, Runner, Tried
from studio.testing.scenario import Case
from studio.testing.stage import Stage


def explore_mutations(
    cases: Sequence[Case],
    stage: Stage,
    *,
    seed: int = 1,
    seconds: float | None = None,
    told: Callable[[Tried], None] = lambda each: None,
) -> Mutations:
    """Try every mutant of the scripts that scenarios run; ``told`` is called after each.

    With ``seconds`` it stops there: the seed decides which mutants were tried by then. Scenarios that fail as they are can
    notice nothing and are left out.
    """
    return Runner(stage, cases, seed, seconds).run(told)


__all__ = ["FATES", "Fate", "Mutant", "Mutations", "Tried", "explore_mutations"]
