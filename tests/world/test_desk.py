"""Agents' desktops: what agents do there, as the world file says it and as a test lets them; how long things stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.runtime.state import restore_engine, save_engine
from studio.world.places import read_yaml
from studio.world.settings import WorldSettings

BUTTON = """
script "main"
    media = Generic

Begin "Begin"
    -> "On"

Indicate "On"
    Target = {target}
    TargetIDs = {ids}
    Name = Survey
    State = On
    ActionType = {action}
    ActionValue = {value}
    -> "Rest"

Stop "Rest"

Onsignal "Clicked"
    -> "On"

Ondata "Sent"
    -> "Rest"

Onpageopen "Opened"
    -> "Rest"
"""

FORM = """
script "main"
    media = Generic

Begin "Begin"
    -> "Form"

Runapp "Form"
    ActionType = ShowCustomForm
    ActionValue = <form>Note</form>
    WaitForSubmit = True
    WaitTimeout = 60
    -> "Page"

Page "Page"
    Title = Notes
    -> "Close"

Pageclose "Close"
    -> "Rest"

Stop "Rest"

Ondata "Sent"
    -> "Rest"
"""


def button(target: str = "Contact", ids: str = "{ContactID}", action: str = "SignalScript", value: str = "") -> str:
    filled = {"{target}": target, "{ids}": ids, "{action}": action, "{value}": value or '"{ContactID}" "a" "b"'}
    text = BUTTON
    for name, each in filled.items():
        text = text.replace(name, each)
    return text


def test_a_click_marks_its_signal_as_one(bench: Callable[..., Any]) -> None:
    run = bench(button())
    contact = run.run()
    desk = run.engine.ports.desk
    assert desk.click(run.engine, contact, "SURVEY ")
    (incoming,) = contact.incoming
    assert (incoming.kind, incoming.values, incoming.source) == ("ONSIGNAL", ["a", "b"], "0")
    assert incoming.fields == {"indicate": "1"}
    run.go_on()
    assert run.captions() == ["Begin", "On", "Rest", "Clicked", "On", "Rest"]
    assert not desk.click(run.engine, contact, "Other")


def test_an_agent_clicks_once_for_each_contact_unless_the_file_says_more(bench: Callable[..., Any]) -> None:
    for times, clicks in ((1, 1), (3, 3), (None, 5)):
        run = bench(button(), desk={"clicks": [{"indicator": "Survey", "after": "10s", "times": times}]})
        first, second = run.start(), run.start()
        run.go_on(50)
        for contact in (first, second):
            assert run.captions(contact).count("Clicked") == clicks


def test_what_the_file_states_is_for_the_scripts_that_it_names(bench: Callable[..., Any]) -> None:
    click = {"indicator": "Survey", "after": "1s"}
    for script, clicks in (("other", 0), ("MAIN", 1), ("", 1)):
        run = bench(button(), desk={"clicks": [click | {"script": script}]})
        run.run()
        assert run.captions().count("Clicked") == clicks


def test_each_contact_has_its_own_button(bench: Callable[..., Any]) -> None:
    run = bench(button())
    first, second = run.start(), run.start()
    run.go_on()
    desk = run.engine.ports.desk
    assert [each["id"] for each in desk.indicators()] == [first.id, second.id]
    assert desk.click(run.engine, first, "Survey")
    run.go_on()
    assert ("Clicked" in run.captions(first), "Clicked" in run.captions(second)) == (True, False)


def test_a_button_at_several_agents(bench: Callable[..., Any]) -> None:
    run = bench(button("Agent", "7, 8,"))
    contact = run.run()
    desk = run.engine.ports.desk
    assert [(each["target"], each["id"]) for each in desk.indicators()] == [("agent", "7"), ("agent", "8")]
    desk.indicate(run.engine, contact, name="survey", on=False, target="Agent", ids=["7"])
    assert [each["id"] for each in desk.indicators()] == ["8"]
    assert desk.click(run.engine, contact, "Survey")


def test_a_button_outlasts_its_contact_and_then_signals_nobody(bench: Callable[..., Any]) -> None:
    run = bench(button())
    contact = run.run()
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on()
    assert contact.status == "ended"
    assert run.engine.ports.desk.click(run.engine, contact, "Survey")
    assert run.of("world")[-1]["text"] == "nobody to signal"


def test_a_form_goes_to_who_waits_for_it_and_later_ones_to_ondata(bench: Callable[..., Any]) -> None:
    run = bench(FORM)
    contact = run.run(seconds=5)
    desk = run.engine.ports.desk
    assert desk.submit(run.engine, contact, {"Note": "hello"})
    run.go_on(0)
    assert run.captions() == ["Begin", "Form"]
    assert contact.frames[0].variables["note"] == "hello"
    assert not desk.submit(run.engine, contact, {})
    late = run.start()
    run.go_on(70)
    assert run.captions(late) == ["Begin", "Form"]
    assert desk.submit(run.engine, late, {"Note": "late"})
    run.go_on(0)
    assert run.captions(late)[-2:] == ["Sent", "Rest"]
    (event,) = [each for each in run.of("event") if each["event"] == "ONDATA"]
    assert event["fields"] == {"Note": "late"}


def test_a_form_of_a_button(bench: Callable[..., Any]) -> None:
    run = bench(button(action="ShowCustomForm", value="<form></form>"))
    contact = run.run()
    desk = run.engine.ports.desk
    assert not desk.submit(run.engine, contact, {})
    assert desk.click(run.engine, contact, "Survey")
    assert desk.submit(run.engine, contact, {"a": "1"})
    run.go_on()
    assert run.captions()[-2:] == ["Sent", "Rest"]


def test_pages_are_turned(bench: Callable[..., Any]) -> None:
    run = bench(FORM)
    contact = run.run(seconds=5)
    desk = run.engine.ports.desk
    assert not desk.turn_page(run.engine, contact)
    desk.submit(run.engine, contact, {})
    run.go_on(0)
    assert desk.turn_page(run.engine, contact, {"Caller": "Ann"})
    run.go_on(0)
    assert run.branches()[-3:] == [("Page", "Default"), ("Close", "Default"), ("Rest", "")]
    assert contact.frames[0].variables["caller"] == "Ann"
    assert not desk.turn_page(run.engine, contact)


def test_opening_a_sequence_of_pages_says_who_does(bench: Callable[..., Any]) -> None:
    people = {"agents": [{"id": 7, "first_name": "Ann"}], "skills": [{"id": 3, "name": "Support"}]}
    run = bench(button(), directory=people)
    contact = run.run()
    contact.know(__AgentId="7", __skill="3")
    desk = run.engine.ports.desk
    assert desk.open_page(run.engine, contact, AgentLastName="Bee")
    run.go_on()
    assert run.captions()[-2:] == ["Opened", "Rest"]
    assert run.of("event")[-1]["fields"] == {
        "SkillNameVar": "Support",
        "AgentFirstName": "Ann",
        "AgentLastName": "Bee",
        "AgentID": "7",
    }


def test_windows_close_and_texts_run_out(bench: Callable[..., Any]) -> None:
    run = bench(button())
    contact = run.run()
    engine, desk = run.engine, run.engine.ports.desk
    contact.know(__AgentId="7")
    desk.open_window(engine, contact, url="https://a.example/", closes=True)
    desk.open_window(engine, contact, url="https://b.example/", agent="8")
    assert [(each["agent"], each["url"]) for each in desk.windows()] == [
        ("7", "https://a.example/"),
        ("8", "https://b.example/"),
    ]
    desk.tell(engine, contact, text="soon over", ids=["7"], until=engine.now + 60_000_000)
    desk.tell(engine, contact, text="for good", ids=["7", "8"], until=None)
    engine.run(engine.now + 60_000_000)
    assert [each["text"] for each in desk.marquees(engine)] == ["for good", "for good"]
    engine.raise_event(contact.id, "ONRELEASE")
    run.go_on()
    assert [each["url"] for each in desk.windows()] == ["https://b.example/"]


def test_of_custom_events_of_one_name_the_last_is_kept(bench: Callable[..., Any]) -> None:
    run = bench(button())
    contact = run.run()
    engine, desk = run.engine, run.engine.ports.desk
    for name, data in (("Screen", "1"), ("screen", "2"), ("Screen", "3")):
        assert desk.send_event(engine, contact, agent="7", name=name, data=data)
    assert [(each["name"], each["data"]) for each in desk.events()] == [("screen", "2"), ("Screen", "3")]
    assert not desk.send_event(engine, contact, agent="", name="Screen", data="4")


def test_a_run_goes_on_from_its_saved_state(bench: Callable[..., Any]) -> None:
    settings = {
        "desk": {
            "clicks": [{"indicator": "Survey", "after": "20s", "times": 2}],
            "forms": [{"after": "30s", "fields": {"Note": "hello"}}],
            "pages": [{"after": "40s", "fields": {"Caller": "Ann"}}],
        }
    }
    for text in (button(), FORM):
        whole = bench(text, **settings)
        whole.run(seconds=10)
        saved = json.loads(json.dumps(save_engine(whole.engine)))
        whole.events.clear()
        whole.go_on(1000)
        other = bench(text, **settings)
        restore_engine(other.engine, saved)
        assert save_engine(other.engine) == saved
        other.go_on(1000)
        assert other.events == whole.events
        assert len(other.events) > 4


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("desk: {clicks: [{after: 5s}]}", "desk.clicks.0.indicator: it has to be given"),
        ("desk: {clicks: [{indicator: a, after: soon}]}", "'soon' is no length such as 90s, 30m or 2d"),
        ("desk: {clicks: [{indicator: a, times: 0}]}", "greater than or equal to 1"),
        ("desk: {forms: [{fields: [1]}]}", "desk.forms.0.fields"),
        ("desk: {forms: [{after: -1}]}", "greater than or equal to 0"),
        ("desk: {pages: [{name: a}]}", "there is no such member"),
    ],
)
def test_what_is_wrong_in_a_world_file(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "world.yaml"
    path.write_text(text, encoding="utf-8")
    found, problems = read_yaml(path, WorldSettings)
    assert found is None
    assert told in problems[0].message
    assert (problems[0].line, problems[0].code) == (1, "WF003")
