"""No call outside the legal hours of any zone that a prospect may be in, checked by zoneinfo alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studio.runtime.clock import SECOND
from studio.runtime.events import Event
from studio.script.files import read_script
from studio.world.world import World

EXAMPLE = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects"
# Both nights on which the clocks change, and a day in between seasons.
STARTS = ["2026-03-07T10:00:00Z", "2026-10-31T10:00:00Z", "2026-07-01T10:00:00Z"]


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS)
def test_every_call_is_inside_every_zone(start: str) -> None:
    world, problems = World.load(
        EXAMPLE / "world.yaml", EXAMPLE / "brain.studio", changes={"start": datetime.fromisoformat(start)}
    )
    assert world is not None, problems
    calls: list[Event] = []

    class Watch:
        wants_changes = False

        def __call__(self, event: Event) -> None:
            if event.kind == "world" and event.data["text"] == "call":
                calls.append(event)

    world.engine.observe(Watch())
    script, _ = read_script(EXAMPLE / "brain.studio")
    assert script is not None
    world.run(script, until=world.engine.now + 30 * 3600 * SECOND)
    world.close()
    assert len(calls) > 500
    for call in calls:
        began = datetime.fromisoformat(call.data["at"])
        assert call.data["zones"]
        for zone in call.data["zones"]:
            local = began.astimezone(ZoneInfo(zone))
            assert 8 <= local.hour < 21, (zone, local)
