"""The first line of a trace: what a run was started with, so that it can be run again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from studio.cli.starting import Start

if TYPE_CHECKING:
    from studio.cli.starting import Ready
    from studio.runtime.tracing import Shown

#: Larger files are no part of a run.
_LARGEST = 1_000_000_000


def _no_nul(name: str) -> str:
    if "\0" in name:
        raise ValueError("no file is called so")
    return name


Name = Annotated[str, AfterValidator(_no_nul)]


class FirstLine(BaseModel):
    """What the first line of a trace says. Paths are relative to the folder in which the trace lies."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    event: str = Field(pattern="^run$")
    studio: str
    trace: int
    script: Name
    world: Name | None = None
    parameters: dict[str, str] = {}
    variables: dict[str, str] = {}
    seed: int
    until: str | None = None
    actions: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    start_at: str | None = None
    steps: int | None = Field(None, ge=1)
    resume: Name | None = None
    watch: tuple[str, ...] = ()
    changes: bool = True
    #: False: the trace shows what scripts ask to be hidden.
    redacted: bool = True
    digests: dict[Name, str] = {}

    def start(self, folder: Path) -> Start:
        """What the run was started with, from the folder of the trace."""
        return Start(
            folder / self.script,
            None if self.world is None else folder / self.world,
            dict(self.parameters),
            dict(self.variables),
            self.seed,
            self.until,
            show_redacted=not self.redacted,
            signals=self.signals,
            events=self.events,
            start_at=self.start_at,
            steps=self.steps,
            resume=None if self.resume is None else folder / self.resume,
        )

    def changed(self, folder: Path) -> Iterator[tuple[Path, str]]:
        """Files that are no longer what they were, and in which way."""
        for name, digest in self.digests.items():
            file = folder / name
            found = _digest(file)
            if found is None:
                yield file, "is no longer there" if not file.exists() else "can't be read"
            elif found != digest:
                yield file, "has changed since the trace was written"


def first_line(ready: Ready, shown: Shown, folder: Path) -> dict[str, Any]:
    """The first line of a trace that is written into a folder."""
    from studio import __version__
    from studio.runtime.tracing import VERSION

    start, redaction = ready.start, ready.world.engine.redaction
    return {
        "event": "run",
        "studio": __version__,
        "trace": VERSION,
        "script": _relative(start.script, folder),
        "world": None if start.world is None else _relative(start.world, folder),
        "parameters": redaction.given(ready.script, ready.parameters),
        "variables": redaction.given(ready.script, start.variables),
        "seed": ready.world.settings.seed,
        "until": start.until,
        "actions": [_relative(each, folder) for each in start.actions],
        "plugins": [_relative(each, folder) for each in start.plugins],
        **_outside(start, folder),
        "watch": list(shown.watch),
        "changes": shown.variables,
        "redacted": not start.show_redacted,
        "digests": {
            _relative(file, folder): digest
            for file in dict.fromkeys(_files(ready))
            if (digest := _digest(file)) is not None
        },
    }


def _outside(start: Start, folder: Path) -> dict[str, Any]:
    """What else was asked for; most runs have none of it."""
    resume = None if start.resume is None else _relative(start.resume, folder)
    stated = {
        "signals": list(start.signals), "events": list(start.events), "start_at": start.start_at, "steps": start.steps,
        "resume": resume,
    }  # fmt: skip
    return {name: value for name, value in stated.items() if value}


def read_first(line: str) -> tuple[FirstLine | None, str]:
    """What a first line says; None, and what is wrong with it."""
    try:
        return FirstLine.model_validate_json(line), ""
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return None, f"{where}: {first['msg']}" if where else first["msg"]


def _files(ready: Ready) -> Iterator[Path]:
    """Every file that a run depends on: scripts of the project, the world file and those it names, actions, plugins."""
    start = ready.start
    yield start.script
    if start.world is not None:
        yield start.world
        yield from (start.world.parent / each for each in _paths(ready.world.settings))
    yield from (Path(each.file) for each in ready.world.project.every() if each.file is not None)
    for folder in start.actions:
        yield from sorted(folder.glob("*.py"))
    yield from start.plugins
    if start.resume is not None:
        yield start.resume


def _paths(settings: Any) -> Iterator[Path]:
    match settings:
        case Path():
            yield settings
        case BaseModel():
            for name in type(settings).model_fields:
                yield from _paths(getattr(settings, name))
        case list() | tuple():
            for each in settings:
                yield from _paths(each)
        case dict():
            yield from _paths(list(settings.values()))


def _relative(file: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:
        # On another drive than the trace.
        return file.resolve().as_posix()


def _digest(file: Path) -> str | None:
    """The digest of a file; None of what is no file, or can't be read. A trace may name anything, devices too."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return None
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
