"""Mail: what a script sends, and what comes in for a contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says and to whom. Addresses are text as people write it: ``ann@example.org``, ``Ann <ann@example.org>``."""

    sender: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    #: Id of the mail that this one answers.
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail that has been sent, or has come in. ``time`` is in microseconds; ``contact`` is whose it is ("": nobody's yet)."""

    id: str
    time: int
    contact: str
    letter: Letter
    #: True where a real server has taken it.
    real: bool = False


class MailFailure(Exception):
    """A mail that is not sent, or isn't there; the message says why."""


class Mail(Protocol):
    """The world's mail."""

    outbox: Sequence[Mailed]
    #: Raw mails that were kept as files, by name.
    kept: dict[str, str]

    def addresses(self, text: str) -> tuple[str, ...]:
        """The addresses in a text, with a semicolon or a comma between two; MailFailure where one is none."""
        ...

    def send(self, engine: Engine, contact: Contact, letter: Letter) -> Mailed:
        """Send a mail; MailFailure if it is not sent."""
        ...

    def incoming(self, engine: Engine, contact: Contact) -> Mailed:
        """The mail that this contact is about; MailFailure if there is none."""
        ...

    def deliver(self, engine: Engine, contact: Contact, letter: Letter, id: str = "") -> Mailed:
        """Give a contact the mail that it is about; MailFailure where the letter is faulty."""
        ...

    def find(self, id: str) -> Mailed:
        """The mail of this id, sent or come in; MailFailure if there is none."""
        ...

    def channel(self, id: str) -> str:
        """The sender's address of a digital channel or point of contact."""
        ...

    def raw(self, mailed: Mailed) -> str:
        """The mail as it goes over the wire (MIME)."""
        ...

    def keep(self, name: str, raw: str) -> None:
        """Keep a raw mail as a file of this name."""
        ...
