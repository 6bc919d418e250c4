"""The shortest history that fails, as a scenario file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from studio.testing.explorers.invariants import Invariants
from studio.testing.scenario import Case
from studio.testing.scenario.reading import suite_of
from studio.testing.scenario.running import run_case
from studio.testing.scenario.writing import file_of
from studio.testing.stage import Stage

if TYPE_CHECKING:
    from studio.testing.explorers.signals.exploring import Failure

#: Runs that may be spent on leaving things out.
_MOST = 30


def history(case: Case, stage: Stage, failure: Failure, invariants: Invariants, status: str) -> dict[str, Any] | None:
    """The content of a scenario file beside that of the case which fails in the same way; None if none does.

    ``status`` is how the scenario ends without the signal.
    """
    base = {name: value for name, value in case.stated.items() if name not in ("expect", "explore", "skip")}
    signal = {"when": failure.place.observation(), "do": {"signal": list(failure.signal), "to": case.script.name}}
    scenario: dict[str, Any] = base | {
        "name": f"{case.name}, with a signal {failure.place}",
        "when": [*base.get("when", []), signal],
    }
    if invariants.stated_here:
        scenario["always"] = {**scenario.get("always", {}), **invariants.stated_here}
    ways = {alike(each) for each in failure.why}
    if any(each.startswith("contact ") for each in failure.why):
        scenario["expect"] = {"status": status}
        ways.add(alike(f"the run is failed, not {status}"))
    runs = 1
    if not _fails(case, stage, scenario, ways):
        # What the scenario waits for may never come once there is this signal.
        others = [each | {"optional": True} for each in scenario["when"][:-1]]
        scenario["when"] = [*others, signal]
        runs += 1
        if not _fails(case, stage, scenario, ways):
            return None
    for each in list(_without(scenario)):
        if runs >= _MOST:
            break
        runs += 1
        if each in scenario["when"]:
            shorter = scenario | {"when": [one for one in scenario["when"] if one is not each]}
            if _fails(case, stage, shorter, ways):
                scenario = shorter
    return file_of(case, case.file.parent, scenario)


def _without(scenario: Mapping[str, Any]) -> Iterator[Any]:
    """The observations that may not be needed; the signal itself comes last and stays."""
    yield from scenario["when"][:-1]


def _fails(case: Case, stage: Stage, scenario: Mapping[str, Any], ways: set[str]) -> bool:
    """True if a scenario can be run and fails in one of these ways, and not because something never happened."""
    suite = suite_of(file_of(case, case.file.parent, scenario), case.file, stage)
    if not suite.usable or len(suite.cases) != 1:
        return False
    outcome = run_case(suite.cases[0], stage)
    waited = [each for each in outcome.checks if each.why.startswith("it never happened")]
    return not waited and any(alike(each.why) in ways for each in outcome.checks)


def alike(why: str) -> str:
    """What is wrong without its numbers: ``40 lost`` and ``3 lost`` are one way to fail."""
    head, colon, _ = why.partition(": ")
    return re.sub(r"[0-9]+", "#", head if colon else why)
