"""Runs that are saved to a file and gone on with: ``studio run --save FILE`` and ``--resume FILE``."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.world.world import World

#: Version of the file's own form; what is inside has versions of its own.
FORM = 1
#: A larger file is no saved run.
_LARGEST = 1_000_000_000


def save_run(path: Path, world: World, script: Path, world_file: Path | None) -> None:
    """Write the world as it stands. OSError where it can't be written: a file that was there stays then."""
    from studio import __version__
    from studio.script.replacing import replace_file

    content = {
        "studio": __version__,
        "form": FORM,
        "script": _relative(script, path),
        "world": None if world_file is None else _relative(world_file, path),
        "scripts": digests(world.project.scripts()),
        "state": world.save(),
    }
    replace_file(path, json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_run(path: Path) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """What a file of :func:`save_run` holds; None and why where it holds none."""
    try:
        if path.stat().st_size > _LARGEST:
            return None, [_finding(path, "RT401", f"the file is larger than {_LARGEST} bytes")]
        content = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, RecursionError) as fault:
        return None, [_finding(path, "RT401", f"it can't be read: {fault}")]
    if not isinstance(content, dict) or "form" not in content or not isinstance(content.get("state"), dict):
        return None, [_finding(path, "RT401", "it is no saved run")]
    if content["form"] != FORM:
        message = f"it is a saved run of form {content['form']!r}; this reads form {FORM}"
        return None, [_finding(path, "RT402", message)]
    return content, []


def resume(path: Path, content: dict[str, Any], world: World) -> list[Diagnostic]:
    """Bring a newly made world to the saved run; what is wrong or odd about it. An error: it can't be gone on with."""
    from studio.runtime.state import UnreadableState

    try:
        world.restore(content["state"])
    except UnreadableState as fault:
        return [_finding(path, "RT402", str(fault))]
    now = digests(world.project.scripts())
    old = content.get("scripts")
    changed = (
        [name for name, digest in old.items() if now.get(name) not in (None, digest)] if isinstance(old, dict) else []
    )
    return [
        _finding(path, "RT403", f"script {name!r} has changed since the run was saved", "warning") for name in changed
    ]


def world_of(path: Path, content: dict[str, Any]) -> Path | None:
    """The world file that the run was saved with."""
    stated = content.get("world")
    return path.parent / stated if isinstance(stated, str) else None


def digests(scripts: list[Script]) -> dict[str, str]:
    """What tells whether a script has changed: a digest of what it does, by name."""
    return {
        each.name: hashlib.sha256(
            repr(
                [(a.id, a.kind, a.caption, a.properties, [(b.to, b.label) for b in a.branches]) for a in each.actions]
            ).encode("utf-8", "surrogatepass")
        ).hexdigest()
        for each in scripts
    }


def _relative(target: Path, beside: Path) -> str:
    try:
        return Path(os.path.relpath(target.resolve(), beside.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return str(target.resolve())


def _finding(path: Path, code: str, message: str, severity: str = "error") -> Diagnostic:
    return Diagnostic(code, severity, message, file=str(path))  # type: ignore[arg-type]  # one of the severities
