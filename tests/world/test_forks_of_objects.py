"""What a fork does to its dynamic objects, the run that it was forked from does not see, and the other way round."""

from __future__ import annotations

from studio.runtime.clock import SECOND
from studio.script.project import Project
from studio.script.text import read_text
from studio.snippet.values import plain_value
from studio.world.world import World

TEXT = """script "objects"
    media = Generic

Begin "Begin"
    -> "Make"

Snippet "Make"
    Data:
        | DYNAMIC order
        | ASSIGN order.lines[1].count = 1
        | ASSIGN same = order
    -> "Wait"

Wait "Wait"
    Seconds = 10
    -> "Change"

Snippet "Change"
    Data:
        | ASSIGN order.lines[1].count = order.lines[1].count + 1
        | ASSIGN order.lines[2].count = 7
    -> "Wait again"

Wait "Wait again"
    Seconds = 10
    -> "End"

End "End"
"""


def counts(world: World, name: str = "order") -> list[int]:
    contact = next(iter(world.engine.contacts.values()))
    return [each["count"] for each in plain_value(contact.frames[0].variables[name])["lines"]]


def go(world: World, seconds: float) -> None:
    world.engine.run(world.engine.now + round(seconds * SECOND))


def test_neither_sees_what_the_other_changes() -> None:
    script, _ = read_text(TEXT, None)
    assert script is not None
    world = World(project=Project([script]))
    world.start(script)
    go(world, 5)
    first, second = world.fork(), world.fork()
    go(first, 6)
    assert (counts(world), counts(first), counts(second)) == ([1], [2, 7], [1])
    go(world, 6)
    assert (counts(world), counts(second)) == ([2, 7], [1])
    # Two names of one object are two names of one object in a fork, too.
    assert counts(first, "same") == [2, 7]
    assert counts(second, "same") == [1]
