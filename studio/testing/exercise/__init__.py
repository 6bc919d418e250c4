"""Exercise: every script of a folder runs in random worlds that are made from what it compares, reads and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.script.model import Script
from studio.script.project import Project
from studio.testing.coverage import BranchCoverage
from studio.testing.exercise.searching import Exercised, Search


@dataclass(frozen=True, slots=True)
class Options:
    """How long to exercise: so many seeds for each start of a script, at most so many real seconds for each script.

    With ``stop`` a script is done as soon as all its branches are reached.
    """

    seeds: int = 100
    seed: int = 1
    seconds: float | None = None
    stop: bool = False


def exercise(
    scripts: Sequence[tuple[Script, Project]],
    options: Options = Options(),  # frozen
    told: Callable[[Exercised], None] = lambda each: None,
) -> list[Exercised]:
    """Exercise scripts, each with the project in which it looks for others; ``told`` is called after each.

    A branch counts as reached whichever script's run has taken it. The same options give the same runs, unless ``seconds``
    cut them short.
    """
    found = []
    together = BranchCoverage()
    for script, project in scripts:
        each = Search(script, project, options.seed, options.seconds).run(options.seeds, stop=options.stop)
        together.merge(each.coverage)
        found.append(each)
        told(each)
    for each in found:
        each.coverage = together
    return found


__all__ = ["Exercised", "Options", "exercise"]
