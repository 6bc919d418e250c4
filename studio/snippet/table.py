"""A small machine that runs tokens through the parse table of the grammar.

Lark works out the table (:mod:`studio.snippet.grammar_table`); it is driven here, over plain tuples, because that is half
again as fast as lark's own loop and lets a failed parse be picked up where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import Any

from studio.snippet.grammar_table import table
from studio.snippet.lalr_table import Rule
from studio.snippet.tokens import Token

Callback = Callable[[list[Any]], Any]
Action = int | tuple[int, str, Callback | None]
"""The state to go to after a shift; or a reduction: number of children, the rule's name, and what makes its
node (None: the one child is the node)."""
Row = dict[str, Action]
Chain = tuple[int, int, str]
"""The state below, the state on top, the type of the token ahead."""


class Machine:
    """One parse under way: a stack of states and one of values, open to whoever recovers from an error."""

    __slots__ = ("_chains", "_rows", "states", "values")

    def __init__(self, start: str) -> None:
        self._rows, first, self._chains = _table(start)
        self.states = [first]
        self.values: list[Any] = []

    def feed(self, tokens: Sequence[Token], index: int = 0) -> int:
        """Take tokens from ``index`` on. The index of the first that does not fit, or the number of tokens."""
        rows, states, values, chains = self._rows, self.states, self.values, self._chains
        count = len(tokens)
        row = rows[states[-1]]
        while index < count:
            token = tokens[index]
            action = row.get(token[0])
            if action is None:
                return index
            if action.__class__ is int:
                states.append(action)
                values.append(token)
                row = rows[action]
                index += 1
                continue
            size, origin, make = action  # type: ignore[misc]
            if make is None:
                chain = (states[-2], states[-1], token[0])
                states[-1] = top = chains.get(chain) or self._climb(chain)
                row = rows[top]
                continue
            if size:
                made = make(values[-size:])
                del states[-size:]
                del values[-size:]
                values.append(made)
            else:
                values.append(make([]))
            state = rows[states[-1]][origin]
            states.append(state)  # type: ignore[arg-type]
            row = rows[state]  # type: ignore[index]
        return index

    def _climb(self, chain: Chain) -> int:
        """Where reductions that make nothing end: ten levels of operators lie between a name and a statement."""
        below, state, kind = chain
        while True:
            action = self._rows[state].get(kind)
            if not isinstance(action, tuple) or action[2] is not None:
                self._chains[chain] = state
                return state
            state = self._rows[below][action[1]]  # type: ignore[assignment]  # a rule's entry is always a state

    def fits(self, kind: str) -> bool:
        """True if a token of this kind could come next. Nothing is changed."""
        rows, states = self._rows, self.states
        depth = len(states)
        above: list[int] = []  # states that reductions would put on top of the first ``depth``
        while True:
            action = rows[above[-1] if above else states[depth - 1]].get(kind)
            if action is None or isinstance(action, int):
                return action is not None
            size, origin, _ = action
            kept = max(len(above) - size, 0)
            depth -= size - (len(above) - kept)
            del above[kept:]
            state = rows[above[-1] if above else states[depth - 1]][origin]
            assert isinstance(state, int)
            above.append(state)

    def pop(self) -> bool:
        """Forget the last token or node. False at the very start."""
        if not self.values:
            return False
        del self.states[-1]
        del self.values[-1]
        return True


@lru_cache(maxsize=2)
def _table(start: str) -> tuple[list[Row], int, dict[Chain, int]]:
    """The rows of the table by state number, the first state, and the chains climbed so far."""
    from studio.snippet.building import Builder

    data, builder = table(), Builder()
    reductions = [(each.size, intern(each.origin), _maker(each, builder)) for each in data.rules]
    rows: list[Row] = [
        {intern(name): entry if entry >= 0 else reductions[-1 - entry] for name, entry in row.items()}
        for row in data.rows
    ]
    # A reduction to the start symbol leads into the end state; there `$END` ends the parse.
    end = data.end[start]
    rows[end]["$END"] = end
    return rows, data.first[start], {}


def _maker(rule: Rule, builder: object) -> Callback | None:
    """What makes the node of a rule from its children; None where the one child is the node."""
    taken, spread = rule.taken, rule.spread
    if rule.passes and len(taken) == 1 and not spread:
        return None if rule.size == 1 else itemgetter(taken[0])
    build: Callback = getattr(builder, rule.method) if rule.method else _list
    if spread:
        if not rule.method and (taken, spread) == ((0, 1), (0,)):
            return _grown
        return lambda children: build(_spread(children, taken, spread))
    if len(taken) == rule.size:
        return build
    return lambda children: build([children[place] for place in taken])


def _list(children: list[Any]) -> list[Any]:
    return children


def _grown(children: list[Any]) -> list[Any]:
    """A list with one more piece; nobody else holds it."""
    made: list[Any] = children[0]
    made.append(children[1])
    return made


def _spread(children: list[Any], taken: Sequence[int], spread: Sequence[int]) -> list[Any]:
    """The children that stay, lists among them piece by piece. The first list grows: lists are built from the left."""
    made: list[Any] = []
    for place in taken:
        if place not in spread:
            made.append(children[place])
        elif made:
            made += children[place]
        else:
            made = children[place]
    return made
