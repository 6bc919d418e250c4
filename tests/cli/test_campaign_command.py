"""``studio campaign run``: what it prints, its document, and how it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rehearsals import make_world

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rehearsing.md"
BRAIN = 'script "brain"\n    media = Generic\n\nBegin "Begin"\n    -> "Stop"\n\nReturn "Stop"\n'


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A small campaign."""
    return make_world(tmp_path, records=20)


def test_one_run_is_told_in_figures(studio: Callable[..., Any], world: Path) -> None:
    done = studio("campaign", "run", world, "--days", "0.1")
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines()]
    assert done.out.startswith("0.1 days of world.yaml: seed 7.\n")
    assert ["loaded:", "Success", "18"] in lines
    assert ["loaded:", "Missing", "Phone", "Number", "2"] in lines
    assert "List leads.csv: 20 records (Missing Phone Number 2, Success 18)" in done.out
    assert done.err == ""


def test_several_runs_are_told_in_ranges(studio: Callable[..., Any], world: Path) -> None:
    done = studio("campaign", "run", world, "--days", "0.05", "--seeds", "3", "--seed", "20")
    assert done.code == 0
    assert "3 runs, seeds 20 to 22" in done.out
    assert ["median", "least", "10", "%", "90", "%", "most"] in [line.split() for line in done.out.splitlines()]
    assert done.err.splitlines() == ["1 of 3: seed 20", "2 of 3: seed 21", "3 of 3: seed 22"]


def test_the_document_is_the_only_thing_on_standard_output(studio: Callable[..., Any], world: Path) -> None:
    document = studio("campaign", "run", world, "--days", "0.05", "--seeds", "2", "--shards", "2", "--json").document
    assert list(document) == ["world", "days", "seeds", "shards", "runs", "ranges", "failed", "diagnostics"]
    assert document["seeds"] == [7, 8]
    assert document["runs"][0]["skills"][0]["loads"]["Success"] == 18
    assert document["ranges"]["4001"]["loads"]["Success"]["median"] == 18


def test_days_are_those_of_the_world_unless_said(studio: Callable[..., Any], tmp_path: Path) -> None:
    world = make_world(tmp_path, records=2, more="until: 90m\n")
    assert studio("campaign", "run", world, "--json").document["days"] == 0.0625


def test_brains_start_by_themselves_and_their_failure_is_told(studio: Callable[..., Any], tmp_path: Path) -> None:
    more = "    xs: {xsScriptID: brain, xsGetContactsActive: true, xsFreshThreshold: 50}\n"
    world = make_world(tmp_path, records=5, more=more)
    (tmp_path / "brain.studio").write_text(BRAIN, "utf-8")
    done = studio("campaign", "run", world, "--days", "0.1", "--json")
    assert done.document["runs"][0]["skills"][0]["signals"]
    (tmp_path / "brain.studio").write_text(
        'script "brain"\n    media = Generic\n\nBegin "Begin"\n    -> "Again"\n\nAssign "Again"\n    Variable = x\n    Value = 1\n    -> "Again"\n',
        "utf-8",
    )
    failed = studio("campaign", "run", world, "--days", "0.01", "--json")
    assert failed.code == 1
    assert "brain" in failed.document["runs"][0]["troubles"][0][1]
    assert "seed 7: skill 4001: the brain" in failed.err


def test_scripts_elsewhere_are_named(studio: Callable[..., Any], tmp_path: Path) -> None:
    more = "    xs: {xsScriptID: brain, xsGetContactsActive: true}\n"
    world = make_world(tmp_path / "world", records=5, more=more)
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "brain.studio"
    script.write_text(BRAIN, "utf-8")
    refused = studio("campaign", "run", world, "--days", "0.01")
    assert refused.code == 2
    assert "RH007" in refused.err
    assert "brain" in refused.err
    for place in (script, script.parent):
        assert studio("campaign", "run", world, "--days", "0.01", "--script", place).code == 0


REFUSED = [
    (["--on", "dusk"], "RH005"),
    (["--on", "processes:0"], "RH005"),
    (["--on", "processes:x"], "RH005"),
    (["--on", "dask://"], "RH005"),
    (["--on", "dask://host:99999"], "RH005"),
    (["--days", "0"], "RH005"),
    (["--days", "nan"], "RH005"),
    (["--days", "1e9"], "RH005"),
    (["--seeds", "10000", "--shards", "4"], "RH005"),
    (["--shards", "5"], "RH004"),
    (["--script", "nowhere"], "RH002"),
]


@pytest.mark.parametrize(("options", "code"), REFUSED)
def test_what_can_not_be_is_refused_in_a_line(
    studio: Callable[..., Any], world: Path, options: list[str], code: str
) -> None:
    done = studio("campaign", "run", world, *options)
    assert done.code == 2
    assert done.out == ""
    assert [line.split(":")[0].split()[-1] for line in done.err.splitlines() if code in line] or code in done.err
    assert studio("campaign", "run", world, *options, "--json").document["diagnostics"][0]["code"] == code


def test_a_world_without_a_campaign_is_refused(studio: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("seed: 1\n", "utf-8")
    done = studio("campaign", "run", "empty.yaml", "--json")
    assert (done.code, [each["code"] for each in done.document["diagnostics"]]) == (2, ["RH008"])
    assert studio("campaign", "run", "nowhere.yaml").code == 2


def test_a_list_that_can_not_be_read_is_told_once(studio: Callable[..., Any], world: Path) -> None:
    (world.parent / "leads.csv").unlink()
    done = studio("campaign", "run", world, "--seeds", "3")
    assert done.code == 2
    assert done.err.count("LF001") == 1
    assert "leads.csv" in done.err


def test_the_examples_of_the_page_are_what_is_printed(studio: Callable[..., Any], tmp_path: Path) -> None:
    boxes = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    content = {kind: text for kind, text in boxes if kind in ("csv", "yaml")}
    (tmp_path / "leads.csv").write_text(content["csv"], "utf-8")
    (tmp_path / "world.yaml").write_text(content["yaml"], "utf-8")
    one, five = (text for kind, text in boxes if kind == "text")
    assert studio("campaign", "run", "world.yaml").out == one
    assert studio("campaign", "run", "world.yaml", "--seeds", "5").out == five
