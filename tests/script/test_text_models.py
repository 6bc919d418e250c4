"""Any model that the text form can hold comes back equal from its text, and the text is the canonical one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.model import Action, Branch, Script
from studio.script.text import print_text, read_text
from studio.script.text.form import PLAIN_DRAWING, kind_form, kind_members

_NASTY = st.sampled_from(
    [*'"$|\\{},:=->#/ \t\r\n\u00a0\u200b\u2028\ufeff\x00\x1b\x85aB_9é猫😀', "//", "->", ":=", '$"']
)
HOSTILE = st.lists(_NASTY, max_size=8).map("".join) | st.text(max_size=12)
LINES = st.lists(HOSTILE, max_size=5).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda end: end.join(lines))
)
NAMES = (
    st.sampled_from(["Data", "MaxStringSize", "Step", "Skill", "resultSet", "case", "script", "Default", "lines", "x"])
    | HOSTILE
)
JSONS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | HOSTILE,
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(NAMES, deeper, max_size=3),
    max_leaves=6,
)
VALUES = HOSTILE | LINES | st.lists(HOSTILE, max_size=4) | JSONS
KINDS = (
    st.sampled_from(
        ["SNIPPET", "RUNSUB", "MENU", "CASE", "REST_API", "REQAGENT", "BEGIN", "CREATEPROSPECTS2", "NEWKIND", "Ab_9"]
    )
    | HOSTILE
)
COMMENTS = st.lists(HOSTILE, max_size=2)
MEMBERS = st.dictionaries(NAMES, JSONS, max_size=3)


@st.composite
def properties(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    form = kind_form(kind)
    known = dict(form.properties) if form else {}
    for name in known:
        if draw(st.booleans()):
            known[name] = draw(VALUES)
    names = list(known)
    cut = draw(st.integers(0, len(names))) if draw(st.booleans()) else len(names)
    whole = {name: known[name] for name in (draw(st.permutations(names)) if draw(st.booleans()) else names)[:cut]}
    return {**whole, **draw(st.dictionaries(NAMES, VALUES, max_size=2))}


@st.composite
def extras(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    members = kind_members(kind)
    if draw(st.booleans()):
        numbers = st.integers(-(10**12), 10**12) | JSONS
        members |= {name: draw(numbers) for name in ("x", "y", "xws", "yws") if draw(st.booleans())}
        members["dependencyOrder"] = draw(st.sampled_from(["7", "-2", "", 7]))
    members |= draw(MEMBERS)
    for name in draw(st.sets(st.sampled_from(sorted(members)))) if draw(st.booleans()) else ():
        del members[name]
    return members


@st.composite
def branches(draw: st.DrawFn, ids: list[int]) -> Branch:
    type = draw(st.sampled_from(["default", "branch", "custom"]))
    label = "" if type == "default" else draw(st.sampled_from(["OnError", "True", "Timeout", "Default", "1"]) | HOSTILE)
    drawn = draw(
        st.just({**PLAIN_DRAWING, "index": 0}) | st.just({**PLAIN_DRAWING, "ports": "r,l", "index": 2}) | MEMBERS
    )
    extra = {name: value for name, value in drawn.items() if not (type == "default" and name == "label")}
    return Branch(to=draw(st.sampled_from(ids)), type=type, label=label, extra=extra, comments=draw(COMMENTS))


@st.composite
def placed_comments(draw: st.DrawFn, value: Any) -> list[tuple[int, str]]:
    """Comments above a property, and above the lines of a text of several."""
    lines = value.replace("\r\n", "\n").count("\n") + 1 if isinstance(value, str) and "\n" in value else 0
    places = sorted(draw(st.lists(st.integers(0, lines), max_size=3)))
    return [(at, draw(HOSTILE)) for at in places]


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    count = draw(st.integers(0, 4))
    ids = draw(
        st.lists(st.integers(0, 60), min_size=count, max_size=count, unique=True) | st.just(list(range(1, count + 1)))
    )
    script = Script(
        name=draw(HOSTILE),
        media=draw(st.sampled_from(["", "Phone", "Generic"]) | HOSTILE),
        purpose=draw(st.just("General") | LINES),
        redact=draw(st.lists(HOSTILE, max_size=3)),
        comments=draw(COMMENTS),
        trailing_comments=draw(COMMENTS),
        header=draw(MEMBERS),
        document=draw(MEMBERS),
        envelope=draw(MEMBERS),
        bare=draw(st.booleans()),
    )
    for id in ids:
        kind = draw(KINDS)
        action = Action(id=id, kind=kind, caption=draw(st.sampled_from("ABC") | HOSTILE), comments=draw(COMMENTS))
        action.properties = draw(properties(kind))
        action.extra = draw(extras(kind))
        action.branches = draw(st.lists(branches(ids), max_size=3))
        if action.properties:
            name = draw(st.sampled_from(list(action.properties)))
            placed = draw(placed_comments(action.properties[name])) if draw(st.booleans()) else []
            action.property_comments = {name: placed} if placed else {}
            action.property_extra = {name: draw(MEMBERS)} if draw(st.booleans()) else {}
            action.property_extra = {name: each for name, each in action.property_extra.items() if each}
        script.actions.append(action)
    return Script.model_validate(script.model_dump())


def plain(script: Script) -> str:
    """The model as JSON: tells 1 from true and 1.0, and keeps the order of properties."""
    dumped = script.model_dump()
    ordered = [list(action.properties) for action in script.actions]
    return json.dumps([ordered, dumped], sort_keys=True)


@pytest.mark.slow
@settings(max_examples=40, derandomize=True, deadline=None)
@given(scripts())
def test_printed_and_read_again_is_the_same(script: Script) -> None:
    text = print_text(script)
    again, problems = read_text(text)
    assert problems == []
    assert again is not None
    assert plain(again) == plain(script)
    assert again == script
    assert print_text(again) == text


@pytest.mark.slow
@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(['script "a"', 'Wait "b"', "Seconds = 3", "Data:", "| x", "- y", '-> "b"', "editor"]) | HOSTILE
    )
)
def test_whatever_is_read_prints_canonically(lines: list[str]) -> None:
    script, problems = read_text("\n".join(['script "a"', *lines]))
    if script is None or problems:
        assert problems
        return
    text = print_text(script)
    again, problems = read_text(text)
    assert (again, problems) == (script, [])
    assert again is not None
    assert print_text(again) == text
