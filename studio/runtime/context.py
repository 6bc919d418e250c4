"""What a running action sees: its contact, its frame's variables, and the engine's services.

One context serves one engine and is pointed at each contact before it goes on, so it must not be kept. It is also the
host of the Snippets and expressions of the present action.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from studio.runtime import starting
from studio.runtime.clock import moment
from studio.runtime.contact import Contact, Frame
from studio.runtime.faults import data_of, told
from studio.runtime.limits import PlatformLimits
from studio.runtime.ports import HttpFailure, HttpRequest, Ports
from studio.runtime.requests import send
from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError
from studio.snippet.limits import Limits
from studio.snippet.syntax import fold
from studio.snippet.values import to_text
from studio.snippet.variables import Variables

if TYPE_CHECKING:
    from studio.runtime.action import Action
    from studio.runtime.engine import Engine
    from studio.runtime.properties import Evaluator, Setter

#: A text that can be the name of a variable.
_NAME = re.compile(r"(global\s*:\s*)?([^\W\d]\w*)", re.IGNORECASE)


class Context:
    """The engine as one action sees it at one moment."""

    __slots__ = ("contact", "engine", "frame", "variables")

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # Unset until the first contact is pointed at.
        self.contact: Contact = None  # type: ignore[assignment]
        self.frame: Frame = None  # type: ignore[assignment]
        self.variables: Variables = None  # type: ignore[assignment]

    def point(self, contact: Contact) -> None:
        """Look at the innermost frame of this contact and its present action."""
        self.contact = contact
        frame = self.frame = contact.frames[-1]
        self.variables = frame.variables

    @property
    def action(self) -> Action:
        """The present action."""
        frame = self.frame
        return frame.script.actions[frame.at]

    # ------------------------------------------------------------------------------------- for actions
    @property
    def world(self) -> Ports:
        """The parts of the world: ``context.world.values`` and so on. One that is missing makes the action fail."""
        return self.engine.ports

    @property
    def platform(self) -> PlatformLimits:
        """The platform's limits of this run."""
        return self.engine.settings.platform

    @property
    def in_subscript(self) -> bool:
        """True while a subscript is the innermost script."""
        return len(self.contact.frames) > 1

    def get(self, name: str) -> Any:
        """The value that a plain read of this name gives, null included."""
        return self.variables[fold(name)]

    def named(self, text: str) -> Any:
        """The value of the variable that a text names without braces (``x``, ``global:x``), null if it has none.

        A text that can't be a name stands for itself.
        """
        name = _NAME.fullmatch(text.strip())
        if name is None:
            return text
        variables = self.contact.main.variables if name[1] else self.variables
        return variables[fold(name[2])]

    def set(self, name: str, value: Any) -> None:
        """Put a value into a plain variable of the frame, as if the script had assigned the name."""
        folded = fold(name)
        self.engine.spellings.setdefault(folded, name)
        self.variables[folded] = value

    def has_own(self, name: str) -> bool:
        """True if the frame itself has a value for this name."""
        return fold(name) in self.variables

    def remove(self, name: str) -> None:
        """Forget a plain variable of the frame, if it is there."""
        self.variables.pop(fold(name), None)

    def put(self, where: Evaluator[Setter | None], value: Any) -> None:
        """Put a value into the variable that a property of the action names; a blank one drops it."""
        setter = where(self)
        if setter is not None:
            setter(self, value)

    def save(self, to: str, name: str, value: Any) -> None:
        """Publish a value: to the platform's ``database`` or the agent's ``screen``; None takes it back."""
        contact = self.contact
        kept = [each for each in contact.saved if each[:2] != (to, name)]
        if value is not None:
            kept.append((to, name, to_text(value)))
            self.engine.emit("saved", self, to=to, name=name, value=to_text(value))
        contact.saved = kept

    def fail(self, fault: str | SnippetError) -> None:
        """Set ``_ERR`` and ``__err`` of the frame and report the error.

        ``_ERR`` tells the place of a fault in code; ``__err`` is the bare message, as the documented one is [choice].
        """
        text = bare = str(fault)
        data: dict[str, Any] = {}
        if isinstance(fault, SnippetError):
            bare, data = fault.message, data_of(fault)
            text = told(fault, self.frame.script.name, self.action.id, self.action.caption)
        self.set("_ERR", text)
        self.set("__err", bare)
        self.engine.emit("error", self, text=text, **data)

    def unknown(self, message: str) -> None:
        """Say that this action can't be run."""
        self.engine.emit("unknown", self, text=message)

    def report(self, kind: str, **data: Any) -> None:
        """Put an event of a known kind on the stream; ``world`` for what happens outside the script."""
        self.engine.emit(kind, self, **data)

    def spawn(
        self,
        name: str,
        parameters: list[str],
        *,
        start: datetime | None = None,
        about: dict[str, Any] | None = None,
        event: str = "",
        variables: dict[str, Any] | None = None,
    ) -> str:
        """Begin another contact in the script of this name, of this contact's family; its id.

        ``start`` is a wall-clock time of the script's zone; ``about`` are the predefined values of the new contact; ``event``
        names the event action at which it begins instead of its Begin; ``variables`` are set in its main script.
        SnippetError if it can't be started.
        """
        return starting.spawn(
            self.engine, self, name, parameters, start=start, about=about, event=event, variables=variables
        )

    @property
    def loops(self) -> dict[str, Any]:
        """What this action keeps between passes in this frame: plain data, forgotten by :meth:`forget_loop`."""
        frame = self.frame
        if frame.loops is None:
            frame.loops = {}
        return frame.loops.setdefault(self.action.id, {})

    def forget_loop(self) -> None:
        """Forget what this action kept."""
        if self.frame.loops is not None:
            self.frame.loops.pop(self.action.id, None)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the script's dates: the business unit's, or what Timezone has set."""
        name = self.contact.zone
        return ZoneInfo(name) if name else self.engine.zone

    # ---------------------------------------------------------------------------------- host of Snippets
    @property
    def limits(self) -> Limits:
        """How much a snippet may take."""
        return self.engine.settings.limits

    def stopwatch(self) -> float:
        """Real seconds, for the limit of time alone: they are no part of the world."""
        return monotonic()

    @property
    def string_overflow(self) -> str:
        """``cut`` or ``error``."""
        return self.engine.settings.string_overflow

    def now(self) -> DateTime:
        """The wall clock of the script's zone."""
        return DateTime(moment(self.engine.now).astimezone(self.zone).replace(tzinfo=None))

    def utc_now(self) -> datetime:
        """The world's time in UTC, with its zone."""
        return moment(self.engine.now)

    def to_utc(self, value: datetime) -> datetime:
        """A wall-clock time of the script's zone, in UTC, both without offset."""
        return value.replace(tzinfo=self.zone).astimezone(UTC).replace(tzinfo=None)

    def from_utc(self, value: datetime) -> datetime:
        """A UTC time as wall-clock time of the script's zone, both without offset."""
        return value.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)

    def utc_offset(self, value: datetime) -> timedelta:
        """The offset of the script's zone at a wall-clock time."""
        return value.replace(tzinfo=self.zone).utcoffset() or timedelta()

    def random(self, below: int) -> int:
        """A whole number from 0, below the bound."""
        return self.engine.random(below)

    def trace(self, text: str) -> None:
        """A TRACE statement."""
        self.engine.emit("trace", self, text=text)

    def warn(self, code: str, message: str, line: int | None = None, column: int | None = None) -> None:
        """Something odd that does not stop the run."""
        self.engine.emit("warning", self, code=code, text=message, line=line, column=column)

    def request(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None, timeout: float
    ) -> tuple[int, str, bytes]:
        """One request from inside a Snippet: status, its text, body. It takes no virtual time: a Snippet is instant."""
        try:
            answer = send(self.engine, self, HttpRequest(method, url, headers, body, timeout))
        except HttpFailure as failure:
            raise SnippetError(failure.message) from None
        return answer.status, answer.reason, answer.body

    def save_to_db(self, name: str, value: Any, marked: bool = True) -> None:
        """Mark a value for the platform's database; in a subscript only a global one counts [documented]."""
        self.save("database", name, value if marked else None)
