"""What the platform's own API answers: users, agents and skills, address books, points of contact, contacts, lists."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: The short label of a branch, or "" where all is well; and what to say of it.
Verdict = tuple[str, str]


class Access(Protocol):
    """Who may call."""

    def user(self, engine: Engine, wanted: str) -> str:
        """The id of the valid, active user of this id or name; "" if there is none."""
        ...

    def is_stated(self, wanted: str) -> bool:
        """True if the world names a user of this id."""
        ...

    def refuses(self, engine: Engine, user: str, kind: str) -> Verdict:
        """Why a user may not call what an action of this kind calls: InvalidSecurityUser, Unauthorized,
        TooManyRequests.
        """
        ...


class Sessions(Protocol):
    """The sessions of agents who are logged in."""

    def join(self, engine: Engine, user: str, session: str) -> Verdict:
        """Join a session."""
        ...

    def end(self, engine: Engine, agent: str) -> Verdict:
        """Log an agent out by force."""
        ...

    def set_state(self, engine: Engine, session: str, state: str, reason: str) -> Verdict:
        """Set the state of the agent of a session."""
        ...

    def hold(self, engine: Engine, user: str, session: str, contact: str) -> Verdict:
        """Put a contact on hold: its Onhold."""
        ...


class Records(Protocol):
    """What can be looked up. Records are plain data under the names that scripts read."""

    def profiles(self, engine: Engine, agent: str = "") -> list[dict[str, Any]]:
        """The profiles of all agents, or of one."""
        ...

    def agent(self, engine: Engine, agent: str) -> dict[str, Any] | None:
        """What is known of an agent."""
        ...

    def skills(self, engine: Engine, skill: str = "") -> list[dict[str, Any]]:
        """All skills, or one by its id or name."""
        ...

    def agents_of(self, engine: Engine, skill: str) -> list[dict[str, Any]] | None:
        """The agents of a skill; None if there is no such skill."""
        ...

    def books(self) -> list[dict[str, Any]]:
        """The address books, without their entries."""
        ...

    def entries(self, book: str, search: str = "") -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
        """An address book and its entries that hold the text or the number; None if there is no such book."""
        ...

    def points(self) -> list[dict[str, Any]]:
        """The points of contact."""
        ...

    def contact(self, engine: Engine, contact: str) -> dict[str, Any] | None:
        """What is known of a contact: running, ended, or of the world file's past."""
        ...

    def completed(self, engine: Engine) -> list[dict[str, Any]]:
        """The contacts that have ended, those of the world file's past first."""
        ...


class Numbers(Protocol):
    """Lists of numbers that must not be called."""

    def suppressed(self, value: str, skill: str, now: datetime) -> bool:
        """True if a value stands on the list of suppressed contacts at ``now`` (UTC), for all skills or for this one."""
        ...

    def listed(self, number: str, skill: str, now: datetime) -> bool:
        """True if a number stands on a list that a skill keeps to."""
        ...

    def look_up(self, number: str, skill: str = "", group: str = "") -> Verdict:
        """ "" if a number must not be called; else NotOnDNC, InvalidPhoneNumber or InvalidSkillOrGroup."""
        ...

    def add(self, number: str, skill: str) -> Verdict:
        """Put a number on the list that a skill adds to; Error where that can't be."""
        ...


class Directory(Protocol):
    """The directory of a world."""

    access: Access
    sessions: Sessions
    records: Records
    numbers: Numbers

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """A contact has ended."""
        ...
