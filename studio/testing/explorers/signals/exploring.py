"""Exploring one scenario: a signal at each of its places, each in a fork of the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from random import Random
from typing import Any

from studio.diagnostics import Diagnostic
from studio.testing.explorers.bounds import Deadline
from studio.testing.explorers.invariants import Invariants
from studio.testing.explorers.scenes import Bounds, Guard
from studio.testing.explorers.signals.choosing import signals_of
from studio.testing.explorers.signals.places import Place, places
from studio.testing.explorers.signals.shrinking import history
from studio.testing.ran import Ran
from studio.testing.scenario import Case
from studio.testing.scenario.running import begin, go_on
from studio.testing.stage import Stage, Unusable

#: More places of one scenario are not tried: a sample of them is.
MOST = 2_000
#: A fork may do as many actions as a contact may without time passing, so many times as many as the scenario does without a
#: signal, and so many more.
_TIMES, _MORE = 10, 20_000
_WITHOUT = Bounds(steps=2**62, seconds=inf)
#: What is said of a fork that was stopped there.
ENDLESS = "it does not come to an end"


@dataclass(frozen=True, slots=True)
class Failure:
    """A signal at a place after which something is not so that must always be."""

    place: Place
    signal: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(slots=True)
class SignalsExplored:
    """What came of one scenario.

    ``broken`` is what is wrong with it without any signal: then nothing was tried. ``shortest`` is a scenario file that fails.
    """

    case: Case
    signals: list[tuple[str, ...]] = field(default_factory=list)
    invariants: str = ""
    places: int = 0
    tried: int = 0
    failures: list[Failure] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    shortest: dict[str, Any] | None = None
    #: How the scenario ends without any signal.
    status: str = ""
    #: True if the time was over before all places were tried.
    cut: bool = False
    seconds: float = 0.0

    @property
    def worst(self) -> Failure | None:
        """The failure with the fewest actions before it."""
        return min(self.failures, key=lambda each: (each.place.steps, each.place.inside or 0.0), default=None)


def explore_signals(
    case: Case,
    stage: Stage,
    *,
    seconds: float | None = None,
    seed: int = 1,
    told: Callable[[int], None] = lambda tried: None,
) -> SignalsExplored:
    """Deliver each signal at every place of a scenario; ``told`` is called with the number of forks run so far.

    What must always be so is what ``always`` says in the scenario and its file, that no contact fails, and in a world with a CRM
    and a dialer that no lead is lost. With ``seconds`` it stops there: the seed decides which places were tried by then.
    """
    deadline = Deadline(seconds)
    found = SignalsExplored(case)
    invariants = Invariants(case)
    found.invariants = str(invariants)
    try:
        found.signals = signals_of(case)
        _explore(found, stage, invariants, deadline, seed, told)
    except Unusable as fault:
        found.problems = fault.problems
    worst = found.worst
    # A run without an end is none for a scenario file.
    if worst is not None and not worst.why[0].startswith(ENDLESS):
        found.shortest = history(case, stage, worst, invariants, found.status)
    found.seconds = deadline.taken
    return found


def _explore(
    found: SignalsExplored,
    stage: Stage,
    invariants: Invariants,
    deadline: Deadline,
    seed: int,
    told: Callable[[int], None],
) -> None:
    case = found.case
    if not any(each.kind.upper() == "ONSIGNAL" for each in case.script.actions):
        found.broken = [f"{case.script.name} has no Onsignal: nothing hears a signal"]
        return
    with _world(case, stage) as ran:
        guard = Guard(ran.world.engine.pause, _WITHOUT)
        ran.world.engine.observe(guard)
        go_on(case, ran)
        found.broken, found.status = invariants.broken(ran), ran.status
    if found.broken:
        return
    bounds = Bounds(case.settings.step_limit + guard.steps_taken * _TIMES + _MORE, inf)
    wanted = _sample(case, stage, deadline, seed) if deadline.limited else None
    with _world(case, stage) as ran:
        for number, (place, here, contact) in enumerate(places(case, ran)):
            found.places += 1
            if wanted is not None and number not in wanted:
                continue
            if found.tried >= MOST * max(1, len(found.signals)):
                found.cut = True
                return
            for signal in found.signals:
                if deadline.over:
                    found.cut = True
                    return
                found.tried += 1
                why = _after(case, here, contact.id, signal, invariants, bounds)
                if why:
                    found.failures.append(Failure(place, signal, tuple(why)))
                told(found.tried)


def _after(
    case: Case, ran: Ran, contact: str, signal: tuple[str, ...], invariants: Invariants, bounds: Bounds
) -> list[str]:
    """What is not so after a signal that comes here."""
    fork = ran.fork()
    try:
        engine = fork.world.engine
        guard = Guard(engine.pause, bounds)
        engine.observe(guard)
        engine.signal(contact, list(signal))
        go_on(case, fork)
        if guard.cut:
            at = fork.shown.at[1] if fork.shown.at else ""
            return [f'{ENDLESS}: {bounds.steps} actions after the signal, at last at "{at}"']
        return invariants.broken(fork)
    finally:
        fork.world.close()


def _sample(case: Case, stage: Stage, deadline: Deadline, seed: int) -> set[int] | None:
    """So many places, drawn by the seed, as the time allows, judging by how long it takes to get to all of them."""
    with _world(case, stage) as ran:
        count = sum(1 for _ in places(case, ran))
    # A fork and its run take about as long as the scenario itself.
    fits = int((deadline.left or 0.0) / max(deadline.taken, 0.01) * 2)
    if fits >= count:
        return None
    return set(Random(seed).sample(range(count), max(fits, 1)))


class _world:
    """A scenario that has begun in a world of its own."""

    def __init__(self, case: Case, stage: Stage) -> None:
        self._case = case
        self._world = stage.world(case.settings, case.project, case.world_folder)

    def __enter__(self) -> Ran:
        return begin(self._case, self._world)

    def __exit__(self, *_: object) -> None:
        self._world.close()
