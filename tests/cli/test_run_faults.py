"""What ``studio run`` shows of faults in code: the line and a caret, on the screen, in the trace and in ``_ERR``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

HEAD = 'script "{name}"\n\nBegin "Begin"\n    -> "Work"\n\n'
TAIL = '    -> "End"\n    OnError -> "End"\n\nEnd "End"\n'
CARET = ["  y = x / nothing", "        ^"]


def script(tmp_path: Path, code: str, name: str = "faulty") -> Path:
    file = tmp_path / f"{name}.studio"
    lines = "".join(f"    | {line}\n" for line in code.splitlines())
    file.write_text(HEAD.format(name=name) + f'Snippet "Work"\n    Data:\n{lines}{TAIL}', encoding="utf-8")
    return file


def test_code_that_does_not_compile_is_shown_with_carets(studio: Any, tmp_path: Path) -> None:
    done = studio("run", str(script(tmp_path, 'x = "abc\nIF x == 1 { y = 2 }')))
    assert done.code == 1
    lines = done.err.splitlines()
    at = next(place for place, line in enumerate(lines) if "SN102" in line)
    assert lines[at + 1 : at + 3] == ['    x = "abc', "        ^"]
    assert 'action #2 "Work", Data line 2 column 6' in done.err


def test_err_and_the_text_trace_show_the_line_and_a_caret(studio: Any, tmp_path: Path) -> None:
    file = script(tmp_path, "x = 5\ny = x / nothing")
    done = studio("run", str(file), "--trace", "--json")
    err = json.loads(done.out)["contacts"][0]["variables"]["_ERR"]
    assert err.splitlines() == [
        'division of 5 by zero (script faulty, action 2 "Work", line 2, column 7)',
        *CARET,
    ]
    traced = [line.strip() for line in done.err.splitlines()]
    at = next(place for place, line in enumerate(traced) if "error: division of 5 by zero" in line)
    assert traced[at + 1 : at + 3] == [line.strip() for line in CARET]


def test_the_json_trace_has_code_and_place(studio: Any, tmp_path: Path) -> None:
    out = tmp_path / "trace.jsonl"
    studio("run", str(script(tmp_path, "x = 5\ny = x / nothing")), "--trace", str(out))
    events = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    (error,) = [each for each in events if each["event"] == "error"]
    assert (error["code"], error["line"], error["column"], error["property"]) == ("SN500", 2, 7, "")
    assert (error["action"], error["caption"], error["script"]) == (2, "Work", "faulty")


def test_an_expression_in_a_property_is_told_with_its_name(studio: Any, tmp_path: Path) -> None:
    file = tmp_path / "faulty.studio"
    file.write_text(
        HEAD.format(name="faulty")
        + 'If "Work"\n    Expression = 1 + total / none > 2\n    True -> "End"\n    False -> "End"\n\nEnd "End"\n',
        encoding="utf-8",
    )
    done = studio("run", str(file), "--set", "total=3", "--json")
    err = json.loads(done.out)["contacts"][0]["variables"]["_ERR"]
    assert err.splitlines()[0] == (
        'division of 3 by zero (script faulty, action 2 "Work", Expression, line 1, column 11)'
    )


def test_a_widened_limit_of_a_world(studio: Any, tmp_path: Path) -> None:
    file = script(tmp_path, "FOR i = 1 TO 1500 { x = i }")
    for limit, end in ((1_000, "SN520"), (2_000, None)):
        world = tmp_path / "world.yaml"
        world.write_text(f"limits:\n  loop_passes: {limit}\n", encoding="utf-8")
        out = tmp_path / "trace.jsonl"
        studio("run", str(file), "--world", str(world), "--trace", str(out))
        events = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert next((each["code"] for each in events if each["event"] == "error"), None) == end


def test_a_fault_in_a_function_of_another_snippet_is_shown_at_both_places(studio: Any, tmp_path: Path) -> None:
    file = script(tmp_path, "x = 5\ny = 1 + Share(x, none)")
    functions = (
        'Snippet "Common Functions"\n    Data:\n    | FUNCTION Share(a, b)\n    | {\n    |   RETURN a / b\n    | }\n'
    )
    file.write_text(file.read_text(encoding="utf-8") + "\n" + functions, encoding="utf-8")
    done = studio("run", str(file), "--json")
    assert json.loads(done.out)["contacts"][0]["variables"]["_ERR"].splitlines() == [
        "division of 5 by zero (function Share of snippet 4, line 3) "
        '(script faulty, action 2 "Work", line 2, column 9)',
        "  y = 1 + Share(x, none)",
        "          ^",
        "in function Share of action 4, line 3, column 12",
        "    RETURN a / b",
        "             ^",
    ]


@pytest.mark.parametrize("value", [True, 5, 1.5, {"a": 1}, [1, None], None])
def test_a_list_property_that_is_none_is_no_fault_of_ours(studio: Any, tmp_path: Path, value: Any) -> None:
    actions = {"1": {"actionId": 1, "name": "BEGIN", "label": ""}, "2": {"actionId": 2, "name": "RUNSUB", "label": ""}}
    content = {
        "header": {"scriptName": "odd"},
        "actions": actions,
        "properties": {"2": {"0": {"name": "ScriptName", "value": "x"}, "3": {"name": "Parameters", "value": value}}},
        "branches": {"1": [{"to": 2, "label": "", "type": "default"}]},
    }
    (tmp_path / "odd.json").write_text(json.dumps({"scriptContent": content}), encoding="utf-8")
    done = studio("run", "odd.json", "--json")
    assert done.document["contacts"][0]["at"][0] == 2
