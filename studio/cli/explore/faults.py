"""``studio explore faults``."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.explore.saving import save_or_why
from studio.cli.explore.scenes import scenes_or_why, shares

if TYPE_CHECKING:
    from studio.testing.explorers.faults import FaultsExplored, Tried


def explore(paths: list[Path], only: str, seconds: float | None, seed: int, save: Path | None, as_json: bool) -> int:
    """Let calls fail; the exit code: 0 if every failure was handled, 1 if not, 2 if nothing could be tried."""
    from studio.testing.explorers.faults import explore_faults
    from studio.testing.stage import Stage

    stage = Stage()
    scenes = scenes_or_why(paths, stage, only, as_json=as_json)
    if scenes is None:
        return 2
    explored: list[FaultsExplored] = []
    count = 0

    def told(each: Tried) -> None:
        nonlocal count
        count += 1
        if sys.stderr.isatty() and count % 25 == 0:
            report.say(f"{count} faults tried")

    for case, share in shares(scenes, seconds):
        explored.append(explore_faults(case, stage, seconds=share, seed=seed, told=told))
    bad = ((each.scenario(tried), each.case) for each in explored for tried in each.tried if tried.bad)
    saved = save_or_why(bad, save, "fault")
    if saved is None:
        return 2
    unreached = _unreached(explored)
    if as_json:
        report.document(
            {
                "scenarios": [_document(each) for each in explored],
                "unreached": [
                    {"script": script, "action": id, "caption": caption} for script, id, caption in unreached
                ],
                "saved": [str(each) for each in saved],
            }
        )
    else:
        report.findings(scenes.problems, to_error=True)
        for line in _lines(explored, unreached):
            print(report.printable(line))
        for file in saved:
            print(report.printable(f"{file} written"))
    if not any(each.tried for each in explored) or any(each.problems for each in explored):
        return 2
    return 1 if any(tried.bad for each in explored for tried in each.tried) else 0


def _unreached(explored: Sequence[FaultsExplored]) -> list[tuple[str, int, str]]:
    """The wired branches for failures that no run has taken."""
    reached = {one for each in explored for one in each.all_reached()}
    wired = dict.fromkeys(one for each in explored for one in each.branches)
    return [each for each in wired if each[:2] not in reached]


# --------------------------------------------------------------------------------------------------- telling
def _lines(explored: Sequence[FaultsExplored], unreached: list[tuple[str, int, str]]) -> Iterator[str]:
    for each in explored:
        if each.problems or each.broken:
            yield f"{each.case.file.name}:{each.case.line} {each.case.name}: not tried"
            yield from (f"    {why}" for why in [*map(str, each.problems), *each.broken])
            yield ""
    tried = [one for each in explored for one in each.tried]
    if tried:
        yield from _table(tried)
    bad: dict[tuple[str, str], list[tuple[str, Tried]]] = defaultdict(list)
    for each in explored:
        for one in each.tried:
            if one.bad:
                bad[one.verdict, one.call.caption].append((each.case.name, one))
    for (verdict, caption), found in bad.items():
        yield ""
        yield f'{verdict}: "{caption}": {found[0][1].why}'
        ways = Counter(f"{one.way} ({name})" for name, one in found)
        yield from (f"    {way}" + (f" × {count}" if count > 1 else "") for way, count in list(ways.items())[:8])
        if len(ways) > 8:
            yield f"    and {len(ways) - 8} more"
    yield ""
    wired = len({one for each in explored for one in each.branches})
    yield f"branches for failures: {wired - len(unreached)} of {wired} reached"
    yield from (f'    never reached: {script} #{id} "{caption}"' for script, id, caption in unreached)
    cut = ", cut off by the time" if any(each.cut for each in explored) else ""
    seconds = sum(each.seconds for each in explored)
    yield f"{len(tried)} faults in {len(explored)} scenarios, {sum(one.bad for one in tried)} not handled, {seconds:.1f} s{cut}"


def _table(tried: Sequence[Tried]) -> Iterator[str]:
    from studio.testing.explorers.faults.judging import VERDICTS

    heads = ("action", "calls", "faults", *VERDICTS)
    rows = []
    for caption in dict.fromkeys(each.call.caption for each in tried):
        own = [each for each in tried if each.call.caption == caption]
        counts = Counter(each.verdict for each in own)
        calls = len({(each.call.script, each.call.number, each.call.url) for each in own})
        rows.append((caption, str(calls), str(len(own)), *(str(counts[verdict] or "–") for verdict in VERDICTS)))
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    for row in (heads, *rows):
        yield "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )


def _document(found: FaultsExplored) -> dict[str, Any]:
    return {
        "file": str(found.case.file),
        "line": found.case.line,
        "scenario": found.case.name,
        "calls": [str(each) for each in found.calls],
        "tried": [
            {
                "script": each.call.script,
                "action": each.call.action,
                "caption": each.call.caption,
                "number": each.call.number,
                "request": f"{each.call.method} {each.call.url}".strip(),
                "way": str(each.way),
                "verdict": each.verdict,
                "why": each.why,
                "reached": sorted(list(one) for one in each.reached),
            }
            for each in found.tried
        ],
        "broken": found.broken,
        "diagnostics": [each.as_json() for each in found.problems],
        "cut": found.cut,
        "seconds": round(found.seconds, 3),
    }
