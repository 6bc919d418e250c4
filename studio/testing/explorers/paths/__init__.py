"""Paths: the shortest inputs to every branch that no scenario takes, as scenarios that are proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from studio.script.model import Script
from studio.script.project import Project
from studio.testing.explorers.paths.bases import grounds_of
from studio.testing.explorers.paths.finding import Finder, Paths
from studio.testing.explorers.paths.proposing import Proposal
from studio.testing.scenario import Case
from studio.testing.stage import Stage

#: Seeds of made-up worlds for each script.
SEEDS = 60


def explore_paths(
    cases: Sequence[Case],
    stage: Stage,
    *,
    scripts: Sequence[tuple[Script, Project, Path]] = (),
    seed: int = 1,
    seeds: int = SEEDS,
    seconds: float | None = None,
    told: Callable[[str], None] = lambda text: None,
) -> Paths:
    """Find inputs to the branches that no scenario takes, and propose them as scenarios.

    The branches are those of the scripts that the scenarios run or call; and those of ``scripts``, each with its project and
    file. ``told`` hears how far it is.
    """
    return Finder(grounds_of(cases, scripts), stage, seed, seeds, seconds, told).run()


__all__ = ["SEEDS", "Paths", "Proposal", "explore_paths"]
