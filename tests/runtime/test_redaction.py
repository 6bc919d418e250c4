"""Values of redacted variables are seen by nobody who watches, and by nobody who reads what a run prints."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from studio.runtime.hidden_values import MOST, HiddenValues
from studio.runtime.redaction import MARK, Redaction, redacted_names
from studio.runtime.tracing import JsonTrace, Shown, TableTrace, TextTrace, TreeTrace
from studio.script.text import read_text

SECRET = "4111 22/33"
#: The other one, pin = 93, is short: such values are hidden by their variable's name alone.

MAIN = """
script "main"
    redact: card, global:PIN, o

Begin "Begin"
    Parameters: name, card
    -> "Spread"

Snippet "Spread"
    Data:
        | pin = 93
        | DYNAMIC o
        | o.number = card
        | TRACE "the card is {card}"
        | told = "card {card}"
        | list = "a|{card}|b"
        | DYNAMIC other
        | other.nested = card
    -> "Keep"

Assign "Keep"
    Variable = card
    Value = {card}
    SaveToDB = True
    ScreenPop = True
    -> "Ask"

REST_API "Ask"
    ServiceAddress = https://card.example/?card={card.urlencode()}
    Parameters = {"card": "{card}"}
    -> "Call"

Runsub "Call"
    ScriptName = sub
    Parameters: {card}, {pin}
    ReturnVariable = pin
    -> "Miss"

Runsub "Miss"
    ScriptName = no {card}
    -> "Fail"
    OnError -> "Fail"

Snippet "Fail"
    Data:
        | x = card / 0
    -> "Other"
    OnError -> "Other"

Signal "Other"
    ContactID = {card}
    Parameters: {card}
    -> "Stop"
    OnError -> "Stop"

Stop "Stop"

Onsignal "Told"
    Parameters: what, card
    -> "Stop"
"""

SUB = """
script "sub"
    redact: code

Begin "Begin"
    Parameters: number, code
    -> "Copy"

Snippet "Copy"
    Data:
        | copy = number
        | global:copied = "{number}!"
        | other.value = number
    -> "Back"
    OnError -> "Back"

Return "Back"
    ReturnValue = {global:pin}
"""


class Raw:
    """Keeps everything that an observer is told."""

    wants_changes = True

    def __init__(self) -> None:
        self.text = ""

    def __call__(self, event: Any) -> None:
        self.text += repr(event) + "\n"


FORMS: dict[str, Callable[[list[str]], Any]] = {
    "raw": lambda lines: Raw(),
    "lines": lambda lines: JsonTrace(lines.append),
    "watched": lambda lines: JsonTrace(lines.append, Shown(["card", "pin", "told"])),
    "text": lambda lines: TextTrace(lines.append),
    "table": lambda lines: TableTrace(lambda line, what: lines.append(line), width=400),
    "tree": lambda lines: TreeTrace(lines.append),
}


def played(bench: Callable[..., Any], form: str, *, show: bool = False) -> tuple[Any, str]:
    run = bench(MAIN, SUB)
    if show:
        run.engine.redaction.show_all()
    lines: list[str] = []
    observer = FORMS[form](lines)
    run.engine.observe(observer)
    contact = run.run("Ann", SECRET)
    run.engine.signal(contact.id, ["stop", SECRET, "x"])
    run.go_on()
    if hasattr(observer, "close"):
        observer.close()
    return run, observer.text if form == "raw" else "\n".join(lines)


@pytest.mark.parametrize("form", FORMS)
def test_no_observer_sees_the_value(bench: Callable[..., Any], form: str) -> None:
    _, told = played(bench, form)
    assert MARK in told
    for each in (SECRET, "4111", "4111%2022", "4111+22"):
        assert each not in told
    assert "'93'" not in told
    assert "= 93" not in told
    assert "name" in told
    assert "Ann" in told


@pytest.mark.parametrize("form", FORMS)
def test_it_is_shown_to_whoever_asks(bench: Callable[..., Any], form: str) -> None:
    _, told = played(bench, form, show=True)
    assert SECRET in told
    assert MARK not in told


def test_results_hide_it_and_keep_it(bench: Callable[..., Any]) -> None:
    run, _ = played(bench, "lines")
    result = run.world.result()
    assert result.contacts[0].variables["card"] == SECRET
    printed = json.dumps(result.as_json(), ensure_ascii=False)
    assert "4111" not in printed
    shown = result.shown[0].variables
    assert (shown["card"], shown["pin"], shown["told"], shown["list"]) == (MARK, MARK, f"card {MARK}", f"a|{MARK}|b")
    assert shown["o"] == MARK
    assert shown["other"] == {"nested": MARK}
    assert shown["copied"] == f"{MARK}!"


def test_nobody_watching_the_results_hide_it_all_the_same(bench: Callable[..., Any]) -> None:
    run = bench(MAIN, SUB)
    run.engine.observers.remove(run)
    run.engine.wants_actions = False
    run.run("Ann", SECRET)
    assert "4111" not in json.dumps(run.world.result().as_json())


def test_the_run_itself_is_the_same(bench: Callable[..., Any]) -> None:
    hidden, _ = played(bench, "lines")
    shown, _ = played(bench, "lines", show=True)
    first, second = (each.world.result().contacts[0] for each in (hidden, shown))
    assert first.path == second.path
    assert {**first.variables, "resultset": 0} == {**second.variables, "resultset": 0}


def test_events_keep_what_tells_of_the_script(bench: Callable[..., Any]) -> None:
    run = bench('script "main"\n    redact: x\n\nBegin "Begin"\n    -> "S"\n\nSnippet "S"\n    Data:\n        | x = "Default"\n'
                '    -> "Stop"\n\nStop "Stop"\n')  # fmt: skip
    run.run()
    assert [each["branch"] for each in run.of("action")] == ["Default", "Default", ""]


def test_scripts_without_redaction_cost_nothing(bench: Callable[..., Any]) -> None:
    run = bench(SUB.replace("    redact: code\n", ""))
    run.run()
    assert not run.engine.redaction.active


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("redact: Card , GLOBAL:Pin, v[1], o.m", {"card", "pin", "v", "o", "p2"}),
        ("redact: a", {"a", "p1"}),
        ("status = Active", set()),
    ],
)
def test_names_of_the_head(head: str, names: set[str]) -> None:
    script, _ = read_text(f'script "s"\n    {head}\n\nBegin "B"\n    Parameters: a, CARD\n', None)
    assert script is not None
    assert redacted_names(script) == names


# -------------------------------------------------------------------------------------------------- within texts
@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        ("4111", "a4111b 4111", f"a{MARK}b {MARK}"),
        ("411", "411", "411"),
        (41112222, "no 41112222.", f"no {MARK}."),
        ("abcd|efgh", "efgh abcd|efgh", f"{MARK} {MARK}"),
        (" padded ", "x padded y", f"x {MARK} y"),
        ('say "hi"', '{"a": "say \\"hi\\""}', f'{{"a": "{MARK}"}}'),
        ("a b/ü", "https://x/?q=a%20b%2F%C3%BC", f"https://x/?q={MARK}"),
        ("abcdef", "abcde abcdef", f"abcde {MARK}"),
        ("0123456789abcdefXYZ", "cut: 0123456789abcdefX… 0123456789abcde", f"cut: {MARK}… 0123456789abcde"),
        ("0123456789abcdefXYZ", "0123456789abcdef", MARK),
        (None, "None", "None"),
        ("", "", ""),
        ("    ", "    ", "    "),
    ],
)
def test_a_value_within_a_text(value: Any, text: str, shown: str) -> None:
    values = HiddenValues(MARK)
    values.add(value)
    assert values.hide(text) == shown


def test_the_longer_of_two_values_counts() -> None:
    values = HiddenValues(MARK)
    for each in ("abcd", "abcdef"):
        values.add(each)
    assert values.hide("abcdefg") == f"{MARK}g"


@pytest.mark.slow
def test_many_values_are_found_quickly() -> None:
    values = HiddenValues(MARK)
    for number in range(MOST + 10):
        values.add(f"{number:06d}")
    began = time.process_time()
    assert values.hide("x" * 20_000 + f"{MOST:06d}").endswith("x" + MARK)
    assert time.process_time() - began < 1


def test_nothing_is_hidden_where_it_is_shown() -> None:
    redaction = Redaction()
    redaction.show_all()
    script, _ = read_text('script "s"\n    redact: a\n\nBegin "B"\n', None)
    assert script is not None
    redaction.know(script)
    assert redaction.given(script, {"a": "12345"}) == {"a": "12345"}


LATER = """
script "main"
    redact: pin

Begin "Begin"
    -> "Take"

Snippet "Take"
    Data:
        | pin = "secret-pin"
    -> "Copy"

Snippet "Copy"
    Data:
        | copy = pin
        | pin = ""
    -> "Wait"

Wait "Wait"
    Seconds = 5
    -> "Show"

Snippet "Show"
    Data:
        | seen = "<{copy}>"
    -> "Stop"

Stop "Stop"
"""


@pytest.mark.parametrize("how", ["fork", "restore"])
def test_what_was_hidden_stays_hidden_in_a_fork_and_after_a_restore(bench: Callable[..., Any], how: str) -> None:
    first = bench(LATER)
    first.start()
    raw = Raw()
    first.engine.observe(raw)
    first.go_on(1)
    if how == "fork":
        second = first.world.fork()
    else:
        second = bench(LATER).world
        second.restore(json.loads(json.dumps(first.world.save())))
    second.engine.observe(raw)
    second.engine.run()
    assert "seen" in raw.text
    assert "secret-pin" not in raw.text
    assert "secret-pin" not in str(second.result().as_json())
