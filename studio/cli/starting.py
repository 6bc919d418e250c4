"""What a run is started with, and getting ready for it: for ``studio run`` and for ``studio replay``."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.plugins import Plugins
    from studio.script.model import Script
    from studio.world.result import RunResult
    from studio.world.world import World


@dataclass(frozen=True, slots=True)
class Start:
    """What a run is started with. ``parameters`` are by Begin's names or p1, p2, …; ``until`` is as it was given."""

    script: Path
    world: Path | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    seed: int | None = None
    until: str | None = None
    actions: tuple[Path, ...] = ()
    plugins: tuple[Path, ...] = ()
    show_redacted: bool = False
    #: What happens to it from outside, as it was given.
    signals: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    #: The event action to begin at.
    start_at: str | None = None
    #: The greatest number of actions.
    steps: int | None = None
    #: The saved run to go on with.
    resume: Path | None = None


@dataclass(slots=True)
class Ready:
    """A run that can begin."""

    start: Start
    script: Script
    world: World
    plugins: Plugins
    #: By p1, p2, ….
    parameters: dict[str, str]
    until: int | None
    problems: list[Diagnostic]
    #: Signals and events that the run which it goes on with was asked for.
    planned: tuple[list[str], list[str]] = ([], [])

    def run(self, speed: float | None = None) -> RunResult:
        """Run it, and tell the plugins when it is over. ``speed`` is that of a real clock."""
        from studio.cli.outside import beginning
        from studio.world.stopping import StopAfter

        start, world = self.start, self.world
        if start.steps is not None:
            world.engine.observe(StopAfter(world.engine, start.steps))
        try:
            if start.resume is not None:
                world.go_on(self.until, speed=speed)
                return world.result()
            event = beginning(start.start_at) if start.start_at else None
            return world.run(
                self.script, self.parameters, variables=start.variables, until=self.until, event=event, speed=speed
            )
        finally:
            self.plugins.close()


def prepare(start: Start, stack: ExitStack) -> tuple[Ready | None, list[Diagnostic]]:
    """The run, or None and why it can't be. WrongUse if a parameter or the end is none. The stack closes its world."""
    from studio.cli.outside import plan
    from studio.cli.saved_run import planned, read_run, resume, world_of
    from studio.plugins import Plugins
    from studio.script.files import read_script
    from studio.world.world import World

    script, problems = read_script(start.script)
    if script is None or has_errors(problems):
        return None, problems
    plugins, faults = Plugins.load(start.plugins)
    if plugins is None:
        return None, faults
    saved = None
    if start.resume is not None:
        saved, faults = read_run(start.resume)
        if saved is None:
            return None, faults
        start = replace(start, world=start.world or world_of(start.resume, saved))
    world, faults = World.load(start.world, start.script, seed=start.seed, actions=start.actions, plugins=plugins)
    if world is None:
        return None, faults
    stack.callback(world.close)
    if saved is not None and start.resume is not None:
        faults = [*faults, *resume(start.resume, saved, world)]
        if has_errors(faults):
            return None, faults
    before = planned(saved or {})
    plan(world, start.signals, start.events, (len(before[0]), len(before[1])))
    if start.show_redacted:
        world.engine.redaction.show_all()
    parameters = placed(script, start.parameters)
    return Ready(
        start, script, world, plugins, parameters, _until(start.until, world), [*problems, *faults], before
    ), []


def pairs(texts: list[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` as a mapping; WrongUse for anything else."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise WrongUse(f"{option} takes NAME=VALUE, not {text!r}")
        found[name.strip()] = value
    return found


def placed(script: Script, given: dict[str, str]) -> dict[str, str]:
    """Parameters by p1, p2, …: a name of Begin stands for its position."""
    names = [name.lower() for name in script.parameters()]
    known = {name: f"p{position}" for position, name in enumerate(names, 1)}
    found = {}
    for name, value in given.items():
        folded = name.lower()
        if folded in known:
            found[known[folded]] = value
        elif folded[:1] == "p" and folded[1:].isascii() and folded[1:].isdigit() and 1 <= int(folded[1:]) <= 20:
            found[folded] = value
        else:
            expected = ", ".join([*names, "p1 … p20"])
            raise WrongUse(f"the script's Begin has no parameter {name!r}; it takes {expected}")
    return found


def _until(text: str | None, world: World) -> int | None:
    from studio.runtime.clock import SECOND, length, micros

    if text is None:
        return None
    seconds = length(text)
    if seconds is not None:
        return world.engine.now + round(seconds * SECOND)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"--until takes 90s, 30m, 1h, 2d or an ISO time, not {text!r}") from None
    end = micros(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    if end < world.engine.now:
        raise WrongUse(f"--until {text} lies before the world's start")
    return end
