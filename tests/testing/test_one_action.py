"""One action alone: what goes in, what comes out, and which way it takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from shop import open_shop

from studio.script.text import read_text
from studio.testing.one_action import ActionRan, Unusable, run_action
from studio.testing.stage import Stage

ODDS = r"""
script "shop\odds"
    media = Generic

Begin "Begin"
    -> "Work it out"

Snippet "Work it out"
    Data:
        | ASSIGN whole = amount * 2
        | ASSIGN share = amount / people
        | TRACE "done"
    -> "Same name"
    OnError -> "End"

Assign "Same name"
    Variable = thrown
    Value = {random(1000000)}
    -> "Throw"

Assign "Throw"
    Variable = thrown
    Value = {random(1000000)}
    -> "Same  NAME"

Assign "Same  NAME"
    Variable = x
    Value = 1
    -> "Nap"

Wait "Nap"
    Seconds = 90
    -> "For ever"

Wait "For ever"
    Seconds = 90000
    -> "Rest"

Stop "Rest"

End "End"
"""

Alone = Callable[..., ActionRan]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    folder = open_shop(tmp_path_factory.mktemp("shop"))
    (folder / "odds.studio").write_text(ODDS, encoding="utf-8")
    return folder, Stage()


@pytest.fixture
def alone(shop: tuple[Path, Stage]) -> Alone:
    folder, stage = shop
    return lambda name, *more, **options: run_action(folder / f"{name}.studio", *more, stage=stage, **options)


@pytest.mark.parametrize(
    ("amount", "branch", "to"),
    [(101, "True", "Check credit"), (100, "False", "Take it"), ("x", "True", "Check credit")],
)
def test_an_if(amount: Any, branch: str, to: str, alone: Alone) -> None:
    found = alone("orders", "Large order?", {"amount": amount})
    assert (found.caption, found.branch, found.to, found.error) == ("Large order?", branch, to, "")
    assert (found.before["amount"], found.changed, found.seconds, found.requests) == (amount, {}, 0.0, [])


def test_an_assign(alone: Alone) -> None:
    found = alone("orders", "count", {"asked": 41})
    assert (found.branch, found.to) == ("Default", "Wait for a signal")
    assert (found.before["asked"], found.after["asked"], found.changed) == (41, 42, {"asked": 42})
    assert (found.inputs["Value"], found.inputs["Type"]) == ("asked + 1", "Numeric")


def test_an_action_by_its_id(alone: Alone) -> None:
    assert alone("orders", 14, {}).caption == alone("orders", "Count").caption == "Count"


def test_nothing_else_is_done(alone: Alone) -> None:
    found = alone("orders", "Add line", {"lines": 7})
    assert found.changed == {"lines": 8}
    assert [each.caption for each in found.events] == ["Add line"]


def test_a_snippet_that_fails(alone: Alone) -> None:
    found = alone("odds", "Work it out", {"amount": 4, "people": 0})
    assert (found.branch, found.to) == ("OnError", "End")
    assert found.error.startswith("division of 4 by zero")
    assert found.changed["whole"] == 8, "what was assigned before stays"
    assert "share" not in found.after
    good = alone("odds", "Work it out", {"amount": 4, "people": 2})
    assert (good.branch, good.error, good.changed) == ("Default", "", {"whole": 8, "share": 2})
    assert [each.kind for each in good.events] == ["trace", "action"]


def test_objects_go_in_and_come_out(alone: Alone) -> None:
    found = alone("orders", "Add line", {"found": {"rows": [1, {"a": None}]}, "lines": "2"})
    assert found.before["found"] == found.after["found"] == {"rows": [1, {"a": None}]}
    assert found.changed == {"lines": 3}


@pytest.mark.parametrize(
    ("mock", "branch", "answers"),
    [
        (200, "Default", [200]),
        ({"json": {"name": "Ann"}}, "Default", [200]),
        ({"body": '{"name": "Ann"}', "status": 201}, "Default", [201]),
        (404, "OnError", [404]),
        (500, "OnError", [500, 500, 500]),
        ({"fault": "down"}, "OnError", ["connection refused"] * 3),
        ({"fault": "rubbish"}, "OnError", [200]),
        (None, "OnError", ["this world has no network"]),
    ],
)
def test_a_request(mock: Any, branch: str, answers: list[Any], alone: Alone) -> None:
    found = alone("orders", "Ask CRM", {"customer": "Ann"}, mock=mock)
    assert found.branch == branch
    assert found.requests == [("GET", "https://crm.example/customers/Ann?full=1", each) for each in answers]
    assert bool(found.error) is (branch == "OnError")
    if branch == "Default":
        assert found.after["found"] == ({} if mock == 200 else {"name": "Ann"})
    assert found.inputs["ServiceAddress"] == "https://crm.example/customers/Ann?full=1"


def test_a_request_that_takes_its_time(alone: Alone) -> None:
    found = alone("orders", "Ask CRM", {}, mock={"json": {}, "delay": "4s"})
    assert (found.branch, found.seconds) == ("Default", 4.0)
    assert alone("orders", "Ask CRM", {}, mock={"json": {}, "delay": "6s"}).seconds == 15.0, (
        "three times it is waited for"
    )


def test_a_world_of_its_own(alone: Alone, shop: tuple[Path, Stage]) -> None:
    routes = {"http": {"routes": [{"prefix": "https://crm.example", "answers": [{"json": {"name": "Bob"}}]}]}}
    assert alone("orders", "Ask CRM", {}, world=routes).after["found"] == {"name": "Bob"}
    (shop[0] / "world.yaml").write_text("http: {routes: [{prefix: 'https://crm.example', answers: [{json: {a: 1}}]}]}")
    found = alone("orders", "Ask CRM", {}, world=shop[0] / "world.yaml")
    assert found.after["found"] == {"a": "1"}
    both = {"when": [{"when": {"reaches": "Back"}, "do": {"set": {"global:seen": 1}}}], "mock": [{"caption": "Think"}]}
    found = alone("orders", "Check credit", {"customer": "Ann"}, world=both, mock=500)
    assert (found.changed["seen"], found.seconds) == (1, 0.0), "what the world says stays beside the mock"


def test_a_stand_in(alone: Alone) -> None:
    found = alone("orders", "Check credit", {}, mock={"outputs": {"ReturnVariable": "good"}, "delay": "3s"})
    assert (found.branch, found.changed, found.seconds) == ("Default", {"credit": "good"}, 3.0)
    found = alone("orders", "Check credit", {}, mock={"error": "no such script"})
    assert (found.branch, found.error, found.to) == ("OnError", "no such script", "No answer")
    assert alone("orders", "Large order?", {"amount": 1}, mock={"branch": "True"}).branch == "True"


def test_a_subscript_runs_whole(alone: Alone) -> None:
    found = alone("orders", "Check credit", {"customer": "Bob"})
    assert (found.branch, found.to, found.changed, found.seconds) == (
        "Default",
        "Take it",
        {"credit": "good for Bob"},
        2.0,
    )
    assert [each.caption for each in found.events if each.depth and each.kind == "action"] == ["Begin", "Think", "Back"]


def test_a_menu_waits_until_its_time_is_over(alone: Alone) -> None:
    found = alone("ivr", "Main menu")
    assert (found.branch, found.to) == ("Default", "Main menu")
    assert found.seconds > 5
    pressed = {"when": [{"when": {"after": "2s"}, "do": {"press": 1}}]}
    found = alone("ivr", "Main menu", world=pressed)
    assert (found.branch, found.to, found.seconds, found.after["MRES"]) == ("1", "Sales", 2.0, "1")


def test_waiting(alone: Alone) -> None:
    assert (alone("odds", "Nap").branch, alone("odds", "Nap").seconds) == ("Default", 90.0)
    found = alone("odds", "For ever")
    assert (found.branch, found.to, found.seconds) == ("", "", 0.0), "more than a day is not waited for"


@pytest.mark.parametrize(("name", "caption"), [("odds", "End"), ("odds", "Rest"), ("credit", "Back"), ("ivr", "Bye")])
def test_actions_that_end(name: str, caption: str, alone: Alone) -> None:
    found = alone(name, caption, {"a": 1})
    assert (found.to, found.error, found.after["a"]) == ("", "", 1)
    assert str(found).startswith(f'"{caption}" -> ')


def test_an_event_action_alone(alone: Alone) -> None:
    assert alone("orders", "Heard").to == "What is asked"
    assert alone("orders", "What is asked", {"SP1": "Stop"}).branch == "Stop"


def test_which_action(alone: Alone) -> None:
    with pytest.raises(KeyError, match=r"no action is called .{1,2}Cuont.*\"Count\" \(#14\)"):
        alone("orders", "Cuont")
    with pytest.raises(KeyError, match=r'several actions are called .*: "Same name" \(#3\), "Same  NAME" \(#5\)'):
        alone("odds", "same name")
    with pytest.raises(KeyError, match="no action is called 99"):
        alone("odds", 99)
    assert alone("odds", 5).changed == {"x": "1"}


def test_what_can_not_be_used(alone: Alone) -> None:
    with pytest.raises(Unusable):
        alone("nothing", "Count")
    with pytest.raises(Unusable):
        alone("orders", "Count", world={"sed": 1})
    with pytest.raises((Unusable, ValidationError)):
        alone("orders", "Ask CRM", mock={"json": 1, "body": "1"})


def test_telling_what_goes_in_uses_no_chance(alone: Alone) -> None:
    """A value by chance is told once, and is the one that comes out."""
    for seed in range(3):
        found = alone("odds", "Throw", world={"seed": seed})
        assert found.inputs["Value"] == found.after["thrown"]
        assert found.after["thrown"] == alone("odds", "Throw", world={"seed": seed}).after["thrown"]
    assert [each.kind for each in found.events] == ["action"], "and nobody sees it"


def test_a_script_that_is_in_no_file() -> None:
    script, problems = read_text(ODDS, None)
    assert script is not None, problems
    assert run_action(script, "Work it out", {"amount": 1, "people": 1}).changed == {"whole": 2, "share": 1}


def test_as_text(alone: Alone) -> None:
    text = str(alone("orders", "Ask CRM", {"customer": "Ann"}, mock=404)).splitlines()
    assert text[0] == '"Ask CRM" -> OnError ("No answer")'
    assert "  in:  ServiceAddress = https://crm.example/customers/Ann?full=1" in text
    assert "  GET https://crm.example/customers/Ann?full=1: 404" in text
    assert "  out: __httpstatuscode = 404" in text
    assert text[-1] == "  error: HTTP 404 Not Found"
