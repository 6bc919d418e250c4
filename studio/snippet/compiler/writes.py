"""Which variables a block may write, so that the counter of a loop that nothing writes can be kept as a Python local."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from studio.snippet import syntax as s
from studio.snippet.compiler.names import path


class Writes:
    """The names that blocks may write, each block looked at once."""

    def __init__(self, functions: Collection[str], by_functions: frozenset[str]) -> None:
        """``functions`` are the user functions by folded name, ``by_functions`` all that any of them may write."""
        self._functions = functions
        self._by_functions = by_functions
        self._known: dict[int, frozenset[str]] = {}

    def of(self, block: Sequence[s.Statement]) -> frozenset[str]:
        """Folded names, with and without ``global:``."""
        known = self._known.get(id(block))
        if known is None:
            found: set[str] = set()
            for each in block:
                self._statement(each, found)
            known = self._known[id(block)] = frozenset(found)
        return known

    def _statement(self, node: s.Statement, found: set[str]) -> None:
        for name in s.fields_of(type(node)):
            held = getattr(node, name)
            if isinstance(held, list) and name in ("then", "otherwise", "body"):
                found |= self.of(held)
            elif isinstance(held, list):
                for case in held:
                    if isinstance(case, s.Case):
                        self._expressions(case.labels, found)
                        found |= self.of(case.body)
            elif isinstance(held, s.Node):
                if name in ("target", "variable"):
                    self._target(held, found)
                self._expressions([held], found)

    def _target(self, node: object, found: set[str]) -> None:
        rooted = path(node) if isinstance(node, s.Name | s.Member | s.Element) else None
        if rooted is not None:
            found.add(s.fold(rooted[0].name))

    def _expressions(self, nodes: Iterable[object], found: set[str]) -> None:
        """Calls: of user functions, and of those built-in ones that change their first value."""
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if isinstance(node, list):
                waiting.extend(node)
            if not isinstance(node, s.Node):
                continue
            if isinstance(node, s.Call):
                if s.fold(node.name) in self._functions:
                    found |= self._by_functions
                self._target(node.receiver or (node.arguments[0] if node.arguments else None), found)
            waiting.extend(getattr(node, name) for name in s.fields_of(type(node)))


def touched_by(functions: Iterable[s.Function]) -> frozenset[str]:
    """All names that stand in any of these functions."""
    bodies = [each.body or [] for each in functions]
    return frozenset(s.fold(each.name) for each in s.nodes(bodies) if isinstance(each, s.Name))


def written_by(functions: Iterable[s.Function]) -> frozenset[str]:
    """All variables that any of these functions may write, their parameters among them."""
    writes = Writes((), frozenset())
    found: frozenset[str] = frozenset()
    for each in functions:
        found |= writes.of(each.body or [])
    return found
