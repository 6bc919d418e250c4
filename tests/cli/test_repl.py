"""``studio repl``: what is said to which lines; then the same in a terminal that is none."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from studio.cli.bare import moment_of
from studio.cli.repl import history
from studio.cli.repl.completing import candidates
from studio.cli.repl.dialogue import Dialogue
from studio.cli.repl.history import SafeHistory, history_file
from studio.cli.repl.pending import is_whole
from studio.cli.repl.session import Session
from studio.cli.repl.terminal import converse, prompt_session
from studio.cli.repl.texts import functions_in
from studio.script.files import find_scripts, read_script
from studio.snippet.parser import parse_snippet

Say = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def session() -> Session:
    return Session(2048, moment_of(None))


@pytest.fixture
def say(session: Session) -> Say:
    """Says lines to one session; the answers that are not empty."""
    dialogue = Dialogue(session)

    def call(*lines: str) -> list[str]:
        return [text for line in lines if (text := dialogue.feed(line))]

    return call


# ------------------------------------------------------------------------------------------------ conversing
ANSWERS: dict[str, tuple[list[str], list[str]]] = {
    "statement and expression": (["x = 1", "x + 1"], ["x = 1", "2"]),
    "a name": (["x = 'a'", "X"], ["x = a", "a"]),
    "a text": (['"{2 * 3}!"'], ["6!"]),
    "null and empty": (["nothing", '""', "x = ''"], ["null", '""', 'x = ""']),
    "signs first": (["-2 ^ 2", "!0", "(3)"], ["4", "1", "3"]),
    "a comment": (["// nothing"], []),
    "a value with a comment": (["7 // seven"], ["7"]),
    "a call has a value": (["abs(-3)", "x = 'ab'", "x.upper()"], ["3", "x = ab", "AB"]),
    "append changes": (["x = 'a'", "x.append('b')"], ["x = a", "x = ab"]),
    "only changes are shown": (["x = 1", "y = 2", "x = 1"], ["x = 1", "y = 2"]),
    "objects are seen to change": (["DYNAMIC o", "o.a = 1", "o.a = 1"], ["o = {}", 'o = {"a":"1"}']),
    "several at once": (["IF 1 { a = 1 } b = 2"], ["a = 1\nb = 2"]),
    "trace": (['TRACE "a{char(10)}b"'], ["TRACE a\\nb"]),
    "system values": (["now", "ContactID"], ["3/2/2026 1:00:00 PM", "1001"]),
    "a block": (["REPEAT 2 {", "x = x + 1", "}"], ["x = 2"]),
    "a block below its header": (["REPEAT 2", "", "{", "x = x + 1", "}"], ["x = 2"]),
    "else on the same line": (["IF 0 {", "x = 1", "} ELSE {", "x = 2", "}"], ["x = 2"]),
    "else on the next line": (["IF 0 {", "x = 1", "} ELSE", "{", "x = 2", "}"], ["x = 2"]),
    "cases": (["SWITCH 2", "{", "CASE 1", "CASE 2 // two", "{ x = 1 }", "}"], ["x = 1"]),
    "braces in strings open nothing": (["x = $'\\{'", "y = 1"], ["x = {", "y = 1"]),
    "functions live on": (["FUNCTION F(a)", "{", "RETURN a * 2", "}", "F(2)", "1 + F(F(1))"], ["4", "5"]),
    "the last function wins": (["FUNCTION F() { RETURN 1 }", "FUNCTION G() { RETURN f() }", "FUNCTION f() { RETURN 2 }", "g()"], ["2"]),
    "functions see variables": (["FUNCTION F() { x = x + 1 }", "F()", "f()"], ["x = 1\nnull", "x = 2\nnull"]),
    "functions within an input": (["IF 1 { FUNCTION F() { RETURN 'in' } }", "F()"], ["in"]),
    "a header takes no body's place": (["FUNCTION F() { RETURN 1 }", "FUNCTION F() { }", "F()"], ["1"]),
    "a session that is empty": (["", "  ", ":vars", ":functions"], ["no variables yet", "no functions yet"]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "answers"), ANSWERS.values(), ids=ANSWERS)
def test_conversations(say: Say, lines: list[str], answers: list[str]) -> None:
    assert say(*lines) == answers


FAULTS = {
    "x = (": "1:5: error SN105: this ( is not closed (a ) is missing in its line)\n    x = (\n        ^",
    "total *": "1:8: error SN125: a value is missing after *\n    total *\n           ^",
    "f(1)": "1:1: error SN301: function f is not known\n    f(1)\n    ^",
    "throw('no')": "error SN530: no\n    throw('no')\n    ^",
    "1 / 0": "division of 1 by zero\n    1 / 0\n",
    "REPEAT 2000000 { }": "more than 1,000,000 loop passes",
    "v = 1\r\ny = v[0]": "warning SN505",
}


@pytest.mark.parametrize(("line", "told"), FAULTS.items())
def test_faults_are_told_and_the_session_goes_on(say: Say, line: str, told: str) -> None:
    answer = say(line)[0]
    assert told in answer
    assert say("x = 1") == ["x = 1"]


def test_a_fault_in_a_function_is_told_at_the_call(say: Say) -> None:
    say("FUNCTION F(a) {", "b = 1", "RETURN a / 0", "}")
    [answer] = say("  1 + F(1)")
    changed, fault, line, caret = answer.splitlines()
    assert changed == "b = 1"
    assert fault.startswith("1:")
    assert "function F of snippet F, line 3" in fault
    assert line == "      1 + F(1)"
    assert caret.strip() == "^"


def test_a_function_that_another_one_broke_is_told(say: Say) -> None:
    say("FUNCTION F(a) { RETURN a }", "FUNCTION G() { RETURN F(1) }")
    [answer] = say("FUNCTION F(a, b) { RETURN a }")
    assert answer.startswith("function G does not run any more: 1:23: error SN302")
    assert "does not run any more" in say("G()")[0]
    say("FUNCTION F(a) { RETURN 2 }")
    assert say("G()") == ["2"]


def test_a_warning_has_its_place_only_in_its_own_input(say: Say) -> None:
    say("FUNCTION F(v) {", "RETURN v[0]", "}")
    assert say("F(1)")[0].splitlines()[1:] == [
        "warning SN505: " + say("v = 1[0]")[0].partition("SN505: ")[2].splitlines()[0]
    ]
    assert say("w = v[0]")[0].splitlines()[-1].strip() == "^"


def test_deep_recursion_ends_no_session(say: Say) -> None:
    say("FUNCTION F(a) { RETURN F(a) }")
    assert "more than 100 deep" in say("F(1)")[0]
    assert "SN11" in say("(" * 5000)[0]
    assert "SN11" in say("x = " + "-" * 50_000 + "1")[0]
    assert say("1") == ["1"]


def test_ctrl_c_stops_what_runs(session: Session, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(session.host, "trace", stop)
        assert say('x = 1 // and\r\nTRACE "x"\r\ny = 2') == ["x = 1\nstopped"]
    assert say("y") == ["null"]


def test_an_empty_line_twice_gives_up_on_a_block(say: Say) -> None:
    assert say("IF 1 {", "x = 1", "", "") == [
        "1:6: error SN103: this block is not closed (a } is missing)\n    IF 1 {\n         ^"
    ]
    assert say("x") == ["null"]
    assert "SN201" in say("IF 1", "", "")[0]


def test_a_line_awaits_else_only_where_nobody_types(session: Session) -> None:
    dialogue = Dialogue(session, patient=True)
    lines = ["IF 0", "{", "x = 1", "}", "ELSE", "{", "x = 2", "}", "IF 1 { y = 1 }", "y + 1", "IF 1 { z = 1 }", ":vars"]
    assert [dialogue.feed(line) for line in lines][7:] == ["x = 2", "", "y = 1\n2", "", "z = 1\nx = 2\ny = 1\nz = 1"]


def test_empty_lines_give_up_on_nothing_where_nobody_types(session: Session) -> None:
    dialogue = Dialogue(session, patient=True)
    assert [dialogue.feed(line) for line in ("REPEAT 1 {", "", "", "", "x = 1", "}")][-1] == "x = 1"


PIECES = [
    "{",
    "}",
    "(",
    ")",
    '"',
    "'",
    '"{',
    "$'",
    "IF ",
    "ELSE",
    "FUNCTION f(",
    "x",
    " = ",
    ".",
    "o.",
    "//",
    "\n",
    "\r",
    "\t",
]
PIECES += [
    "1",
    "[",
    "]",
    ":",
    ":help ",
    "\u2028",
    "\ud800",
    "\0",
    "BREAK",
    "RETURN ",
    "f(",
    "DYNAMIC o",
    "#'",
    "\ufeff",
]


@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=6))
@pytest.mark.slow
def test_anything_may_be_typed(lines: list[str]) -> None:
    session = Session(2048, moment_of(None))
    dialogue = Dialogue(session)
    for line in lines:
        assert isinstance(dialogue.feed(line), str)
        assert isinstance(candidates(session, line), list)
        is_whole(line)
    dialogue.end()


def test_production_functions_are_taken_out_whole(shared: Path) -> None:
    for file in find_scripts(shared / "corpus"):
        script, _ = read_script(file)
        for action in script.actions if script is not None else []:
            if action.kind.upper() != "SNIPPET":
                continue
            texts = functions_in(action.text("Data"))
            program = parse_snippet(action.text("Data")).program
            for function in program.functions if program is not None else []:
                again = parse_snippet(texts[function.line, function.column]).program
                assert again is not None
                assert (again.functions[0].name, again.body) == (function.name, [])


@pytest.mark.parametrize(
    "text", ["IF x", "IF x {", "FUNCTION f(a)", "IF x { } ELSE", "SELECT {\nCASE 1 { }", "FOR i = 1 TO 2\n"]
)
def test_inputs_that_are_not_whole(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize("text", ["", "x", "}", "IF x { }", "IF x\ny = 1", "x = (", 'x = "{', "IF x {\n\n", "x = o.if"])
def test_inputs_that_are_whole(text: str) -> None:
    assert is_whole(text)


# -------------------------------------------------------------------------------------------------- commands
def test_help(say: Say) -> None:
    [text] = say(":help")
    assert all(name in text for name in (":vars", ":load FILE", "upper", "datediff"))
    assert "upper(text)" in say(":help UPPER")[0]
    say("FUNCTION Twice(t) { RETURN t * 2 } // doubles")
    assert say(":help twice()") == ["FUNCTION Twice(t) { RETURN t * 2 }"]
    assert "near to it: upper" in say(":help uper")[0]
    assert "there is no command :nosuch" in say(":nosuch")[0]


def test_variables_and_functions_are_listed_as_written(say: Say) -> None:
    say("Total = 1", "TOTAL = 2", "FUNCTION Add(a, b) // adds", "{ RETURN a + b }")
    assert say(":vars", ":functions") == ["Total = 2", "Add(a, b)  // adds"]


def test_reset_brings_back_what_was_given() -> None:
    Path("vars.json").write_text('{"Price": 2, "o": {"a": 1}}', encoding="utf-8")
    session = Session(2048, moment_of(None), given=Path("vars.json"))
    dialogue = Dialogue(session)
    first = dialogue.feed("random(1000000)")
    for line in ("price = 3", "o.a = 2", "FUNCTION F() { }", ":reset"):
        dialogue.feed(line)
    assert dialogue.feed(":vars") == 'Price = 2\no = {"a":"1"}'
    assert dialogue.feed(":functions") == "no functions yet"
    assert dialogue.feed("random(1000000)") == first


def test_save_and_load(say: Say, session: Session) -> None:
    say("x = 2", "x * 2", "y = (", "FUNCTION F(a) {", "RETURN a + x", "}", "z = F(1)", "w = 1 / 0")
    say("F(1)")
    assert say(":save a.snippet") == ["4 inputs saved"]
    assert "already" in say(":save a.snippet")[0]
    say(":reset")
    assert say(":load a.snippet", "F(2)") == ["x = 2\nz = 3", "4"]
    assert "FI001" in say(":load nosuch")[0]
    assert "can't be written" in say(":save no/such")[0]
    assert say(":load", ":save") == [":load takes a file's name", ":save takes a file's name"]


def test_limit(say: Say) -> None:
    say(":limit 64")
    say('REPEAT 100 { x.append("a") }')
    assert say("x.length()", ":limit") == ["64", "Max String Size is 64 characters"]
    assert "not '3K'" in say(":limit 3K")[0]


def test_a_function_works_under_the_limit_of_the_session(say: Say) -> None:
    say(":limit 64", "FUNCTION F(a) { RETURN a.length() }", "x = '" + "a" * 64 + "'")
    assert say('F("{x}{x}")')[0].startswith("64\n")


def test_long_values_are_shown_in_part(say: Say) -> None:
    say(":limit 32K")
    [text] = say('REPEAT 3000 { x.append("a") }')
    assert text.endswith("a… (3,000 characters)")


# ------------------------------------------------------------------------------------------------ completion
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("tot", ["Total"]),
        ("x = tot", ["Total"]),
        ("Tw", ["Twice("]),
        ("x = Tw", ["Twice("]),
        ("FORE", ["FOREACH"]),
        ("IF 1 { ret", ["RETURN"]),
        ("x = ret", []),
        ("x = datef", ["datefmt("]),
        ("x = total.upp", ["upper("]),
        ("o.", ["Name", "list"]),
        ("o.N", ["Name"]),
        ("o.list[1].n", ["number"]),
        ("o.list[2].zz", []),
        ("p.Status", ["StatusCode", "StatusDescription"]),
        ('x = "tot', []),
        ('x = "{tot', ["Total"]),
        ('x = "{tot}', []),
        ('x = "{o.N', ["Name"]),
        ("// tot", []),
        (":lo", ["load"]),
        (":help datef", ["datefmt"]),
        ("x = Contacti", ["contactid"]),
        ("x = 1\ntot", ["Total"]),
        ("x.o.Nam", []),
    ],
)
def test_completion(say: Say, session: Session, before: str, expected: list[str]) -> None:
    say("Total = 1", "FUNCTION Twice(t) { RETURN t * 2 }", "DYNAMIC o", "o.Name = 'Ann'", "o.list[1].number = 7")
    say("p = GetRESTProxy()")
    found = [each.text for each in candidates(session, before)]
    assert found[: len(expected) or None] == expected


def test_completion_hints_at_what_functions_take(session: Session) -> None:
    [found] = candidates(session, "x = datediff")
    assert "datediff(unit, date1, date2)" in found.hint


# ---------------------------------------------------------------------------------------------------- piped
@pytest.fixture
def piped(studio: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def call(content: bytes, *arguments: object) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        return studio("repl", *arguments)

    return call


def test_lines_from_a_pipe(piped: Any) -> None:
    done = piped(b"x = 1\nx + 1\n")
    assert (done.code, done.out, done.err) == (0, "x = 1\n2\n", "")


def test_a_pipe_with_faults_exits_with_1(piped: Any) -> None:
    done = piped(b"x = 1 / 0\n\xff\n\ny = 2\r\n:quit\ny = 3\n")
    assert done.code == 1
    assert done.out.splitlines()[-2:] == ["error FI003: a line is no UTF-8 text; it is left out", "y = 2"]


def test_what_is_not_whole_at_the_end_is_told(piped: Any) -> None:
    assert "SN103" in piped(b"IF 1 {\nx = 1").out


def test_given_variables_and_wrong_use(piped: Any) -> None:
    Path("vars.json").write_text('{"Price": 2}', encoding="utf-8")
    assert piped(b"price * 2\nnow\n", "--given", "vars.json", "--now", "2027-01-01").out == "4\n1/1/2027 12:00:00 AM\n"
    assert piped(b"", "--given", "nosuch.json").code == 2
    assert piped(b"", "--limit", "3K").code == 2


# ------------------------------------------------------------------------------------------------- terminal
@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as made:
        yield made


def typed(session: Session, keys: PipeInput, text: str, file: Path | None = None) -> list[str]:
    """What a terminal shows when these keys are pressed."""
    shown: list[str] = []
    keys.send_text(text)
    converse(Dialogue(session), prompt_session(session, file, keys, DummyOutput()), shown.append)
    return shown


def test_typing_and_leaving(session: Session, keys: PipeInput) -> None:
    assert typed(session, keys, "x = 1\rx + 1\r\x04") == ["x = 1", "2"]


def test_a_block_goes_on_until_it_is_closed(session: Session, keys: PipeInput) -> None:
    assert typed(session, keys, "IF 1\r{\rx = 1\r}\r:quit\r") == ["x = 1"]


def test_two_empty_lines_give_up(session: Session, keys: PipeInput) -> None:
    [shown] = typed(session, keys, "IF 1 {\r\r\r\x04")
    assert "SN103" in shown


def test_ctrl_c_drops_the_input(session: Session, keys: PipeInput) -> None:
    assert typed(session, keys, "x = 5\x03y = 6\r\x04") == ["y = 6"]


def test_history_lives_in_a_file(session: Session, keys: PipeInput, tmp_path: Path) -> None:
    file = tmp_path / "new" / "history"
    typed(session, keys, "x = 1\rIF 1 {\rx = 2 }\r\x04", file)
    assert list(SafeHistory(file).load_history_strings()) == ["IF 1 {\nx = 2 }", "x = 1"]


def test_a_history_that_can_not_be_written_does_no_harm(session: Session, keys: PipeInput, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert typed(session, keys, "x = 1\r\x04", tmp_path / "file" / "history") == ["x = 1"]
    folder = SafeHistory(tmp_path)
    folder.store_string("x")
    assert list(folder.load_history_strings()) == []


def test_where_the_history_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(history.sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file() == tmp_path / "studio" / "history"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert history_file() == tmp_path / ".local" / "state" / "studio" / "history"


def test_tab_completes(session: Session, keys: PipeInput) -> None:
    session.run("Total = 4")
    shown: list[str] = []
    prompts = prompt_session(session, None, keys, DummyOutput())
    # Completions come by themselves: the other keys are pressed when the text is there.
    prompts.default_buffer.on_text_changed += lambda buffer: (
        keys.send_text("* 2\r\x04") if buffer.text == "Total" else None
    )
    keys.send_text("tot\t")
    converse(Dialogue(session), prompts, shown.append)
    assert shown == ["8"]
