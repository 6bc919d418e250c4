"""A contact is data: its frames, variables, what it waits for and what it has yet to hear of.

Nothing here is a generator, a thread or an open file, so a contact can be saved between any two actions
(:mod:`studio.runtime.state`) and forked (:mod:`studio.runtime.forking`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.loading import LoadedScript

Status = Literal["running", "waiting", "stuck", "ended", "failed"]

#: When something is due that only an answer can bring.
NEVER = 2**62


@dataclass(slots=True)
class Frame:
    """One running instance of a script on a contact's stack. ``at`` is the index of its present action."""

    script: LoadedScript
    at: int
    variables: Variables
    #: What Loop and For keep between passes, by action id; None until one does.
    loops: dict[int, dict[str, Any]] | None = None
    #: When the present action began to wait, or -1.
    began: int = -1


@dataclass(slots=True)
class Incoming:
    """An event on its way to a contact: ``ONSIGNAL``, ``ONRELEASE`` or another event action's kind, with what it brings.

    ``values`` are by position (SP1, SP2, … of a signal), ``fields`` by name (those of a form, or an event action's
    properties).
    """

    kind: str
    values: list[str] = field(default_factory=list)
    source: str = "0"
    #: True once it has been announced that it is held back.
    held: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    #: Id of the action that it leads to, where the script has several of the kind.
    action: int | None = None

    def field(self, *names: str) -> str | None:
        """The field under the first of these names that is there, or None.

        Letter case, blanks, ``_`` and ``-`` don't count: ``first name``, ``FirstName`` and ``first_name`` are one.
        """
        brought = {plain_name(name): value for name, value in self.fields.items()}
        return next((brought[each] for each in map(plain_name, names) if each in brought), None)


@dataclass(slots=True)
class Pending:
    """What a waiting action will be given when it goes on, and what it listens to meanwhile."""

    memo: dict[str, Any]
    answer: Any = None
    #: Topics of :meth:`Engine.answer <studio.runtime.engine.Engine.answer>` that end the wait.
    hears: tuple[str, ...] = ()
    #: True while a service has been asked: policies tell this from a plain wait.
    request: bool = False


class System(Protocol):
    """Who knows the values that every script can read without having set them."""

    def value(self, contact: Contact, name: str) -> Any:
        """The value of a folded name for this contact, or None."""
        ...


class Rare:
    """A member that most contacts never have: it takes no room until it is set."""

    __slots__ = ("_default", "_name")

    def __init__(self, default: Any) -> None:
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, contact: Contact | None, owner: type | None = None) -> Any:
        if contact is None:
            return self
        rare = contact.rare
        return self._default if rare is None else rare.get(self._name, self._default)

    def __set__(self, contact: Contact, value: Any) -> None:
        if contact.rare is None:
            if value == self._default:
                return
            contact.rare = {}
        contact.rare[self._name] = value


class Contact:
    """One interaction. ``status`` is ``running`` while it has something to do or waits for a time."""

    __slots__ = (
        "begun",
        "due",
        "frames",
        "id",
        "incoming",
        "master",
        "pending",
        "rare",
        "since",
        "start",
        "status",
        "steps",
        "system",
    )

    #: SP9 of the signals that were entered last: the ids by which a sender knows that it was heard.
    heard = Rare(())
    #: Values published to the platform's database or the agent's screen: (to, name, value).
    saved = Rare(())
    #: Id of the contact that has spawned it.
    parent = Rare("")
    #: Predefined values of this contact by folded name (``ani``, ``__agentid``): every frame can read them.
    about = Rare(None)
    #: Digits that were pressed and not yet taken.
    digits = Rare("")
    #: Kind of the event that was entered last; empty: it still goes the way from its Begin.
    chain = Rare("")
    #: Zone of its dates (IANA name), where it is not the business unit's.
    zone = Rare("")
    #: With ``signal_mode: queue``, True from entering an Onsignal until the contact rests.
    busy = Rare(False)
    #: True once it was released: its Onrelease runs.
    released = Rare(False)
    #: Why it rests or has ended.
    why = Rare("")

    def __init__(self, id: str, master: str, system: System) -> None:
        self.id = id
        self.master = master
        #: Who knows the values that every script can read, see :meth:`get`.
        self.system = system
        self.frames: list[Frame] = []
        self.status: Status = "running"
        #: When the present action goes on (:data:`NEVER`: when it is answered); None while it does not wait.
        self.due: int | None = None
        #: None in a plain wait.
        self.pending: Pending | None = None
        self.incoming: Sequence[Incoming] = ()
        #: Actions run since virtual time last passed for it, and that time.
        self.steps = 0
        self.since = 0
        #: When it begins, or has begun.
        self.start = 0
        self.begun = False
        self.rare: dict[str, Any] | None = None

    def get(self, name: str) -> Any:
        """The value of a system name (folded) for this contact, or None."""
        return self.system.value(self, name)

    @property
    def alive(self) -> bool:
        """False once it has ended or failed."""
        return self.status not in ("ended", "failed")

    @property
    def parked(self) -> bool:
        """True while it rests: it has no next action, but may hear of events."""
        return self.status in ("waiting", "stuck")

    @property
    def frame(self) -> Frame:
        """The innermost frame."""
        return self.frames[-1]

    @property
    def main(self) -> Frame:
        """The frame of the main script."""
        return self.frames[0]

    @property
    def waits(self) -> bool:
        """True while its present action waits for a time or an answer."""
        return self.due is not None

    def told(self, name: str) -> str:
        """A predefined value by its folded name as text; "" where it has none."""
        return str((self.about or {}).get(name) or "")

    def know(self, **values: Any) -> None:
        """Give it predefined values by name: every frame can read them, a variable of the same name comes first."""
        self.about = {**(self.about or {}), **{name.lower(): value for name, value in values.items()}}


def plain_name(name: str) -> str:
    """A field's name as it is compared."""
    return name.replace(" ", "").replace("_", "").replace("-", "").lower()


def set_parameters(variables: Variables, values: list[str]) -> None:
    """Hand values over as p1, p2, … [documented]."""
    for position, value in enumerate(values, 1):
        variables[f"p{position}"] = value
