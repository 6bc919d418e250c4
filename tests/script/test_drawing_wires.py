"""Wires in the author's own layout: round other boxes, side by side, with bends of their author, labels on nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from drawn import behind_boxes, overlapping
from hypothesis import given, settings
from hypothesis import strategies as st
from made_xml import DOCUMENT

from studio.script.drawing import Picture, picture_of
from studio.script.drawing.layered.packing import MOST_FITTED, packed
from studio.script.drawing.own.curves import points_of
from studio.script.drawing.segments import segments
from studio.script.files import read_script
from studio.script.model import Action, Branch, Script
from studio.script.project import Project

GRID = 96


def at(places: dict[int, tuple[int, int]], *links: tuple[int, int, str]) -> Script:
    """Actions at these places of a grid, and their named branches."""
    actions = {
        key: Action(id=key, kind="WAIT", caption=f"action {key}", extra={"xws": x * GRID, "yws": y * GRID})
        for key, (x, y) in places.items()
    }
    for source, target, label in links:
        actions[source].branches.append(
            Branch(to=target, type="custom", label=label, extra={"ports": "", "lineType": "", "elbows": []})
        )
    return Script(name="x", actions=list(actions.values()))


def run_behind(picture: Picture) -> list[tuple[str, str]]:
    """Wires that run behind a box which is not one of their own, curves too."""
    return [
        (wire.key, box.key)
        for wire in picture.wires
        for box in picture.boxes
        if box.key not in (wire.source, wire.target)
        if any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in points_of(wire))
    ]


def test_a_wire_goes_round_what_stands_between() -> None:
    """A block of boxes in the way, past which no curve leads."""
    block = {10 + 5 * x + y: (x, y) for x in range(1, 7) for y in range(-2, 3)}
    picture = picture_of(at({1: (0, 0), 2: (7, 0), **block}, (1, 2, "round")))
    assert picture.layout == "own"
    assert [wire.curved for wire in picture.wires] == [False]
    assert not run_behind(picture)
    assert not behind_boxes(picture)


def test_wires_there_and_back_run_side_by_side() -> None:
    there, back = picture_of(at({1: (0, 0), 2: (2, 0)}, (1, 2, ""), (2, 1, ""))).wires
    assert there.points[0][1] == there.points[-1][1]
    assert back.points[0][1] == back.points[-1][1]
    assert abs(there.points[0][1] - back.points[0][1]) > 8


def test_labels_stand_on_no_wire_but_their_own() -> None:
    links = [(1, 2, "first"), (1, 3, "second"), (1, 4, "third"), (1, 5, "")]
    picture = picture_of(at({1: (0, 1), 2: (3, 0), 3: (3, 1), 4: (3, 2), 5: (3, 3)}, *links))
    assert [label.text for label in picture.labels] == ["first", "second", "third"]
    assert not overlapping([*picture.boxes, *picture.labels])
    for label in picture.labels:
        for wire in picture.wires:
            on = [
                1
                for x, y in points_of(wire)
                if label.x < x < label.x + label.width and label.y < y < label.y + label.height
            ]
            assert wire.key == label.wire or not on, (label.text, wire.key)


def test_bends_that_run_behind_a_box_are_not_gone_by() -> None:
    script = at({1: (0, 0), 2: (1, 0), 3: (2, 0)}, (1, 3, "x"))
    script.actions[0].branches[0].extra["elbows"] = [[GRID, 0]]
    picture = picture_of(script)
    assert not run_behind(picture)
    script.actions[0].branches[0].extra["elbows"] = [[GRID, 3 * GRID]]
    [wire] = picture_of(script).wires
    assert (len(wire.points), wire.curved) == (3, False)
    assert wire.points[1][1] > max(box.y + box.height for box in picture.boxes)


def test_bends_of_desktop_studio_are_drawn(tmp_path: Path) -> None:
    points = "<Segments><Point><X>120</X><Y>90</Y></Point><Point><X>140</X><Y>90</Y></Point></Segments>"
    path = tmp_path / "a.xml"
    path.write_text(DOCUMENT.replace("<Segments />", points), encoding="utf-8")
    script, _ = read_script(path)
    assert script is not None
    bent = {wire.key: len(wire.points) for wire in picture_of(script).wires if not wire.curved}
    assert bent["5:1"] == 4


HOSTILE: Any = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["in", "is", "Point", "Segments", "DefaultNextAction", "X"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(HOSTILE)
def test_nothing_that_a_file_keeps_breaks_a_picture(kept: Any) -> None:
    script = at({1: (0, 0), 2: (1, 0)}, (1, 2, "x"))
    script.actions[0].branches.append(Branch(to=2))
    whole = {"in": {"DefaultNextAction": {"in": {"Segments": {"is": {"Point": kept}}}}}}
    for given_ in (kept, whole):
        script.actions[0].forms["xml"] = given_
        assert set(segments(script.actions[0])) <= {1}
        assert len(picture_of(script).wires) == 2


sides = st.floats(5, 900)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.lists(st.tuples(sides, sides), min_size=1, max_size=14))
def test_parts_are_packed_without_touching(sizes: list[tuple[float, float]]) -> None:
    placed = [(x, y, x + wide, y + high) for (x, y), (wide, high) in zip(packed(sizes, 20), sizes, strict=True)]
    for number, (left, top, right, bottom) in enumerate(placed):
        assert min(left, top) >= 0
        for x, y, far, low in placed[number + 1 :]:
            assert x >= right + 19.9 or far + 19.9 <= left or y >= bottom + 19.9 or low + 19.9 <= top


def test_small_parts_fill_the_room_beside_a_tall_one() -> None:
    places = packed([(300, 1000), *[(300, 200)] * 4], 20)
    assert {x for x, _ in places} == {0, 320}
    assert max(y for _, y in places) < 1000
    many = packed([(10, 10)] * (MOST_FITTED + 200), 5)
    assert len(set(many)) == len(many)


@pytest.mark.slow
def test_hardly_a_wire_of_production_scripts_runs_behind_a_box(shared: Path) -> None:
    project, _ = Project.load(shared / "corpus")
    found = [each for script in project.scripts() for each in run_behind(picture_of(script, layout="own"))]
    assert not found
