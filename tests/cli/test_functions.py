"""``studio functions``: the list, one function, the document, the page, and names that are none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from studio.snippet.functions import FAMILIES, TABLE

MEMBERS = ["name", "family", "forms", "signature", "result", "errors", "source", "doc", "examples"]


def test_all_of_them_are_listed_a_line_each(studio: Any) -> None:
    done = studio("functions")
    assert (done.code, done.err) == (0, "")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert {len(line) for line in lines} == {4}
    assert [line[1].partition("(")[0] for line in lines] == list(TABLE)


def test_a_terminal_gets_tables(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda self: True, raising=False)
    done = studio("functions")
    assert done.code == 0
    assert all(family.title in done.out for family in FAMILIES)
    assert "datefmt(date, format)" in done.out


@pytest.mark.parametrize("name", ["left", "LEFT", " Left() "])
def test_one_is_told_whole_in_any_letter_case(studio: Any, name: str) -> None:
    done = studio("functions", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "left(text, count)"
    for part in ("The first characters", "gives", "inferred", "Text", 'left("2145550148", 3)'):
        assert part in done.out


def test_another_name_tells_what_the_function_does(studio: Any) -> None:
    done = studio("functions", "lcase")
    assert "The same as lower. The text in small letters." in done.out
    assert studio("functions", "throw").out.count("error") >= 1


def test_the_document_has_every_function_and_its_members(studio: Any) -> None:
    done = studio("functions", "--json")
    assert (done.code, done.err) == (0, "")
    assert [each["name"] for each in done.document] == list(TABLE)
    assert all(list(each) == MEMBERS for each in done.document)
    assert {each["family"] for each in done.document} == {family.key for family in FAMILIES}
    assert {each["source"] for each in done.document} == {"documented", "inferred", "choice"}
    assert all(list(example) == ["code", "result"] for each in done.document for example in each["examples"])


def test_the_document_of_one(studio: Any) -> None:
    [found] = studio("functions", "Round", "--json").document
    assert found["forms"] == [["value"], ["value", "digits"]]
    assert found["signature"] == "round(value) or round(value, digits)"
    assert found["examples"][0] == {"code": "round(2.5)", "result": "3"}


@pytest.mark.parametrize(("name", "near"), [("trimm", "trim"), ("base64", "base64encode"), ("datefrmt", "datefmt")])
def test_a_name_that_is_none_exits_with_2_and_names_what_comes_near(studio: Any, name: str, near: str) -> None:
    done = studio("functions", name)
    assert (done.code, done.out) == (2, "")
    assert near in done.err.replace("?", "").replace(",", "").split()


@pytest.mark.parametrize("name", ["", "qqqq", "\x1b[31m", "x" * 5000, "é|\\"])
def test_any_name_is_answered(studio: Any, name: str) -> None:
    done = studio("functions", name, "--json")
    assert (done.code, done.document) == (2, [])
    assert "\x1b" not in done.err
    assert len(done.err) < 400


def test_the_page_is_the_one_of_the_manual(studio: Any) -> None:
    done = studio("functions", "--page")
    assert done.code == 0
    assert done.out == (Path(__file__).resolve().parents[2] / "docs" / "functions.md").read_text(encoding="utf-8")


def test_the_page_takes_no_name(studio: Any) -> None:
    assert studio("functions", "left", "--page").code == 2
