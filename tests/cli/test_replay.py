"""``studio replay``: the same, or where it comes otherwise."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

MAIN = """script "main"
    media = Generic

Begin "Begin"
    Parameters: who
    -> "Draw"

Snippet "Draw"
    Data:
        | n = random(1000000)
        | hello = "Hi {who}"
    -> "Wait"

Wait "Wait"
    Seconds = 5
    -> "Is it"

If "Is it"
    Expression = who = "Ann"
    True -> "Done"
    False -> "Other"

Annotation "Other"
    -> "Done"

End "Done"
"""


@pytest.fixture
def main(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    file = tmp_path / "scripts" / "main.studio"
    file.write_text(MAIN, encoding="utf-8")
    return file


@pytest.fixture
def trace(studio: Any, main: Path, tmp_path: Path) -> Path:
    """The trace of a run, in a folder of its own."""
    (tmp_path / "traces").mkdir()
    assert studio("run", main, "--param", "who=Ann", "--seed", "7", "--trace", "traces/t.jsonl").code == 0
    return tmp_path / "traces" / "t.jsonl"


def change(file: Path, *pairs: str) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def test_the_same(studio: Any, trace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = len(trace.read_text(encoding="utf-8").splitlines()) - 1
    monkeypatch.chdir(tmp_path.parent)
    done = studio("replay", trace)
    assert (done.code, done.out, done.err) == (0, f"the same: {events} events\n", "")
    document = studio("replay", trace, "--json").document
    assert document == {"same": True, "events": events, "difference": None, "diagnostics": []}


def test_the_first_difference_in_words(studio: Any, main: Path, trace: Path) -> None:
    change(main, 'who = "Ann"', 'who = "Bob"')
    done = studio("replay", trace)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0] == "different at line 6, after 4 events that are the same"
    assert len([line for line in lines if line.startswith("    line ")]) == 3
    assert 'recorded: 2026-03-02 13:00:05.000  1001 main: #4 IF "Is it" -> True (#6)' in lines
    assert 'now:      2026-03-02 13:00:05.000  1001 main: #4 IF "Is it" -> False (#5)' in lines
    assert '    branch: "True" was recorded, "False" came now' in lines
    assert "main.studio has changed" in done.err
    assert "TR005" in done.err


def test_the_first_difference_for_programs(studio: Any, main: Path, trace: Path) -> None:
    change(main, "Hi {who}", "Ho {who}")
    done = studio("replay", trace, "--json")
    assert done.code == 1
    difference = done.document["difference"]
    assert difference["line"] == 4
    assert difference["differs"] == [{"member": "changes hello", "recorded": "Hi Ann", "now": "Ho Ann"}]
    assert [each["line"] for each in difference["before"]] == [2, 3]
    assert [each["code"] for each in done.document["diagnostics"]] == ["TR005"]


def test_a_change_that_changes_nothing_is_a_warning(studio: Any, main: Path, trace: Path) -> None:
    main.write_text(MAIN + "\n// nothing\n", encoding="utf-8")
    done = studio("replay", trace)
    assert (done.code, done.out[:9]) == (0, "the same:")
    assert "TR005" in done.err


def test_a_run_that_goes_on_longer_or_ends_sooner(studio: Any, trace: Path) -> None:
    whole = trace.read_text(encoding="utf-8").splitlines(keepends=True)
    trace.write_text("".join(whole[:3]), encoding="utf-8")
    done = studio("replay", trace)
    assert (done.code, "recorded: the run is over" in done.out) == (1, True)
    trace.write_text("".join([*whole, whole[-1]]), encoding="utf-8")
    done = studio("replay", trace)
    assert (done.code, "now:      the run is over" in done.out) == (1, True)
    assert f"line {len(whole) + 1}," in done.out


def test_lines_that_say_the_same_otherwise_are_the_same(studio: Any, trace: Path) -> None:
    lines = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    text = "\n\n".join(
        json.dumps(dict(reversed(each.items())), indent=None, separators=(" , ", ": ")) for each in lines
    )
    trace.write_text("\ufeff" + text.replace("\n", "\r\n"), encoding="utf-8")
    assert studio("replay", trace).out == f"the same: {len(lines) - 1} events\n"


@pytest.mark.parametrize(
    "options", [("--watch", "hello"), ("--no-variables",), ("--show-redacted",), ("--until", "2s")]
)
def test_options_of_the_trace_are_those_of_the_replay(
    studio: Any, main: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert studio("run", main, "--trace", "t.jsonl", "--param", "who=Ann", *options).code == 0
    assert studio("replay", "t.jsonl").code == 0


def test_scripts_that_have_moved(studio: Any, main: Path, trace: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved.studio"
    main.rename(moved)
    gone = studio("replay", trace)
    assert gone.code == 2
    assert "is no longer there" in gone.err
    assert studio("replay", trace, "--script", moved).code == 0
    (tmp_path / "w.yaml").write_text("step_limit: 1\n", encoding="utf-8")
    assert studio("replay", trace, "--script", moved, "--world", "w.yaml").code == 1


@pytest.mark.slow
def test_a_world_with_everything_in_it(studio: Any, tmp_path: Path) -> None:
    from studio.cli.examples import examples

    example = examples() / "create_prospects"
    options = ("--world", example / "world.yaml", "--until", "40m", "--trace", "t.jsonl")
    assert studio("run", example / "brain.studio", *options).code == 0
    done = studio("replay", "t.jsonl")
    assert done.code == 0, done.out
    assert int(done.out.split()[2]) > 50


# ---------------------------------------------------------------------------------------------------- hidden, trusted
def test_what_the_trace_hides_has_to_be_said(studio: Any, main: Path) -> None:
    change(main, "    media = Generic\n", "    media = Generic\n    redact: who, x\n")
    assert studio("run", main, "--trace", "t.jsonl", "--param", "who=Anna", "--set", "x=1").code == 0
    assert "Anna" not in Path("t.jsonl").read_text(encoding="utf-8")
    done = studio("replay", "t.jsonl")
    assert done.code == 2
    assert "--param p1=VALUE --set x=VALUE" in done.err
    assert studio("replay", "t.jsonl", "--param", "who=Anna", "--set", "x=1").code == 0
    assert studio("replay", "t.jsonl", "--param", "who=Ann", "--set", "x=1").code == 1
    assert studio("replay", "t.jsonl", "--param", "what=Ann").code == 2


ACTION = """from pathlib import Path

from studio.sdk import Action

Path("was_run").touch()


class Mine(Action):
    kind = "ANNOTATION"

    def run(self, context):
        context.set("mine", "yes")
        return "Default"
"""
PLUGIN = """from studio.sdk import Action


class Mine(Action):
    kind = "ANNOTATION"

    def run(self, context):
        return "Default"


def studio_actions(registry):
    registry.add(Mine)
"""


@pytest.mark.parametrize(("option", "name"), [("--actions", "mine"), ("--plugin", "mine.py")])
def test_a_trace_runs_no_python_by_itself(studio: Any, main: Path, tmp_path: Path, option: str, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.py").write_text(ACTION, encoding="utf-8")
    (tmp_path / "mine.py").write_text(PLUGIN, encoding="utf-8")
    assert studio("run", main, "--trace", "t.jsonl", option, name).code == 0
    Path("was_run").unlink(missing_ok=True)
    done = studio("replay", "t.jsonl")
    assert done.code == 2
    assert "TR006" in done.err
    assert option in done.err
    assert not Path("was_run").exists()
    assert studio("replay", "t.jsonl", option, name).code == 0


# -------------------------------------------------------------------------------------------------- unreadable input
FIRST = '{"event": "run", "studio": "0", "trace": 1, "script": "scripts/main.studio", "seed": 1}\n'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "TR002"),
        (b"\n\n", "TR002"),
        (b"\xff\xfe\x00", "TR001"),
        (b"{}", "TR002"),
        (b"[1]\n", "TR002"),
        (b"null", "TR002"),
        (b'{"event": "action", "time": "2026-03-02T13:00:00.000Z"}\n', "TR002"),
        (b'{"event": "run", "studio": "9", "trace": 2, "script": "x", "seed": 1}\n', "TR003"),
        (b'{"event": "run", "studio": "9", "trace": 1, "script": 5, "seed": "x"}\n', "TR002"),
        (b'{"event": "run", "studio": "9", "trace": 1, "script": "nosuch.studio", "seed": 1}\n', "FI001"),
        (FIRST.encode() + b"{", "TR004"),
        (FIRST.encode() + b"[" * 100_000, "TR004"),
        (FIRST.encode() + b'{"event": "action"}', "TR004"),
        (FIRST.encode() + b'{"event": 5, "time": "soon"}', "TR004"),
        (FIRST.encode() + b"7", "TR004"),
        (FIRST.encode() + b'{"time": ' + b"9" * 5000 + b"}", "TR004"),
        (FIRST.encode() + b"\xff\n", "TR001"),
    ],
)
def test_unreadable_input(studio: Any, main: Path, tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "t.jsonl").write_bytes(content)
    done = studio("replay", "t.jsonl")
    assert done.code == 2
    assert code in done.err
    document = studio("replay", "t.jsonl", "--json")
    assert document.code == 2
    assert code in [each["code"] for each in document.document["diagnostics"]]


@pytest.mark.parametrize("name", ["/dev/zero", "scripts", "a\\u0000b", "x" * 5000])
@pytest.mark.parametrize("member", ["script", "world"])
def test_a_trace_that_names_strange_files(studio: Any, main: Path, tmp_path: Path, member: str, name: str) -> None:
    line = f'{{"event": "run", "studio": "0", "trace": 1, "script": "scripts/main.studio", "{member}": "{name}", "seed": 1,'
    (tmp_path / "t.jsonl").write_text(f'{line} "digests": {{"{name}": "0"}}}}\n', encoding="utf-8")
    done = studio("replay", "t.jsonl")
    assert done.code == 2
    assert done.err


@pytest.mark.parametrize("path", ["nosuch.jsonl", ".", "a\0b", "x" * 5000])
def test_no_such_trace(studio: Any, path: str) -> None:
    done = studio("replay", path)
    assert done.code == 2
    # Of the third Python itself says what is wrong: "null byte", since 3.13 "null character".
    assert "1 error" in done.err or " null " in done.err


def test_wrong_use(studio: Any, trace: Path) -> None:
    assert studio("replay", trace, "--param", "x").code == 2
    assert studio("replay", trace, "--actions", "nosuch").code == 2
    assert studio("replay", trace, "--plugin", "nosuch.py").code == 2


@pytest.mark.slow
def test_long_traces_take_no_memory(studio: Any, tmp_path: Path) -> None:
    """A trace of several megabytes is compared with no more than one of them in memory."""
    script = tmp_path / "long.studio"
    script.write_text(
        'script "long"\n\nBegin "Begin"\n    -> "L"\n\nLoop "L"\n    Repeat = 10000\n    Repeat -> "A"\n    Finished -> "E"\n\n'
        'Annotation "A"\n    -> "L"\n\nEnd "E"\n',
        encoding="utf-8",
    )
    (tmp_path / "w.yaml").write_text("step_limit: 1000000\n", encoding="utf-8")
    assert studio("run", script, "--world", "w.yaml", "--trace", "t.jsonl").code == 0
    size = (tmp_path / "t.jsonl").stat().st_size
    assert size > 4_000_000
    tracemalloc.start()
    try:
        assert studio("replay", "t.jsonl").code == 0
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
