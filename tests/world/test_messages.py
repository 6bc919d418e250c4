"""Messages of a world: what is noted, replies that are stated or given by hand, and what is saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from studio.runtime.state import restore_engine, save_engine
from studio.world.messages.settings import MessagesSettings

SCRIPT = """
script "main"
    media = Digital

Begin "Begin"
    -> "First"

Onsignal "Onsignal"
    -> "Second"

Onrelease "Onrelease"

ASKCALLER_DIGITAL "First"
    Message = first?
    ResultVar = one
    ResultPostback = chosen
    OnCallerResponded -> "Second"

ASKCALLER_DIGITAL "Second"
    Message = second?
    ResultVar = two
    OnCallerResponded -> "Stop"

Stop "Stop"
"""
Bench = Callable[..., Any]


def said(run: Any) -> list[tuple[str, str, str]]:
    return [(each.way, each.kind, each.text) for each in run.engine.ports.messages.log]


def test_a_reply_is_given_by_hand(bench: Bench) -> None:
    run = bench(SCRIPT)
    contact = run.run(seconds=3600)
    messages = run.engine.ports.messages
    assert messages.reply(run.engine, contact, "hello", "button 1")
    # It has been answered: a second reply at the same moment is for nobody.
    assert not messages.reply(run.engine, contact, "again")
    run.go_on(1)
    assert messages.reply(run.engine, contact.id, "there")
    run.go_on(1)
    found = contact.main.variables
    assert (found["one"], found["chosen"], found["two"]) == ("hello", "button 1", "there")
    assert said(run) == [
        ("out", "question", "first?"), ("in", "reply", "hello"), ("in", "text", "again"),
        ("out", "question", "second?"), ("in", "reply", "there"),
    ]  # fmt: skip
    assert {each.channel for each in messages.log if each.kind == "reply"} == {"digital"}
    # Nobody waits any more, and nobody is there.
    assert not messages.reply(run.engine, contact, "late")
    assert not messages.reply(run.engine, "999", "hello?")


def test_a_reply_answers_its_own_question_only(bench: Bench) -> None:
    run = bench(SCRIPT, messages={"replies": [{"question": "first*", "text": "one", "delay": 60}]})
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, [])
    run.go_on(100)
    assert contact.status == "running"
    assert "two" not in contact.main.variables
    assert said(run)[-1] == ("in", "text", "one")


def test_whoever_is_gone_says_nothing(bench: Bench) -> None:
    run = bench(SCRIPT, messages={"replies": [{"text": "one", "delay": 60}]})
    contact = run.run(seconds=1)
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on(100)
    assert said(run) == [("out", "question", "first?")]
    assert not run.engine.ports.messages.reply(run.engine, contact, "hello")


def test_replies_count_and_are_chosen_by_script_and_caption(bench: Bench) -> None:
    replies = [
        {"script": "other", "text": "wrong"},
        {"caption": "sec*", "text": "two"},
        {"question": "FIRST?", "text": "one", "times": 1},
        {"text": "rest"},
    ]
    run = bench(SCRIPT, messages={"replies": replies})
    contacts = [run.start() for _ in range(2)]
    run.go_on()
    assert [(each.main.variables["one"], each.main.variables["two"]) for each in contacts] == [
        ("one", "two"),
        ("rest", "two"),
    ]


def test_it_is_saved_and_goes_on(bench: Bench) -> None:
    settings = {
        "messages": {
            "replies": [
                {"question": "first*", "text": "one", "delay": "10s", "times": 1},
                {"question": "second*", "text": "two", "delay": "20s"},
            ],
            "bots": {"shop": {"turns": [{"times": 1}]}},
            "customers": [{"id": "c7"}],
        }
    }

    def told(run: Any) -> list[Any]:
        return [(each.time, each.kind, each.data) for each in run.events]

    for seconds in (0, 5, 10, 15, 29.9):
        whole, first, second = (bench(SCRIPT, **settings) for _ in range(3))
        whole.run(seconds=60)
        contact = first.run(seconds=seconds)
        messages = first.engine.ports.messages
        messages.cards.create(contact, "Ann", "Bell").fields["a"] = "b"
        messages.cards.fields_of(contact)["c"] = "d"
        messages.set_status(contact.id, "Closed")
        restore_engine(second.engine, json.loads(json.dumps(save_engine(first.engine))))
        second.go_on(60 - seconds)
        assert told(first) + told(second) == told(whole)
        after = second.engine.ports.messages
        assert after.log == whole.engine.ports.messages.log
        assert after.status(contact.id) == "Closed"
        assert after.status("1002") == "Open"
        card = after.cards.of(second.engine.contacts[contact.id])
        assert (card.first_name, card.fields) == ("Ann", {"a": "b"})
        assert after.cards.fields_of(second.engine.contacts[contact.id]) == {"c": "d"}
        assert [each.id for each in after.cards.all()] == ["c7", "customer-1001"]
    with pytest.raises(ValueError, match="another world"):
        restore_engine(bench(SCRIPT).engine, save_engine(first.engine))


KINDS = [
    'Askcaller "Do"',
    'ASKCALLER_DIGITAL "Do"',
    'Textmsg "Do"\n    Text = a',
    'TEXTMSG_DIGITAL "Do"\n    Message = a',
    'Pushurl "Do"\n    URL = a',
    'Quemsg "Do"',
    'SMSSENDV2 "Do"',
    'Sendunivrsltext "Do"',
    'GET_RICH_MESSAGE "Do"',
    'SET_DIGI_CONTACT_STATUS "Do"',
    'UPDATE_CONTACT_DIGITAL "Do"',
    'Ccardcreate "Do"',
    'CCARD_FIELDS "Do"',
    'Ccpostmessage "Do"',
    'GET_CUSTOMER_DIGITAL "Do"',
    'POST_CUSTOMER_NOTE "Do"',
    'UPDATE_CUSTOM_FIELD "Do"\n    FieldTarget = Contact',
    'GET_CUSTOM_FIELDS_CC_CONTACT "Do"',
    'Textbotexchange "Do"',
    'Textbotconversation "Do"',
]


@pytest.mark.parametrize("action", KINDS, ids=lambda text: text.split()[0])
def test_a_world_without_messages_makes_the_action_fail(bench: Bench, action: str) -> None:
    text = (
        f'script "main"\n    media = Generic\n\nBegin "Begin"\n    -> "Do"\n\n{action}\n    -> "Stop"\n\nStop "Stop"\n'
    )
    run = bench(text)
    run.engine.ports.put("messages", None)
    contact = run.run()
    assert contact.main.variables["_err"] == "this world has no text messages"
    assert run.captions() == ["Begin", "Do", "Stop"]


class Agents:
    """The part of the world that has queues, as far as messages ask it."""

    def __init__(self) -> None:
        self.updated: list[Any] = []

    def queue(self, skills: str, contact: Any, *, ahead: bool = False) -> tuple[int, int]:
        return (5, 60) if ahead else (9, 99)

    def place_of(self, contact: str) -> str:
        return "queued"

    def update(self, contact: Any, priority: Any, best: int, worst: int) -> None:
        self.updated.append((contact.id, priority.initial, priority.acceleration, best, worst))


def test_queues_are_those_of_the_agents_where_there_are_some(bench: Bench) -> None:
    text = """
script "main"
    media = Generic

Begin "Begin"
    -> "Tell"

Quemsg "Tell"
    Message = %q
    -> "Rank"

UPDATE_CONTACT_DIGITAL "Rank"
    Priority = 9
    HighProficiency = 3
    -> "Stop"

Stop "Stop"
"""
    run = bench(text)
    agents = Agents()
    run.engine.ports.put("agents", agents)
    contact = run.run()
    assert said(run) == [("out", "position", "5")]
    assert agents.updated == [(contact.id, 9, 1, 3, 20)]
    assert run.engine.ports.messages.rank_of(contact.id)["best"] == 3
    assert run.engine.ports.messages.rank_of("9") is None


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"replies": [{}]}, "text"),
        ({"replies": [{"text": "a", "delay": "soon"}]}, "no length"),
        ({"replies": [{"text": "a", "times": 0}]}, "times"),
        ({"sms": {"fates": [{"outcome": "lost"}]}}, "outcome"),
        ({"sms": {"longest": 0}}, "longest"),
        ({"bots": {"A": {}, "a": {}}}, "same id"),
        ({"customers": [{"id": "a"}, {"id": "a"}]}, "same id"),
        ({"customers": [{"id": ""}]}, "id"),
        ({"templates": {"a": [float("inf")]}}, "JSON"),
        ({"queue_ahead": -1}, "queue_ahead"),
    ],
)
def test_what_a_world_file_may_not_say(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as fault:
        MessagesSettings.model_validate(settings)
    assert message in str(fault.value)


@pytest.mark.parametrize("text", ["[" * 100_000, "\ud800", "x" * 500_000, "\x00", "[*]?"])
def test_hostile_texts_do_no_harm(bench: Bench, text: str) -> None:
    script = """
script "main"
    media = Digital

Begin "Begin"
    -> "Say"

TEXTMSG_DIGITAL "Say"
    Message = {text}
    MessageFormat = JSON
    -> "Post"

Ccpostmessage "Post"
    MessageBody = {text}
    -> "Bot"

Textbotexchange "Bot"
    virtualAgentId = {text}
    userInput = {text}
    -> "Send"

SMSSENDV2 "Send"
    ToNumber = {text}
    Message = {text}
    -> "Rich"

GET_RICH_MESSAGE "Rich"
    channelID = {text}
    -> "Ask"

ASKCALLER_DIGITAL "Ask"
    Message = {text}
    TimeoutSec = {text}
    -> "Stop"

Stop "Stop"
"""
    run = bench(script, messages={"replies": [{"question": "[!a]*", "text": "b"}]})
    contact = run.start()
    contact.main.variables["text"] = text
    run.go_on(10)
    assert "Ask" in run.captions() or contact.pending is not None
