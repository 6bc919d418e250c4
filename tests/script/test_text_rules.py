"""The rules of the text form as data: what a text says, and how it is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.script.model import Script
from studio.script.text import print_text, read_text
from studio.script.text.form import _forms
from studio.script.text.names import kind_text

CASES = read_cases(Path(__file__).parent / "text_rules.yaml")
HEAD = 'script "T"\n'
PAGE = (Path(__file__).parents[2] / "docs" / "text-form.md").read_text(encoding="utf-8")


def _facts(script: Script) -> dict[str, Any]:
    first = script.actions[0] if script.actions else None
    facts: dict[str, Any] = {
        "name": script.name,
        "media": script.media,
        "redact": script.redact,
        "status": script.status,
        "ids": [each.id for each in script.actions],
        "kinds": [each.kind for each in script.actions],
        "captions": [each.caption for each in script.actions],
        "trailing": script.trailing_comments,
    }
    if first is not None:
        facts |= {
            "id": first.id,
            "kind": first.kind,
            "caption": first.caption,
            "properties": first.properties,
            "branches": [[each.type, each.label, each.to] for each in first.branches],
            "comments": first.comments,
        }
    return facts


@pytest.mark.parametrize("case", CASES, ids=[each["rule"] for each in CASES])
def test_rule(case: dict[str, Any]) -> None:
    head = "" if "script " in case["text"].split("\n", 2)[1][:7] else HEAD
    script, problems = read_text(head + case["text"])
    assert script is not None
    if case.get("faults"):
        assert problems
        return
    assert problems == []
    facts = _facts(script)
    assert {name: facts[name] for name in case["is"]} == case["is"]
    if "properties" in case["is"]:
        assert list(facts["properties"]) == list(case["is"]["properties"])
    printed = print_text(script)
    expected = case.get("prints") or "\n" + case["text"]
    assert printed.removeprefix(head) == expected
    again, problems = read_text(printed)
    assert (again, problems) == (script, [])


def test_line_ends_and_a_byte_order_mark_of_the_file_mean_nothing() -> None:
    text = HEAD + 'Snippet "A"\n    Data:\n        | a = 1\n        | b = 2\n    -> "A"\n'
    assert read_text("\ufeff" + text.replace("\n", "\r\n")) == read_text(text)


def test_places_of_values_are_known() -> None:
    script, _ = read_text(HEAD + 'Snippet "A"\n    Data:\n\n        | a = 1\n    MaxStringSize =   Limit4K\n')
    assert script is not None
    assert script.actions[0].line == 2
    assert script.actions[0].property_lines == {"Data": (5, 11), "MaxStringSize": (6, 23)}


def test_the_example_of_the_page_is_in_the_one_form() -> None:
    (example,) = re.findall(r"^```studio\n(.*?)^```$", PAGE, re.M | re.S)
    script, problems = read_text(example)
    assert script is not None
    assert problems == []
    assert print_text(script) == example


def test_the_page_has_all_defaults() -> None:
    told: dict[str, str] = {}
    table = PAGE.split("| kind | defaults |")[1].split("\n\n")[0]
    for kinds, defaults in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (.*) \|$", table, re.M):
        told |= {kind.strip("`"): defaults for kind in kinds.split(", ")}
    known = {
        kind_text(kind): ", ".join(f"{name} {default}" for name, default in form.properties.items() if default)
        for kind, form in _forms().items()
    }
    assert {kind: {*told[kind].split(", ")} for kind in told} == {
        kind: {*defaults.split(", ")} for kind, defaults in known.items() if defaults
    }
