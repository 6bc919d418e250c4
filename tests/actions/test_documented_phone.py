"""Actions as documented: callers on the phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from documented import Bench, Case, documented, found, lines, scripts


def with_keys(bench: Bench, id: str, keys: str, **values: Any) -> tuple[Any, Any]:
    """A contact whose caller presses these keys as soon as something listens: the run, the contact."""
    run = bench(*scripts(id, **values))
    contact = run.run(seconds=0)
    assert run.engine.ports.callers.press(run.engine, contact, keys)
    run.go_on()
    return run, contact


@documented("menu-unlinked-digit-default-unconnected-is-stuck")
def test_a_key_without_branch(case: Case, bench: Bench) -> None:
    branches = lines(*(f'case {each} -> "Rest"' for each in case["given"]["menu_branches"]))
    run, contact = with_keys(bench, case["id"], case["given"]["pressed"], branches=branches, variable="MRES")
    assert (contact.status, run.captions()) == ("stuck", ["Begin", "Choose"])
    assert contact.frame.script.actions[contact.frame.at].kind_here == "MENU"
    assert contact.alive is not case["expect"]["contact_ended"]


@documented("menu-linked-digit")
def test_a_key_with_a_branch(case: Case, bench: Bench) -> None:
    given = case["given"]
    branches = lines(*(f'case {each} -> "Rest"' for each in given["menu_branches"]))
    run, contact = with_keys(bench, case["id"], given["pressed"], branches=branches, variable=given["menu_variable"])
    assert dict(run.branches())["Choose"] == case["expect"]["branch"]
    for name, value in case["expect"]["variables"].items():
        assert found(contact)[name.lower()] == value


@documented("capture-terminator-stripped")
@pytest.mark.parametrize(("terminator", "name"), [("#", "Terminator_hash"), ("#-", "Terminator_hash_minus")])
def test_the_terminator_is_stored_or_not(case: Case, bench: Bench, terminator: str, name: str) -> None:
    run, contact = with_keys(bench, case["id"], case["given"]["input"], most=10, terminator=terminator)
    assert dict(run.branches())["Take"] == "Terminator"
    assert found(contact)["taken"] == case["expect"][name]


@documented("capture-max-digits")
def test_as_many_keys_as_are_taken(case: Case, bench: Bench) -> None:
    given = case["given"]
    run, contact = with_keys(bench, case["id"], given["input"], most=given["MaxDigits"], terminator="#")
    assert "On" + dict(run.branches())["Take"] == case["expect"]["branch"]
    assert found(contact)["taken"] == given["input"]


@documented("music-default-branch")
def test_music_that_is_cut_short(case: Case, bench: Bench) -> None:
    given = case["given"]
    callers = {"lengths": {"music.wav": given["file_seconds"]}}
    run = bench(*scripts(case["id"], seconds=given["SecondstoPlay"]), callers=callers)
    before = run.engine.now
    run.run()
    branch, seconds = re.fullmatch("(\\w+) after (\\d+) s", case["expect"]["branch"]).groups()
    assert dict(run.branches())["Play it"] == branch
    assert run.engine.now - before == int(seconds) * 1_000_000


@documented("wait-music-holding-pattern")
def test_music_until_an_agent_answers(case: Case, bench: Bench) -> None:
    music, wait = (float(re.findall("[0-9.]+", each)[0]) for each in case["given"]["actions"][2:])
    run = bench(*scripts(case["id"], music=music, wait=wait))
    contact = run.run(seconds=3 * (music + wait) + 5)
    assert run.captions(contact) == ["Begin", "Tell", "Queue", *["Music", "Wait"] * 3]
    run.engine.raise_event(contact.id, "ONANSWER")
    run.go_on(1000)
    assert run.captions(contact)[-2:] == ["Answered", "Rest"]
    assert run.captions(contact).count("Music") == 3


@documented("hangup-jumps-to-onrelease")
def test_hangup(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "Bye", "Released"]
    assert contact.released
    assert not run.engine.ports.callers.press(run.engine, contact, "1"), "nobody is on the line"


@documented("onanswer-records")
def test_a_placed_call_is_answered(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "Call", "Answered", "Record it", "Tell", "Bye"]
    assert [each["state"] for each in run.of("world") if each["text"] == "recording"] == [case["expect"]["recording"]]
    assert contact.status == "ended"


@documented("donotrecord-cannot-be-undone")
def test_do_not_record(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    run.run()
    assert run.captions() == ["Begin", "Never", "First try", "Hand on", "Second try", "Rest"]
    states = [each["state"] for each in run.of("world") if each["text"] == "recording"]
    assert states == ["forbidden", "refused", "refused"]


@documented("onhold-plays-music")
def test_music_on_hold(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"] + ", heard"))
    contact = run.run(seconds=10)
    contact.know(__agentid=77, __onhold=1)
    run.engine.raise_event(contact.id, "ONHOLD")
    run.go_on(200)
    assert run.captions() == ["Begin", "Rest", "On hold", "Hold music"]
    heard = [each for each in run.of("world") if each["text"] == "plays"]
    assert heard
    assert all(each.get("heard", True) for each in heard)


@documented("onabandon-menu")
def test_nobody_is_free_for_an_answered_call(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"] + ", pressed"))
    contact = run.run(seconds=10)
    run.engine.raise_event(contact.id, "ONABANDON")
    run.go_on(0)
    assert [each["by"] for each in run.of("interrupted")] == ["ONABANDON"]
    run.engine.ports.callers.press(run.engine, contact, "2")
    run.go_on()
    assert run.captions() == ["Begin", "Abandoned", "Wait or not", "Bye"]
    assert contact.status == "ended"
