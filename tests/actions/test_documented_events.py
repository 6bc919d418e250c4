"""Actions as documented: signals and other events."""

from __future__ import annotations

import re
from typing import Any

import pytest
from documented import Bench, Case, documented, found, scripts


def told(bench: Bench, id: str, values: list[str], variable: str = "S1") -> tuple[Any, Any, Any]:
    """A receiver at work that a sender signals: the run, the receiver, the sender."""
    items = "\n".join(["    Parameters:", *(f"        - {each}" for each in values)]) if values else ""
    run = bench(*scripts(id, variable=variable, parameters=items))
    receiver = run.run(seconds=10)
    sender = run.engine.start(run.scripts[1], [receiver.id])
    run.go_on(0)
    return run, receiver, sender


@documented("signal-interrupts")
def test_a_signal_interrupts(case: Case, bench: Bench) -> None:
    run, receiver, sender = told(bench, case["id"], ["x"])
    assert run.captions(receiver) == ["Begin", "Told", "Rest"]
    assert [each["by"] for each in run.of("interrupted")] == ["ONSIGNAL"]
    assert run.captions(sender) == ["Begin", "Tell", "Rest"]
    run.go_on()
    assert "Later" not in run.captions(receiver)


@documented("signal-at-most-nine")
@pytest.mark.parametrize("count", [0, 1, 9, 10])
def test_as_many_values_as_a_signal_carries(case: Case, bench: Bench, count: int) -> None:
    least, most = map(int, case["expect"]["parameters"].split("-"))
    run, receiver, _ = told(bench, case["id"], [f"v{each}" for each in range(1, count + 1)])
    arrived = {name: value for name, value in found(receiver).items() if re.fullmatch("sp\\d+", name)}
    assert arrived == {f"sp{each}": f"v{each}" for each in range(1, min(count, most) + 1)}
    assert ("warning" in run.kinds()) is not (least <= count <= most)


@documented("signal-source-contact")
def test_who_has_signalled(case: Case, bench: Bench) -> None:
    variable, id = case["given"]["SrcContactIDVar"], case["given"]["sender_contact_id"]
    _, receiver, sender = told(bench, case["id"], [], variable)
    assert found(receiver)[variable.lower()] == sender.id
    run = bench(*scripts(case["id"], variable=variable))
    receiver = run.run(seconds=1)
    run.engine.signal(receiver.id, [], source=id)
    run.go_on(0)
    assert {variable: found(receiver)[variable.lower()]} == case["expect"]["variables"]


@documented("signal-twice-may-act-once")
@pytest.mark.parametrize("mode", ["last", "queue"])
def test_two_signals_at_one_moment(case: Case, bench: Bench, mode: str) -> None:
    run = bench(*scripts(case["id"]), signal_mode=mode)
    contact = run.run()
    for value in range(case["given"]["signals"]):
        assert run.engine.signal(contact.id, [str(value)])
    run.go_on()
    once = int(case["expect"]["may_behave_as"].split()[0])
    assert found(contact)["done"] == (once if mode == "last" else case["given"]["signals"])


@documented("onrelease-continues")
def test_the_script_goes_on_after_release(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert contact.status == "waiting"
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on()
    assert run.captions()[2:] == ["Released", *case["given"]["onrelease_chain"]]
    assert contact.status == "ended"


@documented("end-fires-onrelease")
def test_end_fires_onrelease(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "End", "Released", "Rest"]
    assert contact.status == "ended"


@documented("end-outbound-error")
def test_end_before_there_is_a_call(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"]))
    contact = run.run()
    assert run.captions() == ["Begin", "Prepare", "End"]
    assert contact.status == case["expect"]["script"]


def _events(case: Case) -> list[str]:
    return [each.upper() for each in re.findall("On[a-z]+", case["expect"]["released_only_by"])]


@documented("stop-parks")
def test_stop_rests_until_an_event(case: Case, bench: Bench) -> None:
    kinds = _events(case)
    events = "".join(f'\n{each} "{each}"\n    -> "Parked"\n' for each in kinds)
    assert len(kinds) == 5
    for kind in kinds:
        run = bench(scripts(case["id"])[0].replace("Generic", "Phone") + events)
        contact = run.run(seconds=1_000_000)
        assert (contact.status, run.captions()) == ("waiting", ["Begin", "Parked"])
        run.engine.raise_event(contact.id, kind)
        run.go_on()
        assert run.captions()[2:] == [kind, "Parked"]
        assert contact.status == ("ended" if kind == "ONRELEASE" else "waiting")
