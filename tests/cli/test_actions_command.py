"""``studio actions``: the list, one action, the document, the page, the shell, and names that are none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from studio.runtime.registry import library
from studio.script.catalogue import families, kinds

MEMBERS = [
    "kind", "display", "title", "family", "description", "behaviour", "types", "run", "source", "name_source", "library", "aliases", "page",
    "event", "ends", "properties", "more_properties", "default_branch", "branches", "more_branches", "cases",
]  # fmt: skip
PROPERTY = ["name", "kind", "default", "required", "choices", "more_choices", "about"]
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "action-catalogue.md"


def test_all_of_them_are_listed_a_line_each(studio: Any) -> None:
    done = studio("actions")
    assert (done.code, done.err) == (0, "")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert {len(line) for line in lines} == {6}
    assert sorted(line[1].upper() for line in lines) == sorted(each.name.upper() for each in kinds())
    assert list(dict.fromkeys(line[0] for line in lines)) == [each.key for each in families()]
    run = {line[1].upper() for line in lines if line[4] == "run here"}
    own = {kind.upper() for each in library().classes() for kind in (each.kind, *each.aliases)}
    assert run == own & {each.name.upper() for each in kinds()}


def test_one_family(studio: Any) -> None:
    done = studio("actions", "--family", "Event")
    assert (done.code, done.err) == (0, "")
    assert {line.split("\t")[0] for line in done.out.splitlines()} == {"event"}
    assert {each["kind"] for each in studio("actions", "--family", "event", "--json").document} == {
        each.name for each in kinds() if each.event
    }


def test_a_terminal_gets_tables(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda self: True, raising=False)
    done = studio("actions", "--family", "flow")
    assert done.code == 0
    assert all(part in done.out for part in ("Flow (flow)", "Runsub", "what it does", "studio actions NAME"))


@pytest.mark.parametrize("name", ["reqagent", "REQAGENT", " Reqagent "])
def test_one_is_told_whole_in_any_letter_case(studio: Any, name: str) -> None:
    done = studio("actions", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "Reqagent"
    for part in (
        "run here",
        "all but Digital",
        "689a4a1b-fa0d-47b3-9a02-cbeb4735f08f",
        "one of NoZipTone, BeforeSequence, AfterSequence; default AfterSequence",
    ):
        assert part in done.out


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            "create prospects v2",
            ["CreateProspects2, Create Prospects v2", "inferred", "run here", "expression; must be given"],
        ),
        ("Placecall", ["documented", "not known", "LivePerson (slot 2?)", "maybe others"]),
        ("endwi", ["only named", "properties not known", "branches   not known"]),
        ("Leave", ["properties none"]),
        ("Estimated Wait Time", ["also       ESTIMATEDWAITTIME", "SkillNo-by-RoutingMode"]),
    ],
)
def test_what_is_not_known_is_said(studio: Any, name: str, parts: list[str]) -> None:
    out = studio("actions", name).out
    assert [part for part in parts if part not in out] == []


def test_the_document_has_every_action_and_its_members(studio: Any) -> None:
    done = studio("actions", "--json")
    assert (done.code, done.err) == (0, "")
    assert sorted(each["kind"] for each in done.document) == sorted(each.name for each in kinds())
    assert all(list(each) == MEMBERS for each in done.document)
    assert all(list(spec) == PROPERTY for each in done.document for spec in each["properties"])
    assert {each["source"] for each in done.document} == {"observed", "documented", "named"}


def test_the_document_of_one(studio: Any) -> None:
    [found] = studio("actions", "Runsub", "--json").document
    assert (found["kind"], found["run"], found["types"][0]) == ("RUNSUB", True, "Generic")
    assert found["properties"][0]["required"] is True
    assert found["properties"][0]["about"].endswith("(documented)")
    assert found["behaviour"][0].startswith("Runs another script")
    assert found["branches"] == [{"label": "Error", "slot": 0, "slot_seen": False}]
    [unknown] = studio("actions", "Timezone", "--json").document
    assert unknown["types"] is None
    assert isinstance(unknown["behaviour"], list)


@pytest.mark.parametrize(
    ("name", "near"), [("reqagnt", "Reqagent"), ("prospects", "CreateProspects"), ("asr men", "Asrmenu")]
)
def test_a_name_that_is_none_exits_with_2_and_names_what_comes_near(studio: Any, name: str, near: str) -> None:
    done = studio("actions", name)
    if done.code == 0:
        assert near in done.out
        return
    assert (done.code, done.out) == (2, "")
    assert near in done.err.replace("?", "").replace(",", "").split()


@pytest.mark.parametrize("name", ["", "qqqq", "\x1b[31m", "x" * 5000, "é|\\"])
def test_any_name_is_answered(studio: Any, name: str) -> None:
    done = studio("actions", name, "--json")
    assert (done.code, done.document) == (2, [])
    assert "\x1b" not in done.err
    assert len(done.err) < 400


@pytest.mark.parametrize(
    "line",
    [
        ["--family", "nosuch"],
        ["--family", "flow", "Begin"],
        ["--page", "Begin"],
        ["--page", "--json"],
        ["--page", "--family", "flow"],
    ],
)
def test_wrong_use(studio: Any, line: list[str]) -> None:
    done = studio("actions", *line)
    assert (done.code, done.out) == (2, "")
    assert done.err.strip()


def test_the_page_is_the_one_of_the_manual(studio: Any) -> None:
    done = studio("actions", "--page")
    assert (done.code, done.err) == (0, "")
    assert done.out == MANUAL.read_text("utf-8"), "run: studio actions --page > docs/action-catalogue.md"


def test_the_page_has_every_action(studio: Any) -> None:
    page = MANUAL.read_text("utf-8")
    assert [each.name for each in kinds() if f"`{each.name}`" not in page and f"| {each.name}" not in page] == []
    assert [each.display for each in kinds() if f"`{each.display}`" not in page] == []


@pytest.mark.parametrize(
    ("typed", "offered"), [("req", ["REQAGENT_DIGITAL", "Reqagent"]), ("Runs", ["Runscript", "Runsub"]), ("qq", [])]
)
def test_the_shell_completes_names(typed: str, offered: list[str]) -> None:
    from studio.cli.actions import names_beginning

    assert sorted(names_beginning(typed)) == offered


def test_a_shell_can_ask(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_STUDIO_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "studio actions Runsc")
    monkeypatch.setenv("COMP_CWORD", "2")
    done = studio()
    assert (done.code, done.out.split()) == (0, ["Runscript"])
