"""Hours of operation: what an opening profile says now, and names of time zones."""

from __future__ import annotations

from typing import Literal, Protocol

from studio.runtime.ports import WorldFault

#: What a profile can say. The last four are set by hand, whatever the clock says [documented].
HoursState = Literal["Open", "Closed", "Holiday", "Weather", "Meeting", "Emergency", "Other"]


class NoSuchProfile(WorldFault):
    """The world has no profile of this name or id."""


class Hours(Protocol):
    """The world's profiles of opening hours."""

    def state_of(self, profile: str) -> HoursState:
        """What the profile of this id or name says now; NoSuchProfile if there is none."""
        ...

    def zone_named(self, text: str) -> str | None:
        """The IANA name of the zone that a text means, or None."""
        ...

    def override(self, profile: str, state: HoursState | None) -> None:
        """Set a profile by hand from now on, or take that back; NoSuchProfile if there is none."""
        ...
