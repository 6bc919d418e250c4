"""Why two scripts: a signal at every action boundary of a load, and inside every wait for the CRM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studio.runtime.clock import SECOND

ONE_PAGE, TWO_PAGES = 40, 110
MORE = 10  # what the second signal asks for


class _Later:
    """Signals at its time."""

    name = "later"

    def __init__(self, run: Any) -> None:
        self.run = run

    def wake(self, engine: Any) -> None:
        self.run.signal("S-2", MORE)


def loaded_with_a_signal(
    example: Callable[..., Any], one_script: bool, at: int | None, inside: bool = False, leads: int = ONE_PAGE
) -> Any:
    """A load in which a second signal comes at boundary number ``at``, or inside the request of that number."""
    run = example(alone=True, one_script=one_script, leads=leads + MORE, lease_minutes=None)
    seen = 0
    wanted = "http" if inside else "action"

    def watch(event: Any) -> None:
        nonlocal seen
        if event.kind != wanted:
            return
        seen += 1
        if seen == at and inside:
            run.world.engine.at(run.world.engine.now + SECOND // 5, _Later(run))
        elif seen == at:
            run.signal("S-2", MORE)

    run.signal("S-1", leads)
    run.on_event = watch
    run.go_on(300)
    run.on_event = None
    run.steps = seen
    return run


#: Leads, and the distance between the boundaries that are tried: the fast suite tries every sixth.
EVERYWHERE = [(ONE_PAGE, 6), *(pytest.param(leads, 1, marks=pytest.mark.slow) for leads in (ONE_PAGE, TWO_PAGES))]


@pytest.mark.parametrize(("leads", "apart"), EVERYWHERE)
def test_the_pair_loses_and_doubles_nothing_wherever_the_signal_comes(
    example: Callable[..., Any], leads: int, apart: int
) -> None:
    whole = loaded_with_a_signal(example, one_script=False, at=None, leads=leads)
    boundaries = whole.steps
    assert boundaries > 15
    assert whole.balance().holds
    for at in range(1, boundaries + 1, apart):
        run = loaded_with_a_signal(example, one_script=False, at=at, leads=leads)
        found = run.balance()
        assert found.holds, f"boundary {at}: {found.places}"
        # A signal that comes before the subscript has begun takes the first one's place: half is asked for, nothing torn.
        assert found.places["still in the CRM"] in (0, leads), f"boundary {at}: {found.places}"


@pytest.mark.slow
def test_nor_inside_a_request(example: Callable[..., Any]) -> None:
    requests = sum(each.kind == "http" for each in loaded_with_a_signal(example, False, None).events)
    assert requests >= 3
    for at in range(1, requests + 1):
        assert loaded_with_a_signal(example, False, at, inside=True).balance().holds


@pytest.mark.slow
def test_the_one_script_loses_leads(example: Callable[..., Any]) -> None:
    whole = loaded_with_a_signal(example, one_script=True, at=None)
    assert whole.balance().holds  # it works as long as nobody disturbs it
    lost: dict[str, int] = {}
    for at in range(1, whole.steps + 1):
        run = loaded_with_a_signal(example, one_script=True, at=at)
        caption = run.branches()[at][0]  # Begin was before the signal
        lost[caption] = max(lost.get(caption, 0), run.balance().places["lost"])
    # Torn away between the CRM and the dialer, a whole page is gone; later, the failed ones of the page are.
    assert lost["Pull records"] == ONE_PAGE
    assert lost["Has Results"] == ONE_PAGE
    assert 0 < lost["Determine if any failed records need to be checked back in"] < ONE_PAGE / 2
    assert lost["Check in"] == 0


def test_the_policies_that_break_a_subscript_lose_leads_too(example: Callable[..., Any]) -> None:
    run = example(leads=ONE_PAGE + MORE, changes={"signal_during_runsub": "interrupt"})

    def watch(event: Any) -> None:
        if (event.kind, event.caption) == ("action", "Has Results"):
            run.on_event = None
            run.signal("S-2", MORE)

    run.on_event = watch
    run.signal("S-1", ONE_PAGE)
    run.go_on(300)
    assert run.balance().places["lost"] == ONE_PAGE
