"""``studio run`` and its traces: where they go, in which form, what they show, and what they hide."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

SECRET = "4111222233334444"
SCRIPT = """script "secret"
    redact: card

Begin "Begin"
    Parameters: card
    -> "Do"

Snippet "Do"
    Data:
        | told = "card {card}"
        | n = 1
    -> "Bad"

Snippet "Bad"
    Data:
        | n = card.foo / 0
    -> "Done"
    OnError -> "Done"

End "Done"
"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.studio"
    file.write_text(SCRIPT, encoding="utf-8")
    return file


def events(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("options", "start"),
    [
        (("--trace", "t.jsonl"), '{"event": "run"'),
        (("--trace", "t.log"), '{"event": "run"'),
        (("--trace", "t.txt"), "2026-03-02 13:00:00.000  1001 contact begins"),
        (("--trace", "t.txt", "--trace-as", "table"), "time          contact  script"),
        (("--trace", "t.jsonl", "--trace-as", "tree"), "contact 1001, script sample, ended"),
        (("--trace", "t.txt", "--trace-as", "lines"), '{"event": "run"'),
    ],
)
def test_the_form_is_what_is_asked_for_or_what_the_ending_says(
    studio: Any, good: Path, tmp_path: Path, options: tuple[str, ...], start: str
) -> None:
    done = studio("run", good, *options)
    assert done.code == 0, done.err
    text = (tmp_path / options[1]).read_text(encoding="utf-8")
    assert text.startswith(start)
    assert "contact begins" not in done.out


def test_whoever_asks_for_a_form_or_watches_sees_it_on_the_screen(studio: Any, good: Path) -> None:
    assert "├─ #1 BEGIN" in studio("run", good, "--trace-as", "tree").out
    done = studio("run", good, "--watch", "greeting,who", "--watch", "x", "--param", "who=Ann")
    assert "greeting: (null) → Hello Ann" in done.out
    assert "p1" not in done.out


def test_a_table_on_a_terminal_is_coloured(studio: Any, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "150")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    done = studio("run", good, "--trace-as", "table")
    assert done.code == 0
    assert "\x1b[1mtime" in done.out


def test_no_variables(studio: Any, good: Path, tmp_path: Path) -> None:
    assert studio("run", good, "--trace", "t.jsonl", "--no-variables").code == 0
    assert all("changes" not in each for each in events(tmp_path / "t.jsonl")[1:])


@pytest.mark.parametrize(
    "options",
    [
        ("--trace", "t.jsonl", "--trace-as", "sheet"),
        ("--trace", "t.jsonl", "--trace-as", ""),
        ("--watch", "x", "--no-variables"),
        ("--trace", "t.py"),
    ],
)
def test_wrong_use(studio: Any, good: Path, options: tuple[str, ...]) -> None:
    done = studio("run", good, *options)
    assert (done.code, done.out) == (2, "")
    assert "--" in done.err


def test_the_first_line_tells_what_the_run_was_started_with(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "traces").mkdir()
    (tmp_path / "world.yaml").write_text("seed: 3\ncrm: {leads: leads.csv}\n", encoding="utf-8")
    (tmp_path / "leads.csv").write_text("LeadId,Phone\n", encoding="utf-8")
    options = ("--world", "world.yaml", "--param", "who=Ann", "--set", "x=1", "--until", "90s", "--watch", "x")
    assert studio("run", good, *options, "--trace", "traces/t.jsonl").code == 0
    first = events(tmp_path / "traces/t.jsonl")[0]
    assert first.pop("digests").keys() == {"../sample.studio", "../world.yaml", "../leads.csv"}
    assert isinstance(first.pop("studio"), str)
    assert first == {
        "event": "run", "trace": 1, "script": "../sample.studio", "world": "../world.yaml",
        "parameters": {"p1": "Ann"}, "variables": {"x": "1"}, "seed": 3, "until": "90s", "actions": [], "plugins": [],
        "watch": ["x"], "changes": True, "redacted": True,
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- redaction
@pytest.mark.parametrize("form", ["lines", "text", "table", "tree"])
@pytest.mark.parametrize("as_json", [False, True])
def test_nothing_printed_holds_a_redacted_value(studio: Any, secret: Path, form: str, as_json: bool) -> None:
    options = ["--json"] * as_json
    done = studio("run", secret, "--param", f"card={SECRET}", "--set", f"copy={SECRET}", "--trace-as", form, *options)
    assert done.code == 0
    assert SECRET not in done.out + done.err
    assert "•••" in done.out
    shown = studio("run", secret, "--param", f"card={SECRET}", "--trace-as", form, "--show-redacted", *options)
    assert SECRET in shown.out
    assert "•••" not in shown.out + shown.err
