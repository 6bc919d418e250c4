"""When a prospect expires: its own date, else the call's, else what the skill gives to all of its contacts."""

from __future__ import annotations

from datetime import datetime, timedelta

from studio.dialer.records.dates import Moment, read_date, utc_of


def expiration(text: str, zones: tuple[str, ...]) -> datetime | None:
    """The instant (UTC) at which something with this expiration date expires, or None where it is no date.

    A date without a time means the end of that day, one without an offset local time: of the prospect's zone,
    of several the one where it comes first. ``zones`` are IANA names, at least one. [our choice]
    """
    moment = read_date(text)
    return None if moment is None else expires_at(moment, zones)


def expires_at(moment: Moment, zones: tuple[str, ...]) -> datetime:
    """The instant (UTC) of an expiration date that has been read already, in whole seconds."""
    return utc_of(moment, zones, end_of_day=True).replace(microsecond=0)


def skill_expiration(now: datetime, minutes: int | None) -> datetime | None:
    """When a contact that is loaded at ``now`` expires by the skill's own setting; None where it has none."""
    if minutes is None:
        return None
    try:
        return now + timedelta(minutes=minutes)
    except OverflowError:
        return None
