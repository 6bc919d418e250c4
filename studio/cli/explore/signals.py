"""``studio explore signals``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.explore.saving import save_or_why
from studio.cli.explore.scenes import scenes_or_why, shares

if TYPE_CHECKING:
    from studio.testing.explorers.signals import SignalsExplored


def explore(paths: list[Path], only: str, seconds: float | None, seed: int, save: Path | None, as_json: bool) -> int:
    """Try signals; the exit code: 0 if all held, 1 if not, 2 if nothing could be tried."""
    from studio.testing.explorers.signals import explore_signals
    from studio.testing.stage import Stage

    stage = Stage()
    scenes = scenes_or_why(paths, stage, only, as_json=as_json)
    if scenes is None:
        return 2
    explored: list[SignalsExplored] = []
    for case, share in shares(scenes, seconds):

        def told(tried: int, name: str = case.name) -> None:
            if sys.stderr.isatty() and tried % 50 == 0:
                report.say(report.printable(f"{name}: {tried} tried"))

        explored.append(explore_signals(case, stage, seconds=share, seed=seed, told=told))
    shortest = ((each.shortest, each.case) for each in explored if each.shortest is not None)
    saved = save_or_why(shortest, save, "signal")
    if saved is None:
        return 2
    if as_json:
        report.document({"scenarios": [_document(each) for each in explored], "saved": [str(each) for each in saved]})
    else:
        report.findings(scenes.problems, to_error=True)
        for each in explored:
            for line in _lines(each, with_history=save is None):
                print(report.printable(line))
        for line in _summary(explored):
            print(line)
        for file in saved:
            print(report.printable(f"{file} written"))
    if not any(each.tried for each in explored) or any(each.problems for each in explored):
        return 2
    return 1 if any(each.failures for each in explored) else 0


# --------------------------------------------------------------------------------------------------- telling
def _lines(found: SignalsExplored, *, with_history: bool) -> Iterator[str]:
    from studio.testing.scenario.writing import scenario_text

    name = f"{found.case.file.name}:{found.case.line} {found.case.name}"
    if found.problems or found.broken:
        yield f"{name}: not tried"
        yield from (f"    {each}" for each in [*map(str, found.problems), *found.broken])
        yield ""
        return
    cut = ", cut off by the time" if found.cut else ""
    yield f"{name}: {found.tried} signals at {found.places} places, {len(found.failures)} failures{cut}"
    if not found.failures:
        return
    yield f"    always: {found.invariants}"
    for caption, told in _grouped(found):
        yield f'    signal at "{caption}": {told}'
    worst = found.worst
    assert worst is not None
    yield f"    the first: {'|'.join(worst.signal)} {worst.place}: {worst.why[0]}"
    if found.shortest is None:
        yield "    no scenario says it again"
    elif with_history:
        yield "    as a scenario:"
        yield from (f"        {line}" for line in scenario_text(found.shortest).splitlines())
    yield ""


def _grouped(found: SignalsExplored) -> Iterator[tuple[str, str]]:
    """For each caption how many failures, and what most of them say."""
    captions = dict.fromkeys(each.place.caption for each in found.failures)
    for caption in captions:
        own = [each for each in found.failures if each.place.caption == caption]
        why, count = Counter(each.why[0] for each in own).most_common(1)[0]
        more = f" and {len(own) - count} others" if len(own) > count else ""
        yield caption, f"{count} × {why}{more}"


def _summary(explored: list[SignalsExplored]) -> Iterator[str]:
    tried = sum(each.tried for each in explored)
    failures = sum(len(each.failures) for each in explored)
    seconds = sum(each.seconds for each in explored)
    cut = ", cut off by the time" if any(each.cut for each in explored) else ""
    yield f"{tried} signals in {len(explored)} scenarios, {failures} failures, {seconds:.1f} s{cut}"


def _document(found: SignalsExplored) -> dict[str, Any]:
    return {
        "file": str(found.case.file),
        "line": found.case.line,
        "scenario": found.case.name,
        "signals": [list(each) for each in found.signals],
        "always": found.invariants,
        "places": found.places,
        "tried": found.tried,
        "failures": [
            {
                "script": each.place.script,
                "action": each.place.action,
                "caption": each.place.caption,
                "number": each.place.number,
                "inside": each.place.inside,
                "steps": each.place.steps,
                "signal": list(each.signal),
                "why": list(each.why),
            }
            for each in found.failures
        ],
        "shortest": found.shortest,
        "broken": found.broken,
        "diagnostics": [each.as_json() for each in found.problems],
        "cut": found.cut,
        "seconds": round(found.seconds, 3),
    }
