"""The shortest history that fails, as a scenario file."""

from __future__ import annotations

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


def history(case: Case, stage: Stage, failure: Failure, invariants: Invariants) -> dict[str, Any] | None:
    """The content of a scenario file beside that of the case which fails in the same way; None if none does."""
    base = {name: value for name, value in case.stated.items() if name not in ("expect", "explore", "skip")}
    signal = {"when": failure.place.observation(), "do": {"signal": list(failure.signal), "to": case.script.name}}
    scenario: dict[str, Any] = base | {
        "name": f"{case.name}, with a signal {failure.place}",
        "when": [*base.get("when", []), signal],
    }
    if invariants.stated_here:
        scenario["always"] = {**scenario.get("always", {}), **invariants.stated_here}
    runs = 1
    if not _fails(case, stage, scenario):
        return None
    for each in list(_without(scenario)):
        if runs >= _MOST:
            break
        runs += 1
        if each in scenario["when"]:
            shorter = scenario | {"when": [one for one in scenario["when"] if one is not each]}
            if _fails(case, stage, shorter):
                scenario = shorter
    return file_of(case, case.file.parent, scenario)


def _without(scenario: Mapping[str, Any]) -> Iterator[Any]:
    """The observations that may not be needed; the signal itself comes last and stays."""
    yield from scenario["when"][:-1]


def _fails(case: Case, stage: Stage, scenario: Mapping[str, Any]) -> bool:
    """True if a scenario can be run and fails by what must always be so."""
    suite = suite_of(file_of(case, case.file.parent, scenario), case.file, stage)
    if not suite.usable or len(suite.cases) != 1:
        return False
    outcome = run_case(suite.cases[0], stage)
    waited = [each for each in outcome.checks if each.why.startswith("it never happened")]
    return outcome.verdict == "failed" and not waited
