"""Small worlds to rehearse, and what a worker may do that dies."""

from __future__ import annotations

import os
from pathlib import Path

from studio.rehearsal.bundle import Bundle
from studio.rehearsal.job import Job, Result, run_bundle

WORLD = """\
start: 2026-03-02T13:00:00Z
zone: America/New_York
seed: {seed}
lists:
  - {{file: leads.csv, source: List, skill: 4001, map: auto}}
skills:
  - number: 4001
    retry: {{minimumRetryMinutes: 60, maximumAttempts: 3}}
    calling: {{agents: {agents}}}
"""


def make_world(folder: Path, *, records: int = 40, agents: int = 4, seed: int = 7, more: str = "") -> Path:
    """A world that dials a list; every tenth record has no number."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"K{n},Ann,{'' if n % 10 == 9 else f'212{5550100 + n}'},NY" for n in range(records)]
    (folder / "leads.csv").write_text("\n".join(["Id,First Name,Phone,State", *rows, ""]), encoding="utf-8")
    file = folder / "world.yaml"
    file.write_text(WORLD.format(seed=seed, agents=agents) + more, encoding="utf-8")
    return file


def dies_at_8(bundle: Bundle, job: Job) -> Result:
    """Runs a job, but for seed 8, at which the whole process ends as if it were killed."""
    if job.seed == 8:
        os._exit(9)
    return run_bundle(bundle, job)


def dies_once(bundle: Bundle, job: Job) -> Result:
    """Runs a job, but the first one at seed 8 ends its process."""
    mark = Path(next(iter(bundle.moved)))
    if job.seed == 8 and not mark.exists():
        mark.touch()
        os._exit(9)
    return run_bundle(bundle, job)
