"""Everything a rehearsal needs as plain data: the world file, the scripts and the files that the world names.

A worker has no checkout of the user's folder, so that texts travel, not paths. They keep their places to one another:
a worker lays them out in a folder of its own, and relative paths mean there what they meant before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel

from studio.diagnostics import Diagnostic, has_errors
from studio.ordinary import size_of
from studio.rehearsal.reaching import reaches_out
from studio.script.project import Project
from studio.world.mock.checking import check_stand_ins
from studio.world.places import read_placed
from studio.world.settings import WorldSettings

#: Bytes of all files together; more is a mistake [our choice].
LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files by path below one folder; ``world`` and ``project`` are paths among them, ``project`` also a folder.

    ``moved`` gives absolute paths of the world file as paths from its folder.
    """

    world: str
    project: str
    files: dict[str, bytes] = field(repr=False)
    moved: dict[str, str]


@dataclass(slots=True)
class Packed:
    """A bundle, and what it holds as far as it is read already."""

    bundle: Bundle
    settings: WorldSettings
    problems: list[Diagnostic]


def pack(world: Path, script: Path | None = None) -> tuple[Packed | None, list[Diagnostic]]:
    """The bundle of a world file and its project: the scripts beside it, or beside ``script``.

    None, and everything that is wrong, where it can't be rehearsed.
    """
    settings, problems, places = read_placed(world, WorldSettings)
    if settings is None:
        return None, problems
    project, found = Project.load(script if script is not None else _folder(world))
    problems += found
    problems += check_stand_ins(settings.mock, project.scripts(), places)
    problems += reaches_out(settings, places)
    if script is not None and not script.exists():
        problems.append(Diagnostic("RH002", "error", "there is no such script or folder", file=str(script)))
    if has_errors(problems):
        return None, problems
    folder = os.path.abspath(_folder(world))
    named = {each: os.path.abspath(os.path.join(folder, each)) for each in _paths(settings)}
    there = [each for each in dict.fromkeys(named.values()) if os.path.isfile(each)]
    scripts = [os.path.abspath(each.file) for each in project.every() if each.file is not None]
    project_at = os.path.abspath(script) if script is not None else folder
    try:
        root = os.path.commonpath([folder, project_at, *map(os.path.dirname, [*there, *scripts])])
        files = _read([os.path.abspath(world), *scripts, *there], root)
        moved = {
            str(each): Path(os.path.relpath(at, folder)).as_posix() for each, at in named.items() if each.is_absolute()
        }
    except (OSError, ValueError) as fault:
        return None, [*problems, Diagnostic("RH003", "error", f"can't be sent along: {fault}", file=str(world))]
    bundle = Bundle(_below(os.path.abspath(world), root), _below(project_at, root), files, moved)
    return Packed(bundle, settings, problems), problems


@contextmanager
def unpacked(bundle: Bundle) -> Iterator[Path]:
    """A folder of its own with the bundle's files in it, as long as it is in use."""
    with TemporaryDirectory(prefix="studio-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        for at, content in bundle.files.items():
            path = root / PurePosixPath(at)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (root / PurePosixPath(bundle.project)).parent.mkdir(parents=True, exist_ok=True)
        yield root


def with_paths(value: Any, change: Callable[[Path], Path]) -> Any:
    """The same settings with every path changed."""
    if isinstance(value, Path):
        return change(value)
    if isinstance(value, BaseModel):
        now = {name: getattr(value, name) for name in type(value).model_fields}
        then = {name: with_paths(each, change) for name, each in now.items()}
        changed = {name: each for name, each in then.items() if each is not now[name]}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple | list):
        items = [with_paths(each, change) for each in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, dict):
        items_by_key = {key: with_paths(each, change) for key, each in value.items()}
        return value if all(each is value[key] for key, each in items_by_key.items()) else items_by_key
    return value


def _paths(settings: WorldSettings) -> list[Path]:
    found: list[Path] = []

    def note(path: Path) -> Path:
        found.append(path)
        return path

    with_paths(settings, note)
    return found


def _folder(world: Path) -> Path:
    return world.parent


def _read(paths: list[str], root: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for each in paths:
        total += size_of(Path(each))
        if total > LARGEST:
            raise ValueError(f"the files of this world take more than {LARGEST // 1_000_000:,} MB")
        found[_below(each, root)] = Path(each).read_bytes()
    return found


def _below(path: str, root: str) -> str:
    return PurePosixPath(*Path(os.path.relpath(path, root)).parts).as_posix()
