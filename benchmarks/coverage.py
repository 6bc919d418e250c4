"""What coverage costs: the same runs without it, with branches, and with lines too, taken in turn.

python benchmarks/coverage.py
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.testing.coverage import Coverage
from studio.testing.scenario import read_suite, run_case
from studio.testing.stage import Stage
from studio.world.settings import WorldSettings
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
ROUNDS = 9

LOOP = """script "loop"
    media = Generic

Begin "Begin"
    -> "Work"

Snippet "Work"
    Data:
        | ASSIGN total = 0
        | FOR i = 1 TO 100000
        | {
        |   IF i % 2 = 0
        |   {
        |     ASSIGN total = total + i
        |   }
        |   ELSE
        |   {
        |     ASSIGN total = total - 1
        |   }
        |   ASSIGN text = "{total} of {i}"
        | }
    -> "End"

End "End"
"""

MIX = """script "mix"
    media = Generic

Begin "Begin"
    -> "Count"

Loop "Count"
    Repeat = 30000
    CounterName = n
    Repeat -> "Set"
    Finished -> "End"

Assign "Set"
    Variable = x
    Value = n * 2
    Type = Numeric
    -> "Odd?"

If "Odd?"
    Expression = n % 2 = 1
    True -> "Work"
    False -> "Count"

Snippet "Work"
    Data:
        | ASSIGN y = x + 1
        | ASSIGN z = "{y}!"
    -> "Count"

End "End"
"""


def script(text: str) -> Script:
    found, problems = read_text(text, None)
    assert found is not None, problems
    return found


def once(found: Script, coverage: Coverage | None) -> None:
    world = World(WorldSettings(step_limit=10_000_000), Project([found]))
    if coverage is not None:
        coverage.watch(world)
    result = world.run(found)
    assert result.status == "ended", result
    world.close()


def scenarios(coverage: Coverage | None) -> None:
    stage = Stage(watchers=[coverage] if coverage is not None else [])
    for file in sorted(SCRIPTS.rglob("test_*.yaml")):
        for case in read_suite(file, stage).cases:
            assert run_case(case, stage).passed


def measured(run: Callable[[Coverage | None], None]) -> list[float]:
    """Seconds without coverage, with branches, with lines: medians of rounds in which each is run in turn."""
    ways: list[Callable[[], Coverage | None]] = [lambda: None, lambda: Coverage(lines=False), lambda: Coverage()]
    taken: list[list[float]] = [[] for _ in ways]
    for way in ways:
        run(way())
    for _ in range(ROUNDS):
        for times, way in zip(taken, ways, strict=True):
            coverage = way()
            began = perf_counter()
            run(coverage)
            times.append(perf_counter() - began)
    return [statistics.median(each) for each in taken]


def main() -> None:
    loop, mix = script(LOOP), script(MIX)
    print(f"{'':38} {'without':>9} {'branches':>16} {'and lines':>16}")
    for title, run in (
        ("a snippet's loop of 100,000 passes", lambda coverage: once(loop, coverage)),
        ("a light mix of 105,000 actions", lambda coverage: once(mix, coverage)),
        ("the scenarios of the examples", scenarios),
    ):
        bare, branches, lines = measured(run)
        cells = [f"{each:7.3f} s {100 * (each / bare - 1):+4.0f} %" for each in (branches, lines)]
        print(f"{title:38} {bare:7.3f} s {cells[0]:>16} {cells[1]:>16}")


if __name__ == "__main__":
    main()
