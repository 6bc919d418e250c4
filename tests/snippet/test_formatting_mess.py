"""Real code with its words pushed about: other blanks, line ends, comments and blank lines. It is formatted, and stays the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studio.snippet.formatting import format_snippet
from studio.snippet.formatting.guard import same_program
from studio.snippet.formatting.recording import Piece, Recorder
from studio.snippet.parser import parse_snippet
from studio.snippet.rescue import find_rescues

PAGE = Path(__file__).resolve().parents[2] / "docs" / "snippet.md"
WORD = re.compile(r"[A-Za-z0-9_$.]")


@lru_cache(maxsize=1)
def samples() -> list[str]:
    """The examples of the language's page."""
    return re.findall(r"^```snippet\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def rescued_lines(source: str) -> set[int]:
    """The lines with a string whose bare inner quotes are text."""
    return {each.line or 1 for each in parse_snippet(source).problems if each.code == "SN204"}


def pieces_of(source: str) -> list[Piece]:
    text = Recorder(source, {}).text
    return Recorder(source, find_rescues(text, rescued_lines(source), lambda text: False)).pieces()


class Mess:
    """The same code in another layout; ``comments`` has those put in, in order.

    Statements of ``whole_lines`` keep lines of their own: only there may a string have bare inner quotes.
    """

    def __init__(self, chance: Random, whole_lines: set[int]) -> None:
        self.chance = chance
        self.whole_lines = whole_lines
        self.comments: list[str] = []

    def blank(self) -> str:
        return self.chance.choice(["", "", " ", "   ", "\t"])

    def line_end(self) -> str:
        parts = []
        while not parts or self.chance.random() < 0.25:
            parts.append(self.blank())
            if self.chance.random() < 0.25:
                text = f"// c{len(self.comments)}{self.chance.choice(['', ' x', ' { ', '}', ' //'])}"
                self.comments.append(text.rstrip())
                parts.append(text + self.blank())
            parts.append("\n")
        return "".join(parts) + self.blank()

    def either(self) -> str:
        return self.line_end() if self.chance.random() < 0.5 else self.blank()

    def text(self, pieces: list[Piece]) -> str:
        parts: list[str] = []
        before = Piece("_NL", "", 0)
        for at, piece in enumerate(pieces):
            if piece.kind == "_NL":
                free = pieces[at + 1].kind == "_RBRACE" and before.line not in self.whole_lines
                parts.append(self.either() if free else self.line_end())
            elif piece.kind in ("_LBRACE", "_RBRACE"):
                parts += [self.either(), piece.text, self.either()]
            else:
                if piece.line in self.whole_lines and piece.line != before.line:
                    parts.append("\n")
                parts += [self.between(before, piece), piece.text]
            before = piece
        return "".join(parts)

    def between(self, before: Piece, piece: Piece) -> str:
        if before.kind in ("_NL", "_LBRACE", "_RBRACE"):
            return ""
        together = WORD.match(before.text[-1:]) and WORD.match(piece.text) and piece.kind != "MEMBER"
        return self.blank() or (" " if together else "")


def check(source: str, chance: Random) -> None:
    mess = Mess(chance, rescued_lines(source))
    pieces = pieces_of(source)
    text = mess.text(pieces)
    found = format_snippet(text)
    assert found.problems == [], text
    assert same_program(parse_snippet(source), parse_snippet(found.text)), text
    assert re.findall(r"// c[0-9]+[^\n]*", found.text) == mess.comments, text
    assert not format_snippet(found.text).changed, found.text
    # The layout takes nothing from the blanks between words.
    assert [each[:2] for each in pieces_of(found.text)] == [each[:2] for each in pieces]


@given(st.integers(0, 2**32))
@settings(max_examples=60, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
@pytest.mark.slow
def test_examples_in_a_mess(seed: int) -> None:
    chance = Random(seed)
    check(chance.choice(samples()), chance)


def deployed(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "corpus").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8-sig"))["scriptContent"]
        for number, action in content["actions"].items():
            for entry in content["properties"].get(number, {}).values():
                if (action["name"], entry["name"]) == ("SNIPPET", "Data"):
                    yield entry["value"]


@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.slow)])
@pytest.mark.slow
def test_deployed_code_in_a_mess(shared: Path, rounds: int) -> None:
    chance = Random(rounds)
    for source in deployed(shared):
        for _ in range(rounds):
            check(source, chance)


def test_deployed_code(shared: Path) -> None:
    count = 0
    for source in deployed(shared):
        check_kept(source)
        count += 1
    assert count > 50


def check_kept(source: str) -> None:
    found = format_snippet(source)
    assert found.problems == []
    assert same_program(parse_snippet(source), parse_snippet(found.text))
    assert not format_snippet(found.text).changed
    # Nothing but blanks, the spelling of words and signs, and line ends may differ.
    assert stripped(found.text) == stripped(source)


def stripped(text: str) -> str:
    """The characters of a source that no layout may change, sorted: a comment may move within its line."""
    for spelling, canonical in (("&&", "&"), ("||", "|"), ("<>", "!="), ("=>", ">="), ("=<", "<=")):
        text = text.replace(spelling, canonical)
    return "".join(sorted(re.sub(r"[\s\u200b\ufeff)=]+", "", text).lower()))
