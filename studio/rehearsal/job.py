"""One run of a rehearsal: from a bundle, a seed and a share to plain data, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from studio.diagnostics import has_errors
from studio.rehearsal.bundle import Bundle, unpacked, with_paths
from studio.rehearsal.sharding import divided
from studio.runtime.clock import SECOND, iso
from studio.script.project import Project
from studio.world.balance import balance
from studio.world.lists.share import WHOLE, Share
from studio.world.places import read_placed
from studio.world.settings import WorldSettings
from studio.world.world import World

#: What a run gives: plain data, with ``error`` where it came to nothing.
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """One run: ``share`` of the campaign for so many days of virtual time."""

    seed: int
    days: float
    share: Share = WHOLE


def run_bundle(bundle: Bundle, job: Job) -> Result:
    """The run of a job, in a folder of its own."""
    with unpacked(bundle) as root:
        return run_in(root, bundle, job)


def run_in(root: Path, bundle: Bundle, job: Job) -> Result:
    """The run of a job, where its bundle is laid out. Never raises; what went wrong is the ``error`` of its result."""
    begun: Result = {"seed": job.seed, "shard": job.share.number}
    try:
        return begun | _run(root, bundle, job)
    except Exception as fault:  # whatever a run fails with, the others go on, and its seed is told
        kind = "" if isinstance(fault, OSError | ValueError) else f"{type(fault).__name__}: "
        said = " ".join(str(fault).split())
        return begun | {"error": f"{kind}{said}".replace(f"{root}/", "").replace(str(root), "")[:500]}


def _run(root: Path, bundle: Bundle, job: Job) -> Result:
    file = root / PurePosixPath(bundle.world)
    settings, problems, _ = read_placed(file, WorldSettings)
    if settings is None or has_errors(problems):
        raise ValueError("; ".join(map(str, problems)))
    moved = {Path(each): Path(at) for each, at in bundle.moved.items()}
    settings = with_paths(settings, lambda path: moved.get(path, path))
    # A rehearsal has stores of its own: those of the world are neither read nor changed.
    changed: dict[str, Any] = {"seed": job.seed, "store": "sqlite://"}
    if settings.crm is not None:
        changed["crm"] = settings.crm.model_copy(update={"keep": False})
    settings = settings.model_copy(update=changed)
    project, _ = Project.load(root / PurePosixPath(bundle.project))
    world = World(divided(settings, job.share), project, folder=file.parent, share=job.share)
    try:
        if world.campaign is not None:
            world.campaign.begin()
        world.go_on(world.engine.now + round(job.days * 86_400 * SECOND))
        return _result(world)
    finally:
        world.close()


def _result(world: World) -> Result:
    campaign = world.campaign
    hidden = world.engine.redaction.text
    troubles = {} if campaign is None else campaign.troubles()
    return {
        "clock": iso(world.engine.now),
        "skills": [] if campaign is None else [each.as_json() for each in campaign.figures()],
        "lists": [each.as_json() for each in world.lists],
        "balance": _balance(world),
        "troubles": [[skill, hidden(text)] for skill, texts in troubles.items() for text in texts],
    }


def _balance(world: World) -> dict[str, Any] | None:
    """Where the leads are; None for a world without a CRM."""
    if world.crm is None or world.prospects is None:
        return None
    source = next((each for each in world.settings.sources if each.map), None)
    by_field = {} if source is None or source.map is None else {name.lower(): to for name, to in source.map.items()}
    return balance(world.crm, world.prospects, by_field.get("externalid", "External ID")).as_json()
