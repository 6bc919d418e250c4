"""The line of the running contact: who is on it, what was pressed, and whether a prompt reaches the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.runtime.clock import LONGEST
from studio.runtime.ports.callers import Callers, Line

if TYPE_CHECKING:
    from studio.runtime.context import Context


def callers(context: Context) -> Callers:
    """The world's callers; MissingPart where it has none."""
    found: Callers = context.world.callers
    return found


def line(context: Context) -> Line:
    """The line of the running contact."""
    return callers(context).line(context.contact)


def not_released(context: Context) -> bool:
    """False after the release: no sound plays then [documented]; a warning says so, the action takes Default [choice]."""
    if not context.contact.released:
        return True
    context.warn("RT241", f"{context.action.kind_here} does nothing: the contact has been released")
    return False


def agent_connected(context: Context) -> bool:
    """True while an agent speaks with the contact."""
    about = context.contact.about or {}
    return about.get("__agentid") not in (None, "", 0, "0")


def reaches(context: Context) -> bool:
    """False where a prompt does not reach the caller: an agent is connected, who has not put the contact on hold
    [documented], or the call has been transferred to another number [inferred].
    """
    if line(context).transferred:
        return False
    return not agent_connected(context) or _on_hold(context)


def _on_hold(context: Context) -> bool:
    """True where the agents' part of the world says so, or the predefined value ``__onhold``, for a world without one."""
    asks = getattr(context.world.find("agents"), "place_of", None)
    if asks is not None and asks(context.contact.id) == "on hold":
        return True
    return (context.contact.about or {}).get("__onhold") not in (None, "", 0, "0")


def part_from_agent(context: Context) -> bool:
    """Part the contact from its agent; False if it has none."""
    if not agent_connected(context):
        return False
    leave = getattr(context.world.find("agents"), "leave", None)
    if leave is not None:
        leave(context.contact)
    context.contact.know(__agentid="", __onhold="")
    return True


def clear(context: Context) -> None:
    """Forget the keys that were pressed and not yet taken."""
    context.contact.digits = ""


def pressed(context: Context, answer: dict[str, Any]) -> None:
    """Put the key that an action has heard where the next Capture or Menu finds it: before those that came after it."""
    context.contact.digits = str(answer.get("digit") or "") + context.contact.digits


def bounded(context: Context, seconds: int | float, most: float, name: str) -> float:
    """A time-out between 0 and the greatest one; a warning where it was cut."""
    if seconds > most:
        context.warn("RT242", f"{name}: {seconds:g} seconds are above the greatest time-out, {most:g} seconds")
        return most
    # What is no number at all is not above 0 either.
    return float(seconds) if seconds > 0 else 0.0


def positive(seconds: int | float) -> float:
    """A length in seconds: what is below 0, or no number at all, is 0; a hundred years are the most."""
    return float(min(seconds, LONGEST)) if seconds > 0 else 0.0


def handles(context: Context, event: str) -> bool:
    """True if a script of the contact has this event action."""
    return any(event in frame.script.events for frame in context.contact.frames)
