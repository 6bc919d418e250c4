"""What the command line lets happen to a run: signals and events at stated times, a start at an event action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.cli.report import WrongUse

if TYPE_CHECKING:
    from studio.runtime.contact import Incoming
    from studio.world.world import World


#: The first number of signals and events that the command line asks for: the world file's come before.
_FIRST = 1000


def plan(world: World, signals: Sequence[str], events: Sequence[str], before: tuple[int, int] = (0, 0)) -> None:
    """Let signals (``30s=GetContacts|4711``) and events (``1m=ONANSWER|first=Ann``) happen to every contact of the run.

    ``before`` says how many signals and events were planned already. WrongUse for a text that is neither.
    """
    from studio.world.settings import EventSettings, SignalSettings
    from studio.world.signals import OutsideEvents, OutsideSignals

    for number, text in enumerate(signals, _FIRST + before[0]):
        after, values = _split(text, "--signal")
        stated = _checked(SignalSettings, "--signal", text, {"script": "", "values": values, "after": after})
        OutsideSignals(stated, number).begin(world.engine)
    for number, text in enumerate(events, _FIRST + before[1]):
        after, values = _split(text, "--event")
        if not values:
            raise WrongUse(f"--event takes TIME=EVENT or TIME=EVENT|NAME=VALUE…, not {text!r}")
        stated = _checked(EventSettings, "--event", text, {"event": values[0], "after": after, **_brought(values[1:])})
        OutsideEvents(stated, number).begin(world.engine)


def beginning(event: str) -> Incoming:
    """The event that begins a contact at its event action: ``ONSIGNAL|GetContacts|4711``."""
    from studio.runtime.contact import Incoming

    kind, *values = event.split("|")
    brought = _brought(values)
    return Incoming(kind.strip().upper(), list(brought["values"]), fields=dict(brought["fields"]))


def _split(text: str, option: str) -> tuple[str, list[str]]:
    after, equals, rest = text.partition("=")
    if not equals:
        raise WrongUse(f"{option} takes TIME=…, such as 30s=…, not {text!r}")
    return after.strip(), rest.split("|") if rest else []


def _brought(values: list[str]) -> dict[str, Any]:
    """Values by position, and those by name (NAME=VALUE)."""
    plain = [each for each in values if "=" not in each]
    fields = dict(each.split("=", 1) for each in values if "=" in each)
    return {"values": plain, "fields": fields}


def _checked(model: Any, option: str, text: str, members: dict[str, Any]) -> Any:
    from pydantic import ValidationError

    try:
        return model.model_validate(members)
    except ValidationError as fault:
        message = fault.errors()[0]["msg"].removeprefix("Value error, ")
        raise WrongUse(f"{option} {text!r}: {message}") from None
