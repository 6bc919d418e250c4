"""What a scenario expects: each member once as it is and once as it is not, and what is said then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from shop import CRM, open_shop, suite_of

from studio.testing.scenario import run_case
from studio.testing.scenario.model import Expect
from studio.testing.stage import Stage

CASES = read_cases(Path(__file__).parent / "expect_cases.yaml")
EXAMPLE = Path(__file__).resolve().parents[3] / "scripts" / "create_prospects"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    """A folder with the scripts, which are compiled once."""
    return open_shop(tmp_path_factory.mktemp("shop")), Stage()


@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_expectations(case: dict[str, Any], shop: tuple[Path, Stage]) -> None:
    folder, stage = shop
    given = {"until": "20s"} | case.get("given", {})
    scenario = {"name": case["about"], "given": given, "expect": case["expect"], "when": case.get("when", [])}
    scenario |= {"always": case["always"]} if "always" in case else {}
    content: dict[str, Any] = {"script": case.get("script", "orders.studio"), "scenarios": [scenario]}
    if "script" not in case:
        given["parameters"] = {"customer": "Ann", "amount": 120, "pin": 4711}
        content["when"] = [CRM | {"optional": True}]
    suite = suite_of(folder, content, stage)
    assert [str(each) for each in suite.problems if each.severity == "error" or "why" not in case] == []
    outcome = run_case(suite.cases[0], stage)
    assert [each.why for each in outcome.checks] == case.get("why", [])
    assert outcome.verdict == ("failed" if "why" in case else "passed")
    assert bool(outcome.story) is ("why" in case)
    assert "4711" not in outcome.story
    assert "9999" not in outcome.story


def test_every_member_has_a_case_that_holds_and_one_that_does_not() -> None:
    elsewhere = {"leads", "trace"}
    for cases in ([each for each in CASES if "why" in each], [each for each in CASES if "why" not in each]):
        used = {name for each in cases for name in each["expect"]}
        assert set(Expect.model_fields) - used - elsewhere == set()


@pytest.mark.parametrize(
    ("leads", "why"),
    [
        ("balanced", ""),
        ({"in the dialer": 37, "checked back in": 3}, ""),
        ({"in the dialer": 36, "lost": 1}, "the leads: 37 in the dialer, not 36; 0 lost, not 1"),
    ],
)
def test_where_leads_are(leads: Any, why: str, tmp_path: Path) -> None:
    for name, lines in (("load_prospects.studio", None), ("world.yaml", None), ("leads.csv", 61)):
        text = (EXAMPLE / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text("".join(text.splitlines(keepends=True)[:lines]), encoding="utf-8")
    expect = {"leads": leads}
    given = {
        "parameters": {"skillNo": 4001, "campaign": 7001, "wanted": 40, "batch": "S-1"},
        "until": "5m",
        "world": {"signals": [], "skills": [{"number": 4001, "name": "Spring Offer", "running": False}]},
    }
    scenario = {"name": "x", "given": given, "expect": expect}
    stage = Stage()
    suite = suite_of(
        tmp_path, {"script": "load_prospects.studio", "world": "world.yaml", "scenarios": [scenario]}, stage
    )
    assert suite.problems == []
    assert [each.why for each in run_case(suite.cases[0], stage).checks] == ([why] if why else [])
