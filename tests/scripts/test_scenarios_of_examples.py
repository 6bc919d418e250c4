"""The scenario files of the examples pass, and take every branch of their scripts that is wired."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.testing.coverage import BranchCoverage, wired
from studio.testing.scenario.session import run_suites
from studio.testing.stage import Stage
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


class Watching:
    """Counts the branches that all worlds of a stage take."""

    def __init__(self) -> None:
        self.branches = BranchCoverage()

    def watch(self, world: World) -> None:
        world.engine.observe(self.branches)


@pytest.mark.parametrize(
    ("folder", "scripts", "least"),
    [
        ("create_prospects", 2, 18),
        pytest.param("create_prospects_one_script", 1, 9, marks=pytest.mark.slow),
    ],
)
def test_scenarios(folder: str, scripts: int, least: int) -> None:
    watching = Watching()
    stage = Stage(watchers=[watching])
    report = run_suites([SCRIPTS / folder], stage)
    assert [str(each) for each in report.problems] == []
    failed = [(each.case.name, [check.why for check in each.checks]) for each in report.outcomes if not each.passed]
    assert failed == []
    assert report.count("passed") == len(report.outcomes) >= least, "none is skipped"
    own = {
        each.name: each
        for project in stage.projects()
        for each in project.scripts()
        if Path(each.file or "").parent == SCRIPTS / folder
    }
    assert len(own) == scripts
    assert [each for script in own.values() for each in watching.branches.missed(script)] == []
    assert all(len(wired(script)) > 10 for script in own.values())
