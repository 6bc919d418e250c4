"""The language as the vendor's pages show it: every written case of the shared file, run.

A case has an id, code, what it is given and what comes out; the file's head says how it is read. Those that nothing here
can run yet are listed, and the list fails as soon as one of them could.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.runtime.registry import library
from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import from_plain, is_numeric, number_of_text, to_text
from studio.snippet.variables import Variables

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "snippet.yaml"
if not FILE.is_file():
    pytest.skip("the folder shared/ is not here", allow_module_level=True)

CASES: dict[str, dict[str, Any]] = {each["id"]: each for each in read_cases(FILE)}
#: Cases of actions that the library lacks: the kind that has to be there.
LACKING: dict[str, str] = {}
RUN = [id for id in CASES if id not in LACKING]
#: Outcomes that tell of the action around a snippet, not of its variables.
AROUND = ("$branch", "$error_variable", "$trace")


def of_kind(*kinds: str) -> list[str]:
    return [id for id in RUN if CASES[id]["kind"] in kinds]


class Finished:
    """What is left after a snippet, and how an expression reads then."""

    def __init__(self, code: str, given: dict[str, Any]) -> None:
        self.unit = SnippetUnit({"it": (code, 2048)})
        assert not self.unit.problems["it"]
        self.host = PlainHost()
        self.variables = Variables()
        for name, value in given.items():
            self.variables[name.lower()] = from_plain(value)
        self.error: SnippetError | None = None
        try:
            self.unit.snippet("it")(self.variables, self.host)
        except SnippetError as fault:
            self.error = fault

    def value(self, path: str) -> Any:
        """A variable, a member or an element, read as an author would read it."""
        read, problems = self.unit.expression(path)
        assert read is not None, problems
        return read(self.variables, self.host)


def check(found: Any, wanted: Any, name: str) -> None:
    """A value against what the file says of it."""
    if not isinstance(wanted, dict):
        assert (found if found is None or wanted is None else to_text(found)) == wanted, name
        return
    for word, what in wanted.items():
        match word:
            case "unknown" | "nondeterministic":
                pass  # nothing is promised
            case "sample":
                assert is_numeric(to_text(found)) == is_numeric(what), name
            case "type":
                assert what == "datetime", f"{name}: a type that this test does not know"
                assert isinstance(found, DateTime), name
            case "greater_than":
                assert number_of_text(to_text(found)) > what, name
            case "json":
                check_json(json.loads(found), what)
            case _:
                pytest.fail(f"{name}: {word!r} describes a result in a way that this test does not know")


def check_json(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert list(found) == list(wanted)
    for name, value in wanted.items():
        if isinstance(value, dict):
            assert isinstance(found[name], str), name
        else:
            assert found[name] == value, name


@pytest.mark.parametrize("id", of_kind("snippet", "date-value"))
def test_snippet(id: str) -> None:
    case = CASES[id]
    after = Finished(case["code"], case["given"])
    wanted = case["expect"]
    assert (after.error is not None) == ("$branch" in wanted or "$error" in wanted), after.error
    assert after.host.traced == wanted.get("$trace", [])
    for name, value in wanted.items():
        if name not in AROUND:
            assert not name.startswith("$"), f"{name} is not known to this test"
            check(after.value(name), value, name)


@pytest.mark.parametrize("id", [id for id in of_kind("snippet") if "$branch" in CASES[id]["expect"]])
def test_snippet_that_fails_in_its_action(id: str, bench: Callable[..., Any]) -> None:
    case, wanted = CASES[id], CASES[id]["expect"]
    run = bench(
        script(f'Snippet "It"\n    Data:\n{margin(case["code"])}\n    -> "Rest"\n    OnError -> "Told"\n\nStop "Told"')
    )
    contact = run.run()
    assert run.captions() == ["Begin", "It", "Told"]
    assert wanted["$branch"] == "Error"
    found = contact.frames[0].variables
    assert str(found[wanted["$error_variable"].lower()]).splitlines()[-2:] == [
        '  big[63000001] = "x"',
        "  ^",
    ]
    for name, value in wanted.items():
        if not name.startswith("$"):
            check(found[name.lower()], value, name)


@pytest.mark.parametrize("id", of_kind("date-format"))
def test_date_format(id: str) -> None:
    case = CASES[id]
    date = DateTime(datetime.fromisoformat(case["given"]["$date"]))
    assert TABLE["datefmt"].call(PlainHost(), date, case["code"]) == case["expect"]["$formatted"]


# ------------------------------------------------------------------------------------- properties and subscripts
def script(actions: str, name: str = "main") -> str:
    first = actions.lstrip().split('"')[1]
    return f'script "{name}"\n    media = Generic\n\nBegin "Begin"\n    -> "{first}"\n\n{actions}\n\nStop "Rest"\n'


def margin(code: str) -> str:
    return "\n".join(f"        | {line}" for line in code.splitlines())


def assign(case: dict[str, Any]) -> str:
    given = case["given"]
    size = given.get("Max String Size", "Limit2K")
    # Code in angle brackets tells of the value instead of giving it.
    value = "x" * 2049 if case["code"].startswith("<") else case["code"]
    return script(
        f'Assign "It"\n    Variable = out\n    Value = {value}\n    Type = {given.get("Type", "String")}\n'
        f'    MaxStringSize = {size}\n    -> "Rest"\n    Overflow -> "Over"\n\nStop "Over"'
    )


def if_(case: dict[str, Any]) -> str:
    return script(f'If "It"\n    Expression = {case["code"]}\n    True -> "Rest"\n    False -> "Rest"')


def locate(case: dict[str, Any]) -> str:
    """The file gives the texts in words only."""
    assert case["code"] == "<String that holds String To Find>"
    return script(
        'Locate "It"\n    String = A needle in the hay\n    StringToFind = Needle\n    Variable = out\n'
        '    -> "Rest"\n    Found -> "Rest"'
    )


ACTIONS = {"assign-": assign, "if-": if_, "locate-": locate}


@pytest.mark.parametrize("id", of_kind("action-property"))
def test_action_property(id: str, bench: Callable[..., Any]) -> None:
    case = CASES[id]
    run = bench(next(make(case) for start, make in ACTIONS.items() if id.startswith(start)))
    contact = run.start()
    for name, value in case["given"].items():
        contact.frames[0].variables[name.lower()] = value
    run.go_on()
    for name, value in case["expect"].items():
        if name == "$branch":
            assert dict(run.branches())["It"] == value
        else:
            assert name in ("value", "variable")
            check(contact.frames[0].variables["out"], value, name)


@pytest.mark.parametrize("id", of_kind("subscript"))
def test_subscript(id: str, bench: Callable[..., Any]) -> None:
    case = CASES[id]
    sub = script(f'Snippet "It"\n    Data:\n{margin(case["code"])}\n    -> "Back"\n\nReturn "Back"', "sub")
    run = bench(
        script('Runsub "Call"\n    ScriptName = sub\n    -> "Rest"\n    OnError -> "Failed"\n\nStop "Failed"'), sub
    )
    contact = run.run()
    assert run.captions() == ["Begin", "Begin", "It", "Back", "Call", "Rest"]
    for name, value in case["expect"]["$after_return"].items():
        check(contact.frames[0].variables[name.lower()], value, name)


# ---------------------------------------------------------------------------------------------- what is listed only
@pytest.mark.parametrize(
    "id",
    [
        pytest.param(id, marks=pytest.mark.xfail(reason=f"the library has no action {kind} yet", strict=True))
        for id, kind in LACKING.items()
    ],
)
def test_still_lacking(id: str) -> None:
    assert library().get(LACKING[id]) is not None


def test_every_case_is_run_or_listed() -> None:
    assert set(LACKING) <= set(CASES)
    tests = of_kind("snippet", "date-value", "date-format", "action-property", "subscript")
    assert sorted([*tests, *LACKING]) == sorted(CASES)
    assert all(id.startswith(tuple(ACTIONS)) for id in of_kind("action-property"))
