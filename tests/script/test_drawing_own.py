"""Pictures in the author's own layout: places of an editor's canvas, good ones and hostile ones."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import on_border, overlapping, within
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.drawing import Picture, picture_of
from studio.script.model import Action, Branch, Script
from studio.script.project import Project


def at(*places: Any, branches: dict[int, list[Branch]] | None = None, names: str = "xws yws") -> Script:
    """A script whose actions stand at these places."""
    x, y = names.split()
    return Script(
        name="x",
        actions=[
            Action(
                id=each,
                kind="WAIT",
                caption=f"action {each}",
                extra={x: place[0], y: place[1]},
                branches=(branches or {}).get(each, []),
            )
            for each, place in enumerate(places)
        ],
    )


def test_rows_stay_rows_and_columns_columns() -> None:
    picture = picture_of(at((16, 16), (112, 16), (16, 112), (112, 112), (400, 16)))
    assert picture.layout == "own"
    one, right, below, both, far = picture.boxes
    assert one.y == right.y == far.y < below.y == both.y
    assert one.x == below.x < right.x == both.x < far.x
    assert not overlapping(picture.boxes)


coordinates = st.integers(-3, 12).map(lambda number: number * 16)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12, unique=True),
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from(["r,l", "b,t", "", "x,y", 5])), max_size=14
    ),
)
def test_no_two_boxes_overlap_however_near_their_places_are(places: Any, links: Any) -> None:
    branches: dict[int, list[Branch]] = {}
    for source, target, ports in links:
        if source < len(places) > target:
            label = f"v{len(branches.get(source, []))}"
            branches.setdefault(source, []).append(
                Branch(to=target, type="custom", label=label, extra={"ports": ports})
            )
    picture = picture_of(at(*places, branches=branches))
    assert picture.layout == "own"
    assert not overlapping(picture.boxes)
    assert within(picture)
    for wire in picture.wires:
        source, target = picture.box(wire.source), picture.box(wire.target)
        assert source is not None
        assert target is not None
        assert on_border(source, *wire.points[0])
        assert on_border(target, *wire.points[-1])
    for (x, y), (other_x, other_y), one, other in _pairs(places, picture):
        if x < other_x:
            assert one.x < other.x or one.y != other.y
        if y < other_y:
            assert one.y <= other.y


def _pairs(places: Any, picture: Picture) -> Any:
    for number, place in enumerate(places):
        for other in range(len(places)):
            yield place, places[other], picture.boxes[number], picture.boxes[other]


HOSTILE = [
    (1e300, 5), (float("nan"), 5), (float("inf"), 1), ("here", 1), (None, None), ([], {}), (True, False), (5, "1e999"),
    (10**400, 1), ("9" * 5000, 1),
]  # fmt: skip


@pytest.mark.parametrize("place", HOSTILE, ids=repr)
def test_places_that_are_none_give_the_layered_layout(place: Any) -> None:
    picture = picture_of(at((0, 0), place, (96, 96)), layout="own")
    assert picture.layout == "layered"
    assert within(picture)


def test_places_that_coincide_give_the_layered_layout() -> None:
    assert picture_of(at((0, 0), (0, 0), (0, 0), (96, 0))).layout == "layered"
    assert picture_of(at()).layout == "layered"


def test_the_other_canvas_is_taken_where_the_web_canvas_says_nothing() -> None:
    script = at((0, 0), (0, 0), (0, 0))
    for number, each in enumerate(script.actions):
        each.extra |= {"x": number * 96, "y": 16}
    picture = picture_of(script)
    assert picture.layout == "own"
    assert len({box.x for box in picture.boxes}) == 3


def test_far_places_make_no_endless_picture() -> None:
    picture = picture_of(at((0, 0), (999_999, 0), (0, -999_999), (96, "96")))
    assert picture.layout == "own"
    assert picture.width < 3000
    assert picture.height < 3000


def test_layered_is_layered_whatever_places_there_are() -> None:
    assert picture_of(at((0, 0), (96, 0)), layout="layered").layout == "layered"


def test_bends_and_lines_are_drawn_as_the_editor_has_them() -> None:
    bend = {"elbows": [{"x": 0, "y": 192}, [192, 192]], "ports": "b,b"}
    branches = {
        0: [
            Branch(to=1, extra=bend),
            Branch(to=2, type="custom", label="a", extra={"lineType": "straight", "ports": "r,l"}),
            Branch(to=2, type="custom", label="b", extra={"lineType": "orthogonal", "ports": "b,t"}),
            Branch(to=2, type="custom", label="c", extra={"elbows": [{"x": "?"}]}),
        ]
    }
    picture = picture_of(at((0, 0), (192, 0), (96, 400), branches=branches))
    bent, straight, orthogonal, other = picture.wires
    assert (bent.curved, len(bent.points)) == (False, 4)
    assert abs(bent.points[1][0] - (picture.boxes[0].x + picture.boxes[0].width / 2)) < 1
    assert (straight.curved, len(straight.points)) == (False, 2)
    assert (orthogonal.curved, len(orthogonal.points)) == (False, 4)
    assert (other.curved, len(other.points)) == (True, 4)


def test_a_way_to_oneself_leaves_and_comes_back() -> None:
    picture = picture_of(at((0, 0), (96, 0), branches={0: [Branch(to=0)]}))
    [wire] = picture.wires
    assert wire.source == wire.target == "0"
    assert wire.points[0] != wire.points[-1]


def test_production_scripts_keep_their_places(shared: Any) -> None:
    project, _ = Project.load(shared / "corpus")
    for script in project.scripts():
        picture = picture_of(script)
        assert picture.layout == "own", script.name
        assert not overlapping(picture.boxes), script.name
        assert within(picture)
