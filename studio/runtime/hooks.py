"""The hooks of plugins: what a plugin's functions are called, when they are called, and what they give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from studio.runtime.registry import Registry

PROJECT = "studio"
#: Marks a function of a plugin. Functions whose names begin with ``studio_`` are found without it as well.
hookimpl = pluggy.HookimplMarker(PROJECT)
_spec = pluggy.HookspecMarker(PROJECT)


class Hooks:
    """Every hook is called once for a run, before the run begins, and never while it goes on."""

    @_spec
    def studio_actions(self, registry: Registry) -> None:
        """Add actions of your own with ``registry.add(CLASS)``, or take the place of those of the library."""

    @_spec
    def studio_observers(self, world: Any) -> list[Any] | None:
        """Give the observers that shall watch this run. ``world`` is the :class:`~studio.world.world.World`."""
        return None
