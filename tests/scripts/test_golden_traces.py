"""Every example, with and without its world files, must give the trace that is kept in ``golden/``, byte for byte.

What is kept of a trace is small and made for reading: the digest of all its lines and of each quarter of an hour, how often each
kind of event came and each branch was taken, and the first and last lines. If a change of the traces is meant, renew it, and look
at what git says has changed::

    STUDIO_GOLDEN=renew python -m pytest tests/scripts/test_golden_traces.py

The first line of a trace file, ``run``, has paths and digests of files: it is no part of this.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from studio.runtime.clock import SECOND
from studio.runtime.tracing import JsonTrace
from studio.script.files import read_script
from studio.testing.scenario.reading import is_scenario_file
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
GOLDEN = Path(__file__).with_name("golden")
RENEW = os.environ.get("STUDIO_GOLDEN") == "renew"
#: Virtual hours that are played: of the main example, and of the others.
HOURS: dict[str, float] = {"create_prospects/brain": 3, "check_in/load_prospects": 0.25, "check_in/check_in": 0.25}
OTHERS = 1
#: Parameters of the scripts that need some.
GIVEN = {
    "create_prospects/load_prospects": ["4001", "7001", "200", "S-1"],
    "check_in/load_prospects": ["4001", "7001", "60", "S-1"],
}
#: Lines kept at both ends, and characters of each.
ENDS, WIDTH = 40, 300


class Run(NamedTuple):
    """An example and its world; both are paths below ``scripts/``."""

    script: str
    world: str | None

    @property
    def given(self) -> list[str]:
        return GIVEN.get(self.script.removesuffix(".studio"), [])

    @property
    def hours(self) -> float:
        return HOURS.get(self.script.removesuffix(".studio"), OTHERS)

    @property
    def name(self) -> str:
        world = f".{Path(self.world).stem}" if self.world else ""
        return self.script.removesuffix(".studio").replace("/", ".") + world

    @property
    def kept(self) -> Path:
        return GOLDEN / f"{self.name}.txt"


def runs() -> Iterator[Run]:
    for script in sorted(SCRIPTS.glob("**/*.studio")):
        for world in [None, *sorted(each for each in script.parent.glob("*.yaml") if not is_scenario_file(each))]:
            yield Run(script.relative_to(SCRIPTS).as_posix(), world.relative_to(SCRIPTS).as_posix() if world else None)


RUNS = list(runs())


def trace_of(run: Run) -> list[str]:
    """The lines of the trace."""
    script, problems = read_script(SCRIPTS / run.script)
    assert script is not None, problems
    world, problems = World.load(SCRIPTS / run.world if run.world else None, SCRIPTS / run.script)
    assert world is not None, problems
    lines: list[str] = []
    world.engine.observe(JsonTrace(lines.append))
    try:
        world.run(script, run.given, until=world.engine.now + round(run.hours * 3600) * SECOND)
    finally:
        world.close()
    return lines


def digest(lines: list[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def quarter(event: dict[str, Any]) -> str:
    """The quarter of an hour in which an event happens."""
    time: str = event["time"]
    return f"{time[:14]}{int(time[14:16]) // 15 * 15:02d}"


def cut(line: str) -> str:
    line = line.rstrip("\n")
    return line if len(line) <= WIDTH else f"{line[:WIDTH]} … {len(line)} characters"


def told(run: Run, lines: list[str]) -> str:
    """What is kept of a trace."""
    events = [json.loads(line) for line in lines]
    kinds = Counter(each["event"] for each in events)
    taken = Counter(
        (each["script"], each["action"], each["caption"], each["branch"])
        for each in events
        if each["event"] == "action"
    )
    parts = [
        [f"{run.script}, {run.world or 'no world'}, {run.hours} h" + "".join(f", {each}" for each in run.given)],
        [f"lines: {len(lines)}", f"SHA-256: {digest(lines)}"],
        ["by quarters of an hour:"],
    ]
    numbered = list(zip(events, lines, strict=True))
    for moment, group in groupby(numbered, lambda each: quarter(each[0])):
        within = [line for _, line in group]
        parts[-1].append(f"    {moment}  {len(within):5} lines  {digest(within)[:16]}")
    parts.append(["events:", *(f"    {count:5}  {kind}" for kind, count in sorted(kinds.items()))])
    parts.append(["branches:"])
    for (script, action, caption, branch), count in sorted(taken.items()):
        parts[-1].append(f"    {count:5}  {script} #{action} {caption} -> {branch or 'nothing'}")
    if len(lines) <= 2 * ENDS:
        parts.append(["all lines:", *map(cut, lines)])
    else:
        parts.append([f"the first {ENDS} lines:", *map(cut, lines[:ENDS])])
        parts.append([f"the last {ENDS} lines:", *map(cut, lines[-ENDS:])])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


@pytest.mark.parametrize("run", RUNS, ids=[each.name for each in RUNS])
def test_the_trace_is_the_one_that_is_kept(run: Run) -> None:
    now = told(run, trace_of(run))
    if RENEW:
        GOLDEN.mkdir(exist_ok=True)
        run.kept.write_text(now, encoding="utf-8", newline="\n")
    kept = run.kept.read_text(encoding="utf-8") if run.kept.exists() else ""
    if kept != now:
        change = difflib.unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", n=1, lineterm="")
        shown = "\n".join(cut(line) for line, _ in zip(change, range(60), strict=False))
        pytest.fail(f"another trace; if that is meant, run this file with STUDIO_GOLDEN=renew\n{shown}", pytrace=False)


def test_nothing_is_kept_of_what_is_gone() -> None:
    gone = sorted(set(GOLDEN.glob("*")) - {each.kept for each in RUNS})
    if RENEW:
        for each in gone:
            each.unlink()
        gone = []
    assert gone == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "run", [each for each in RUNS if each.world and "brain" in each.script], ids=lambda run: run.name
)
def test_neither_folder_nor_machine_matters(run: Run, tmp_path: Path) -> None:
    """The command in another folder, with another hash seed, zone and language, writes the same lines behind its first."""
    assert run.world is not None
    shutil.copytree(SCRIPTS, tmp_path / "some where" / "else")
    folder = Path("some where", "else")
    command = [
        sys.executable, "-m", "studio", "run", str(folder / run.script), "--world", str(folder / run.world),
        "--until", f"{run.hours}h", "--trace", "out.jsonl",
    ]  # fmt: skip
    machine = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONUTF8": "0"}
    path = os.pathsep.join(each for each in sys.path if each)
    subprocess.run(
        command, cwd=tmp_path, check=True, capture_output=True, env={**os.environ, **machine, "PYTHONPATH": path}
    )
    first, *lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    assert json.loads(first)["event"] == "run"
    assert lines == trace_of(run)
