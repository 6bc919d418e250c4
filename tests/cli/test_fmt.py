"""``studio fmt``: which files it writes, what it prints where, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

UNTIDY = "if x {y=1}else{y=2} // c\n"
TIDY = "IF x { y = 1 }\nELSE { y = 2 }  // c\n"
BROKEN = "x = (1\ny==2\n"
EXPORT = {"scriptContent": {"header": {"scriptName": "a"}, "actions": {}}}
SCRIPT = """script "sample"
  media=Generic

// the entry
Begin "Begin"
    -> "Code"
Snippet "Code"
    Data:
        | if x {
        // above y
        | y=1
        |
        |
        | }
        // above z
        | z='{y}'   // why
    -> "Stop"
Stop "Stop"
"""
SCRIPT_AFTER = """script "sample"
    media = Generic

// the entry
Begin "Begin"
    -> "Code"

Snippet "Code"
    Data:
        | IF x
        | {
        // above y
        |   y = 1
        | }
        // above z
        | z = '{y}'  // why
    -> "Stop"

Stop "Stop"
"""


def write(name: str, content: str | bytes) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """What stands at standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_a_snippet_is_written_once(studio: Any) -> None:
    file = write("a.snippet", UNTIDY)
    done = studio("fmt", file)
    assert (done.code, done.out) == (0, "")
    assert "formatted: a.snippet" in done.err
    assert file.read_bytes() == TIDY.encode()
    before = file.stat()
    done = studio("fmt", file)
    assert done.code == 0
    assert "formatted: " not in done.err
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_script_is_written_in_its_printed_form(studio: Any) -> None:
    file = write("sample.studio", SCRIPT)
    assert studio("fmt", file).code == 0
    assert file.read_text(encoding="utf-8") == SCRIPT_AFTER
    assert studio("fmt", "--check", file).code == 0


def test_line_ends_of_a_scripts_code_are_kept(studio: Any) -> None:
    from studio.script.text import print_text, read_text

    script, _ = read_text(SCRIPT)
    assert script is not None
    code = script.actions[1]
    code.properties["Data"] = "if x {\r\ny=1}\r\n\r\n"
    file = write("sample.studio", print_text(script))
    assert studio("fmt", file).code == 0
    again, problems = read_text(file.read_text(encoding="utf-8"))
    assert again is not None
    assert not problems
    assert again.actions[1].properties["Data"] == "IF x\r\n{\r\n  y = 1\r\n}"


@pytest.mark.parametrize("blank", ["", "|", "| |", "|\n        |"])
def test_code_of_blanks_only(studio: Any, blank: str) -> None:
    text = (
        SCRIPT[: SCRIPT.index("        | if x")]
        + f"        // kept\n        {blank}\n"
        + '    -> "Stop"\nStop "Stop"\n'
    )
    file = write("sample.studio", text)
    done = studio("fmt", file)
    assert done.code == 0
    assert "// kept" in file.read_text(encoding="utf-8")
    assert studio("fmt", "--check", file).code == 0


BLANKS = (
    'script "T"\n\nSnippet "A"\n    Data:\n        | // about  |\n        | x = 1\n    -> "N"\n\n'
    'Note "N"\n    Comments:\n        | one \t|\n        |\n        |  |\n        | two\n    Other:\n        |  x |\n'
)


def test_tidy_alone_drops_blanks_at_the_ends_of_lines_and_says_so(studio: Any) -> None:
    file = write("a.studio", BLANKS)
    assert studio("fmt", file).code == 0
    formatted = file.read_text(encoding="utf-8")
    assert "| one \t|\n" in formatted
    done = studio("fmt", "--tidy", file, "--json")
    assert done.code == 0
    (told,) = done.document[0]["diagnostics"]
    assert (told["code"], told["severity"], told["action"], told["property"]) == ("TX501", "info", 2, "Comments")
    assert "2 lines" in told["message"]
    assert file.read_text(encoding="utf-8") == formatted.replace("| one \t|\n", "| one\n").replace("|  |\n", "|\n")
    assert studio("fmt", "--tidy", file, "--json").document[0] == {
        "file": "a.studio",
        "changed": False,
        "diagnostics": [],
    }


def test_folders_both_kinds_and_never_exports(studio: Any) -> None:
    export = write("all/export.json", json.dumps(EXPORT))
    disguised = write("all/export.studio", json.dumps(EXPORT))
    write("all/deep/a.snippet", UNTIDY)
    write("all/b.studio", SCRIPT)
    write("all/.hidden/c.snippet", UNTIDY)
    write("all/notes.txt", UNTIDY)
    before = export.read_bytes()
    done = studio("fmt", "all", "--json")
    assert done.code == 0
    assert [(Path(each["file"]).name, each["changed"]) for each in done.document] == [
        ("b.studio", True),
        ("a.snippet", True),
    ]
    assert export.read_bytes() == disguised.read_bytes() == before
    assert Path("all/.hidden/c.snippet").read_text(encoding="utf-8") == UNTIDY


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", json.dumps(EXPORT)), ("a.studio", json.dumps(EXPORT)), ("a.txt", "x=1"), ("a.xml", "<a/>")],
)
def test_other_files_are_refused_and_the_rest_is_formatted(studio: Any, name: str, content: str) -> None:
    refused, file = write(name, content), write("b.snippet", UNTIDY)
    done = studio("fmt", refused, file, "--json")
    assert done.code == 2
    assert [[each["code"] for each in entry["diagnostics"]] for entry in done.document] == [["FI009"], []]
    assert refused.read_text(encoding="utf-8") == content
    assert file.read_text(encoding="utf-8") == TIDY


def test_check_writes_nothing(studio: Any) -> None:
    file, tidy = write("a.snippet", UNTIDY), write("b.snippet", TIDY)
    done = studio("fmt", "--check", file, tidy)
    assert (done.code, done.out) == (1, "")
    assert "would be formatted: a.snippet" in done.err
    assert file.read_text(encoding="utf-8") == UNTIDY
    assert studio("fmt", "--check", tidy).code == 0
    assert [each["changed"] for each in studio("fmt", "--check", file, tidy, "--json").document] == [True, False]


def test_diff_writes_nothing(studio: Any) -> None:
    file = write("a.snippet", UNTIDY.rstrip("\n") + "\r\nz = 1")
    done = studio("fmt", "--diff", file, write("b.snippet", TIDY))
    assert done.code == 0
    assert done.out.splitlines() == [
        "--- a.snippet", "+++ a.snippet", "@@ -1,2 +1,3 @@",
        "-if x {y=1}else{y=2} // c", "-z = 1", "\\ No newline at end of file",
        "+IF x { y = 1 }", "+ELSE { y = 2 }  // c", "+z = 1",
    ]  # fmt: skip
    assert file.read_text(encoding="utf-8").startswith("if x")
    assert studio("fmt", "--diff", "--check", file).code == 1
    entry = studio("fmt", "--diff", file, "--json").document[0]
    assert entry["diff"].startswith("--- a.snippet\n")
    assert (entry["changed"], entry["diagnostics"]) == (True, [])


def test_files_with_errors_stay_and_the_others_are_formatted(studio: Any) -> None:
    broken = write("a.snippet", BROKEN)
    script = write("b.studio", SCRIPT.replace("| y=1", "| y=(1"))
    faulty = write("c.studio", SCRIPT.replace('-> "Code"', '-> "Coda"'))
    good = write("d.snippet", UNTIDY)
    kept = [each.read_bytes() for each in (broken, script, faulty)]
    done = studio("fmt", ".", "--json")
    assert done.code == 1
    found = [[each["code"] for each in entry["diagnostics"]] for entry in done.document]
    assert found[0] == ["SN105", "SN107"]
    assert found[1] == ["SN105"]
    assert found[2] == ["TX301"]
    assert found[3] == []
    place = done.document[1]["diagnostics"][0]
    assert (place["file"], place["script"], place["caption"], place["property"]) == (
        "b.studio",
        "sample",
        "Code",
        "Data",
    )
    assert place["line"] == 2
    assert [each.read_bytes() for each in (broken, script, faulty)] == kept
    assert good.read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xff", "FI003"), (b"x = 1\x00", "FI004")],
)
def test_what_is_no_text_is_left(studio: Any, content: bytes, code: str) -> None:
    file = write("a.snippet", content)
    done = studio("fmt", file, "--json")
    assert done.code == 2
    assert [each["code"] for each in done.document[0]["diagnostics"]] == [code]
    assert file.read_bytes() == content


def test_a_missing_file(studio: Any) -> None:
    done = studio("fmt", "nosuch.snippet", "--json")
    assert done.code == 2
    assert done.document[0]["diagnostics"][0]["code"] == "FI001"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_become_utf8_without_a_mark(studio: Any, encoding: str) -> None:
    file = write("a.snippet", "x = 'é\u200b'\n".encode(encoding))
    assert studio("fmt", "--check", file).code == 1
    assert studio("fmt", file).code == 0
    assert file.read_bytes() == "x = 'é\u200b'\n".encode()


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_mode_and_link_stay(studio: Any) -> None:
    file = write("deep/a.snippet", UNTIDY)
    file.chmod(0o640)
    link = Path("link.snippet")
    link.symlink_to(file)
    assert studio("fmt", link).code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == TIDY
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [each.name for each in Path("deep").iterdir()] == ["a.snippet"]


def test_a_file_that_cannot_be_written(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object) -> None:
        raise PermissionError(13, "no right to do this")

    file = write("a.snippet", UNTIDY)
    monkeypatch.setattr("os.replace", refuse)
    done = studio("fmt", file, "--json")
    assert done.code == 1
    assert [each["code"] for each in done.document[0]["diagnostics"]] == ["FI010"]
    assert done.document[0]["changed"] is False
    assert [each.name for each in Path().iterdir()] == ["a.snippet"]
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_standard_input(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, UNTIDY.replace("\n", "\r\n").encode())
    done = studio("fmt", "-")
    assert (done.code, done.out, done.err) == (0, TIDY, "")
    typed(monkeypatch, UNTIDY.encode())
    done = studio("fmt", "-", "--check")
    assert (done.code, done.out) == (1, "")
    typed(monkeypatch, UNTIDY.encode())
    assert studio("fmt", "-", "--json").document == [{"file": "-", "changed": True, "diagnostics": [], "text": TIDY}]


def test_a_diff_cannot_move_the_cursor_of_a_terminal(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b'x="\x1b[2J"')
    assert "\x1b[2J" in studio("fmt", "-", "--diff").out
    monkeypatch.setattr("studio.cli.fmt.on_terminal", lambda: True)
    typed(monkeypatch, b'x="\x1b[2J"')
    done = studio("fmt", "-", "--diff")
    assert '+x = "\\x1b[2J"\n' in done.out
    assert "\x1b" not in done.out


def test_a_script_at_standard_input(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'script "A"\n\nEnd "End"\n'
    typed(monkeypatch, b'script  "A"\nEnd "End"')
    done = studio("fmt", "-")
    assert (done.code, done.out) == (0, text)
    export = '{"scriptContent": {}}'
    typed(monkeypatch, export.encode())
    done = studio("fmt", "-")
    assert (done.code, done.out, "FI009" in done.err) == (2, export, True)


def test_standard_input_with_errors_comes_out_as_it_went_in(studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, BROKEN.encode())
    done = studio("fmt", "-")
    assert (done.code, done.out) == (1, BROKEN)
    assert "SN105" in done.err
    assert "SN107" in done.err
    typed(monkeypatch, b"x = '\xff'")
    done = studio("fmt", "-", "--json")
    assert done.code == 2
    assert [each["code"] for each in done.document[0]["diagnostics"]] == ["FI003"]


def test_names_and_findings_cannot_move_the_cursor(studio: Any) -> None:
    write("a\x1b[2J.snippet", UNTIDY)
    write("b\x1b[2J.snippet", BROKEN)
    done = studio("fmt", ".")
    assert done.code == 1
    assert "\x1b" not in done.out + done.err


@pytest.mark.slow
def test_deployed_scripts(studio: Any, shared: Path) -> None:
    """Code apart, a script is what it was; a second time nothing is left to do."""
    from studio.script.files import read_script
    from studio.script.text import print_text

    before = {}
    for file in sorted((shared / "corpus").glob("*.json")):
        script, _ = read_script(file)
        assert script is not None
        before[write(f"{file.stem}.studio", print_text(script))] = script
    assert studio("fmt", ".").code == 0
    for file, script in before.items():
        again, problems = read_script(file)
        assert again is not None
        assert not problems
        for action, old in zip(again.actions, script.actions, strict=True):
            if action.kind == "SNIPPET":
                code, old_code = action.properties["Data"], old.properties["Data"]
                assert "\r\n" not in code or "\r\n" in old_code
                action.properties["Data"] = old_code
        assert again == script
    assert studio("fmt", "--check", ".").code == 0
