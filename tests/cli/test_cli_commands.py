"""Commands as programs and people call them: exit codes, documents, what goes to which stream."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMANDS = (
    "demo",
    "run",
    "check",
    "draw",
    "docs",
    "convert",
    "diff",
    "crm",
    "eval",
    "repl",
    "fmt",
    "functions",
    "actions",
    "complete",
    "xref",
    "rule",
)
FINDING = ["code", "severity", "file", "script", "action", "caption", "property", "line", "column", "message", "hint"]


def test_help_names_every_command_and_the_exit_codes(studio: Any) -> None:
    done = studio("--help")
    assert done.code == 0
    assert all(name in done.out for name in (*COMMANDS, "Exit codes"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(studio: Any, command: str) -> None:
    done = studio(command, "--help")
    assert done.code == 0
    assert f"Usage: studio {command}" in done.out


WRONG_USE = [
    "nosuch",
    "run",
    "run sample.studio --nosuch",
    "run sample.studio --param who",
    "run sample.studio --param =x",
    "run sample.studio --param nosuch=x",
    "run sample.studio --param p21=x",
    "run sample.studio --set x",
    "run sample.studio --set =1",
    "run sample.studio --seed x",
    "run sample.studio --until soon",
    "run sample.studio --until -5",
    "run sample.studio --until 1999-01-01",
    "run sample.studio --until 2026-99-99",
    "run sample.studio --actions nosuch",
    "run sample.studio --world nosuch.yaml",
    "run sample.studio --world .",
    "run sample.studio --trace nosuch/trace.jsonl",
    "run sample.studio --trace .",
    "run sample.studio --trace sample.studio",
    "run nosuch.studio",
    "run .",
    "check",
    "check nosuch.studio",
    "docs",
    "docs nosuch",
    "docs sample.studio --to pdf",
    "docs sample.studio -o sample.studio",
    "draw nosuch.studio",
    "draw sample.studio --to gif",
    "draw sample.studio -o sample.studio",
    "xref",
    "xref name nosuch",
    "xref name sample.studio --kind nosuch",
    "demo --days 0",
    "demo --days nan",
    "demo --days inf",
    "demo --days x",
    "demo --seed x",
    "crm --port 70000",
    "crm --leads nosuch.csv",
    "crm --leads sample.studio",
    "crm --store nonsense",
    "crm --store nonsense://x",
    "crm --store sqlite:////nosuch/folder/x.db",
    "crm --url mysql://x",
    "crm --url postgresql://nobody@127.0.0.1:1/x",
    "crm --keep",
    "crm --table x",
    "crm --campaign x --url sqlite://",
    "crm --service nowhere",
    "crm --service http://127.0.0.1:1",
    "crm --lease-minutes -1",
    "crm --world nosuch.yaml",
    "crm --world nosuch.yaml --keep",
    "crm --export sample.studio",
    "crm --export nosuch/x.csv",
]


@pytest.mark.parametrize("line", WRONG_USE)
def test_wrong_use_and_unreadable_input_exit_with_2_and_say_why(studio: Any, good: Path, line: str) -> None:
    before = good.read_text(encoding="utf-8")
    done = studio(*line.split())
    assert done.code == 2
    assert (done.err or done.out).strip()
    assert good.read_text(encoding="utf-8") == before


def test_an_address_that_is_none_is_wrong_use(studio: Any) -> None:
    assert studio("crm", "--host", "é" * 80).code == 2


def test_a_port_that_is_taken_is_said(studio: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = studio("crm", "--port", port)
    assert (done.code, str(port) in done.err) == (2, True)


def test_leads_are_exported_and_never_over_their_own_list(studio: Any, tmp_path: Path) -> None:
    leads, out = tmp_path / "leads.csv", tmp_path / "out.csv"
    leads.write_text("LeadId,Name\n1,Ann\n", encoding="utf-8")
    done = studio("crm", "--leads", leads, "--keep", "--export", out)
    assert (done.code, done.out, done.err.strip()) == (0, "", f"1 lead written to {out}")
    assert out.read_text(encoding="utf-8").splitlines()[1] == "1,Ann,in the CRM,,0,"
    assert (tmp_path / "leads.csv.studio.db").is_file()
    assert studio("crm", "--leads", leads, "--export", leads).code == 2
    assert leads.read_text(encoding="utf-8") == "LeadId,Name\n1,Ann\n"
    world = tmp_path / "world.yaml"
    world.write_text("crm: {leads: leads.csv}\n", encoding="utf-8")
    assert studio("crm", "--world", world, "--export", out).code == 0
    world.write_text("zone: Europe/Berlin\n", encoding="utf-8")
    assert "no part crm" in studio("crm", "--world", world).err


def test_run_shows_where_the_contact_is_and_what_it_has(studio: Any, good: Path) -> None:
    done = studio("run", good, "--param", "who=Ann")
    assert done.code == 0
    assert "greeting = Hello Ann" in done.out
    assert done.out.splitlines()[-1].startswith("ended at ")


def test_run_as_json_has_the_documented_members(studio: Any, good: Path) -> None:
    done = studio("run", good, "--param", "WHO=Ann", "--set", "extra=1", "--json")
    assert list(done.document) == ["status", "clock", "contacts", "diagnostics"]
    assert (done.code, done.err, done.document["status"]) == (0, "", "ended")
    [contact] = done.document["contacts"]
    assert set(contact) == {"id", "script", "status", "at", "variables", "path"}
    assert contact["at"] == [3, "Done"]
    assert contact["variables"] | {"greeting": "Hello Ann", "extra": "1"} == contact["variables"]
    assert contact["path"][0] == ["sample", 1, "Begin", "Default"]


def test_a_contact_inside_a_subscript_has_frames(studio: Any, good: Path, tmp_path: Path) -> None:
    call = (
        'script "outer"\n    media = Generic\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = inner\n'
    )
    inner = 'script "inner"\n    media = Generic\n\nBegin "Begin"\n    -> "Rest"\n\nWait "Rest"\n    Seconds = 3600\n    -> "Rest"\n'
    (tmp_path / "outer.studio").write_text(call, encoding="utf-8")
    (tmp_path / "inner.studio").write_text(inner, encoding="utf-8")
    done = studio("run", "outer.studio", "--until", "90s", "--json")
    [contact] = done.document["contacts"]
    assert (done.code, done.document["status"], done.document["clock"][11:19]) == (0, "waiting", "13:01:30")
    assert [list(frame) for frame in contact["frames"]] == [["script", "variables"]] * 2
    assert [frame["script"] for frame in contact["frames"]] == ["outer", "inner"]


def test_a_script_that_must_not_start_fails_with_its_findings(studio: Any, good: Path) -> None:
    good.write_text('script "sample"\n\nAssign "a"\n    Variable = x\n    Value = 1\n', encoding="utf-8")
    done = studio("run", good, "--json")
    assert (done.code, done.document["status"], done.document["contacts"]) == (1, "failed", [])
    assert list(done.document["diagnostics"][0]) == FINDING


def test_an_unreadable_script_still_gives_one_document(studio: Any) -> None:
    done = studio("run", "nosuch.studio", "--json")
    assert done.code == 2
    assert list(done.document) == ["status", "clock", "contacts", "diagnostics"]
    assert done.document["diagnostics"][0]["code"] == "FI001"


def test_check_as_json_lists_findings_with_the_documented_members(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.studio").write_text('script "bad"\n\nBegin "Begin"\n    -> "nowhere"\n', encoding="utf-8")
    (tmp_path / "bad.snippet").write_text("x = (\n", encoding="utf-8")
    done = studio("check", ".", "nosuch", "--json")
    assert done.code == 2
    assert all(list(each) == FINDING for each in done.document)
    assert {each["severity"] for each in done.document} <= {"error", "warning", "info"}
    assert {Path(each["file"]).name for each in done.document} >= {"bad.studio", "bad.snippet", "nosuch"}


def test_check_exits_with_1_for_errors_alone(studio: Any, good: Path) -> None:
    assert studio("check", good).code == 0
    good.write_text(
        good.read_text(encoding="utf-8").replace("Value = ", "Nonsense = 1\n    Value = "), encoding="utf-8"
    )
    warned = studio("check", good)
    assert (warned.code, "warning" in warned.out) == (0, True)
    good.write_text(good.read_text(encoding="utf-8").replace('-> "Greet"', '-> "Gret"'), encoding="utf-8")
    assert studio("check", good).code in (1, 2)


def test_an_empty_folder_has_no_findings(studio: Any, tmp_path: Path) -> None:
    assert studio("check", tmp_path, "--json").document == []


def test_draw_prints_mermaid_alone(studio: Any, good: Path) -> None:
    done = studio("draw", good)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("flowchart")
    assert all(caption in done.out for caption in ("Begin", "Greet", "Done"))


# ---------------------------------------------------------------------------------------------------- traces
def test_a_bare_trace_is_text_on_standard_output(studio: Any, good: Path) -> None:
    for place in (("--trace",), ("--trace", "--seed", "3"), ("--trace", "-")):
        done = studio("run", good, *place)
        assert (done.code, 'ASSIGN "Greet"' in done.out) == (0, True)


def test_with_json_the_bare_trace_goes_to_standard_error(studio: Any, good: Path) -> None:
    done = studio("run", good, "--json", "--trace")
    assert done.document["status"] == "ended"
    assert 'ASSIGN "Greet"' in done.err


def test_a_trace_file_has_json_lines_or_text_by_its_name(studio: Any, good: Path, tmp_path: Path) -> None:
    assert studio("run", good, "--trace", "t.jsonl").code == 0
    lines = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["caption"] for line in lines if line["event"] == "action"] == ["Begin", "Greet", "Done"]
    assert studio("run", good, "--trace", "t.txt").code == 0
    assert 'ASSIGN "Greet"' in (tmp_path / "t.txt").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------- as a program
def _program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "studio", *arguments], capture_output=True, timeout=60, env=os.environ | environment
    )


@pytest.mark.slow
def test_as_a_program_it_answers_and_exits(good: Path) -> None:
    done = _program("run", str(good), "--json", "--set", "näme=wért", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["contacts"][0]["variables"]["näme"] == "wért"


@pytest.mark.slow
def test_a_terminal_that_knows_few_characters_gets_escapes(good: Path) -> None:
    good.write_text(good.read_text(encoding="utf-8").replace('"Greet"', '"Grüße 東"'), encoding="utf-8")
    done = _program("draw", str(good), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
