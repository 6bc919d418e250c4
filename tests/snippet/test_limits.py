"""The limits of a run: each ends the snippet by an error of its own code, and never the process."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.limits import PROFILES, VENDOR, WIDE, Limits, limits_of
from studio.snippet.unit import SnippetUnit
from studio.snippet.variables import Variables

LOOP = "FOR i = 1 TO 1000000000\n{\n    x = x + 1\n}"
SMALL = Limits(loop_passes=1_000, calls=500, call_depth=20, object_room=2_000, seconds=0)


def run(code: str, limits: Limits, host: PlainHost | None = None) -> Variables:
    unit = SnippetUnit({0: (code, 2048)}, limits)
    assert not unit.problems[0]
    variables = Variables()
    unit.snippet(0)(variables, host or PlainHost(limits=limits))
    return variables


@pytest.mark.parametrize(
    ("code", "expected", "told"),
    [
        (LOOP, "SN520", "more than 1,000 loop passes"),
        ("REPEAT 2000 { x = 1 }", "SN520", "more than 1,000 loop passes"),
        ("FOR i = 1 TO 40 {\nREPEAT 40 { x = 1 }\n}", "SN520", "more than 1,000 loop passes"),
        ("FOR i = 1 TO 9 {\n i = 1 }", "SN520", "more than 1,000 loop passes"),
        ("FUNCTION f(n) { RETURN f(n + 1) }\nf(1)", "SN521", "more than 20 deep"),
        ("FUNCTION f(n) { RETURN n }\nFOR i = 1 TO 900 { f(i) }", "SN522", "more than 500 calls"),
        ("DYNAMIC o\nFOR i = 1 TO 900 { o[i] = i }", "SN524", "put into objects"),
        ("DYNAMIC o\nFOR i = 1 TO 40 { o[i] = i }\nFOR i = 1 TO 9 { p[i] = o.reverse() }", "SN524", "put into objects"),
        ("DYNAMIC o\nFOR i = 1 TO 40 { o[i] = i }\nFOR i = 1 TO 9 { p = o.clone() }", "SN524", "put into objects"),
        ('FOR i = 1 TO 300 { DYNAMIC o FROM "[1,2,3]" }', "SN524", "put into objects"),
        ('throw("enough")', "SN530", "enough"),
        ("x = 1 / 0", "SN500", "division of 1 by zero"),
        ("DYNAMIC o\nx[63000001] = 1", "SN540", "exceeds the maximum allowed index (63000000)"),
    ],
)
def test_each_limit_has_its_code(code: str, expected: str, told: str) -> None:
    with pytest.raises(SnippetError) as caught:
        run(code, SMALL)
    assert caught.value.code == expected
    assert told in caught.value.message
    assert caught.value.line is not None


def test_text_on_its_way_has_a_bound_too() -> None:
    code = 's = "0123456789abcdef"\nFOR i = 1 TO 16 { s = "{s}{s}" }\nx = "' + "{s}" * 17 + '".length()'
    with pytest.raises(SnippetError, match="grew beyond 1,048,576 characters") as caught:
        run(code, WIDE)
    assert caught.value.code == "SN523"


class Ticking(PlainHost):
    """A stopwatch that goes on by a second at each look."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits=limits)
        self.looks: Iterator[int] = count()

    def stopwatch(self) -> float:
        return next(self.looks)


@pytest.mark.parametrize(
    "code",
    [
        LOOP,
        "FUNCTION f(n) { RETURN n }\n" + "f(1)\n" * 3_000,
        "\n".join(f"x = {each}" for each in range(4_000)),
    ],
    ids=["a loop", "calls", "statements in a row"],
)
def test_the_time_is_looked_at_everywhere(code: str) -> None:
    with pytest.raises(SnippetError) as caught:
        run(code, VENDOR, Ticking(VENDOR))
    assert caught.value.code == "SN525"
    assert caught.value.message == "the snippet ran for more than 10 seconds"


def test_no_time_at_all() -> None:
    endless = Limits(seconds=0, loop_passes=50_000)
    with pytest.raises(SnippetError, match="50,000 loop passes"):
        run(LOOP, endless, Ticking(endless))


def test_what_was_assigned_in_a_loop_before_the_fault_is_kept() -> None:
    unit = SnippetUnit({0: ("total = 0\nFOR i = 1 TO 10\n{\n    total = total + i\n    x = 6 / (5 - i)\n}", 2048)})
    variables = Variables()
    with pytest.raises(SnippetError):
        unit.snippet(0)(variables, PlainHost())
    assert dict(variables) == {"total": 15, "i": 5, "x": 6}


def test_a_wider_profile_stores_longer_text() -> None:
    code = 's = "0123456789"\nFOR i = 1 TO 9 { s = "{s}{s}" }\nn = s.length()'
    assert run(code, VENDOR)["n"] == 2_048
    assert run(code, WIDE)["n"] == 5_120


def test_a_wider_profile_tells_more_of_an_object() -> None:
    code = 'DYNAMIC o\nFOR i = 1 TO 9000 { o[i] = i }\nn = o.asjson().length()\nm = "{o}".length()'
    assert (run(code, VENDOR)["n"], run(code, VENDOR)["m"]) == (32_768, 32_768)
    wide = run(code, WIDE)
    assert wide["n"] == wide["m"] > 40_000


def test_profiles_and_what_differs_from_them() -> None:
    assert limits_of("wide") is PROFILES["wide"]
    assert limits_of({"calls": 7}) == Limits(calls=7)
    assert limits_of({"profile": "wide", "seconds": 0.5}).loop_passes == WIDE.loop_passes


@pytest.mark.parametrize(
    "said",
    ["narrow", 7, None, {"profile": "narrow"}, {"cals": 1}, {"calls": -1}, {"calls": "many"}, {"calls": True},
     {"seconds": float("nan")}, {"max_string_size": 2**30}],
)  # fmt: skip
def test_what_is_no_limit(said: object) -> None:
    with pytest.raises(ValueError, match=r"limit|profile|greatest"):
        limits_of(said)
