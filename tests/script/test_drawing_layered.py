"""Pictures in the layered layout: what must be true of all of them, whatever the script."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from drawn import behind_boxes, on_border, overlapping, scripts, within
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.drawing import Direction, picture_of, svg
from studio.script.drawing.layered.ranks import backward, ranks
from studio.script.model import Action, Branch, Script
from studio.script.project import Project

DIRECTIONS = get_args(Direction)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(scripts(), st.sampled_from(DIRECTIONS))
def test_every_layered_picture_can_be_read(script: Script, direction: Direction) -> None:
    picture = picture_of(script, layout="layered", direction=direction)
    assert picture.layout == "layered"
    assert [box.key for box in picture.boxes] == [str(each.id) for each in script.actions]
    assert sorted(wire.key for wire in picture.wires) == sorted(
        f"{each.id}:{branch.label or 'Default'}" for each in script.actions for branch in each.branches
    )
    assert not overlapping([*picture.boxes, *picture.labels])
    assert not behind_boxes(picture)
    assert within(picture)
    for wire in picture.wires:
        source, target = picture.box(wire.source), picture.box(wire.target)
        assert source is not None
        assert target is not None
        assert on_border(source, *wire.points[0])
        assert on_border(target, *wire.points[-1])
        assert all(abs(ax - bx) < 0.7 or abs(ay - by) < 0.7 for (ax, ay), (bx, by) in pairwise(wire.points))


def test_a_flow_goes_right_or_down() -> None:
    script = Script(
        name="x",
        actions=[
            Action(id=each, kind="WAIT", caption=str(each), branches=[Branch(to=each + 1)] if each < 4 else [])
            for each in range(5)
        ],
    )
    right, down = (picture_of(script, direction=each) for each in DIRECTIONS)
    assert [box.x for box in right.boxes] == sorted({box.x for box in right.boxes})
    assert {box.y for box in right.boxes} == {right.boxes[0].y}
    assert [box.y for box in down.boxes] == sorted({box.y for box in down.boxes})
    assert {box.x for box in down.boxes} == {down.boxes[0].x}


def test_errors_leave_from_the_bottom_and_on_the_right_when_a_flow_goes_down() -> None:
    branches = [Branch(to=2), Branch(to=2, type="branch", label="OnError"), Branch(to=2, type="custom", label="Error")]
    script = Script(
        name="x",
        actions=[Action(id=1, kind="CASE", caption="a", branches=branches), Action(id=2, kind="END", caption="b")],
    )
    for direction in DIRECTIONS:
        picture = picture_of(script, layout="layered", direction=direction)
        box = picture.boxes[0]
        starts = {wire.key: wire.points[0] for wire in picture.wires}
        styles = {wire.key: wire.style for wire in picture.wires}
        assert styles == {"1:Default": "plain", "1:OnError": "error", "1:Error": "plain"}
        right, bottom = box.x + box.width, box.y + box.height
        if direction == "right":
            assert starts["1:OnError"][1] == bottom
            assert {starts["1:Default"][0], starts["1:Error"][0]} == {right}
        else:
            assert starts["1:OnError"][0] == right
            assert {starts["1:Default"][1], starts["1:Error"][1]} == {bottom}


def test_begin_comes_first_and_events_stand_near_what_they_lead_into() -> None:
    pairs = [(0, 1), (1, 2), (2, 3), (4, 3), (3, 1)]
    back = backward(5, pairs, [0, 4])
    assert back == [False, False, False, False, True]
    assert ranks(5, pairs, back, 0) == [0, 1, 2, 3, 2]


def test_captions_fit_and_long_ones_end_with_an_ellipsis() -> None:
    script = Script(
        name="x",
        actions=[
            Action(id=1, kind="WAIT", caption="W" * 500),
            Action(
                id=2,
                kind="WAIT",
                caption="several words that are more than four lines can ever hold, so that some of them go",
            ),
            Action(id=3, kind="WAIT", caption="LoadTheRecordsOfTheWholeDay"),
            Action(id=4, kind="WAIT", caption="short"),
            Action(id=5, kind="NOTE", caption="Note", properties={"Comments": "one\r\n\r\ntwo\n" + "word " * 900}),
        ],
    )
    wide, words, camel, short, note = picture_of(script).boxes
    assert len(wide.lines) == len(words.lines) == 4
    assert wide.lines[-1].endswith("…")
    assert words.lines[-1].endswith("…")
    assert " ".join(words.lines).startswith("several words that are")
    assert camel.lines == ("LoadTheRecordsOf", "TheWholeDay")
    assert short.lines == ("short",)
    assert note.text[:3] == ("one", "", "two")
    assert note.text[-1].endswith("…")


def star(count: int) -> Script:
    hub = [Branch(to=each, type="custom", label=str(each)) for each in range(1, count)]
    others = [Action(id=each, kind="WAIT", caption="w", branches=[Branch(to=0)]) for each in range(1, count)]
    return Script(name="star", actions=[Action(id=0, kind="CASE", caption="hub", branches=hub), *others])


def ladder(count: int) -> Script:
    rungs = [Branch(to=count - 1, type="branch", label="OnError")]
    return Script(
        name="ladder",
        actions=[
            Action(id=each, kind="WAIT", caption="w", branches=[Branch(to=each + 1), *rungs]) for each in range(count)
        ],
    )


@pytest.mark.slow
@pytest.mark.parametrize("made", [star, ladder])
def test_large_scripts_take_time_in_proportion(made: type) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        svg(picture_of(made(count), layout="layered"))
        return time.process_time() - begun

    seconds(500)
    small, large = seconds(3000), seconds(12000)
    assert large < 12 * small
    assert large < 60


@pytest.mark.slow
def test_two_thousand_actions_take_a_few_seconds() -> None:
    """Three on a quiet machine; the limit leaves room for a busy one."""
    actions = [Action(id=each, kind="CASE", caption=f"Action number {each}") for each in range(2000)]
    for each in range(1, 2000):
        actions[each - 1 - each * 7 % 5 if each > 5 else each - 1].branches.append(
            Branch(to=each, type="custom", label=f"v{each}")
        )
    for each in range(0, 2000, 5):
        actions[each].branches.append(Branch(to=each * 31 % 2000, type="branch", label="OnError"))
    begun = time.process_time()
    picture = picture_of(Script(name="x", actions=actions), layout="layered")
    assert time.process_time() - begun < 8
    assert len(picture.wires) == 1999 + 400


@pytest.mark.slow
def test_production_scripts_are_drawn_in_both_directions(shared: Path) -> None:
    project, _ = Project.load(shared / "corpus")
    for script in project.scripts():
        for direction in DIRECTIONS:
            picture = picture_of(script, layout="layered", direction=direction)
            assert not overlapping([*picture.boxes, *picture.labels]), script.name
            assert not behind_boxes(picture), script.name
            assert within(picture)
