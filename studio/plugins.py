"""Plugins: Python of one's own that brings actions and watches runs.

They are found by the entry point group ``studio.plugins``, and in files that the user names, which are run as Python.
A plugin that fails never changes a run: it is told, and left out from there on.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from studio.diagnostics import Diagnostic
from studio.runtime.events import Event, Steps
from studio.runtime.hooks import PROJECT, Hooks, hookimpl
from studio.runtime.registry import Registry

GROUP = "studio.plugins"

__all__ = ["GROUP", "Plugins", "hookimpl"]


class _Manager(pluggy.PluginManager):
    """Takes every function that is called ``studio_…`` for a hook, marked or not."""

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> Any:
        options = super().parse_hookimpl_opts(plugin, name)
        if options is None and name.startswith(f"{PROJECT}_") and callable(getattr(plugin, name, None)):
            return {}
        return options


class Plugins:
    """The plugins of one run. ``faults`` are findings about them, those of the run among them."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self._manager = _Manager(PROJECT)
        self._manager.add_hookspecs(Hooks)
        self._observers: list[_Guarded] = []

    @classmethod
    def load(cls, files: Sequence[Path] = (), *, installed: bool = True) -> tuple[Plugins | None, list[Diagnostic]]:
        """Installed plugins and those in files; None, and why, if a file can't be used.

        An installed one that can't be used is left out, and told.
        """
        plugins = cls()
        if installed:
            for entry in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda each: each.name):
                plugins._tried(f"plugin {entry.name!r}", None, partial(plugins._add_entry, entry), "warning")
        for file in files:
            if not file.is_file():
                plugins._tell("PL001", "error", "there is no such plugin", file)
            else:
                plugins._tried("this plugin", file, partial(plugins._add_file, file), "error")
        if any(each.severity == "error" for each in plugins.faults):
            return None, plugins.faults
        return plugins, []

    def add(self, plugin: object, name: str = "") -> None:
        """Take a module or an object with hooks. ValueError if its hooks are not those that there are."""
        self._manager.register(plugin, name or None)
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError:
            self._manager.unregister(plugin)
            raise

    def add_actions(self, registry: Registry) -> None:
        """Let the plugins bring their actions."""
        for name, hook in self._hooks("studio_actions"):
            self._tried(f"plugin {name!r}", None, partial(hook, registry=registry), "warning")

    def watch(self, world: Any) -> None:
        """Let the plugins' observers watch the run of this world."""
        for name, hook in self._hooks("studio_observers"):
            self._tried(f"plugin {name!r}", None, partial(self._watch, hook, world), "warning")

    def _watch(self, hook: Callable[..., list[Any]], world: Any) -> None:
        found = [
            each for given in hook(world=world) for each in (given if isinstance(given, (list, tuple)) else [given])
        ]
        guarded = [(_GuardedSteps if hasattr(each, "steps") else _Guarded)(each, self._failed) for each in found]
        for each in guarded:
            world.engine.observe(each)
        self._observers += guarded

    def _hooks(self, name: str) -> Iterator[tuple[str, Callable[..., list[Any]]]]:
        """A hook of each plugin by itself, so that one that fails does not keep the others from their turn."""
        plugins = self._manager.list_name_plugin()
        for title, plugin in plugins:
            yield title, self._manager.subset_hook_caller(name, [each for _, each in plugins if each is not plugin])

    def close(self) -> None:
        """Tell the observers that have a method ``close`` that the run is over."""
        for each in self._observers:
            each.close()

    def _add_entry(self, entry: importlib.metadata.EntryPoint) -> None:
        self.add(entry.load(), entry.name)

    def _add_file(self, file: Path) -> None:
        self.add(_module(file), str(file))

    # ----------------------------------------------------------------------------------------------- faults
    def _tried(self, who: str, file: Path | None, work: Callable[[], object], severity: Any) -> None:
        try:
            work()
        except (Exception, SystemExit) as fault:
            self._tell("PL002", severity, f"{who} can't be used: {_said(fault)}", *_place(fault, file))

    def _failed(self, observer: object, fault: Exception) -> None:
        message = f"the observer {type(observer).__name__} failed and watches no longer: {_said(fault)}"
        self._tell("PL003", "warning", message, *_place(fault, None))

    def _tell(self, code: str, severity: Any, message: str, file: Path | str | None, line: int | None = None) -> None:
        self.faults.append(Diagnostic(code, severity, message, file=None if file is None else str(file), line=line))


class _Guarded:
    """An observer of a plugin: what goes wrong in it is no business of the run."""

    def __init__(self, observer: Any, failed: Callable[[object, Exception], None]) -> None:
        if not callable(observer):
            raise TypeError(f"{observer!r} is no observer: it can't be called with an event")
        self._observer = observer
        self._failed = failed
        self._works = True
        self.wants_changes = bool(getattr(observer, "wants_changes", False))

    def __call__(self, event: Event) -> None:
        self._do(self._observer, event)

    def close(self) -> None:
        """Close the observer, if it can be closed."""
        close = getattr(self._observer, "close", None)
        if close is not None:
            self._do(close)

    def _do(self, work: Callable[..., object], *arguments: Any) -> None:
        if self._works:
            try:
                work(*arguments)
            except Exception as fault:
                self._works = False
                self._failed(self._observer, fault)


class _GuardedSteps(_Guarded):
    def steps(self, steps: Steps) -> None:
        """Hand a batch on."""
        self._do(self._observer.steps, steps)


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"studio_plugin_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError("a plugin is a file *.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _said(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


def _place(fault: BaseException, file: Path | None) -> tuple[Path | str | None, int | None]:
    """Where it failed: the innermost line outside this project and the machinery of imports."""
    if isinstance(fault, SyntaxError) and fault.filename:
        return fault.filename, fault.lineno
    own = Path(__file__).parent
    for each in reversed(traceback.extract_tb(fault.__traceback__)):
        inside = own in Path(each.filename).parents or each.filename.startswith("<")
        if not inside and "pluggy" not in each.filename:
            return each.filename, each.lineno
    return file, None
