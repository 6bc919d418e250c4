"""Files and scripts that mean harm: each is answered with a code, quickly, and never with a traceback."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

#: Generous, since it only has to tell seconds from for ever.
SECONDS = 5
HEAD = 'script "sample"\n    media = Generic\n\n'
SMALL = HEAD + 'Begin "Begin"\n    -> "Done"\n\nReturn "Done"\n'


def _snippet(code: str) -> str:
    lines = "".join(f"        | {line}\n" for line in code.splitlines())
    return f'{HEAD}Begin "Begin"\n    -> "Code"\n\nSnippet "Code"\n    Data:\n{lines}    -> "Done"\n\nReturn "Done"\n'


def _export(**parts: Any) -> str:
    header = {"scriptName": "sample", "mediaType": 0}
    return json.dumps({"scriptContent": {"header": header, "actions": {}, "properties": {}, "branches": {}} | parts})


TEN_MB = 10_000_000
RUBBISH = "\n".join(f"rubbish {n} (((" for n in range(20_000))
WRONG_TYPES = _export(
    header=[1],
    actions={
        "1": {"actionId": [1], "name": {"a": 1}, "label": [2]},
        "2": 5,
        "3": {"actionId": 3, "name": ["x"], "label": None},
        "4": {"name": "SNIPPET", "label": "s"},
        "6": {"name": "RUNSUB", "label": 7},
        "-1": {"name": "END"},
        "9" * 5000: {"name": "END"},
    },
    properties={
        "4": {"0": {"name": "Data", "value": {"a": [1]}}, "1": {"name": "MaxStringSize", "value": 5}},
        "3": {"x": {"name": ["a"]}},
        "6": {"0": {"name": "ScriptName", "value": [1, 2]}, "1": {"name": "Parameters", "value": {"a": 1}}},
        "5": [1],
    },
    branches={"1": {"a": 1}, "4": [5, {"to": "x"}, {"to": True, "type": 7}], "6": [{"to": -5, "type": "default"}]},
)
TWICE = _export(
    actions={"1": {"actionId": 1, "name": "BEGIN", "label": "B"}, "2": {"actionId": 1, "name": "END", "label": "E"}},
    branches={"1": [{"to": 99, "type": "default"}, {"to": 1, "type": "default"}]},
)

#: Name -> file name, content, exit code of check, a code that must be among the findings.
FILES: dict[str, tuple[str, str | bytes, int, str]] = {
    "empty": ("x.studio", "", 2, "FI005"),
    "only a mark": ("x.studio", b"\xef\xbb\xbf", 2, "FI005"),
    "only blanks": ("x.json", " \n\t\n", 2, "FI005"),
    "binary": ("x.studio", random.Random(1).randbytes(5_000), 2, "FI003"),
    "binary export": ("x.json", random.Random(2).randbytes(5_000), 2, "FI003"),
    "binary snippet": ("x.snippet", random.Random(3).randbytes(5_000), 2, "FI003"),
    "NULs": ("x.studio", HEAD + "\0", 2, "FI004"),
    "UTF-16 without a mark": ("x.studio", SMALL.encode("utf-16-le"), 2, "FI004"),
    "Latin-1": ("x.studio", (HEAD + 'Begin "Grüße"\n').encode("latin-1"), 2, "FI003"),
    "half a UTF-16 character": ("x.studio", b"\xff\xfea", 2, "FI003"),
    "XML": ("x.xml", '<!DOCTYPE x [<!ENTITY a "b">]><ScriptContainer>&a;</ScriptContainer>', 2, "XM102"),
    "JSON 100,000 deep": ("x.json", "[" * 100_000, 2, "JS105"),
    "JSON 100,000 deep, closed": ("x.json", '{"a":' * 100_000 + "1" + "}" * 100_000, 2, "JS105"),
    "JSON with a number of 1 MB": ("x.json", "[" + "9" * 1_000_000 + "]", 2, "JS101"),
    "JSON of wrong types": ("x.json", WRONG_TYPES, 1, "JS107"),
    "JSON with an id twice": ("x.json", TWICE, 1, "JS108"),
    "JSON with a branch to nowhere": ("x.json", TWICE, 1, "CK205"),
    "JSON without a script": ("x.json", "{}", 2, "JS103"),
    "JSON that is cut off": ("x.json", TWICE[:-20], 2, "JS101"),
    "10 MB on a line": ("x.studio", "a" * TEN_MB, 2, "TX102"),
    "10 MB on a line of a script": ("x.studio", SMALL + "a" * TEN_MB, 1, "TX201"),
    "10 MB of quotes": ("x.studio", '"' * TEN_MB, 2, "TX201"),
    "10 MB in a caption": ("x.studio", f'Begin "{"a" * TEN_MB}"', 2, "TX102"),
    "10 MB on a line of JSON": ("x.json", '{"a":"' + "x" * TEN_MB + '"}', 2, "JS103"),
    "10 MB of snippet": ("x.snippet", "x" * TEN_MB, 1, "SN117"),
    "100,000 brackets as a value": ("x.studio", SMALL + "    Value := " + "[" * 100_000, 1, "TX203"),
    "20,000 lines of rubbish": ("x.studio", RUBBISH, 2, "TX102"),
    "20,000 lines of rubbish in a script": ("x.studio", HEAD + RUBBISH, 2, "TX105"),
    "too large": ("x.studio", b"a" * 20_000_001, 2, "FI002"),
    "10,000 nested blocks": ("x.snippet", "IF 1\n{\n" * 10_000 + "}\n" * 10_000, 1, "SN115"),
    "2,000 nested blocks in a script": ("x.studio", _snippet("IF 1\n{\n" * 2_000 + "}\n" * 2_000), 1, "SN115"),
    "10,000 parentheses": ("x.snippet", "x = " + "(" * 10_000 + "1" + ")" * 10_000, 1, "SN115"),
    "10,000 nested strings": ("x.snippet", "x = " + '"{' * 10_000 + "1" + '}"' * 10_000, 1, "SN115"),
    "10,000 signs": ("x.snippet", "x = " + "-" * 10_000 + "1", 1, "SN11"),
    "10,000 members": ("x.snippet", "x = a" + ".b" * 10_000, 1, "SN116"),
    "10,000 summands": ("x.snippet", "x = 1" + " + 1" * 10_000, 1, "SN116"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_gets_a_code(studio: Any, tmp_path: Path, what: str) -> None:
    name, content, exit_code, code = FILES[what]
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    began = time.perf_counter()
    done = studio("check", file, "--json")
    assert time.perf_counter() - began < SECONDS
    assert done.code == exit_code
    assert [each["code"] for each in done.document if each["code"].startswith(code)]
    assert all(each["file"] == str(file) for each in done.document)
    if not name.endswith(".snippet") and exit_code == 2:
        assert studio("run", file).code == 2


@pytest.mark.parametrize("what", ["JSON of wrong types", "JSON with an id twice", "2,000 nested blocks in a script"])
def test_what_is_broken_is_still_drawn_or_refused(studio: Any, tmp_path: Path, what: str) -> None:
    name, content, *_ = FILES[what]
    (tmp_path / name).write_text(str(content), encoding="utf-8")
    assert studio("draw", name).code in (0, 2)
    assert studio("run", name).code in (1, 2)


def test_other_encodings_with_a_mark_are_read(studio: Any, tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "sample.studio").write_text(SMALL.replace("\n", "\r\n"), encoding=encoding)
        assert studio("run", "sample.studio").code == 0


# -------------------------------------------------------------------------------------- scripts that mean harm
def test_a_loop_that_never_ends_fails(studio: Any, tmp_path: Path) -> None:
    text = SMALL.replace(
        '"Done"\n\nReturn', '"Turn"\n\nAssign "Turn"\n    Variable = x\n    Value = 1\n    -> "Turn"\n\nReturn'
    )
    (tmp_path / "sample.studio").write_text(text, encoding="utf-8")
    began = time.perf_counter()
    done = studio("run", "sample.studio")
    assert time.perf_counter() - began < SECONDS
    assert (done.code, "failed" in done.out, "endless loop" in done.out) == (1, True, True)


ENDLESS = {
    "a loop": "FOR i = 1 TO 2\n{\n    i = 1\n}",
    "a count": "REPEAT 999999999999\n{\n    x = x + 1\n}",
    "loops in loops": "REPEAT 9999999\n{\n    REPEAT 9999999\n    {\n        x = 1\n    }\n}",
    "a function that calls itself": "FUNCTION f(a)\n{\n    RETURN f(a)\n}\nx = f(1)",
    "two functions that call each other": "FUNCTION f(a)\n{\n    RETURN g(a)\n}\nFUNCTION g(a)\n{\n    RETURN f(a) + f(a)\n}\nx = f(1)",
    "an object inside itself": "DYNAMIC d\nd.a = d\ny = d.asjson()",
}


@pytest.mark.parametrize("what", ENDLESS)
def test_a_snippet_that_never_ends_is_an_error_of_the_script(studio: Any, tmp_path: Path, what: str) -> None:
    (tmp_path / "sample.studio").write_text(_snippet(ENDLESS[what]), encoding="utf-8")
    began = time.perf_counter()
    done = studio("run", "sample.studio", "--json")
    assert time.perf_counter() - began < SECONDS
    [contact] = done.document["contacts"]
    assert contact["variables"]["_ERR"]


def test_text_cannot_grow_without_end(studio: Any, tmp_path: Path) -> None:
    code = 'x = "aaaaaaaa"\nREPEAT 100\n{\n    x = "{x}{x}{x}{x}"\n}'
    (tmp_path / "sample.studio").write_text(_snippet(code), encoding="utf-8")
    [contact] = studio("run", "sample.studio", "--json").document["contacts"]
    assert len(contact["variables"]["x"]) == 2048


def _caller(name: str, callee: str) -> str:
    return (
        f'script "{name}"\n\nBegin "Begin"\n    -> "Call"\n\nRunsub "Call"\n    ScriptName = {callee}\n'
        '    -> "Done"\n    OnError -> "Note"\n\nAssign "Note"\n    Variable = global:note\n    Value = {_ERR}\n'
        '    -> "Done"\n\nReturn "Done"\n'
    )


def test_subscripts_that_call_one_another_for_ever_meet_a_limit(studio: Any, tmp_path: Path) -> None:
    (tmp_path / "a.studio").write_text(_caller("a", "b"), encoding="utf-8")
    (tmp_path / "b.studio").write_text(_caller("b", "a"), encoding="utf-8")
    done = studio("run", "a.studio", "--json")
    assert done.code == 0
    assert "too deep" in done.document["contacts"][0]["variables"]["note"]


@pytest.mark.parametrize(
    "name", [r"..\..\secret", "../secret", "/etc/passwd", r"C:\secret", ".", "..", "\\", "a" * 1_000]
)
def test_names_of_scripts_reach_nothing_outside_the_project(studio: Any, tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.studio").write_text(SMALL.replace("sample", "secret"), encoding="utf-8")
    (inside / "a.studio").write_text(_caller(r"..\..\x\a", name), encoding="utf-8")
    done = studio("run", "inside/a.studio", "--json")
    assert "not found" in done.document["contacts"][0]["variables"]["note"]
    assert "CK301" in {each["code"] for each in studio("check", "inside", "--json").document}


EVIL = '\ud800\x1b[2J\x00\u202e</script><img src=x onerror=alert(1)>\n--> "];click a href "javascript:x"'


def test_captions_cannot_move_the_cursor_or_break_out_of_a_drawing(studio: Any, tmp_path: Path) -> None:
    actions = {
        str(n): {"actionId": n, "name": name, "label": EVIL} for n, name in ((1, "BEGIN"), (2, EVIL), (3, "STOP"))
    }
    branches = {"1": [{"to": 2, "type": "default"}], "2": [{"to": 3, "type": "branch", "label": EVIL}]}
    text = _export(header={"scriptName": EVIL, "mediaType": 0}, actions=actions, branches=branches)
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    calls = (
        ("check",),
        ("check", "--json"),
        ("draw",),
        ("run", "--trace"),
        ("run", "--json"),
        ("run", "--trace", "t.jsonl"),
    )
    for command, *options in calls:
        done = studio(command, "x.json", *options)
        for hidden in "\x1b\x00\u202e\ud800":
            assert hidden not in (done.out + done.err if "--json" not in options else done.out.replace("\u202e", ""))
        if command == "draw":
            assert "<img" not in done.out
            assert all(part not in done.out for part in ("</script>", '"];click'))
    assert studio("run", "x.json", "--json").document["contacts"][0]["script"] == EVIL
    for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines():
        json.loads(line)
