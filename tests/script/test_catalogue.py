"""The catalogue at work: finding a kind by what people call it, telling of it, and what checks make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.script.catalogue import MEDIA, Kind, PropertySpec, families, kind_of, kinds
from studio.script.catalogue.finding import find, near
from studio.script.catalogue.telling import branches, name_of, types, value_of
from studio.script.checks import check_script
from studio.script.model import Action, Branch, Script

HERE = Path(__file__).parent
FINDING = read_cases(HERE / "catalogue_finding.yaml")
CHECKS = read_cases(HERE / "catalogue_checks.yaml")


@pytest.mark.parametrize("case", FINDING, ids=[each["name"] for each in FINDING])
def test_finding(case: dict[str, Any]) -> None:
    found = find(case["name"])
    assert (found and found.name) == case.get("finds")
    if found is None:
        names = [each.name for each in near(case["name"])]
        assert names[:1] == ([case["near"]] if "near" in case else [])
        assert len(names) == len({*names}) <= 8


def test_a_name_without_end_comes_near_nothing() -> None:
    assert near("x" * 100_000) == []


@pytest.mark.parametrize("case", CHECKS, ids=[each["about"] for each in CHECKS])
def test_checks_go_by_the_catalogue(case: dict[str, Any]) -> None:
    about = case["action"]
    action = Action(
        id=2,
        kind=about["kind"].upper(),
        caption="x",
        properties=about.get("properties", {}),
        branches=[Branch(to=3)],
    )
    begin = Action(id=1, kind="BEGIN", caption="b", branches=[Branch(to=2)])
    script = Script(
        name="A", media=about.get("media", ""), actions=[begin, action, Action(id=3, kind="STOP", caption="s")]
    )
    found = [each for each in check_script(script) if each.code.startswith("CK1") and each.action == 2]
    assert [each.code for each in found] == case.get("finds", [])


def test_where_a_kind_may_stand() -> None:
    asr, runsub, onanswer, timezone = (kind_of(each) for each in ("ASR", "RUNSUB", "ONANSWER", "TIMEZONE"))
    assert asr is not None
    assert runsub is not None
    assert onanswer is not None
    assert timezone is not None
    assert [types(each) for each in (asr, runsub, onanswer, timezone)] == [
        "Phone",
        "all",
        "all but Digital",
        "not known",
    ]
    assert runsub.media == MEDIA


def test_values_and_branches_in_words() -> None:
    told = {
        PropertySpec("a", "text"): "text",
        PropertySpec("a", "num", "5"): "number; default `5`",
        PropertySpec("a", "num", "5", True): "number; must be given",
        PropertySpec("a", "enum", "x", False, ("x", "y")): "one of `x`, `y`; default `x`",
        PropertySpec("a", "enum", "", False, ("x",), True): "one of `x`, maybe others",
    }
    assert {spec: value_of(spec, "`") for spec in told} == told
    kind = Kind("A", "A", default=True, branches={"Error": 0, "Late": 1}, guessed=frozenset({"Late"}), whole=True)
    assert branches(kind) == ["Default", "Error (slot 0)", "Late (slot 1?)"]
    assert branches(Kind("A", "A", source="named")) == ["not known"]
    assert branches(Kind("A", "A", ends=True, source="documented")) == ["none"]
    assert branches(Kind("A", "A", default=True, cases=True, source="documented")) == [
        "Default",
        "cases",
        "maybe others",
    ]
    assert name_of(Kind("A", "A", name_source="inferred")) == "A (a name that is inferred)"


def test_places_in_exports_are_known_of_what_was_seen_there() -> None:
    seen = {name for family in families() for name in family.kinds if (kind := kind_of(name)) and kind.ordered()}
    assert "RUNSUB" in seen
    assert not {"CREATEPROSPECTS", "JOIN", "ENDWI"} & seen


def test_places_that_no_export_has_shown_are_trusted_of_two_kinds_only() -> None:
    assert [each.name for each in kinds() if each.trusted] == ["CREATEPROSPECTS2", "SIGNAL"]
