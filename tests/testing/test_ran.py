"""Scripts that run in Python tests: what can be asked of a run, what can be done to it, and the story that is told when it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from shop import CRM, open_shop

from studio.testing.ran import Ran, Wanted
from studio.testing.scenario.running import placed
from studio.testing.stage import Stage, Unusable

Begin = Callable[..., Ran]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    return open_shop(tmp_path_factory.mktemp("shop")), Stage()


@pytest.fixture
def begin(shop: tuple[Path, Stage]) -> Iterator[Begin]:
    """Begins a script of the shop and lets it go on for some seconds."""
    folder, stage = shop
    with ExitStack() as stack:

        def one(name: str = "orders", until: float = 20, amount: int = 120, **world: Any) -> Ran:
            script, project = stage.script(folder / f"{name}.studio")
            settings = stage.settings(None, {"when": [CRM], **world})
            given = {"customer": "Ann", "amount": str(amount), "pin": "4711"} if name == "orders" else {}
            ran = stack.enter_context(stage.ran(script, project, settings, parameters=placed(script, given)))
            return ran.go_on(until)

        yield one


def test_how_it_stands(begin: Begin) -> None:
    ran = begin()
    assert (ran.status, ran.clock, ran.problems, ran.errors) == ("waiting", "2026-03-02T13:00:20.000Z", [], [])
    assert (ran.shown.id, ran.shown.at) == (ran.contact.id, (11, "Wait for a signal"))
    assert ran.variables["lines"] == 3
    assert ran.variable("PIN") == "4711"
    assert (ran.variable("found"), ran.variable("found.name"), ran.variable("nothing")) == (
        {"name": "Ann"},
        "Ann",
        None,
    )
    assert [(each.data["method"], each.data["status"]) for each in ran.requests] == [("GET", 200)]
    assert ran.result.status == "waiting"
    with pytest.raises(AssertionError, match="no CRM"):
        _ = ran.balance


def test_variables_of_a_subscript(begin: Begin) -> None:
    ran = begin(until=1)
    assert ran.shown.at == (2, "Think")
    assert (ran.variable("p1"), ran.variable("sub:p1"), ran.variable("sub:customer")) == (None, "Ann", None)


def test_the_way(begin: Begin) -> None:
    ran = begin()
    own = [
        "Begin -> Default", "Each line -> Repeat", "Add line -> Default", "Each line -> Repeat", "Add line -> Default",
        "Each line -> Repeat", "Add line -> Default", "Each line -> Finished", "Ask CRM -> Default", "Large order? -> True",
        "Begin -> Default", "Think -> Default", "Back", "Check credit -> Default", "Take it -> Default", "Pause -> Default",
        "Signal warehouse -> Default", "Wait for a signal",
    ]  # fmt: skip
    assert [each.replace("Back -> Default", "Back") for each in ran.path()] == own
    child = next(each for each in ran.world.engine.contacts if each != ran.contact.id)
    assert ran.path(child)[:3] == ["Begin -> Default", "Idle", "Order -> Default"], "what was broken off has no branch"
    assert {each.depth for each in ran.steps if each.script == "shop\\credit"} == {1}


def test_asking_again_after_it_has_gone_on(begin: Begin) -> None:
    ran = begin(until=0)
    before = len(ran.events)
    assert not ran.took("Think -> Default")
    ran.go_on("30s")
    assert len(ran.events) > before
    assert ran.took("Think -> Default")


CHECKS: list[tuple[Callable[[Ran], Any], bool, str]] = [
    (lambda ran: ran.took("Ask CRM"), True, '"Ask CRM" was taken once'),
    (lambda ran: ran.took("Add line", times=3), True, '"Add line" was taken 3 times'),
    (lambda ran: ran.took("Ask CRM", "OnError"), False, '"Ask CRM" -> OnError was never taken: it took Default'),
    (lambda ran: ran.took("Count"), False, '"Count" was never taken'),
    (lambda ran: ran.took("Think", script="credit"), True, '"Think" in credit was taken once'),
    (lambda ran: ran.never("Count"), True, '"Count" was never taken'),
    (lambda ran: ran.never("Ask*", "Default"), False, '"Ask*" -> Default was taken once, and should never be'),
    (lambda ran: ran.has(Wanted("Pause", "Default")), True, '"Pause" -> Default was taken once'),
    (lambda ran: ran.in_order("Ask CRM", "Pause -> Default"), True, "they came in this order"),
    (
        lambda ran: ran.in_order("Pause", "Ask CRM"),
        False,
        'step 2, "Ask CRM", did not come after "Pause", only before',
    ),
    (lambda ran: ran.unordered("Pause", "Ask CRM"), True, "all of them came"),
    (lambda ran: ran.unordered("Pause", "Pause"), False, '"Pause" did not come'),
    (lambda ran: ran.exactly("Begin"), False, '18 steps, not 1: then came "Each line"'),
    (lambda ran: ran.exactly(*["*"] * 18), True, "it took just these steps"),
    (lambda ran: ran.sent_signal("Order", "A*", to="warehouse"), True, "a signal Order|A* was sent once"),
    (lambda ran: ran.sent_signal("Order", times=0), False, "a signal Order was sent once, and should never be"),
    (lambda ran: ran.requested("get https://crm.example/"), True, "get https://crm.example/ was asked for once"),
    (lambda ran: ran.requested("*", status=404), False, "* answered 404 was never asked for; there was GET https://crm.example/customers/Ann?full=1 (200)"),
    (lambda ran: ran.called("credit", times=1), True, "subscript credit was run once"),
    (lambda ran: ran.called("warehouse"), False, "subscript warehouse was never run; there was shop\\credit"),
    (lambda ran: ran.spawned("shop/warehouse"), True, "a contact in shop/warehouse was spawned once"),
    (lambda ran: ran.spawned("warehouse", times=2), False, "a contact in warehouse was spawned once, not twice; there was shop\\warehouse"),
    (lambda ran: ran.played("hello"), False, "a prompt with 'hello' was never played"),
    (lambda ran: ran.happened("plays", times=0), True, "plays was never told"),
    (lambda ran: ran.failed("Ask CRM"), False, 'an error of "Ask CRM" was never met'),
    (lambda ran: ran.stands_at("wait *"), True, 'it stands at "Wait for a signal"'),
    (lambda ran: ran.stands_at("Count"), False, 'it stands at "Wait for a signal", not "Count"'),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "holds", "why"), CHECKS, ids=[each[2] for each in CHECKS])
def test_checks(ask: Callable[[Ran], Any], holds: bool, why: str, begin: Begin) -> None:
    ran = begin()
    found = ask(ran)
    assert (bool(found), found.why) == (holds, why)
    assert ran.told == ([] if holds else [found]), "what is wrong is kept for the report"
    assert repr(found) == f"<{'yes' if holds else 'no'}: {found.why}>"


def test_errors(begin: Begin) -> None:
    ran = begin(when=[{"when": {"requests": "*"}, "do": {"answer": 404}}])
    assert ran.errors == ["HTTP 404 Not Found"]
    assert ran.failed("Ask CRM", "not found", times=1)
    assert ran.took("Ask CRM -> Error")


def test_values(begin: Begin) -> None:
    ran = begin()
    found = ran.has_variables({"lines": 3, "credit": "bad", "pin": "4711", "found.name": {"like": "A*"}})
    assert [(bool(each), each.why) for each in found] == [
        (True, "lines is 3"),
        (False, "credit is 'good for Ann', not 'bad'"),
        (True, "pin is as expected"),
        (True, "found.name is 'Ann'"),
    ]


# -------------------------------------------------------------------------------------------- what is done to it
def test_signals(begin: Begin) -> None:
    ran = begin().signal("Status", 7)
    assert ran.variables["asked"] == 1
    assert ran.clock == "2026-03-02T13:00:20.000Z", "no time passes"
    ran.signal("Stop")
    assert ran.status == "ended"
    with pytest.raises(AssertionError, match="nobody hears"):
        ran.signal("Status")


def test_events(begin: Begin) -> None:
    ran = begin("ivr", until=1).event("onrelease")
    assert ran.status == "ended"
    assert ran.took("Gone")
    with pytest.raises(AssertionError, match="no contact any more"):
        ran.event("ONRELEASE")


def test_keys(begin: Begin) -> None:
    ran = begin("ivr", until=1).press("1")
    assert ran.took("Main menu -> 1")
    assert ran.played("people are busy", times=1)
    assert ran.happened("presses", key=1, who="caller") or ran.happened("presses", key=1)
    assert begin("ivr", until=1).hang_up().took("Gone")


def test_time_goes_on(begin: Begin) -> None:
    ran = begin(until=0)
    assert ran.go_on("1m").go_on(1.5).clock == "2026-03-02T13:01:01.500Z"
    with pytest.raises(ValueError, match="no length"):
        ran.go_on("soon")
    assert ran.go_on().clock == "2026-03-03T13:01:01.500Z", "a day, as nothing says otherwise"


# ----------------------------------------------------------------------------------------------------------- story
def test_the_story(begin: Begin) -> None:
    ran = begin(until=1)
    assert not ran.took("Count")
    assert ran.story().splitlines() == [
        'first difference: "Count" was never taken',
        'contact 1001, shop\\orders: waiting at #2 "Think"',
        '  13:00:00     #1 BEGIN "Begin" -> Default (#2)',
        '               #2 LOOP "Each line" -> Repeat (#3)',
        '               #3 SNIPPET "Add line" -> Default (#2)',
        '               #2 LOOP "Each line" -> Repeat (#3)',
        '               #3 SNIPPET "Add line" -> Default (#2)',
        '               #2 LOOP "Each line" -> Repeat (#3)',
        '               #3 SNIPPET "Add line" -> Default (#2)',
        '               #2 LOOP "Each line" -> Finished (#4)',
        "               GET https://crm.example/customers/Ann?full=1: HTTP 200",
        '               #4 REST_API "Ask CRM" -> Default (#6)',
        '               #6 IF "Large order?" -> True (#7)',
        '                 #1 BEGIN "Begin" -> Default (#2)',
        "  variables:",
        "    customer = Ann",
        "    amount = 120",
        "    pin = •••",
        "    line = 3",
        "    lines = 3",
        "    __httpstatuscode = 200",
        "    __httpstatusdescription = OK",
        "    responseHeaders = {'content-type': 'application/json'}",
        "    found = {'name': 'Ann'}",
        "    errorArgList = {}",
        "    p1 (in shop\\credit) = Ann",
    ]


def test_a_loop_that_goes_round_is_one_line(tmp_path: Path) -> None:
    text = 'script "round"\n\nBegin "Begin"\n    -> "Round"\n\nLoop "Round"\n    Repeat = 100\n    Repeat -> "Round"\n'
    (tmp_path / "round.studio").write_text(text, encoding="utf-8")
    stage = Stage()
    script, project = stage.script(tmp_path / "round.studio")
    with stage.ran(script, project, stage.settings(None)) as ran:
        lines = [line.strip() for line in ran.go_on().story().splitlines()]
    assert '#2 LOOP "Round" -> Repeat (#2)  (× 100)' in lines
    assert len(lines) < 8


def test_nobody_is_told_of_a_hidden_value(begin: Begin) -> None:
    ran = begin()
    assert not all(ran.has_variables({"pin": "9999", "lines": 4}))
    told = ran.story()
    assert "pin = •••" in told
    assert "4711" not in told + repr(ran.told)


def test_a_story_has_an_end(begin: Begin) -> None:
    ran = begin("ivr", until=4_000)
    lines = ran.story().splitlines()
    assert len(lines) < 60
    assert any("lines before" in line for line in lines)


# --------------------------------------------------------------------------------------------------------- the stage
def test_a_stage_reads_a_file_once(shop: tuple[Path, Stage]) -> None:
    folder, stage = shop
    first, second = stage.script(folder / "orders.studio"), stage.script(folder / "." / "orders.studio")
    assert first[0] is second[0]
    assert first[1] is second[1]
    assert {each.name for each in first[1].scripts()} == {
        f"shop\\{each}" for each in ("orders", "credit", "warehouse", "ivr")
    }


def test_what_a_stage_can_not_use(tmp_path: Path) -> None:
    stage = Stage()
    for what in (lambda: stage.script(tmp_path / "none.studio"), lambda: stage.stated(tmp_path / "none.yaml"),
                 lambda: stage.settings(None, {"sed": 1, "zone": "Nowhere"})):  # fmt: skip
        with pytest.raises(Unusable) as fault:
            what()
        assert fault.value.problems
    assert [each.message for each in fault.value.problems] == ["zone: 'Nowhere' is no known time zone",
                                                               "sed: Extra inputs are not permitted"]  # fmt: skip
    (tmp_path / "broken.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(Unusable, match="SystemExit"):
        Stage([tmp_path])


def test_watchers_see_every_world(shop: tuple[Path, Stage], begin: Begin) -> None:
    _, stage = shop
    seen: list[Any] = []

    class Watcher:
        def watch(self, world: Any) -> None:
            seen.append(world)

    stage.watchers.append(Watcher())
    try:
        runs = [begin(until=0), begin(until=0)]
    finally:
        stage.watchers.clear()
    assert seen == [each.world for each in runs]
