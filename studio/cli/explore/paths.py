"""``studio explore paths``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.script.project import Project
    from studio.testing.coverage import BranchKey
    from studio.testing.explorers.paths import Paths
    from studio.testing.stage import Stage


def explore(paths: list[Path], only: str, seconds: float | None, seed: int, save: Path | None, as_json: bool) -> int:
    """Look for ways to branches; the exit code: 0 if none stays without, 1 if some do, 2 if nothing could be run."""
    from studio.testing.explorers.paths import explore_paths
    from studio.testing.explorers.paths.saving import save_proposals
    from studio.testing.explorers.scenes import scenes_of
    from studio.testing.stage import Stage

    stage = Stage()
    given = [each for each in paths if not _is_script(each)]
    scenes = scenes_of(given, stage, only)
    scripts: list[tuple[Script, Project, Path]] = []
    for path in paths:
        inside = path.is_dir() and any(each.resolve().is_relative_to(path.resolve()) for each in scenes.files)
        if _is_script(path) or (path.is_dir() and not inside):
            scripts += _scripts(path, stage, scenes.problems)
    if not scenes.cases and not scripts and not has_errors(scenes.problems):
        what = (
            f"no scenario has {only!r} in its name" if only and scenes.files else "there is no scenario and no script"
        )
        scenes.problems.append(Diagnostic("TS010", "error", what))
    if has_errors(scenes.problems):
        report.refusal(scenes.problems, as_json=as_json)
        return 2

    def told(text: str) -> None:
        if sys.stderr.isatty():
            report.say(text)

    found = explore_paths(scenes.cases, stage, scripts=scripts, seed=seed, seconds=seconds, told=told)
    wrong: list[str] = []
    if save is not None and found.proposals:
        try:
            wrong = save_proposals(found.proposals, save, stage)
        except OSError as fault:
            report.say(f"the proposals can't be written: {fault}")
            return 2
    if as_json:
        report.document(_document(found, wrong))
    else:
        report.findings([*scenes.problems, *found.problems], to_error=True)
        for line in _lines(found, wrong):
            print(report.printable(line))
    if found.problems:
        return 2
    return 1 if found.unsaid or found.not_found or found.out_of_reach or wrong else 0


def _is_script(path: Path) -> bool:
    from studio.script.files import SUFFIXES

    return path.is_file() and path.suffix.lower() in SUFFIXES


def _scripts(path: Path, stage: Stage, problems: list[Diagnostic]) -> list[tuple[Script, Project, Path]]:
    """The scripts of a file or a folder that can be used."""
    from studio.script.files import find_scripts
    from studio.testing.stage import Unusable

    found = []
    for file in find_scripts(path):
        if file.suffix.lower() == ".snippet":
            continue
        try:
            script, project = stage.script(file)
        except Unusable as fault:
            problems += fault.problems
            continue
        found.append((script, project, file))
    return found


# --------------------------------------------------------------------------------------------------- telling
def _lines(found: Paths, wrong: list[str]) -> Iterator[str]:
    for name, why in found.failing:
        yield f"{name}: can't be run: {why}"
    for each in found.proposals:
        if each.file is None:
            yield f"# beside {each.base.head.file.name if each.base.case is not None else each.base.file.name}"
            yield from each.text.rstrip().splitlines()
            yield ""
    for file, saved in groupby(found.proposals, lambda each: each.file):
        if file is not None:
            yield f"written into {file}:"
            yield from (f"    {each.name}" for each in saved)
            yield ""
    yield from _branches("reached in a made-up world, but no scenario says it", found, found.unsaid)
    yield from _branches("no way leads to", found, found.out_of_reach)
    yield from _branches(f"not found in {found.runs} runs", found, found.not_found)
    yield from wrong
    yield from _summary(found)


def _branches(what: str, found: Paths, keys: Iterable[BranchKey]) -> Iterator[str]:
    listed = list(keys)
    if listed:
        yield f"{what}:"
        for key in listed:
            why = found.unsaid.get(key, "") if key not in found.out_of_reach else ""
            yield f'    {key.script}: "{found.captions.get(key, "")}" -> {key.branch}' + (f": {why}" if why else "")
        yield ""


def _summary(found: Paths) -> Iterator[str]:
    without = len(found.missing) + len(found.out_of_reach)
    if not without:
        yield f"all {found.branches} branches are taken by {_several(found.scenarios, 'scenario')}"
        return
    taken = "no scenario takes" if found.scenarios else "there is no scenario for"
    yield f"{taken} {without} of {_several(found.branches, 'branch', 'branches')}"
    yield (
        f"{_several(len(found.proposals), 'proposal')} for {len(found.proposed)} of them, {len(found.unsaid)} that no scenario says, "
        f"{len(found.out_of_reach)} out of reach, {len(found.not_found)} not found"
    )
    yield f"{_several(found.runs, 'run')} in {found.seconds:.1f} s"


def _several(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _document(found: Paths, wrong: list[str]) -> dict[str, Any]:
    return {
        "branches": found.branches,
        "scenarios": found.scenarios,
        "not_taken": [found.told(each) for each in (*found.missing, *found.out_of_reach)],
        "proposals": [each.as_json() for each in found.proposals],
        "unsaid": [found.told(key) | {"why": why} for key, why in found.unsaid.items()],
        "out_of_reach": [found.told(each) for each in found.out_of_reach],
        "not_found": [found.told(each) for each in found.not_found],
        "failing": [{"scenario": name, "why": why} for name, why in found.failing],
        "saved": list(dict.fromkeys(str(each.file) for each in found.proposals if each.file is not None)),
        "wrong": wrong,
        "diagnostics": [each.as_json() for each in found.problems],
        "runs": found.runs,
        "seconds": round(found.seconds, 3),
    }
