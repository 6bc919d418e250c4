"""Steps that observers get in batches belong to the contact that took them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.runtime.state import restore_engine, save_engine

MAIN = """script "main"

Begin "Begin"
    Parameters: rest
    -> "Wait"

Wait "Wait"
    Seconds = {rest}
    -> "After"

Wait "After"
    Seconds = {rest}
    -> "End"

End "End"
"""


def test_a_wait_that_is_over_is_told_of_the_contact_that_waited(bench: Callable[..., Any]) -> None:
    run = bench(MAIN)
    contacts = [run.start(rest) for rest in ("2", "3", "5")]
    run.go_on()
    paths = {each.id: [step[2] for step in run.world.paths.path(each.id)] for each in contacts}
    assert paths == {each.id: ["Begin", "Wait", "After", "End"] for each in contacts}


def test_a_restored_run_tells_of_the_wait_that_was_under_way(bench: Callable[..., Any]) -> None:
    first = bench(MAIN)
    contact = first.run("4", seconds=1)
    second = bench(MAIN)
    restore_engine(second.engine, save_engine(first.engine))
    second.go_on()
    assert [step[2] for step in second.world.paths.path(contact.id)] == ["Wait", "After", "End"]
