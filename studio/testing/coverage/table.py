"""The table of coverage for a terminal, and what is missing in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.runtime.tracing.describing import visible
from studio.testing.coverage.data import MEASURES, ActionData, CoverageData, ScriptData, Share

#: Missing places of one script that are told.
_MOST = 30


def table_lines(data: CoverageData, most: int = _MOST) -> list[str]:
    """A row for each script, one for all, and below them what no run has reached."""
    rows = [_row(each.name, [each.share(measure) for measure in MEASURES]) for each in data.scripts.values()]
    if len(rows) > 1:
        rows.append(_row("all", [data.share(measure) for measure in MEASURES]))
    heads = ("script", *MEASURES)
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    found = [_line(row, widths) for row in (heads, *rows)]
    for each in data.scripts.values():
        missing = list(missing_of(each))
        if missing:
            found += ["", visible(each.name), *(f"    {line}" for line in missing[:most])]
            if len(missing) > most:
                found.append(f"    … {len(missing) - most} more")
    return found


def missing_of(script: ScriptData) -> Iterator[str]:
    """What was not covered of a script, action by action: ``#7 "Any records?": False``."""
    if script.actions and not any(each.hits for each in script.actions.values()):
        yield "never run"
        return
    for action in script.actions.values():
        told = list(_missing(action))
        if told:
            yield f'#{action.id} "{visible(action.caption)}": {"; ".join(told)}'


def _missing(action: ActionData) -> Iterator[str]:
    if not action.hits:
        if action.branches or action.lines or action.in_reach:
            yield "never reached" if action.in_reach else "out of reach: no way leads there"
        return
    branches = [visible(name) for name, hits in action.branches.items() if not hits]
    if branches:
        yield f"never {', '.join(branches)}"
    lines = [line for line, hit in action.lines.items() if not hit]
    if lines:
        yield f"line{'s' * (len(lines) > 1)} {ranges(lines, list(action.lines))}"
    for each in action.decisions:
        ways = [name for name, hit in each.ways.items() if not hit]
        # A block that never ran says so by its lines.
        if ways and each.line not in lines:
            what = {"taken": "was never taken", "no case": "never went without a case"}
            said = what.get(ways[0]) if len(each.ways) == 1 else f"was never {' nor '.join(ways)}"
            yield f"{each.word} in line {each.line} {said}"


def ranges(lines: Sequence[int], all: Sequence[int]) -> str:
    """Lines as ``3, 7–9``: those between which no other line has code stand together."""
    found: list[list[int]] = []
    order = {line: place for place, line in enumerate(sorted(all))}
    for line in sorted(lines):
        if found and order[line] == order[found[-1][-1]] + 1:
            found[-1].append(line)
        else:
            found.append([line])
    return ", ".join(str(each[0]) if len(each) == 1 else f"{each[0]}–{each[-1]}" for each in found)


def _row(name: str, shares: Sequence[Share]) -> tuple[str, ...]:
    return (visible(name), *(f"{each.covered}/{each.all} {each.percent:g} %" if each.all else "–" for each in shares))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
    )
