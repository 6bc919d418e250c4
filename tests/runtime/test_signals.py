"""What a signal does: to a busy script, to a waiting one, to a subscript, and when two come together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

BRAIN = """
script "brain"
    media = Generic

Begin "Begin"
    -> "Wait"

Wait "Wait"
    Seconds = 3600
    -> "Wait"

Onsignal "Signalled"
    -> "Work"

Runsub "Work"
    ScriptName = sub
    ReturnVariable = out
    -> "Count"

Snippet "Count"
    Data:
        | ASSIGN returned = returned + 1
    -> "Wait"
"""

SUB = """
script "sub"
    media = Generic

Begin "Begin"
    -> "Long"

Wait "Long"
    Seconds = 10
    -> "Return"

Return "Return"
    ReturnValue = done {global:SP1}
"""

DEAF = """
script "deaf"
    media = Generic

Begin "Begin"
    -> "Nap"

Wait "Nap"
    Seconds = 5
    -> "Rest"

Stop "Rest"
"""


def names(contact: Any) -> dict[str, Any]:
    return dict(contact.frames[0].variables)


def test_values_and_sender_are_written_when_onsignal_is_entered(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB)
    contact = run.run(seconds=1)
    assert run.engine.signal(contact.id, ["GetContacts", "4001"], source="77")
    run.go_on(1)
    found = names(contact)
    assert (found["sp1"], found["sp2"], found["s1"]) == ("GetContacts", "4001", "77")


def test_a_later_signal_forgets_the_values_of_an_earlier_one(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["one", "two", "three"])
    run.go_on(20)
    run.engine.signal(contact.id, ["four"])
    run.go_on(20)
    found = names(contact)
    assert found["sp1"] == "four"
    assert "sp2" not in found
    assert "sp3" not in found


def test_a_waiting_action_is_broken_off(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["x"])
    run.go_on(0)
    assert "interrupted" in run.kinds()
    assert contact.frame.script.name == "sub"


def test_held_while_a_subscript_runs_and_entered_right_after_return(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["first"])
    run.go_on(2)
    run.engine.signal(contact.id, ["second"])
    run.go_on(9)
    assert len(run.of("signal held")) == 1
    assert names(contact)["out"] == "done first"
    assert "returned" not in names(contact)  # the Runsub's own branch is not followed
    assert names(contact)["sp1"] == "second"
    run.go_on(20)
    assert names(contact)["out"] == "done second"
    assert names(contact)["returned"] == 1


def test_ignored_where_the_policy_says_so(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB, signal_during_runsub="ignore")
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["first"])
    run.go_on(2)
    run.engine.signal(contact.id, ["second"])
    run.go_on(20)
    assert [each["values"] for each in run.of("signal lost")] == [["second"]]
    assert names(contact)["out"] == "done first"
    assert names(contact)["returned"] == 1


def test_interrupts_a_subscript_where_the_policy_says_so(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB, signal_during_runsub="interrupt")
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["first"])
    run.go_on(2)
    run.engine.signal(contact.id, ["second"])
    run.go_on(0)
    assert run.of("interrupted")[-1]["discarded"] == ["sub"]
    run.go_on(20)
    assert names(contact)["out"] == "done second"
    assert names(contact)["returned"] == 1


def test_the_newest_of_two_held_signals_counts(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB)
    contact = run.run(seconds=1)
    for value in ("first", "second", "third"):
        run.engine.signal(contact.id, [value])
        run.go_on(2)
    run.go_on(60)
    assert [each["values"] for each in run.of("signal replaced")] == [["second"]]
    assert [each["values"] for each in run.of("signal entered")] == [["first"], ["third"]]


def test_queued_signals_are_entered_one_after_another(bench: Callable[..., Any]) -> None:
    run = bench(BRAIN, SUB, signal_mode="queue")
    contact = run.run(seconds=1)
    for value in ("first", "second", "third"):
        run.engine.signal(contact.id, [value])
    run.go_on(60)
    assert [each["values"] for each in run.of("signal entered")] == [["first"], ["second"], ["third"]]
    assert names(contact)["returned"] == 3


def test_a_subscript_with_an_onsignal_of_its_own_handles_it(bench: Callable[..., Any]) -> None:
    own = SUB + '\nOnsignal "Cancel"\n    -> "Cancelled"\n\nReturn "Cancelled"\n    ReturnValue = cancelled {SP1}\n'
    run = bench(BRAIN, own)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["go"])
    run.go_on(2)
    run.engine.signal(contact.id, ["stop it"])
    run.go_on(1)
    assert names(contact)["out"] == "cancelled stop it"
    assert names(contact)["returned"] == 1


def test_a_parked_subscript_gives_way_at_once(bench: Callable[..., Any]) -> None:
    parked = SUB.replace('-> "Return"', '-> "Rest"') + '\nStop "Rest"\n'
    run = bench(BRAIN, parked)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["first"])
    run.go_on(15)
    assert contact.status == "waiting"
    run.engine.signal(contact.id, ["second"])
    run.go_on(0)
    assert run.of("interrupted")[-1]["discarded"] == ["sub"]
    assert names(contact)["sp1"] == "second"


def test_lost_without_an_onsignal_and_the_script_goes_on(bench: Callable[..., Any]) -> None:
    run = bench(DEAF)
    contact = run.run(seconds=1)
    assert run.engine.signal(contact.id, ["x"])
    run.go_on()
    assert run.kinds().count("signal lost") == 1
    assert contact.status == "stuck"
    assert contact.frame.script.actions[contact.frame.at].caption == "Rest"


def test_no_contact_to_signal(bench: Callable[..., Any]) -> None:
    run = bench(DEAF)
    assert not run.engine.signal("4711", ["x"])


@pytest.mark.parametrize("mode", ["last", "queue"])
def test_a_release_wins_over_signals(bench: Callable[..., Any], mode: str) -> None:
    run = bench(BRAIN, SUB, signal_mode=mode)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["x"])
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on(1)
    assert contact.status == "ended"
    assert run.kinds().count("signal lost") == 1
    assert not run.engine.signal(contact.id, ["late"])
