"""What code compares: variables, or parts of them, with values or with one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from studio.snippet import syntax as s
from studio.snippet.compiler.names import path

OPERATORS = frozenset(("=", "!=", ">", ">=", "<", "<="))
#: What is asked of a value instead of the value itself.
_MEASURES = {"length": "length", "len": "length", "count": "count", "size": "count"}


class Side(NamedTuple):
    """One side of a comparison: a value, or the variable, or its part, from which it comes. ``measure`` is its length or count."""

    value: Any = None
    name: str = ""
    steps: tuple[str | int | s.Expression, ...] = ()
    measure: str = ""

    @property
    def known(self) -> bool:
        """True for a value that stands in the code."""
        return not self.name


class Comparison(NamedTuple):
    """Two sides and the operator; ``truth`` for one side that is asked for its truth."""

    left: Side
    operator: str
    right: Side


def comparisons_in(tree: object) -> Iterator[Comparison]:
    """The comparisons of a tree, conditions that are bare names and the cases of SWITCH included."""
    for node in s.nodes(tree):
        if isinstance(node, s.Binary) and node.operator in OPERATORS:
            yield from compared(node.left, node.operator, node.right)
        elif isinstance(node, s.Switch):
            for case in node.cases:
                for label in case.labels:
                    yield from compared(node.subject, "=", label)
        elif isinstance(node, s.If):
            yield from truths(node.condition)
        elif isinstance(node, s.Select):
            yield from (each for case in node.cases for label in case.labels for each in truths(label))


def truths(condition: s.Expression) -> Iterator[Comparison]:
    """The names in a condition that are asked for their truth alone."""
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        if isinstance(node, s.Binary) and node.operator in ("&", "|"):
            waiting += [node.left, node.right]
        elif isinstance(node, s.Unary):
            waiting.append(node.operand)
        elif not isinstance(node, s.Binary):
            side = side_of(node)
            if side is not None and not side.known:
                yield Comparison(side, "truth", Side())


def compared(left: s.Expression, operator: str, right: s.Expression) -> Iterator[Comparison]:
    """The comparison of two expressions, if something is known of both and not everything."""
    first, second = side_of(left), side_of(right)
    if first is not None and second is not None and not (first.known and second.known):
        yield Comparison(first, operator, second)


def side_of(node: s.Expression) -> Side | None:
    """What a side of a comparison comes from: through functions, substitution and members that measure."""
    measure = ""
    for _ in range(20):
        match node:
            case s.Number(value=number):
                return Side(number)
            case s.Text(value=text):
                return Side(text)
            case s.Unary(operator="-", operand=s.Number(value=number)):
                return Side(-number)
            case s.Join(parts=parts):
                inner = [each for each in parts if not isinstance(each, str)]
                if len(inner) != 1 or any(isinstance(each, str) and each.strip() for each in parts):
                    return None
                node = inner[0]
            case s.Call(name=name, arguments=arguments, receiver=receiver):
                first = receiver if receiver is not None else arguments[0] if arguments else None
                if first is None:
                    return None
                measure = measure or _MEASURES.get(name.lower(), "")
                node = first
            case s.Member(object=inner_node, name=name) if name.lower() in _MEASURES or name == "$value":
                measure = measure or _MEASURES.get(name.lower(), "")
                node = inner_node
            case s.Name() | s.Member() | s.Element():
                rooted = path(node)
                if rooted is None:
                    return None
                steps = tuple(
                    each.value if isinstance(each, s.Number) and isinstance(each.value, int) else each
                    for each in rooted[1]
                )
                return Side(None, s.fold(rooted[0].name), steps, measure)
            case _:
                return None
    return None
