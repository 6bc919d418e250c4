"""The forms of traces: what each says of the same run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from studio.runtime.events import Event
from studio.runtime.tracing import JsonTrace, Shown, TableTrace, TextTrace, TreeTrace, event_of, tree

MAIN = """
script "main"

Begin "Begin"
    Parameters: who
    -> "Greet"

Snippet "Greet"
    Data:
        | greeting = "Hi {who}"
        | n = 1
    -> "Call"
    OnError -> "Stop"

Runsub "Call"
    ScriptName = sub
    ReturnVariable = n
    -> "Rest"

Wait "Rest"
    Seconds = 60
    -> "Fail"

Snippet "Fail"
    Data:
        | z = 1 / nothing
    -> "Stop"

Stop "Stop"

Onsignal "Told"
    -> "Fail"
"""

SUB = """
script "sub"

Begin "Begin"
    -> "Mark"

Assign "Mark"
    Variable = global:n
    Value = 2
    -> "Back"

Return "Back"
    ReturnValue = 3
"""


def played(bench: Callable[..., Any], make: Callable[[Callable[..., None]], Any]) -> list[str]:
    """The lines that a trace writes of one run: a signal interrupts a Wait."""
    run = bench(MAIN, SUB)
    lines: list[str] = []
    trace = make(lambda line, *_: lines.append(line))
    run.engine.observe(trace)
    contact = run.run("Ann", seconds=30)
    run.engine.signal(contact.id, ["go"])
    run.go_on()
    if hasattr(trace, "close"):
        trace.close()
    return lines


# ---------------------------------------------------------------------------------------------------- JSON lines
def test_lines_hold_every_event_whole(bench: Callable[..., Any]) -> None:
    run = bench(MAIN, SUB)
    lines: list[str] = []
    run.engine.observe(JsonTrace(lines.append, first={"event": "run", "trace": 1}))
    run.run("Ann")
    assert json.loads(lines[0]) == {"event": "run", "trace": 1}
    back = [event_of(json.loads(line)) for line in lines[1:]]
    for one, other in zip(run.events, back, strict=True):
        data = {name: value for name, value in one.data.items() if name != "was"}
        assert (other.time, other.kind, other.contact, other.script, other.depth) == (
            one.time, one.kind, one.contact, one.script, one.depth,
        )  # fmt: skip
        assert (other.action, other.action_kind, other.caption, other.data) == (
            one.action, one.action_kind, one.caption, data,
        )  # fmt: skip


def test_a_member_never_hides_where_it_happened() -> None:
    lines: list[str] = []
    JsonTrace(lines.append)(Event(0, "world", data={"text": "signal", "event": "GetContacts", "script": "x"}))
    found = json.loads(lines[0])
    assert (found["event"], found["event_"], found["script_"]) == ("world", "GetContacts", "x")
    assert event_of(found).data == {"text": "signal", "event": "GetContacts", "script": "x"}


def test_characters_that_are_not_seen_are_escaped() -> None:
    lines: list[str] = []
    JsonTrace(lines.append)(Event(0, "trace", data={"text": "a\u202e\ud800é"}))
    assert lines[0].isascii()
    assert json.loads(lines[0])["text"] == "a\u202e\ud800é"


# ---------------------------------------------------------------------------------------------------------- watching
@pytest.mark.parametrize(
    ("watch", "seen"),
    [
        ((), [{"who": "Ann", "p1": None}, {"greeting": "Hi Ann", "n": "1"}, {"global:n": "2"}, {"n": "3"}]),
        (("N", " "), [{"n": "1"}, {"global:n": "2"}, {"n": "3"}]),
        (("global:n",), [{"n": "1"}, {"global:n": "2"}, {"n": "3"}]),
        (("who", "global:greeting"), [{"who": "Ann"}, {"greeting": "Hi Ann"}]),
    ],
)
def test_only_watched_variables_are_shown(bench: Callable[..., Any], watch: Any, seen: Any) -> None:
    lines = [json.loads(line) for line in played(bench, lambda write: JsonTrace(write, Shown(watch)))]
    found = [each["changes"] for each in lines if each.get("changes")]
    assert [each for each in found if not {"SP1", "_ERR"} & set(each)] == seen
    assert all(("was" in each) == bool(watch and any(watch)) for each in lines if each["event"] == "action")


def test_a_watched_change_has_what_was_there_before(bench: Callable[..., Any]) -> None:
    told = "\n".join(played(bench, lambda write: TextTrace(write, Shown(["n"]))))
    assert "n: (null) → 1" in told
    assert "global:n: 1 → 2" in told
    assert "n: 2 → 3" in told
    assert "greeting" not in told


def test_no_variables_at_all(bench: Callable[..., Any]) -> None:
    trace = JsonTrace(lambda line: None, Shown(variables=False))
    assert not trace.wants_changes
    lines = played(bench, lambda write: JsonTrace(write, Shown(variables=False)))
    assert not any("changes" in json.loads(line) or "was" in json.loads(line) for line in lines)


# -------------------------------------------------------------------------------------------------------------- text
def test_text_has_a_line_for_each_event(bench: Callable[..., Any]) -> None:
    lines = played(bench, TextTrace)
    assert "2026-03-02 13:00:00.000  1001 contact begins, script main, parameters ['Ann']" in lines
    assert '2026-03-02 13:00:00.000  1001   #2 ASSIGN "Mark" -> Default (#3)' in lines
    assert '2026-03-02 13:00:30.000  1001 #4 WAIT "Rest" is broken off by ONSIGNAL' in lines


# ------------------------------------------------------------------------------------------------------------- table
def test_a_row_for_each_action_and_each_event(bench: Callable[..., Any]) -> None:
    lines = played(bench, TableTrace)
    head = lines[0]
    assert head.split() == [
        "time", "contact", "script", "depth", "id", "type", "caption", "branch", "next", "seconds", "changes", "_ERR",
    ]  # fmt: skip

    def cell(line: str, title: str) -> str:
        at = head.index(title)
        return line[at:].split("  ")[0].strip()

    greet = next(line for line in lines if " Greet " in line)
    assert cell(greet, "time") == "13:00:00.000"
    assert (cell(greet, "contact"), cell(greet, "script")) == ("1001", "main")
    assert (cell(greet, "type"), cell(greet, "caption"), cell(greet, "branch")) == ("SNIPPET", "Greet", "Default")
    assert cell(greet, "changes") == "greeting = Hi Ann, n = 1"
    mark = next(line for line in lines if " Mark " in line)
    assert mark[head.index("depth") : head.index("depth") + 5].strip() == "1"
    fail = next(line for line in lines if " Fail " in line and "*" not in line)
    assert cell(fail, "_ERR").startswith("division of 1 by zero")
    events = [line.partition("* ")[2] for line in lines if "* " in line]
    assert any(line.startswith("signal: go") for line in events)
    assert any("is broken off by ONSIGNAL" in line for line in events)
    assert any("calls sub" in line for line in events)


def test_rows_fit_their_width_whatever_they_hold() -> None:
    rows: list[str] = []
    table = TableTrace(lambda line, what: rows.append(line), width=130)
    data = {"outcome": "Default", "branch": "B" * 99, "to": 10**9, "seconds": 1e9, "was": {"x": ""}}
    for caption in ("界" * 80, "e\u0301" * 80, "a\nb\x1b[2J" * 30, ""):
        changes = {"x": "🙂" * 500}
        table(Event(0, "action", "1001", "s" * 99, 12, 10**9, "K" * 99, caption, data | {"changes": changes}))
        table(Event(0, "world", data={"text": caption * 9}))
    assert all(row.isprintable() for row in rows)
    wide = [sum(2 if char in "界🙂" else char != "\u0301" for char in row) for row in rows]
    assert max(wide) <= 130


def test_a_new_day_has_a_row() -> None:
    rows: list[tuple[str, str]] = []
    table = TableTrace(lambda line, what: rows.append((line, what)))
    for day in (0, 0, 1):
        table(Event(day * 86_400_000_000, "released", "1001", "main"))
    assert [line for line, what in rows if what == "day"] == ["1970-01-01", "1970-01-02"]


# -------------------------------------------------------------------------------------------------------------- tree
def test_a_tree_nests_subscripts_and_has_events_in_place(bench: Callable[..., Any]) -> None:
    lines = [line[14:] for line in played(bench, lambda write: TreeTrace(write, Shown(variables=False)))[1:] if line]
    place = lines.index('├─ #3 RUNSUB "Call" calls sub')
    assert lines[place + 1 : place + 6] == [
        '│  ├─ #1 BEGIN "Begin" -> Default (#2)',
        '│  ├─ #2 ASSIGN "Mark" -> Default (#3)',
        '│  ├─ #3 RETURN "Back"',
        "│  └─ returns from sub with '3'",
        '├─ #3 RUNSUB "Call" -> Default (#4)',
    ]
    assert lines[place + 6] == "├─ signal: go"
    assert lines[-1].startswith("└─ ")


def test_a_tree_is_written_when_its_contact_ends(bench: Callable[..., Any]) -> None:
    run = bench(MAIN, SUB)
    lines: list[str] = []
    trace = TreeTrace(lines.append)
    run.engine.observe(trace)
    first, second = run.start(), run.start()
    run.go_on(1)
    assert lines == []
    run.engine.raise_event(first.id, "ONRELEASE")
    run.go_on(1)
    assert [line for line in lines if line.startswith("contact")] == [
        "contact 1001, script main, ended (2026-03-02 13:00:00.000)"
    ]
    trace.close()
    assert lines.count("") == 2
    assert second.id in "".join(line for line in lines if line.startswith("contact"))


def test_a_long_tree_is_written_in_parts(bench: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_KEPT", 5)
    lines = played(bench, TreeTrace)
    heads = [line for line in lines if line.startswith("contact")]
    assert len(heads) > 2
    assert all("goes on" in line for line in heads[1:])
    captions = [line for line in lines if '"Mark"' in line]
    assert len(captions) == 1


def test_a_subscript_that_a_signal_discards_ends_in_the_tree() -> None:
    lines: list[str] = []
    trace = TreeTrace(lines.append)
    trace(Event(0, "call", "1", "main", 0, 1, "RUNSUB", "R", {"script": "sub"}))
    trace(Event(0, "released", "1", "sub", 1, 2, "WAIT", "W"))
    trace(Event(0, "signal entered", "1", "main", 0, 3, "ONSIGNAL", "S", {"values": ["a"]}))
    trace.close()
    assert [line[14:16] for line in lines[1:-1]] == ["├─", "│ ", "└─"]
