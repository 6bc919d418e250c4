"""Runs that are saved, gone on with, driven by a clock, and reached from outside, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from studio.cli.app import app

SCRIPT = """script "main"
    media = Generic

Begin "Begin"
    -> "Wait"

Wait "Wait"
    Seconds = 10
    -> "Count"

Snippet "Count"
    Data:
        | n = n + 1
        | DYNAMIC o
        | o.list[1] = "ä{n}"
    -> "Wait"

Onsignal "Heard"
    -> "End"

Onanswer "Answered"
    -> "End"

End "End"
"""


def run(*arguments: Any) -> Any:
    return CliRunner().invoke(app, ["run", *map(str, arguments)])


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "main.studio"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def outcome(result: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("stop", [("--until", "35s"), ("--steps", "4")])
def test_goes_on_where_it_was(script: Path, stop: tuple[str, str]) -> None:
    folder = script.parent
    assert run(script, "--until", "2m", "--trace", folder / "whole.jsonl").exit_code == 0
    first = run(script, *stop, "--save", folder / "saved.json", "--trace", folder / "one.jsonl")
    assert first.exit_code == 0, first.output
    saved = json.loads((folder / "saved.json").read_text(encoding="utf-8"))
    left = 120 - (saved["state"]["engine"]["now"] - saved["state"]["engine"]["contacts"][0]["start"]) / 1e6
    second = run(
        script, "--resume", folder / "saved.json", "--until", f"{left}s", "--trace", folder / "two.jsonl", "--json"
    )
    assert outcome(second)["contacts"][0]["variables"]["n"] == 12
    halves = [each for name in ("one", "two") for each in events(folder / f"{name}.jsonl")]
    assert halves == events(folder / "whole.jsonl")
    assert outcome(second)["contacts"][0]["path"][0] == ["main", 1, "Begin", "Default"]


def events(path: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["event"] != "run"]


def test_the_world_is_that_of_the_saved_run(script: Path) -> None:
    folder = script.parent
    (folder / "world.yaml").write_text("business_unit: 4711\n")
    assert (
        run(script, "--world", folder / "world.yaml", "--until", "5s", "--save", folder / "saved.json").exit_code == 0
    )
    text = script.read_text(encoding="utf-8").replace("n = n + 1", 'n = "{BusNo}"')
    script.write_text(text, encoding="utf-8")
    found = run(script, "--resume", folder / "saved.json", "--until", "6s", "--json")
    assert outcome(found)["contacts"][0]["variables"]["n"] == "4711"
    assert [each["code"] for each in outcome(found)["diagnostics"]] == ["RT403"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "RT401"),
        (b"", "RT401"),
        (b"[1]", "RT401"),
        (b'{"form": 1}', "RT401"),
        (b"\xff\xfe", "RT401"),
        (b"[" * 100_000, "RT401"),
        (b'{"form": 2, "state": {}}', "RT402"),
        (b'{"form": 1, "state": {}}', "RT402"),
        (b'{"form": 1, "state": {"engine": {"version": 1}, "paths": {}, "databases": {}}}', "RT402"),
        (b'{"form": 1, "state": {"engine": [], "paths": [], "databases": 3}}', "RT402"),
    ],
)
def test_what_cannot_be_gone_on_with(script: Path, content: bytes | None, code: str) -> None:
    path = script.parent / "saved.json"
    if content is not None:
        path.write_bytes(content)
    found = run(script, "--resume", path, "--json")
    assert found.exit_code == 2
    assert [each["code"] for each in outcome(found)["diagnostics"]] == [code]


def test_an_action_that_is_gone(script: Path) -> None:
    path = script.parent / "saved.json"
    assert run(script, "--until", "5s", "--save", path).exit_code == 0
    script.write_text('script "main"\n    media = Generic\n\nBegin "Begin"\n')
    found = run(script, "--resume", path, "--json")
    assert found.exit_code == 2
    assert "has no action 2" in outcome(found)["diagnostics"][0]["message"]


def test_a_run_that_cannot_be_saved(script: Path) -> None:
    found = run(script, "--until", "5s", "--save", script.parent / "no" / "such" / "folder.json")
    assert found.exit_code == 2
    assert "can't be saved" in found.stderr


def test_signals_and_events_from_the_command_line(script: Path) -> None:
    found = outcome(run(script, "--signal", "15s=a|b", "--json"))
    assert (found["status"], found["contacts"][0]["variables"]["SP2"]) == ("ended", "b")
    assert found["clock"] == "2026-03-02T13:00:15.000Z"
    assert outcome(run(script, "--event", "25s=onrelease", "--json"))["clock"] == "2026-03-02T13:00:25.000Z"


def test_signals_that_are_still_to_come_are_kept(script: Path) -> None:
    text = script.read_text(encoding="utf-8").replace(
        'Onsignal "Heard"\n    -> "End"', 'Onsignal "Heard"\n    -> "Wait"'
    )
    script.write_text(text, encoding="utf-8")
    path = script.parent / "saved.json"
    assert run(script, "--signal", "30s=a", "--event", "50s=onrelease", "--until", "5s", "--save", path).exit_code == 0
    assert run(script, "--resume", path, "--signal", "10s=b", "--until", "5s", "--save", path).exit_code == 0
    found = run(script, "--resume", path, "--trace-as", "text")
    assert [line[11:] for line in found.output.splitlines() if " signal: " in line] == [
        "13:00:15.000  1001 signal: b",
        "13:00:30.000  1001 signal: a",
    ]
    assert "ended at 2026-03-02T13:00:50.000Z" in found.output


def test_nothing_but_a_saved_run_is_written_over(script: Path) -> None:
    before = script.read_bytes()
    found = run(script, "--until", "5s", "--save", script)
    assert found.exit_code == 2
    assert "no saved run" in found.output
    assert script.read_bytes() == before


def test_begins_at_an_event_action(script: Path) -> None:
    found = outcome(run(script, "--from", "onsignal|x", "--json"))
    assert found["contacts"][0]["variables"]["SP1"] == "x"
    assert found["contacts"][0]["path"][0][2] == "Heard"
    assert "no Ondata" in run(script, "--from", "ONDATA").output


def test_a_quick_clock_gives_the_same(script: Path) -> None:
    first = outcome(run(script, "--until", "50s", "--json"))
    assert outcome(run(script, "--until", "50s", "--clock", "100000x", "--json")) == first


@pytest.mark.parametrize(
    "arguments",
    [
        ("--clock", "soon"),
        ("--signal", "x"),
        ("--signal", "later=x"),
        ("--signal", "1s=1|2|3|4|5|6|7|8|9|10"),
        ("--event", "1s"),
        ("--event", "1s=ASSIGN"),
        ("--steps", "0"),
    ],
)
def test_wrong_use(script: Path, arguments: tuple[str, str]) -> None:
    found = run(script, *arguments)
    assert found.exit_code == 2
    assert "Traceback" not in found.output
