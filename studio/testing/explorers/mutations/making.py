"""All mutants of a script, but for those that would not start, or that say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from studio.runtime.registry import Registry
from studio.script.graph import reachable
from studio.script.model import Script
from studio.testing.explorers.mutations.mutant import Mutant
from studio.testing.explorers.mutations.values import values
from studio.testing.explorers.mutations.wiring import wiring


@dataclass(slots=True)
class Made:
    """The mutants of a script, and how many changes were left out, by the reason."""

    script: Script
    mutants: list[Mutant] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


#: Why a change is no mutant.
SAME, DEAD = "no code, or the same in meaning", "at actions to which no way leads"


def make(script: Script, registry: Registry) -> Made:
    """The mutants of a script, in the order of its actions."""
    made = Made(script)
    alive = reachable(script)
    for action in script.actions:
        seen: set[tuple[str, str]] = set()
        for mutant in (*wiring(script, action), *values(script, action, registry)):
            if action.id not in alive:
                made.left_out[DEAD] += 1
            elif mutant is None or (mutant.place + mutant.before, mutant.after) in seen:
                made.left_out[SAME] += 1
            else:
                seen.add((mutant.place + mutant.before, mutant.after))
                made.mutants.append(mutant)
    return made
