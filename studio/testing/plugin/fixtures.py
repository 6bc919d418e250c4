"""What the fixtures give to a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.runtime.contact import Incoming
from studio.script.catalogue import kind_of
from studio.script.model import Script
from studio.snippet.copies import from_plain
from studio.testing.ran import Ran
from studio.testing.scenario.running import placed
from studio.testing.stage import Stage
from studio.world.settings import WorldSettings


@dataclass(frozen=True, slots=True)
class WorldGiven:
    """A world that runs can take place in, each in one of its own."""

    settings: WorldSettings
    folder: Path

    @classmethod
    def of(cls, stage: Stage, folder: Path, file: str | Path | None, members: Mapping[str, Any]) -> WorldGiven:
        """A world file with members that differ. Unusable with everything that is wrong with them."""
        path = None if file is None else folder / file
        return cls(stage.settings(path, members), folder if path is None else path.parent)


class Runner:
    """Runs scripts for one test; files are relative to the test's."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._folder = folder
        self._stack = ExitStack()
        #: The runs of this test, in order.
        self.runs: list[Ran] = []

    def __call__(
        self,
        script: str | Path | Script,
        *values: str | int,
        world: str | Path | WorldGiven | Mapping[str, Any] | None = None,
        variables: Mapping[str, Any] | None = None,
        stand_ins: Sequence[Mapping[str, Any]] = (),
        when: Sequence[Mapping[str, Any]] = (),
        begin_at: str = "",
        until: str | float | None = None,
        go_on: bool = True,
        **parameters: str | int,
    ) -> Ran:
        """Begin a script and go on until nothing can, or for ``until`` (``30m``); with ``go_on=False`` only begin.

        Parameters are given by position, or by the names that Begin gives them. ``world`` is a world file, what the fixture
        ``world`` gives, or a mapping; ``stand_ins`` and ``when`` are as in a world file. ``begin_at`` names an event action:
        ``ONSIGNAL|GetContacts``. Raises :class:`Unusable <studio.testing.stage.Unusable>` if it can't begin.
        """
        found, project = self._script(script)
        given = self._world(world)
        changes: dict[str, Any] = {}
        if stand_ins:
            changes["mock"] = [*stand_ins, *(each.model_dump(exclude_unset=True) for each in given.settings.mock)]
        if when:
            changes["when"] = [*when, *(each.model_dump(exclude_unset=True) for each in given.settings.when)]
        settings = given.settings
        if changes:
            checked = self._stage.settings(None, changes)
            settings = settings.model_copy(update={name: getattr(checked, name) for name in changes})
        named = placed(found, {name: str(value) for name, value in parameters.items()}) if parameters else {}
        texts = [str(each) for each in values] or named
        plain = {name: from_plain(value) for name, value in (variables or {}).items()}
        ran = self._stack.enter_context(
            self._stage.ran(
                found, project, settings, given.folder, parameters=texts, variables=plain, event=_event(begin_at)
            )
        )
        self.runs.append(ran)
        return ran.go_on(until) if go_on else ran

    def close(self) -> None:
        """Let go of the worlds."""
        self._stack.close()

    def _script(self, script: str | Path | Script) -> tuple[Script, Any]:
        if isinstance(script, Script):
            if script.file is None:
                from studio.script.project import Project

                return script, Project([script])
            return self._stage.script(Path(script.file))
        return self._stage.script(self._folder / script)

    def _world(self, world: str | Path | WorldGiven | Mapping[str, Any] | None) -> WorldGiven:
        if isinstance(world, WorldGiven):
            return world
        if isinstance(world, Mapping):
            return WorldGiven.of(self._stage, self._folder, None, world)
        return WorldGiven.of(self._stage, self._folder, world, {})


def _event(text: str) -> Incoming | None:
    if not text:
        return None
    kind, *values = text.split("|")
    known = kind_of(kind.strip())
    plain = [each for each in values if "=" not in each]
    fields = dict(each.split("=", 1) for each in values if "=" in each)
    return Incoming(known.name if known is not None else kind.strip().upper(), plain, fields=fields)
