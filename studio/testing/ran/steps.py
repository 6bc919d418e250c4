"""The steps of a run, and what a test says of them: ``"Any records?" -> True``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from studio.runtime.events import Event
from studio.world.when.happening import action_fits, branch_fits, script_fits

#: Between a caption and a branch.
ARROW = "->"


class Step(NamedTuple):
    """An action that was done, or reached and broken off (then ``branch`` is empty). ``time`` is in microseconds."""

    contact: str
    script: str
    action: int
    caption: str
    branch: str
    time: int
    depth: int = 0

    def __str__(self) -> str:
        return f"{self.caption} {ARROW} {self.branch}" if self.branch else self.caption


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step that a test speaks of: a caption, perhaps a branch and the script in which it stands."""

    caption: str
    branch: str = ""
    script: str = ""

    @classmethod
    def of(cls, text: str | Wanted) -> Wanted:
        """The step that ``Caption`` or ``Caption -> Branch`` names."""
        if isinstance(text, Wanted):
            return text
        caption, arrow, branch = text.rpartition(f" {ARROW} ")
        return cls(caption.strip(), branch.strip()) if arrow else cls(text.strip())

    def fits(self, step: Step) -> bool:
        """True if a step is the one that is meant."""
        return (
            action_fits(self.caption, step.caption, step.action)
            and (not self.branch or (bool(step.branch) and branch_fits(self.branch, step.branch)))
            and (not self.script or script_fits(self.script, step.script))
        )

    def __str__(self) -> str:
        where = f" in {self.script}" if self.script else ""
        return (f'"{self.caption}" {ARROW} {self.branch}' if self.branch else f'"{self.caption}"') + where


def steps_of(events: Iterable[Event]) -> Iterator[Step]:
    """The steps that events tell of, in order; what was broken off is one without a branch."""
    for each in events:
        if each.action is None:
            continue
        if each.kind == "action":
            yield _step(each, each.data["branch"])
        elif each.kind == "interrupted":
            yield _step(each, "")


def _step(event: Event, branch: str) -> Step:
    assert event.action is not None
    return Step(event.contact, event.script, event.action, event.caption, branch, event.time, event.depth)


def first_missing(wanted: Sequence[Wanted], steps: Sequence[Step]) -> int | None:
    """The place of the first wanted step that does not come after those before it; None if all come in this order."""
    at = 0
    for place, each in enumerate(wanted):
        while at < len(steps) and not each.fits(steps[at]):
            at += 1
        if at == len(steps):
            return place
        at += 1
    return None
