"""Cycles of a graph: which nodes lie on one, in linear time and without recursion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def cycles(following: Mapping[int, Sequence[int]]) -> list[frozenset[int]]:
    """The groups of nodes that lead to one another, those with a cycle only; ``following`` gives each node's next ones.

    Tarjan's algorithm with a stack of its own: scripts may have a hundred thousand actions in a row.
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    found: list[frozenset[int]] = []
    for root in following:
        if root in number:
            continue
        work: list[tuple[int, Iterator[int]]] = [(root, iter(following[root]))]
        number[root] = low[root] = len(number)
        path.append(root)
        on_path.add(root)
        while work:
            at, rest = work[-1]
            deeper = _next(rest, following, number, low, on_path, at)
            if deeper is not None:
                number[deeper] = low[deeper] = len(number)
                path.append(deeper)
                on_path.add(deeper)
                work.append((deeper, iter(following[deeper])))
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[at])
            if low[at] == number[at]:
                group = _cut(path, on_path, at)
                if len(group) > 1 or at in following[at]:
                    found.append(group)
    return found


def _next(
    rest: Iterator[int],
    following: Mapping[int, Sequence[int]],
    number: dict[int, int],
    low: dict[int, int],
    on_path: set[int],
    at: int,
) -> int | None:
    """The next node to go down to; those seen already are only looked at."""
    for each in rest:
        if each not in following:
            continue
        if each not in number:
            return each
        if each in on_path:
            low[at] = min(low[at], number[each])
    return None


def _cut(path: list[int], on_path: set[int], at: int) -> frozenset[int]:
    group = set()
    while True:
        each = path.pop()
        on_path.discard(each)
        group.add(each)
        if each == at:
            return frozenset(group)
