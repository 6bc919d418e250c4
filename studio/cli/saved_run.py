"""Runs that are saved to a file and gone on with: ``studio run --save FILE`` and ``--resume FILE``."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic
from studio.ordinary import size_of

if TYPE_CHECKING:
    from studio.cli.starting import Ready
    from studio.script.model import Script
    from studio.world.world import World

#: Version of the file's own form; what is inside has versions of its own.
FORM = 1
#: How each file of them begins.
_BEGIN = b'{"studio": '
#: A larger file is no saved run.
_LARGEST = 1_000_000_000


def is_in_the_way(path: Path) -> bool:
    """True of a file that holds something else than a saved run: a forgotten name would cost the author a script."""
    try:
        with path.open("rb") as opened:
            return path.is_file() and opened.read(len(_BEGIN)) not in (b"", _BEGIN)
    except OSError:
        return False


def save_run(path: Path, ready: Ready) -> None:
    """Write the world as it stands. OSError where it can't be written: a file that was there stays then."""
    from studio import __version__
    from studio.script.replacing import replace_file

    start, world = ready.start, ready.world
    content = {
        "studio": __version__,
        "form": FORM,
        "script": _relative(start.script, path),
        "world": None if start.world is None else _relative(start.world, path),
        # Those of which the state tells when they are due.
        "signals": [*ready.planned[0], *start.signals],
        "events": [*ready.planned[1], *start.events],
        "scripts": digests(world.project.scripts()),
        "state": world.save(),
    }
    replace_file(path, json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_run(path: Path) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """What a file of :func:`save_run` holds; None and why where it holds none."""
    try:
        if size_of(path) > _LARGEST:
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
    from studio.cli.outside import plan
    from studio.runtime.state import UnreadableState

    try:
        plan(world, *planned(content))
    except WrongUse as fault:
        return [_finding(path, "RT401", f"it is no saved run: {fault}")]
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


def planned(content: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The signals and the events that the command line asked for until the run was saved."""
    signals, events = (content.get(name, []) for name in ("signals", "events"))
    return _texts(signals), _texts(events)


def _texts(found: Any) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


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
