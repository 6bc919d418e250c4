"""The LALR table of a grammar as plain data: worked out by lark, and kept in a file of the package.

Reading a grammar takes lark longer than all the rest of a small run, so the result is kept. It counts only for the text of
the grammar that it was made of.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the number of its children, the symbol that it makes, the method that builds the node, "" for none.

    ``taken`` are the places of the children that stay; ``spread`` those of them that are lists, to be taken piece by
    piece. With ``passes`` a single child that stays is the node itself.
    """

    size: int
    origin: str
    method: str
    taken: tuple[int, ...]
    spread: tuple[int, ...]
    passes: bool


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` has for each state what a symbol leads to: a state, or -1 - n for a reduction by rule n."""

    digest: str
    rules: list[Rule]
    rows: list[dict[str, int]]
    first: dict[str, int]
    end: dict[str, int]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A grammar of ``studio.grammar`` by the name of its file, its start rules, and the file that keeps its table."""

    name: str
    starts: tuple[str, ...]
    kept: Path

    def text(self) -> str:
        """The grammar as people read it."""
        return resources.files("studio.grammar").joinpath(self.name).read_text(encoding="utf-8")

    def table(self) -> Table:
        """The table of the grammar as it is now."""
        text = self.text()
        kept = self.read()
        return kept if kept is not None and kept.digest == _digest(text) else built(text, self.starts)

    def read(self) -> Table | None:
        """The table that is kept, None where there is none."""
        try:
            data = json.loads(self.kept.read_text(encoding="utf-8"))
        except OSError:
            return None
        rules = [
            Rule(size, origin, method, tuple(taken), tuple(spread), passes)
            for size, origin, method, taken, spread, passes in data["rules"]
        ]
        return Table(data["digest"], rules, data["rows"], data["first"], data["end"])

    def write(self) -> None:
        """Work the table out anew and keep it."""
        made = asdict(built(self.text(), self.starts))
        made["rules"] = [list(each.values()) for each in made["rules"]]
        parts = [f'"digest": {json.dumps(made["digest"])}']
        for name in ("rules", "rows"):
            lines = ",\n".join(json.dumps(each) for each in made[name])
            parts.append(f'"{name}": [\n{lines}\n]')
        parts += [f'"{name}": {json.dumps(made[name])}' for name in ("first", "end")]
        self.kept.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def built(text: str, starts: tuple[str, ...]) -> Table:
    """The table of a grammar, worked out anew."""
    from lark.parsers.lalr_analysis import Shift

    parser = _lark(text, starts)
    parses = {start: parser.parse_interactive(start=start).parser_state.parse_conf for start in starts}
    states = parses[starts[0]].states
    # Lark numbers states and rules by the order of sets, which differs from run to run: here both get their numbers in
    # the order in which they are met on the way from the starts.
    order = [conf.start_state for conf in parses.values()]
    numbers = {state: number for number, state in enumerate(order)}
    rules: dict[Any, int] = {}
    rows: list[dict[str, int]] = []
    for state in order:
        row: dict[str, int] = {}
        for symbol, (kind, argument) in sorted(states[state].items(), key=lambda entry: str(entry[0])):
            if kind is not Shift:
                row[str(symbol)] = -1 - rules.setdefault(argument, len(rules))
                continue
            if argument not in numbers:
                numbers[argument] = len(order)
                order.append(argument)
            row[str(symbol)] = numbers[argument]
        rows.append(row)
    first = {start: numbers[conf.start_state] for start, conf in parses.items()}
    end = {start: numbers[conf.end_state] for start, conf in parses.items()}
    return Table(_digest(text), [_rule(each) for each in rules], rows, first, end)


def _rule(rule: Any) -> Rule:
    """What lark would do with the children of a rule, by its rules for names: `_x` tokens go, `__x` lists are spread."""
    origin = str(rule.origin.name)
    taken = [
        place
        for place, symbol in enumerate(rule.expansion)
        if not (symbol.is_term and getattr(symbol, "filter_out", 0))
    ]
    spread = [
        place for place in taken if not rule.expansion[place].is_term and rule.expansion[place].name.startswith("_")
    ]
    method = "" if origin.startswith("_") else str(rule.alias or origin)
    passes = bool(rule.options.expand1) and rule.alias is None
    return Rule(len(rule.expansion), origin, method, tuple(taken), tuple(spread), passes)


def _lark(text: str, starts: tuple[str, ...]) -> Any:
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        """Stands where lark wants a lexer; tokens come from the scanner."""

        def __init__(self, lexer_conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            return iter(())

    return Lark(text, parser="lalr", lexer=NoLexer, start=list(starts), maybe_placeholders=False)


def _digest(text: str) -> str:
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()
