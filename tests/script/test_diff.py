"""Scripts compared by what they mean, and texts line by line."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.comparing import Room, compared, hunks
from studio.script.model import Action, Branch, Script
from studio.script.text import read_text

CASES = read_cases(Path(__file__).parent / "diff.yaml")


def script(text: str) -> Script:
    made, problems = read_text(text)
    assert made is not None
    assert problems == []
    return made


def found(before: Script, after: Script, all: bool) -> dict[str, Any]:
    change = compared(before, after, all=all)
    facts: dict[str, Any] = {}
    if change.changes:
        facts["script"] = [[each.what, each.name, each.before, each.after] for each in change.changes]
    for each in change.actions:
        action = each.after or each.before
        assert action is not None
        told = [[one.what, one.name, one.before, one.after] for one in each.changes]
        facts[action.caption] = told if each.status == "changed" else each.status
    assert (change.status == "same") == (not facts)
    return facts


@pytest.mark.parametrize("case", CASES, ids=[each["rule"] for each in CASES])
def test_what_differs(case: dict[str, Any]) -> None:
    before, after = script(case["before"]), script(case["after"])
    assert found(before, after, all=False) == case["finds"]
    if "all" in case:
        assert found(before, after, all=True) == case["all"]
    assert found(before, before, all=True) == {}


def test_code_is_told_by_its_lines_and_lists_by_their_items() -> None:
    head = 'script "T"\nSnippet "A"\n    Data:\n'
    lines = [f"        | a{at} = {at}\n" for at in range(20)]
    before = script(head + "".join(lines))
    after = script(head + "".join([*lines[:10], "        | b = 1  |\n", *lines[11:]]))
    (change,) = compared(before, after).actions
    assert change.changes[0].diff == [
        "@@ -8,7 +8,7 @@",
        " a7 = 7",
        " a8 = 8",
        " a9 = 9",
        "-a10 = 10",
        "+b = 1  ",
        " a11 = 11",
        " a12 = 12",
        " a13 = 13",
    ]
    one = script('script "T"\nRunsub "A"\n    Parameters: a, b\n')
    other = script('script "T"\nRunsub "A"\n    Parameters: a, c, b\n')
    assert compared(one, other).actions[0].changes[0].diff == ["@@ -1,2 +1,3 @@", " a", "+c", " b"]


def patched(before: list[str], diff: list[str]) -> list[str]:
    """What a unified diff makes of some lines."""
    made: list[str] = []
    at = 0
    for line in diff:
        head = re.match(r"@@ -(\d+)(?:,(\d+))? ", line)
        if head:
            start = int(head[1]) - (head[2] != "0")
            made += before[at:start]
            at = start
        elif line[0] == "+":
            made.append(line[1:])
        else:
            assert before[at] == line[1:]
            made += [line[1:]] if line[0] == " " else []
            at += 1
    return made + before[at:]


LINES = st.lists(st.sampled_from(["a", "b", "c", "", "@@ -1 +1 @@"]), max_size=30)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(LINES, LINES, st.sampled_from([0, 20, 10_000]))
def test_hunks_make_the_one_of_the_other(before: list[str], after: list[str], room: int) -> None:
    diff = hunks(before, after, Room(room))
    assert (diff == []) == (before == after)
    assert patched(before, diff) == after


HARD = {
    "one line again and again": (["a"] * 30_000, ["b", "a"] * 15_000),
    "few lines in turn": ([str(at % 7) for at in range(20_000)], [str(at % 5) for at in range(20_000)]),
    "all in another order": ([str(at) for at in range(20_000)], [str(at * 7919 % 20_000) for at in range(20_000)]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HARD)
def test_no_text_takes_long(name: str) -> None:
    before, after = HARD[name]
    start = time.process_time()
    assert patched(before, hunks(before, after, Room())) == after
    assert time.process_time() - start < 10


@pytest.mark.slow
def test_large_scripts_are_compared_soon() -> None:
    def made(step: int) -> Script:
        ids = range(1, 20_001)
        return Script(
            name="T",
            actions=[
                Action(
                    id=id,
                    kind="WAIT",
                    caption=f"c{id % 97}",
                    properties={"Seconds": str(id % step)},
                    branches=[Branch(to=id * 7 % 20_000 + 1)],
                )
                for id in ids
            ],
        )

    start = time.process_time()
    assert compared(made(5), made(7)).status == "changed"
    assert time.process_time() - start < 10


def test_a_shuffled_script_is_the_same() -> None:
    text = 'script "T"\n' + "".join(
        f'Wait "c{at}" #{at}\n    Seconds = {at}\n    -> "c{at * 7 % 50 + 1}"\n' for at in range(1, 51)
    )
    before = script(text)
    after = before.model_copy(deep=True)
    random.Random(1).shuffle(after.actions)
    assert compared(before, after).status == "same"
