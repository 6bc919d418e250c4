"""Whether a run came out as it was expected: a check for everything that a scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.runtime.clock import SECOND, micros
from studio.testing.ran import Check, Ran, Wanted
from studio.testing.scenario.model import Expect, WantedStep
from studio.world.when.expecting import shown


def judge(ran: Ran, expect: Expect) -> Iterator[Check]:
    """The checks of everything that is expected but the golden trace: the way before what came of it."""
    if expect.status is not None:
        status = ran.status
        yield Check(status == expect.status, f"the run is {status}" + _unless(status == expect.status, expect.status))
    if expect.at:
        yield ran.stands_at(expect.at)
    for each in expect.took:
        yield ran.has(wanted(each), each.times)
    for each in expect.never:
        yield ran.has(wanted(each), 0)
    if expect.order:
        yield ran.in_order(*map(wanted, expect.order))
    if expect.unordered:
        yield ran.unordered(*map(wanted, expect.unordered))
    if expect.path:
        yield ran.exactly(*map(wanted, expect.path))
    # Behind the way, of which they are the outcome.
    if "returns" in expect.model_fields_set:
        yield ran.returns(expect.returns)
    yield from ran.has_variables(expect.variables)
    yield from _outside(ran, expect)
    if expect.leads is not None:
        yield _leads(ran, expect.leads)
    if expect.takes:
        yield _takes(ran, expect.takes)


def wanted(step: WantedStep) -> Wanted:
    """The step that a scenario speaks of."""
    return Wanted(step.caption, step.branch, step.script)


def _outside(ran: Ran, expect: Expect) -> Iterator[Check]:
    for asked in expect.requests:
        request = f"{asked.method} {asked.url}".strip()
        yield ran.requested(request, status=asked.status, times=asked.times)
    for signal in expect.signals:
        yield ran.sent_signal(*signal.values, to=signal.to, times=signal.times)
    for each in expect.calls:
        yield ran.called(each.name, times=each.times)
    for each in expect.spawns:
        yield ran.spawned(each.name, times=each.times)
    for each in expect.plays:
        yield ran.played(each.name, times=each.times)
    if expect.errors == "none":
        errors = ran.errors
        yield Check(not errors, f"no action failed, but _ERR said {shown(errors[0])}" if errors else "no action failed")
    else:
        for each in expect.errors:
            yield ran.failed("*", each.name, times=each.times)
    for happening in expect.happens:
        yield ran.happened(happening.text, times=happening.times, **happening.members)


def _leads(ran: Ran, leads: Any) -> Check:
    if ran.world.crm is None or ran.world.prospects is None:
        return Check(False, "leads: this world has no CRM, or no dialer")
    found = ran.balance
    places = {place: count for place, count in found.places.items() if count}
    if leads == "balanced":
        told = ", ".join(f"{count} {place}" for place, count in places.items()) or "there are none"
        return Check(found.holds, f"the leads: {told}" if found.holds else f"the leads do not balance: {told}")
    wrong = [
        f"{places.get(place, 0)} {place}, not {count}"
        for place, count in leads.items()
        if places.get(place, 0) != count
    ]
    return Check(not wrong, f"the leads: {'; '.join(wrong)}" if wrong else "the leads are where they should be")


def _takes(ran: Ran, takes: dict[Any, float]) -> Check:
    last = ran.events[-1].time if ran.events else ran.world.engine.now
    seconds = (last - micros(ran.world.settings.start)) / SECOND
    least, most = takes.get("least", 0.0), takes.get("most", seconds)
    right = least <= seconds <= most
    return Check(right, f"it took {seconds:g} s" + _unless(right, f"{least:g} to {most:g} s"))


def _unless(right: bool, wanted: str) -> str:
    return "" if right else f", not {wanted}"
