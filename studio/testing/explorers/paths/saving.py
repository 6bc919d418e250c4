"""Proposals as scenario files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from studio.script.files import SUFFIXES
from studio.testing.explorers.paths.bases import Base
from studio.testing.explorers.paths.proposing import Proposal
from studio.testing.explorers.paths.trial import Stated
from studio.testing.scenario import read_suite, run_case
from studio.testing.scenario.writing import file_of, relative, scenario_text
from studio.testing.stage import Stage

_COMMENT = "Proposed by studio explore paths: the shortest inputs found to branches that no scenario takes."


def save_proposals(proposals: Sequence[Proposal], folder: Path, stage: Stage) -> list[str]:
    """Write the proposals into files of a folder, those that stand under one head into one; what is wrong with them there.

    No file that is there already is written over. OSError where they can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    together: dict[tuple[Path, str], list[Proposal]] = {}
    for each in proposals:
        together.setdefault((each.base.file.resolve(), repr(each.base.head.content)), []).append(each)
    wrong = []
    for group in together.values():
        base = group[0].base
        file = _free(folder, base)
        scenarios = _named([each.scenario for each in group])
        file.write_text(scenario_text(_content(base, folder, scenarios), _COMMENT), encoding="utf-8", newline="\n")
        for each in group:
            each.file = file
        suite = read_suite(file, stage)
        wrong += [str(each) for each in suite.problems if each.severity == "error"]
        for case in suite.cases if suite.usable else ():
            outcome = run_case(case, stage)
            if not outcome.passed:
                why = [each.why for each in outcome.checks] or [str(each) for each in outcome.problems]
                wrong.append(f"{file}: {case.name}: {why[0].splitlines()[0] if why else outcome.verdict}")
    return wrong


def _content(base: Base, folder: Path, scenarios: Sequence[Stated]) -> Stated:
    if base.case is not None and base.head.file == base.case.file:
        placed = [{name: each[name] for name in each if name != "script"} for each in scenarios]
        whole = file_of(base.case, folder, *placed)
        return {name: value for name, value in whole.items() if name != "explore"}
    return base.head.content | {"script": relative(base.file, folder), "scenarios": list(scenarios)}


def _named(scenarios: Sequence[Stated]) -> list[Stated]:
    """The scenarios under names that differ."""
    seen: dict[str, int] = {}
    found = []
    for each in scenarios:
        count = seen[each["name"]] = seen.get(each["name"], 0) + 1
        found.append(each | {"name": f"{each['name']} ({count})"} if count > 1 else each)
    return found


def _free(folder: Path, base: Base) -> Path:
    """A file that is not there yet."""
    name = base.file.name
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    stem = re.sub(r"[^\w.-]+", "_", name) or "script"
    file = folder / f"test_{stem}_proposed.yaml"
    number = 1
    while file.exists():
        number += 1
        file = folder / f"test_{stem}_proposed_{number}.yaml"
    return file
