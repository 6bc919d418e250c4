"""What every action is: a class with typed properties and a ``run``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from studio.runtime.effects import Effect
from studio.runtime.properties import Property

if TYPE_CHECKING:
    from studio.runtime.contact import Incoming
    from studio.runtime.context import Context
    from studio.runtime.properties import Evaluator, Setter

#: What a variable can be called.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\$?")

DEFAULT = "Default"
ERROR = "Error"

#: A branch name; or a float, to go on by Default after so many seconds of virtual time, unless an event ends that early; or
#: something for the engine to carry out. A custom branch is named by :func:`custom`.
Outcome = str | float | Effect


def custom(label: str) -> str:
    """The outcome that means the custom branch (a Case or Menu value) with exactly this label."""
    return "case " + label


class Action:
    """One action of a loaded script. Subclass it, name the ``kind``, declare properties, and write ``run``.

    An instance belongs to a script, not to a contact: whatever a contact needs is reached by the context, and nothing
    that changes may be kept in the action.
    """

    kind: ClassVar[str] = ""
    #: Other kinds that this class runs as well.
    aliases: ClassVar[tuple[str, ...]] = ()
    #: The fixed branches it may take, by Studio's short labels.
    branches: ClassVar[tuple[str, ...]] = (DEFAULT,)
    #: True for an entry point: its flow begins when its event comes.
    event: bool = False
    #: True for an action of the flow to which something from outside may lead back later (Conference, Interrupt):
    #: its ``enter`` gets what came, then its ``run`` takes the branch. The event bears the action's kind.
    interrupt: bool = False

    def __init__(self, id: int, kind: str, caption: str, cases: tuple[str, ...] = ()) -> None:
        self.id = id
        self.kind_here = kind
        self.caption = caption
        #: Labels of the custom branches, in the script's order.
        self.cases = cases

    @classmethod
    def properties(cls) -> Iterator[Property[Any]]:
        """The declared properties, in the order of the class. One that a subclass declares anew keeps its place."""
        return iter(_declared(cls))  # type: ignore[arg-type]  # a class can be hashed

    def run(self, context: Context) -> Outcome:
        """Do the action's work; the branch to take, or what the engine shall do first."""
        raise NotImplementedError

    def prepare(self) -> Callable[[Context], Outcome]:
        """What the engine calls at each pass, made once when the script is loaded: ``run``, unless overridden.

        An action that runs often can decide here what does not change between passes.
        """
        return self.run

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        """Go on with the answer to an effect that waits: Ask, Await or Answered."""
        raise NotImplementedError

    def returned(self, context: Context, value: str) -> str:
        """Go on after a subscript's Return, in the caller's frame."""
        return DEFAULT

    def enter(self, context: Context, incoming: Incoming) -> None:
        """For an event action: write the event's values before the flow goes on from here."""


class EventAction(Action):
    """An event action: the flow begins here when its event happens, and goes on by Default.

    What the event brings is written first. A class with properties fills the variables that they name: each from the
    field of the property's own name, or of the name that ``fields`` gives for it, else from the value at its place; what
    the event does not bring becomes empty text [choice]. A class without properties makes a variable of each field
    whose name a variable can have, as a form's fields become variables [choice; documented for forms].
    """

    event = True
    #: Plain names of the fields that properties are filled from, beside the properties' own names.
    fields: ClassVar[dict[str, str]] = {}

    def enter(self, context: Context, incoming: Incoming) -> None:
        declared = list(self.properties())
        if not declared:
            for name, value in incoming.fields.items():
                if _NAME.fullmatch(name.strip()):
                    context.set(name.strip(), value)
        for place, each in enumerate(declared):
            brought = incoming.field(self.fields.get(each.name, each.name), each.name)
            if brought is None:
                brought = incoming.values[place] if place < len(incoming.values) else ""
            where: Evaluator[Setter | None] = getattr(self, each.name)
            context.put(where, brought)

    def run(self, context: Context) -> Outcome:
        return DEFAULT


@lru_cache(maxsize=1024)
def _declared(kind: type[Action]) -> tuple[Property[Any], ...]:
    found: dict[str, Property[Any]] = {}
    for owner in reversed(kind.__mro__):
        found |= {name: each for name, each in vars(owner).items() if isinstance(each, Property)}
    return tuple(found.values())
