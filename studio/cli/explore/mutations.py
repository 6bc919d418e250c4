"""``studio explore mutations``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.explore.scenes import broken_lines, scenes_or_why

if TYPE_CHECKING:
    from studio.testing.explorers.mutations import Mutations, Tried


def explore(paths: list[Path], only: str, seconds: float | None, seed: int, save: Path | None, as_json: bool) -> int:
    """Try mutants; the exit code: 0 if all that were run were noticed, 1 if not, 2 if nothing could be run."""
    from studio.testing.explorers.mutations import explore_mutations
    from studio.testing.explorers.mutations.saving import save_mutants
    from studio.testing.stage import Stage

    stage = Stage()
    scenes = scenes_or_why(paths, stage, only, as_json=as_json)
    if scenes is None:
        return 2
    done = Counter[str]()

    def told(each: Tried) -> None:
        done[each.fate] += 1
        if sys.stderr.isatty() and done.total() % 25 == 0:
            report.say(f"{done.total()} mutants, {done['survived']} not noticed")

    found = explore_mutations(scenes.cases, stage, seed=seed, seconds=seconds, told=told)
    saved: list[Path] = []
    if save is not None:
        try:
            saved = save_mutants([each.mutant for each in found.survivors], save)
        except OSError as fault:
            report.say(f"the mutants can't be written: {fault}")
            return 2
    if as_json:
        report.document(_document(found, saved))
    else:
        report.findings(scenes.problems, to_error=True)
        for line in _lines(found, saved, save):
            print(report.printable(line))
    if found.broken and len(found.broken) == found.scenarios:
        return 2
    return 1 if found.survivors else 0


# --------------------------------------------------------------------------------------------------- telling
def _lines(found: Mutations, saved: list[Path], folder: Path | None) -> Iterator[str]:
    yield from broken_lines(found.broken, found.scenarios)
    if not found.tried:
        yield "no mutant was made: no scenario that passes runs a script with anything to change"
        return
    yield from _table(found)
    for name, each in groupby(found.survivors, lambda one: one.mutant.original.name):
        yield ""
        yield f"not noticed in {name}"
        for action, survivors in groupby(each, lambda one: (one.mutant.action.id, one.mutant.where)):
            yield f"    #{action[0]} {action[1]}"
            yield from (f"        {survivor.mutant.title}" for survivor in survivors)
    yield ""
    yield from _summary(found)
    if folder is not None:
        yield f"{len(saved)} mutants written into {folder}" if saved else "nothing to write"


def _table(found: Mutations) -> Iterator[str]:
    from studio.testing.explorers.mutations import FATES

    rows: list[tuple[str, ...]] = [("script", "mutants", *FATES, "%")]
    for each in found.made:
        counts = Counter(one.fate for one in found.tried if one.mutant.original is each.script)
        noticed, run = counts["killed"] + counts["cut"], counts["killed"] + counts["cut"] + counts["survived"]
        share = str(noticed * 100 // run) if run else "-"
        rows.append((each.script.name, str(counts.total()), *(str(counts[fate]) for fate in FATES), share))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _summary(found: Mutations) -> Iterator[str]:
    run = found.count("killed", "cut", "survived")
    if found.score is not None:
        yield f"{run - found.count('survived')} of {run} mutants were noticed: {found.score} %"
    if found.count("not reached"):
        yield f"{found.count('not reached')} at actions or branches that no scenario reaches: none would notice"
    if found.count("not run"):
        yield f"{found.count('not run')} were not run: the time was over"
    left = Counter[str]()
    for each in found.made:
        left.update(each.left_out)
    for why, count in sorted(left.items()):
        yield f"{count} changes left out: {why}"
    yield f"{found.runs} runs of {found.scenarios - len(found.broken)} scenarios in {found.seconds:.1f} s"


def _document(found: Mutations, saved: list[Path]) -> dict[str, Any]:
    from studio.testing.explorers.mutations import FATES

    return {
        "score": found.score,
        "counts": {fate: found.count(fate) for fate in FATES},
        "mutants": [each.as_json() for each in found.tried],
        "left_out": [{"script": each.script.name, "changes": dict(each.left_out)} for each in found.made],
        "broken": [
            {"file": str(case.file), "scenario": case.name, "verdict": played.verdict, "failures": played.why}
            for case, played in found.broken
        ],
        "scenarios": found.scenarios,
        "runs": found.runs,
        "seconds": round(found.seconds, 3),
        "saved": [str(each) for each in saved],
    }
