"""The people on the phone and their lines: what actions tell them, and what they may ask about a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: What may become of a call to a number.
CallOutcome = Literal[
    "Answered",
    "LivePerson",
    "AnswerMachine",
    "MachineTimeout",
    "NoVoice",
    "Busy",
    "NoAnswer",
    "InvalidNumber",
    "DialingError",
]
#: Outcomes of a call that somebody or something has taken.
TAKEN = ("Answered", "LivePerson", "AnswerMachine", "MachineTimeout", "NoVoice")


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of a sequence: a sound file by its path, or what is spoken; ``sign`` is the character before it."""

    text: str
    sign: str = ""

    @property
    def spoken(self) -> bool:
        """True if a voice speaks it, False for a sound file."""
        return bool(self.sign)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a contact is about to hear, or that an action listens now (no pieces).

    ``choices`` are the labels that the action has branches for.
    """

    script: str
    caption: str
    kind: str
    pieces: tuple[Piece, ...] = ()
    seconds: float = 0.0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """What becomes of a call to a number.

    ``after`` is how long it takes in seconds; ``talk`` when the other side hangs up after taking it (None: it does not);
    ``greeting`` how long a machine speaks; ``caller`` which stated caller takes it.
    """

    number: str
    outcome: CallOutcome
    after: float
    talk: float | None = None
    greeting: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    caller: int | None = None


@dataclass(slots=True)
class Line:
    """The line of one contact: plain data that actions read and write."""

    #: Which stated caller is on it; None: somebody silent and patient.
    caller: int | None = None
    #: How often each reaction of the caller has been due.
    turns: dict[str, int] = field(default_factory=dict)
    #: The recorder that runs: ``Call``, ``Logcall``, or nothing.
    recorder: str = ""
    #: True once Do Not Record was reached.
    unrecordable: bool = False
    masked: bool = False
    metadata: dict[str, str] = field(default_factory=dict)
    #: How to speak: what Voiceparams and Ttsvoice have said last.
    voice: dict[str, str] = field(default_factory=dict)
    #: SIP headers for the next call, for the next transfer, and of the call that was answered.
    call_headers: dict[str, str] = field(default_factory=dict)
    transfer_headers: dict[str, str] = field(default_factory=dict)
    received_headers: dict[str, str] = field(default_factory=dict)
    #: The number that Transfer or Placecall has reached, and until when its machine greets (microseconds).
    connected: str = ""
    greets: int = 0
    #: True once Transfer has connected it: no prompt reaches the caller any more.
    transferred: bool = False
    #: Contacts that it hears, and whether it lives on when they go.
    linked: dict[str, bool] = field(default_factory=dict)
    conference: str = ""
    #: Until when a whisper plays beside the flow, in microseconds.
    whispers: int = 0
    #: Actions to which something from outside leads back, by kind: their ids.
    armed: dict[str, int] = field(default_factory=dict)
    #: True if pressed keys lead back to Interrupt.
    keys_interrupt: bool = False
    #: A recording of the caller that is being made: file, script, when it began, words.
    taking: dict[str, str | int] = field(default_factory=dict)


class Callers(Protocol):
    """Who is on the phone. Keys, words and hang-ups come back by ``engine.answer`` and ``engine.raise_event``."""

    def line(self, contact: Contact) -> Line:
        """The contact's line; one that nothing has happened on if it is new."""
        ...

    def stated(self, what: str) -> float:
        """A length that the world states, in seconds: ``beep``, ``music``, ``record``, ``listen``, ``ring``, ``detection``."""
        ...

    def seconds(
        self, engine: Engine, contact: Contact, pieces: tuple[Piece, ...], otherwise: float | None = None
    ) -> float:
        """How long these pieces play; ``otherwise`` is the length of a file of which nothing is known."""
        ...

    def hears(self, engine: Engine, contact: Contact, prompt: Prompt) -> None:
        """A prompt begins, or an action begins to listen: the caller may react."""
        ...

    def press(self, engine: Engine, contact: Contact, keys: str) -> bool:
        """The caller presses keys, one after another; False if nobody is on the line. ValueError for what is no key."""
        ...

    def say(
        self, engine: Engine, contact: Contact, words: str, confidence: float = 100, seconds: float | None = None
    ) -> bool:
        """The caller speaks; True if somebody listens. ``confidence`` is how sure a recogniser will be (0 to 100)."""
        ...

    def hang_up(self, engine: Engine, contact: Contact, cause: str = "", result: str = "") -> bool:
        """The caller hangs up: Onrelease comes; False if nobody is on the line."""
        ...

    def fax(self, engine: Engine, contact: Contact) -> bool:
        """A fax machine is heard on the line; True if the script minds (Interrupt)."""
        ...

    def info(self, engine: Engine, contact: Contact, text: str) -> bool:
        """A SIP INFO message arrives on the line; True if the script minds (Interrupt)."""
        ...

    def dial(self, engine: Engine, number: str) -> Call:
        """What will become of a call to this number."""
        ...

    def connect(self, engine: Engine, contact: Contact, call: Call) -> None:
        """A call was taken: the contact's line is connected with the number."""
        ...

    def link(self, engine: Engine, contact: Contact, other: str, stays: bool, other_stays: bool) -> bool:
        """Let two contacts hear each other; False if there is no such living contact. ``stays``: it outlives the other."""
        ...

    def unlink(self, engine: Engine, contact: Contact) -> list[str]:
        """Part the contact from all whom it is linked with; their ids."""
        ...

    def open_conference(self, engine: Engine, contact: Contact, action: int) -> str:
        """Open a conference with this contact in it; its id, or "" if it is in one already."""
        ...

    def join(self, engine: Engine, contact: Contact, conference: str) -> str:
        """Put the contact into a conference; what is wrong, or ""."""
        ...

    def leave(self, engine: Engine, contact: Contact) -> bool:
        """Take the contact out of its conference; False if it is in none."""
        ...

    def keep_recording(self, engine: Engine, contact: Contact) -> str:
        """End the recording that :attr:`Line.taking` tells of and write its file; what is wrong, or ""."""
        ...
