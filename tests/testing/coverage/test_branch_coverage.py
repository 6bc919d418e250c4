"""Coverage of branches: what is counted, merged, and what was missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.testing.coverage import BranchCoverage, BranchKey, wired

LOOP = """script "main"
    media = Phone

Begin "Begin"
    -> "Three"

Loop "Three"
    Repeat = 3
    CounterName = i
    Repeat -> "Wait"
    Finished -> "Which"

Wait "Wait"
    Seconds = 1
    -> "Three"

Case "Which"
    Variable = what
    -> "End"
    case a -> "End"
    case A -> "End"

End "End"
"""


def covered(bench: Callable[..., Any], **given: Any) -> tuple[BranchCoverage, Any]:
    run = bench(LOOP)
    run.engine.observers.clear()
    coverage = BranchCoverage()
    run.engine.observe(coverage)
    contact = run.start()
    for name, value in given.items():
        contact.frames[0].variables[name] = value
    run.go_on()
    return coverage, run.scripts[0]


def test_branches_are_counted(bench: Callable[..., Any]) -> None:
    coverage, script = covered(bench, what="A")
    ids = {each.caption: each.id for each in script.actions}
    assert dict(coverage.counts()) == {
        BranchKey("main", ids["Begin"], "Default"): 1,
        BranchKey("main", ids["Three"], "Repeat"): 3,
        BranchKey("main", ids["Wait"], "Default"): 3,
        BranchKey("main", ids["Three"], "Finished"): 1,
        BranchKey("main", ids["Which"], "A"): 1,
    }
    assert [each.branch for each in coverage.missed(script)] == ["Default", "a"]
    assert len(coverage.reached(script)) == 5
    assert len(wired(script)) == 7


def test_coverages_are_merged(bench: Callable[..., Any]) -> None:
    first, script = covered(bench, what="A")
    for value in ("a", "b"):
        other, _ = covered(bench, what=value)
        first.merge(other)
    assert first.missed(script) == []
    assert first.counts()[BranchKey("main", script.actions[0].id, "Default")] == 3


def test_what_leads_nowhere_is_not_counted(bench: Callable[..., Any]) -> None:
    run = bench('script "main"\n\nBegin "Begin"\n    -> "Wait"\n\nWait "Wait"\n    Seconds = 1\n')
    coverage = BranchCoverage()
    run.engine.observe(coverage)
    assert run.run().status == "stuck"
    assert sum(coverage.counts().values()) == 1
