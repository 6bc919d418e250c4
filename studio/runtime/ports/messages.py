"""Text messages, chats and digital conversations: what goes out, what comes back, and the customer's card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: States of a digital contact [documented].
STATUSES = ("Open", "Pending", "Escalated", "Resolved", "Closed")
#: What may become of a text message; empty: it was sent.
SmsOutcome = Literal["", "too long", "retry", "invalid code", "timeout", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that was said. ``time`` is in microseconds.

    ``channel`` is chat, sms, session, digital or card; ``kind`` is text, question, reply, page, position, rich or note.
    """

    number: int
    time: int
    contact: str
    way: Literal["out", "in"]
    channel: str
    kind: str
    text: str
    sender: str = ""
    receiver: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SmsResult:
    """What became of a text message, how long that took in seconds, and why."""

    outcome: SmsOutcome = ""
    seconds: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """One turn of a virtual agent. ``outcome`` ask: it goes on; return: the script takes over; error: it failed."""

    outcome: Literal["ask", "return", "error"]
    says: str = ""
    intent: str = ""
    seconds: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """How a digital contact is ranked in its queue: its priority (which may grow by the minute) and who may take it."""

    initial: float
    acceleration: float
    most: float
    best: int
    worst: int


@dataclass(slots=True)
class Card:
    """A customer's card: what is known of him, fields of one's own, notes, and posts to the case."""

    id: str
    first_name: str = ""
    last_name: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


class Cards(Protocol):
    """The customers' cards."""

    def create(self, contact: Contact, first_name: str, last_name: str) -> Card:
        """The card of a contact, made if it has none."""
        ...

    def of(self, contact: Contact) -> Card | None:
        """The card of a contact; one of a digital channel always has one."""
        ...

    def find(self, id: str, contact: Contact) -> Card | None:
        """The card of this customer; empty: the contact's own."""
        ...

    def fields_of(self, contact: Contact) -> dict[str, str]:
        """The fields of one's own of a contact, by their ids."""
        ...

    def knows_field(self, target: str, id: str) -> bool:
        """True if contacts (``contact``) or cards (``customer``) have a field of this id."""
        ...

    def known_fields(self) -> Sequence[str]:
        """The ids of fields of cards that are stated."""
        ...


class Messages(Protocol):
    """The world's messages. ``log`` is everything that was said, in order."""

    log: Sequence[Message]
    cards: Cards

    def say(
        self, engine: Engine, contact: Contact, channel: str, kind: str, text: str, *,
        sender: str = "", receiver: str = "", way: Literal["out", "in"] = "out", **details: str,
    ) -> Message:  # fmt: skip
        """Note that something is said."""
        ...

    def sms(
        self, engine: Engine, contact: Contact, sender: str, receiver: str, text: str, transcript: bool
    ) -> SmsResult:
        """Send a text message to a phone."""
        ...

    def ask(
        self, engine: Engine, contact: Contact, channel: str, question: str, *, caption: str, form: str = ""
    ) -> int:
        """Ask a contact something; the number of the question. The reply comes on the topic ``reply``."""
        ...

    def reply(self, engine: Engine, contact: Contact | str, text: str, postback: str = "") -> bool:
        """Let a contact say something; False if its script does not wait for it."""
        ...

    def ahead(self, engine: Engine, contact: Contact) -> int:
        """How many contacts are before this one in its queue."""
        ...

    def templates(self, channel: str) -> list[Any]:
        """The templates of rich messages of a digital channel, as plain data."""
        ...

    def status(self, contact: str) -> str:
        """The status of a digital contact."""
        ...

    def set_status(self, contact: str, status: str) -> None:
        """Give a digital contact a status."""
        ...

    def rank(self, engine: Engine, contact: Contact, rank: Rank) -> None:
        """Change how a digital contact is ranked in its queue."""
        ...

    def turn(self, engine: Engine, contact: Contact, bot: str, said: str, kind: str) -> BotAnswer:
        """One turn of a virtual agent."""
        ...

    def talk(self, engine: Engine, contact: Contact, bot: str) -> BotAnswer:
        """A whole conversation with a virtual agent."""
        ...
