"""A contact is data: its frames, variables, what it waits for and what it has yet to hear of.

Nothing here is a generator, a thread or an open file, so a contact can be saved between any two actions
(:mod:`studio.runtime.state`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.loading import LoadedScript

Status = Literal["running", "waiting", "stuck", "ended", "failed"]


@dataclass(slots=True)
class Frame:
    """One running instance of a script on a contact's stack. ``at`` is the index of its present action."""

    script: LoadedScript
    at: int
    variables: Variables
    #: What Loop and For keep between passes, by action id.
    loops: dict[int, dict[str, Any]] = field(default_factory=dict)
    #: When the present action was begun.
    began: int = 0


@dataclass(slots=True)
class Incoming:
    """An event on its way to a contact: ``ONSIGNAL``, ``ONRELEASE`` or another event action's kind, with its values."""

    kind: str
    values: list[str] = field(default_factory=list)
    source: str = "0"
    #: True once it has been announced that it waits for a subscript to return.
    held: bool = False


@dataclass(slots=True)
class Pending:
    """What a waiting action waits for. ``due`` is when it goes on; ``answer`` what it will then be given."""

    due: int
    answer: Any = None
    memo: dict[str, Any] | None = None


@dataclass(slots=True)
class Contact:
    """One interaction. ``status`` is ``running`` while it has something to do or waits for a time."""

    id: str
    master: str
    frames: list[Frame]
    status: Status = "running"
    pending: Pending | None = None
    parked: bool = False
    released: bool = False
    incoming: list[Incoming] = field(default_factory=list)
    #: SP9 of the signals that were entered last: the ids by which a sender knows that it was heard.
    heard: list[str] = field(default_factory=list)
    #: With ``signal_mode: queue``, True from entering an Onsignal until the contact rests.
    busy: bool = False
    #: Actions run since virtual time last passed for it, and that time.
    steps: int = 0
    since: int = 0
    #: Values published to the platform's database or the agent's screen: (to, name, value).
    saved: list[tuple[str, str, str]] = field(default_factory=list)
    why: str = ""

    @property
    def alive(self) -> bool:
        """False once it has ended or failed."""
        return self.status not in ("ended", "failed")

    @property
    def frame(self) -> Frame:
        """The innermost frame."""
        return self.frames[-1]

    @property
    def main(self) -> Frame:
        """The frame of the main script."""
        return self.frames[0]


def set_parameters(variables: Variables, values: list[str]) -> None:
    """Hand values over as p1, p2, … [documented]."""
    for position, value in enumerate(values, 1):
        variables[f"p{position}"] = value
