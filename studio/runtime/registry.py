"""Finding actions: those of the library, of installed packages, and of a folder that the user names.

Nothing imports an action by name. A package may offer a module of actions by the entry point group ``studio.actions``.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from studio.runtime.action import Action

GROUP = "studio.actions"


class Registry:
    """Action classes by kind, letter case free."""

    def __init__(self) -> None:
        self._classes: dict[str, type[Action]] = {}

    def add(self, action: type[Action]) -> None:
        """Know this class under its kind and aliases; a later one takes the place of an earlier."""
        for kind in (action.kind, *action.aliases):
            self._classes[kind.upper()] = action

    def add_module(self, module: ModuleType) -> None:
        """Know every action class that the module itself defines."""
        for found in vars(module).values():
            own = isinstance(found, type) and found.__module__ == module.__name__
            if own and issubclass(found, Action) and found.kind:
                self.add(found)

    def add_folder(self, folder: Path) -> None:
        """Know the actions in every ``*.py`` of a folder; names that begin with ``_`` are passed over.

        This runs the files as Python, so it is for folders that the user named, never for one that lies by chance.
        """
        for path in sorted(folder.glob("*.py")):
            if path.name.startswith("_"):
                continue
            spec = importlib.util.spec_from_file_location(f"studio_user_actions.{path.stem}", path)
            if spec is None or spec.loader is None:
                continue
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            self.add_module(module)

    def get(self, kind: str) -> type[Action] | None:
        """The class for a kind, or None."""
        return self._classes.get(kind.upper())

    def classes(self) -> list[type[Action]]:
        """Every class once, by kind."""
        return sorted(set(self._classes.values()), key=lambda each: each.kind)

    def is_like(self, other: Registry) -> bool:
        """Whether both have the same class for every kind."""
        return self._classes == other._classes

    def copy(self) -> Registry:
        """A registry to add to without changing this one."""
        other = Registry()
        other._classes = dict(self._classes)
        return other


@cache
def library() -> Registry:
    """The library's own actions and those of installed packages. Shared: copy it before you add to it."""
    registry = Registry()
    package = importlib.import_module("studio.actions")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        if not found.name.startswith("_"):
            registry.add_module(importlib.import_module(f"studio.actions.{found.name}"))
    for entry in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda each: each.name):
        registry.add_module(entry.load())
    return registry
