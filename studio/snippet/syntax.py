"""The syntax tree of Snippet: plain slotted nodes, independent of the parser that makes them.

Every node knows its ``line`` and ``column`` (from 1, in the author's text). Names keep the author's spelling; whoever
needs them without case folds them with :func:`fold`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields


def fold(name: str) -> str:
    """The form in which names of variables and functions are compared: letter case does not count."""
    return name.lower()


@dataclass(slots=True)
class Node:
    line: int
    column: int


# --------------------------------------------------------------------------------------------- expressions
@dataclass(slots=True)
class Number(Node):
    """A number literal, or ``true`` / ``false`` as 1 and 0. Whole values are int."""

    value: int | float


@dataclass(slots=True)
class Text(Node):
    """A string without substitution; escapes are already resolved."""

    value: str


@dataclass(slots=True)
class Join(Node):
    """A string with ``{…}`` in it: literal parts and expressions in order."""

    parts: list[str | Expression]


@dataclass(slots=True)
class Date(Node):
    """``#"…"``: text that becomes a date when it is evaluated."""

    text: Text | Join


@dataclass(slots=True)
class Name(Node):
    """A variable. ``main`` is True for ``global:name``."""

    name: str
    main: bool = False


@dataclass(slots=True)
class Member(Node):
    """``object.name``: a member, or ``size``/``count``/``length``/``$value`` of the object."""

    object: Expression
    name: str


@dataclass(slots=True)
class Element(Node):
    """``array[index]``."""

    array: Expression
    index: Expression


@dataclass(slots=True)
class Call(Node):
    """``name(arguments)`` and ``receiver.name(arguments)``: the receiver is then the first argument of ``arguments``
    in meaning, but is kept apart because some functions (append) change it."""

    name: str
    arguments: list[Expression]
    receiver: Expression | None = None


@dataclass(slots=True)
class Unary(Node):
    """``-operand`` or ``!operand``."""

    operator: str
    operand: Expression


@dataclass(slots=True)
class Binary(Node):
    """``left operator right``, the operator in its one canonical spelling: ``^ * / \\ % + - = != > >= < <= & ~ |``."""

    operator: str
    left: Expression
    right: Expression


Expression = Number | Text | Join | Date | Name | Member | Element | Call | Unary | Binary
Target = Name | Member | Element


# --------------------------------------------------------------------------------------------- statements
@dataclass(slots=True)
class Assign(Node):
    target: Target
    value: Expression


@dataclass(slots=True)
class Declare(Node):
    """``DYNAMIC target``, ``DYNAMIC target FROM source`` and ``DYNAMIC target = source``; ``parsed`` with FROM."""

    target: Target
    source: Expression | None = None
    parsed: bool = False


@dataclass(slots=True)
class If(Node):
    condition: Expression
    then: list[Statement]
    otherwise: list[Statement] = field(default_factory=list)


@dataclass(slots=True)
class Case(Node):
    """One block with the labels that share it; ``default`` is True if DEFAULT is one of them."""

    labels: list[Expression]
    default: bool
    body: list[Statement]


@dataclass(slots=True)
class Switch(Node):
    subject: Expression
    cases: list[Case]


@dataclass(slots=True)
class Select(Node):
    cases: list[Case]


@dataclass(slots=True)
class For(Node):
    variable: Name
    start: Expression
    end: Expression
    body: list[Statement]


@dataclass(slots=True)
class ForEach(Node):
    variable: Name
    array: Expression
    body: list[Statement]


@dataclass(slots=True)
class Repeat(Node):
    count: Expression
    body: list[Statement]


@dataclass(slots=True)
class Break(Node):
    pass


@dataclass(slots=True)
class Return(Node):
    value: Expression | None = None


@dataclass(slots=True)
class Trace(Node):
    value: Expression


@dataclass(slots=True)
class Do(Node):
    """A call used as a statement."""

    call: Call


@dataclass(slots=True)
class Mark(Node):
    """A place whose passing is noted, for coverage. No parser makes it: see :mod:`studio.snippet.marking`."""

    number: int


@dataclass(slots=True)
class Function(Node):
    """``FUNCTION name(parameters) { … }``; ``body`` is None for a header without a block, [] for an empty block."""

    name: str
    parameters: list[str]
    body: list[Statement] | None


Statement = (
    Assign | Declare | If | Switch | Select | For | ForEach | Repeat | Break | Return | Trace | Do | Mark | Function
)


@dataclass(slots=True)
class Program:
    """A whole snippet. Functions stand apart from the statements: they are known before anything runs."""

    body: list[Statement]
    functions: list[Function]


def start(node: Expression) -> tuple[int, int]:
    """Line and column where the text of an expression begins; the node's own place is that of its sign or name."""
    while True:
        match node:
            case Member():
                node = node.object
            case Element():
                node = node.array
            case Binary():
                node = node.left
            case Call(receiver=receiver) if receiver is not None:
                node = receiver
            case _:
                return node.line, node.column


def nodes(tree: object) -> Iterator[Node]:
    """All nodes of a tree, a node or a list of them, in the order of the text."""
    waiting: list[object] = [tree]
    while waiting:
        each = waiting.pop()
        if each.__class__ is list:
            waiting.extend(reversed(each))
        elif isinstance(each, Node):
            yield each
            parts = _PARTS[each.__class__.__name__]
            if parts:
                waiting.extend([getattr(each, name) for name in parts])


def fields_of(kind: type[Node]) -> tuple[str, ...]:
    """The members of a kind of node that hold other nodes or values, in the order of the text; its place aside."""
    known = _FIELDS.get(kind.__name__)
    if known is None:
        names = tuple(each.name for each in fields(kind) if each.name not in ("line", "column"))
        known = _FIELDS[kind.__name__] = names
    return known


_FIELDS: dict[str, tuple[str, ...]] = {}


#: The fields of each kind of node that hold nodes, the last first.
_PARTS: dict[str, tuple[str, ...]] = {
    kind.__name__: tuple(
        each
        for each in fields_of(kind)[::-1]
        if kind.__annotations__[each] not in ("str", "bool", "int", "int | float", "list[str]")
    )
    for kind in Node.__subclasses__()
} | {"Text": (), "Call": ("arguments", "receiver")}
