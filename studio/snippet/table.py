"""The parse table of the grammar, and a small machine that runs tokens through it.

Lark reads the grammar and works out the LALR table; the table is then driven here, over plain tuples, because
that is half again as fast as lark's own loop and lets a failed parse be picked up where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from sys import intern
from typing import Any

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


@lru_cache(maxsize=1)
def _lark() -> Any:
    from importlib.resources import files

    from lark import Lark
    from lark.lexer import Lexer

    from studio.snippet.building import Builder

    class NoLexer(Lexer):
        """Stands where lark wants a lexer; tokens come from the scanner."""

        def __init__(self, lexer_conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            return iter(())

    text = files("studio.grammar").joinpath("snippet.lark").read_text(encoding="utf-8")
    starts = ["program", "expression"]
    return Lark(text, parser="lalr", lexer=NoLexer, transformer=Builder(), start=starts, maybe_placeholders=False)


@lru_cache(maxsize=2)
def _table(start: str) -> tuple[list[Row], int, dict[Chain, int]]:
    """The rows of the table by state number, the first state, and the chains climbed so far."""
    from lark.parsers.lalr_analysis import Shift

    conf = _lark().parse_interactive(start=start).parser_state.parse_conf
    rows: list[Row] = [{} for _ in range(max(conf.states) + 1)]
    for number, entries in conf.states.items():
        for token, (kind, argument) in entries.items():
            name = str(token)  # a plain one: lark's own compares and hashes slowly
            if kind is Shift:
                rows[number][intern(name)] = argument
            else:
                make = _callback(argument, conf.callbacks)
                origin = intern(str(argument.origin.name))
                rows[number][intern(name)] = (len(argument.expansion), origin, make)
    # A reduction to the start symbol leads into the end state; there `$END` ends the parse.
    rows[conf.end_state]["$END"] = conf.end_state
    return rows, conf.start_state, {}


def _callback(rule: Any, callbacks: dict[Any, Any]) -> Callback | None:
    child = rule.expansion[0] if len(rule.expansion) == 1 else None
    passes_on = rule.options.expand1 and rule.alias is None
    if child is not None and passes_on and not getattr(child, "filter_out", False):
        return None
    made: Callback = callbacks[rule]
    return made
