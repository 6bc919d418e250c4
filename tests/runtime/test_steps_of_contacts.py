"""Observers of steps are told of the contact that did them, also where a wait ends between two others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LONG = """
script "long"
    media = Generic

Begin "Begin"
    -> "Sleep"

Wait "Sleep"
    Seconds = 5
    -> "Rest"

Stop "Rest"
"""

SHORT = """
script "short"
    media = Generic

Begin "Begin"
    -> "Nap"

Wait "Nap"
    Seconds = 2
    -> "Nap"
"""


def test_a_wait_that_ends_is_its_own_contacts(bench: Callable[..., Any]) -> None:
    run = bench(LONG, SHORT)
    first = run.start()
    second = run.engine.start(run.scripts[1])
    run.go_on(5)
    paths = run.world.paths
    assert [step[2] for step in paths.path(first.id)] == ["Begin", "Sleep", "Rest"]
    assert [step[2] for step in paths.path(second.id)] == ["Begin", "Nap", "Nap"]
