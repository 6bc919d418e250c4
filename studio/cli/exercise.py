"""``studio exercise``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.script.project import Project
    from studio.testing.coverage import BranchKey
    from studio.testing.exercise import Exercised

#: How runs end, in the order of the table.
STATUSES = ("ended", "waiting", "stuck", "failed", "cut", "refused", "crashed")
#: Places of one script that are told.
_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class ExerciseOptions:
    """What the command line says."""

    paths: list[Path]
    seeds: int
    seed: int
    seconds: float | None
    fail_under: float | None
    as_json: bool


def exercise_paths(options: ExerciseOptions) -> int:
    """Exercise every script that the paths name; the exit code."""
    from studio.testing.exercise import Options, exercise

    scripts, problems = _scripts(options.paths)

    def told(each: Exercised) -> None:
        if sys.stderr.isatty():
            report.say(report.printable(f"{each.script.name}: {each.runs} runs in {each.seconds:.1f} s"))

    found = exercise(scripts, Options(options.seeds, options.seed, options.seconds), told)
    if options.as_json:
        report.document(
            {"scripts": [_document(each) for each in found], "diagnostics": [each.as_json() for each in problems]}
        )
    else:
        report.findings(problems, to_error=True)
        for line in _table(found) if found else ():
            print(report.printable(line))
    if any(each.severity == "error" for each in problems):
        return 2
    return 1 if any(_fails(each, options.fail_under) for each in found) else 0


def _fails(each: Exercised, under: float | None) -> bool:
    low = under is not None and each.wired and share(each) < under
    return bool(each.refused or each.crashed or low or not each.starts)


def _scripts(paths: list[Path]) -> tuple[list[tuple[Script, Project]], list[Diagnostic]]:
    """The scripts that the paths name, each once, with the projects in which they lie."""
    from studio.script.files import find_scripts, read_script
    from studio.script.project import Project

    found: dict[Path, tuple[Script, Project]] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if not path.exists():
            problems.append(Diagnostic("FI001", "error", "there is no such file or folder", file=str(path)))
            continue
        project, told = Project.load(path)
        problems += told
        for file in find_scripts(path):
            if file.suffix.lower() == ".snippet" or file.resolve() in found:
                continue
            script, faults = read_script(file)
            if script is None:
                problems += [each for each in faults if each.severity == "error"]
                continue
            # The script that the project knows by this name, so that it calls itself and not a copy.
            known = project.resolve(script.name, "")
            same = known is not None and known.file is not None and Path(known.file).resolve() == file.resolve()
            found[file.resolve()] = (known if same and known is not None else script, project)
    return list(found.values()), problems


def share(each: Exercised) -> int:
    """Reached branches in per cent, rounded down: 100 is all of them."""
    return each.reached() * 100 // len(each.wired) if each.wired else 100


# --------------------------------------------------------------------------------------------------- telling
def _table(found: list[Exercised]) -> Iterator[str]:
    shown = [each for each in STATUSES if each in STATUSES[:4] or any(row.ended[each] for row in found)]
    rows = [_row(each, shown) for each in found]
    heads = ("script", "starts", "runs", *shown, "branches", "reached", "%")
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    for row in (heads, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
    for each in found:
        details = list(_details(each))
        if details:
            yield ""
            yield each.script.name
            yield from (f"    {line}" for line in details)


def _row(each: Exercised, shown: list[str]) -> tuple[str, ...]:
    counts = [str(each.ended[status]) for status in shown]
    return (
        each.script.name,
        str(len(each.starts)),
        str(each.runs),
        *counts,
        str(len(each.wired)),
        str(each.reached()),
        str(share(each)),
    )


def _details(each: Exercised) -> Iterator[str]:
    if not each.starts:
        yield "it has no Begin and no event action"
    for problem in _problems(each):
        yield f"can't start: {problem}"
    for why, count in each.crashed.items():
        yield f"crashed {count} times, a bug of studio: {why}"
    for (status, script, number, caption, why), count in each.places.most_common(_MOST_PLACES):
        where = f'#{number} "{caption}"' + (f" of {script}" if script != each.script.name else "")
        yield f"{status} {count} times at {where}" + (f": {why}" if why else "")
    for key in each.missed():
        yield f"never reached: {_branch(each, key)}"
    for key in each.cut_off:
        yield f"no way leads to: {_branch(each, key)}"
    if each.unknown:
        yield "not run here: " + ", ".join(f"{kind} {count} times" for kind, count in each.unknown.most_common())


def _problems(each: Exercised) -> list[str]:
    return list(dict.fromkeys(str(problem) for ran in each.refused for problem in ran.problems))


def _branch(each: Exercised, key: BranchKey) -> str:
    action = each.script.action(key.action)
    return f'#{key.action} "{action.caption if action is not None else ""}" {key.branch}'


def _document(each: Exercised) -> dict[str, Any]:
    counts = each.coverage.counts()
    return {
        "script": each.script.name,
        "file": each.script.file,
        "starts": each.starts,
        "runs": each.runs,
        "seconds": round(each.seconds, 3),
        "ended": {status: each.ended[status] for status in STATUSES},
        "branches": len(each.wired),
        "reached": each.reached(),
        "share": share(each),
        "never_reached": [_as_json(each, key) for key in each.missed()],
        "no_way": [_as_json(each, key) for key in each.cut_off],
        "counts": [_as_json(each, key) | {"count": counts[key]} for key in each.wired if key in counts],
        "places": [
            {"status": status, "script": script, "action": number, "caption": caption, "why": why, "count": count}
            for (status, script, number, caption, why), count in each.places.most_common()
        ],
        "unknown": dict(each.unknown.most_common()),
        "refused": _problems(each),
        "crashed": each.crashed,
    }


def _as_json(each: Exercised, key: BranchKey) -> dict[str, Any]:
    action = each.script.action(key.action)
    return {"action": key.action, "caption": action.caption if action is not None else "", "branch": key.branch}
