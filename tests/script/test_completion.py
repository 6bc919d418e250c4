"""Completion as data: what is offered at a place, and where it goes; and that no text whatever breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.completion import MOST, complete
from studio.script.text import read_text

CASES = read_cases(Path(__file__).parent / "completion.yaml")


def cursor(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the mark's line and column."""
    before, _, behind = text.partition("¦")
    return before + behind, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_what_is_offered(case: dict[str, Any], end: str) -> None:
    source, line, column = cursor(case["text"])
    found = complete(source.replace("\n", end), line, column, case.get("scripts", ()))
    texts = [each.text for each in found]
    if "offers" in case:
        assert texts == case["offers"]
    assert set(case.get("among", texts)) <= set(texts)
    assert not set(case.get("never", [])) & set(texts)
    assert {each.start for each in found} <= {case.get("from", column)}


def test_what_is_offered_can_stand_there() -> None:
    """Every kind, property and branch that is offered makes a line of the form."""
    kinds = [each for each in complete('script "A"\n', 2, 1) if each.kind == "kind"]
    assert len(kinds) > 150
    for kind in kinds:
        head = f'script "A"\n{kind.text} "x" #1\n'
        lines = [each.text for each in complete(head + "    ", 3, 5)]
        text = head + "".join(
            f'    {each}"x"\n' if each.endswith("-> ") else f"    {each}\n" for each in lines if each != "case "
        )
        script, problems = read_text(text)
        assert script is not None
        assert problems == [], text
        assert len(script.actions[0].properties) + len(script.actions[0].branches) >= len(lines) - 1


@pytest.mark.parametrize(("line", "column"), [(0, 1), (-1, 1), (3, 1), (99, 1), (1, 0), (2, -5)])
def test_no_such_place(line: int, column: int) -> None:
    assert complete('script "A"\n', line, column) == []


def test_a_column_behind_the_line_is_its_end() -> None:
    assert complete('script "A"\nAssi', 2, 999) == complete('script "A"\nAssi', 2, 5) != []


def test_captions_without_end() -> None:
    text = 'script "A"\nBegin "B"\n    -> \n' + "".join(f'Wait "w{number}"\n' for number in range(MOST + 500))
    found = complete(text, 3, 8)
    assert len(found) == MOST
    assert found[0].text == '"w0"'


PIECES = st.sampled_from(
    ['script "A"', "\n", "\n", "    ", "Wait", ' "w"', " #1", "-> ", "case ", "OnError ", " = ", ": ", ":= ", "| ", "- ", "editor",
     '"', '$"', "\\", "//", "Assign", "Type", "media", "\r", "\x00", "\ud800", "\u2028", "é", "??"]
)  # fmt: skip


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=40), st.integers(-1, 12), st.integers(-1, 40))
def test_no_text_breaks_it(pieces: list[str], line: int, column: int) -> None:
    for each in complete("".join(pieces), line, column, ["A\\B", '"', ""]):
        assert each.text
        assert 1 <= each.start <= max(column, 1)
