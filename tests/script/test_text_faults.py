"""Faults of texts as data: all of them at once, each with its place and a way out; and hostile texts."""

from __future__ import annotations

import random
import time
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.script.model import Action, Branch, Script
from studio.script.text import CODES, Unprintable, print_text, read_text

CASES = read_cases(Path(__file__).parent / "text_faults.yaml")


@pytest.mark.parametrize("case", CASES, ids=[each["fault"] for each in CASES])
def test_fault(case: dict[str, Any]) -> None:
    script, problems = read_text(case["text"], "some.studio")
    assert [(each.code, each.line, each.column) for each in problems] == sorted(
        [(each[0], each[1], each[2]) for each in case["finds"]], key=lambda each: each[1:2]
    )
    for code, line, _, *words in case["finds"]:
        (found,) = [each for each in problems if (each.code, each.line) == (code, line)]
        assert all(word in f"{found.message} ({found.hint})" for word in words), found
    assert {each.code for each in problems} <= set(CODES)
    assert {each.file for each in problems} == {"some.studio"}
    assert (script is None) == case.get("none", False)
    if "captions" in case:
        assert script is not None
        assert [each.caption for each in script.actions] == case["captions"]


HEAD = 'script "x"\n'
MANY = 1_000_000
HOSTILE = {
    "one long word": "a" * MANY,
    "an endless quote": HEAD + 'Wait "' + "a" * MANY,
    "an endless escaped quote": HEAD + 'Wait $"' + '\\"' * MANY,
    "blanks before a fault": HEAD + "Wait" + " " * MANY + "?",
    "many parts": HEAD + "a " * MANY,
    "many digits": HEAD + 'Wait "a" #' + "1" * MANY,
    "deep JSON": HEAD + 'Wait "a"\nX := ' + "[" * MANY,
    "a large number": HEAD + 'Wait "a"\nX := ' + "1" * MANY,
    "a list of many braces": HEAD + 'Wait "a"\nX: ' + "{," * MANY,
    "a NUL": HEAD + "Wait\0",
    "noise": "",
    "many wrong lines": HEAD + "lorem ipsum dolor\n" * 100_000,
    "much code without property": HEAD + "| x\n" * 20_000,
    "many wrong references": HEAD + 'Wait "a"\n-> "b"\n' * 5_000,
    "many lines on nothing": HEAD + "editor\n" + "".join(f"#{id} 1,1 1\n" for id in range(5_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.slow
def test_hostile_texts_get_a_finding_soon(name: str) -> None:
    text = HOSTILE[name] or "".join(map(chr, random.Random(1).choices(range(1, 256), k=MANY)))
    start = time.process_time()
    _, problems = read_text(text)
    assert problems
    assert len(problems) <= 1001
    assert all(len(each.message) < 400 for each in problems)
    assert time.process_time() - start < 2


def test_a_long_script_is_read_whole() -> None:
    text = HEAD + "".join(f'Wait "a{at}"\nSeconds = 3\n-> "a0"\n' for at in range(1_000))
    script, problems = read_text(text)
    assert problems == []
    assert script is not None
    assert len(script.actions) == 1_000


@pytest.mark.parametrize(
    "script",
    [
        Script(name="x", actions=[Action(id=1, kind="END", caption="a"), Action(id=1, kind="END", caption="b")]),
        Script(name="x", actions=[Action(id=10**18, kind="END", caption="a")]),
        Script(name="x", header={"a": float("nan")}),
        Script(name="x", document={"a": {1, 2}}),
        Script(name="x", document={"a": reduce(lambda inner, _: [inner], range(101), [])}),
        Script(
            name="x",
            actions=[
                Action(id=1, kind="END", caption="a", branches=[Branch(to=1, label="odd", extra={"label": "other"})]),
            ],
        ),
    ],
    ids=["one id twice", "a huge id", "no number", "no JSON", "too deep", "two labels"],
)
def test_what_no_text_can_hold_is_refused(script: Script) -> None:
    with pytest.raises(Unprintable):
        print_text(script)
