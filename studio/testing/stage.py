"""Where tests run: worlds that are made for one run each; scripts are read and compiled once for all of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from studio.diagnostics import Diagnostic, has_errors
from studio.runtime.engine import CannotStart
from studio.runtime.registry import Registry, library
from studio.runtime.tracing import KeptTrace
from studio.script.files import read_script
from studio.script.model import Script
from studio.script.names import folded
from studio.script.project import Project
from studio.testing.ran import Ran
from studio.world.places import read_content, read_placed
from studio.world.settings import WorldSettings
from studio.world.world import World

if TYPE_CHECKING:
    from studio.runtime.contact import Incoming
    from studio.runtime.loading import LoadedScript

#: Lists of which those of a test come before those of its world file, since the first that fits counts.
_IN_FRONT = ("mock", "when")


class Unusable(ValueError):
    """A script or a world that can't be used; ``problems`` are the findings."""

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(str(each) for each in problems) or "it can't be used")
        self.problems = list(problems)


class Watcher(Protocol):
    """Who wants to watch every world before anything runs in it: coverage, say."""

    def watch(self, world: World) -> None: ...


class Stage:
    """Makes worlds. Files are read once: for files that have changed take a new one."""

    def __init__(self, actions: Sequence[Path] = (), watchers: Sequence[Watcher] = ()) -> None:
        """``actions`` are folders of actions of the user's own, whose files are run as Python. Unusable if they can't be."""
        self.watchers = list(watchers)
        self._actions = list(actions)
        self.registry: Registry = library()
        if actions:
            self.registry = self.registry.copy()
            for folder in actions:
                try:
                    self.registry.add_folder(folder)
                except (Exception, SystemExit) as fault:
                    message = f"the actions can't be used: {type(fault).__name__}: {fault}"
                    raise Unusable([Diagnostic("WF006", "error", message, file=str(folder))]) from fault
        self._scripts: dict[Path, tuple[Script, Project, list[Diagnostic]]] = {}
        self._worlds: dict[Path, dict[str, Any]] = {}
        self._settings: dict[str, WorldSettings] = {}
        self._compiled: dict[Any, dict[str, LoadedScript]] = {}

    # ------------------------------------------------------------------------------------------------ reading
    def script(self, path: Path) -> tuple[Script, Project]:
        """The script of a file and the project of its folder. Unusable if there is none, or one with faults."""
        path = _resolved(path)
        found = self._scripts.get(path)
        if found is None:
            script, problems = read_script(path)
            if script is None or has_errors(problems):
                raise Unusable(problems)
            project, more = Project.load(path)
            found = self._scripts[path] = (project.resolve(script.name, "") or script, project, more)
        return found[0], found[1]

    def use(self, path: Path, script: Script, project: Project) -> None:
        """Take another script for a file from now on: what a test does to a changed script."""
        self._scripts[path.resolve()] = (script, project, [])
        self._compiled.clear()

    def instead(self, project: Project, script: Script) -> Project:
        """The project with another script of a name, beside it: what is compiled of the others is shared.

        Let go of it with :meth:`forget`.
        """
        name = folded(script.name)
        changed = Project(script if folded(each.name) == name else each for each in project.every())
        for key, compiled in list(self._compiled.items()):
            if key[0] == id(project):
                kept = {each: loaded for each, loaded in compiled.items() if folded(each) != name}
                self._compiled[(id(changed), *key[1:])] = kept
        return changed

    def forget(self, project: Project) -> None:
        """Keep nothing that was compiled for a project."""
        for key in [each for each in self._compiled if each[0] == id(project)]:
            del self._compiled[key]

    def tidy(self) -> None:
        """Keep no settings and nothing that was compiled: for who makes thousands of worlds, each another."""
        self._settings.clear()
        self._compiled.clear()

    def projects(self) -> list[Project]:
        """The projects of all scripts that were read."""
        found = {id(project): project for _, project, _ in self._scripts.values()}
        return list(found.values())

    def stated(self, path: Path | None) -> dict[str, Any]:
        """What a world file says, as plain data; nothing without one. Unusable if it can't be read."""
        if path is None:
            return {}
        path = _resolved(path)
        if path not in self._worlds:
            settings, problems, _ = read_placed(path, WorldSettings)
            if settings is None:
                raise Unusable(problems)
            self._worlds[path] = read_content(path)[0] or {}
        return self._worlds[path]

    def settings(self, path: Path | None, changes: Mapping[str, Any] | None = None) -> WorldSettings:
        """A world file with changes. Unusable with everything that is wrong."""
        try:
            return self.validated(merged(self.stated(path), changes or {}))
        except ValidationError as fault:
            raise Unusable([_wrong(each) for each in fault.errors()]) from None

    def validated(self, stated: dict[str, Any]) -> WorldSettings:
        """Settings of a world; the same object for the same content. ValidationError where they are wrong."""
        key = repr(stated)
        found = self._settings.get(key)
        if found is None:
            found = self._settings[key] = WorldSettings.model_validate(copy.deepcopy(stated))
        return found

    # ------------------------------------------------------------------------------------------------ running
    def world(self, settings: WorldSettings, project: Project, folder: Path | None) -> World:
        """A new world. Unusable where a file that it needs is missing."""
        try:
            world = World(settings, project, folder=folder, registry=self.registry, allow_code=self._actions)
        except (OSError, ValueError, KeyError) as fault:
            raise Unusable([World.fault(fault, None)]) from fault
        # What a script is compiled to depends on the stand-ins; the operations find those of their world.
        key = (id(project), repr(settings.mock), settings.limits)
        world.engine.share_compiled(self._compiled.setdefault(key, {}))
        for each in self.watchers:
            each.watch(world)
        return world

    @contextmanager
    def ran(
        self,
        script: Script,
        project: Project,
        settings: WorldSettings,
        folder: Path | None = None,
        *,
        parameters: Mapping[str, str] | Sequence[str] = (),
        variables: Mapping[str, Any] | None = None,
        event: Incoming | None = None,
        prepare: Callable[[World], None] = lambda world: None,
    ) -> Iterator[Ran]:
        """A run that has begun and not gone on yet; its world is closed at the end. Unusable if it can't start."""
        world = self.world(settings, project, folder)
        try:
            yield self.begin(world, script, parameters, variables, event, prepare)
        finally:
            world.close()

    @staticmethod
    def begin(
        world: World,
        script: Script,
        parameters: Mapping[str, str] | Sequence[str] = (),
        variables: Mapping[str, Any] | None = None,
        event: Incoming | None = None,
        prepare: Callable[[World], None] = lambda world: None,
    ) -> Ran:
        """Begin a contact in a world, with everything kept that happens. Unusable if it can't start."""
        trace = KeptTrace()
        world.engine.observe(trace)
        prepare(world)
        try:
            contact = world.start(script, parameters, variables=variables, event=event)
        except CannotStart as fault:
            raise Unusable(fault.problems) from fault
        if world.campaign is not None:
            world.campaign.adopt(contact)
        return Ran(world, script, trace, contact)


def _resolved(path: Path) -> Path:
    """A path without links. Unusable for what is none, and for links that lead round in a circle."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError) as fault:
        raise Unusable([Diagnostic("FI001", "error", f"can't be read: {fault}", file=str(path))]) from fault


def merged(stated: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a world file says, changed: mappings member by member, all else as a whole; stand-ins and observations come in front."""
    found = dict(stated)
    for name, value in changes.items():
        before = found.get(name)
        if name in _IN_FRONT and isinstance(before, list) and isinstance(value, (list, tuple)):
            found[name] = [*value, *before]
        elif name in _IN_FRONT and before is not None and isinstance(value, (list, tuple)):
            # No list: this is told when it is looked at.
            continue
        elif isinstance(before, Mapping) and isinstance(value, Mapping):
            found[name] = merged(before, value)
        else:
            found[name] = value
    return found


def _wrong(error: Any) -> Diagnostic:
    where = ".".join(str(step) for step in error["loc"])
    return Diagnostic("WF003", "error", f"{where}: {error['msg'].removeprefix('Value error, ')}")
