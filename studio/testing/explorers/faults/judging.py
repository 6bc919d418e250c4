"""What a script made of a call that failed."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.script.facts import Facts
from studio.script.graph import reachable
from studio.script.model import Action, Script
from studio.testing.explorers.faults.calls import Call, is_error
from studio.testing.explorers.faults.ways import Way
from studio.testing.ran import Ran

#: What may be told of one try, the worst first.
FAILED, HUNG, BROKEN, SWALLOWED, HANDLED, WELL = "failed", "hung", "broken", "swallowed", "handled", "went well"
VERDICTS = (FAILED, HUNG, BROKEN, SWALLOWED, HANDLED, WELL)


@dataclass(frozen=True, slots=True)
class Tried:
    """One call that failed in one way.

    ``reached`` are the branches for failures that were taken: script and action; ``was`` is the status of the run without a fault.
    """

    call: Call
    way: Way
    verdict: str
    why: str = ""
    reached: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    was: str = ""

    @property
    def bad(self) -> bool:
        """True if somebody should look at it."""
        return self.verdict in (FAILED, HUNG, BROKEN, SWALLOWED)


def judged(call: Call, way: Way, base: Ran, ran: Ran, cut: str, broken: list[str]) -> Tried:
    """What came of it, compared with the run without the fault."""
    reached = frozenset((each.script, each.action) for each in ran.steps if each.branch and is_error(each.branch))
    scripts = {each.name: each for each in ran.world.project.scripts()} | {ran.script.name: ran.script}
    action = next((each for each in scripts[call.script].actions if each.id == call.action), None)

    def told(verdict: str, why: str = "") -> Tried:
        return Tried(call, way, verdict, why, reached, base.status)

    failed = next((each for each in ran.result.contacts if each.status == "failed"), None)
    if failed is not None:
        return told(FAILED, f"contact {failed.id} failed: {failed.why}")
    hung = cut or _hangs(base, ran)
    if hung:
        return told(HUNG, hung)
    if broken:
        return told(BROKEN, broken[0])
    before = sum(_is_of(call, each.script, each.action) for each in base.events if each.kind == "error")
    now = sum(_is_of(call, each.script, each.action) for each in ran.events if each.kind == "error")
    if now <= before:
        return told(WELL)
    why = _swallows(scripts[call.script], action) if action is not None else ""
    return told(SWALLOWED, why) if why else told(HANDLED)


def _is_of(call: Call, script: str, action: int | None) -> bool:
    return (script, action) == (call.script, call.action)


def _hangs(base: Ran, ran: Ran) -> str:
    """Why a run hangs that did not before: "" if it doesn't."""
    was, now = base.status, ran.status
    if now == "stuck" and was != "stuck":
        return "it is stuck: no branch leads on"
    if now == "waiting" and was == "ended":
        return f'it still waits, at "{ran.shown.at[1] if ran.shown.at else ""}", where it ended before'
    if now == was == "waiting" and base.shown.at != ran.shown.at:
        at = ran.shown.at[1] if ran.shown.at else ""
        return f'it waits at "{at}", where it did not before'
    return ""


def _swallows(script: Script, action: Action) -> str:
    """Why a failure of this action goes unnoticed; "" if somebody looks at it."""
    there = {each.id for each in script.actions}
    branch = next((each for each in action.branches if each.type == "branch" and is_error(each.label)), None)
    default = next((each.to for each in action.branches if each.type == "default"), None)
    if branch is None or branch.to not in there:
        return "no branch for failures is wired: it took Default" if default is not None else "no branch is wired"
    if branch.to != default:
        return ""
    after = reachable(script, [branch.to])
    looks = any(
        use.place.action in after
        for name in ("_err", "__err")
        for use in (Facts(script).variables[name].uses if name in Facts(script).variables else [])
    )
    return "" if looks else "its branch for failures leads where Default does, and nobody looks at _ERR"
