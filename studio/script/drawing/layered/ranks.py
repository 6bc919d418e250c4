"""Layered layout, first step: which links lead back, and the rank (column or row) of every node."""

from __future__ import annotations

from collections.abc import Sequence

#: A link as the layout sees it: positions of its source and target.
Pair = tuple[int, int]


def backward(count: int, pairs: Sequence[Pair], begins: Sequence[int]) -> list[bool]:
    """For each pair, whether it closes a circle when one walks from the beginnings, depth first, in the given order."""
    following: list[list[int]] = [[] for _ in range(count)]
    for number, (source, _) in enumerate(pairs):
        following[source].append(number)
    found = [False] * len(pairs)
    state = bytearray(count)  # 0 unseen, 1 on the way, 2 done
    for root in [*begins, *range(count)]:
        if state[root]:
            continue
        state[root] = 1
        way = [(root, iter(following[root]))]
        while way:
            at, rest = way[-1]
            number = next(rest, -1)
            if number < 0:
                state[at] = 2
                way.pop()
                continue
            target = pairs[number][1]
            if state[target] == 1:
                found[number] = True
            elif not state[target]:
                state[target] = 1
                way.append((target, iter(following[target])))
    return found


def ranks(count: int, pairs: Sequence[Pair], back: Sequence[bool], begin: int | None = None) -> list[int]:
    """The rank of every node: each stands after all that lead to it forwards.

    Other flows stand close to what they lead into; where reading begins (``begin``) is in the first rank.
    """
    following: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for (source, target), turned in zip(pairs, back, strict=True):
        if not turned:
            following[source].append(target)
            waiting[target] += 1
    heads = [each for each in range(count) if not waiting[each]]
    order: list[int] = list(heads)
    rank = [0] * count
    for at in order:
        for target in following[at]:
            rank[target] = max(rank[target], rank[at] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    for at in heads:
        if following[at] and at != begin:
            rank[at] = min(rank[target] for target in following[at]) - 1
    lowest = min(rank, default=0)
    return [each - lowest for each in rank]
