"""A thousand scenario tests of the examples in one process, beside the same worlds and runs without anything that tests.

python benchmarks/scenarios.py
"""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from studio.testing.scenario import Case, read_suite, run_case
from studio.testing.scenario.running import end_of, placed
from studio.testing.stage import Stage
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
COUNT = 1_000


def bare(case: Case) -> None:
    """The world of a scenario and its run: nothing is kept, compared or shared."""
    world = World(case.settings, case.project, folder=case.world_folder)
    try:
        contact = world.start(case.script, placed(case.script, case.scenario.given.parameters))
        if world.campaign is not None:
            world.campaign.adopt(contact)
        world.go_on(end_of(case, world), at_most=case.scenario.given.until is None)
    finally:
        world.close()


def main() -> None:
    began = perf_counter()
    stage = Stage()
    cases = [each for file in sorted(SCRIPTS.rglob("test_*.yaml")) for each in read_suite(file, stage).cases]
    read = perf_counter() - began
    for each in cases:
        assert run_case(each, stage).passed, each.name
    began = perf_counter()
    for each in islice(cycle(cases), COUNT):
        assert run_case(each, stage).passed
    between = perf_counter()
    for each in islice(cycle(cases), COUNT):
        bare(each)
    tested, played = between - began, perf_counter() - between
    print(f"{len(cases)} scenarios read and checked in {read:.2f} s")
    print(
        f"{COUNT} scenario tests: {tested:.2f} s; the same worlds and runs without tests: {played:.2f} s; {tested / played:.2f} ×"
    )


if __name__ == "__main__":
    main()
