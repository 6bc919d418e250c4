"""A campaign goes the same way on every database: the same trace, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.runtime.clock import SECOND
from studio.runtime.tracing import JsonTrace
from studio.script.files import read_script
from studio.world.world import World

EXAMPLE = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects"
HOURS = 3


def trace_of(store: str) -> list[str]:
    """The lines of the trace of some hours of the example."""
    script, _ = read_script(EXAMPLE / "brain.studio")
    assert script is not None
    world, problems = World.load(EXAMPLE / "world.yaml", EXAMPLE / "brain.studio", changes={"store": store})
    assert world is not None, problems
    lines: list[str] = []
    world.engine.observe(JsonTrace(lines.append))
    world.run(script, until=world.engine.now + HOURS * 3_600 * SECOND)
    world.close()
    return lines


@pytest.mark.slow
def test_a_campaign_is_the_same_on_every_database(shared_url: str) -> None:
    in_memory = trace_of("sqlite://")
    assert len(in_memory) > 1_000
    assert trace_of(shared_url) == in_memory
