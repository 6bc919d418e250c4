"""A whole world is data: saved at any action boundary, it goes on in another process's world with the very same trace."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from studio.crm.store import Crm
from studio.runtime.clock import SECOND
from studio.runtime.events import Event
from studio.runtime.state import VERSION, UnreadableState
from studio.runtime.tracing import JsonTrace
from studio.script.files import read_script
from studio.world.world import World

EXAMPLES = Path(__file__).resolve().parents[2] / "scripts"
PAIR = EXAMPLES / "create_prospects"
SCRIPT = PAIR / "brain.studio"
#: Virtual time that is played, and when it is stopped where a test stops it once.
MINUTES, HALF = 25, 12
#: Numbers of actions after which the run is saved.
POINTS = (1, 7, 40, 90)
SLOW_POINTS = tuple(range(3, 110, 12))


class Stop:
    """Pauses the run each time that one of these numbers of actions is done."""

    wants_changes = False

    def __init__(self, world: World, points: Iterable[int]) -> None:
        self._world, self._points, self._actions = world, set(points), 0
        #: The number that it was stopped at; None once the run has gone on to its end.
        self.at: int | None = None
        world.engine.observe(self)

    def __call__(self, event: Event) -> None:
        if event.kind == "action":
            self._actions += 1
            if self._actions in self._points:
                self.at = self._actions
                self._world.engine.pause()


def new_world() -> tuple[World, io.StringIO]:
    world, problems = World.load(PAIR / "world.yaml", SCRIPT)
    assert world is not None, problems
    out = io.StringIO()
    world.engine.observe(JsonTrace(out.write))
    return world, out


def begin(world: World) -> None:
    script, _ = read_script(SCRIPT)
    assert script is not None
    assert world.campaign is not None
    world.campaign.adopt(world.start(script))


def end(world: World) -> int:
    return start_time() + MINUTES * 60 * SECOND


def half() -> int:
    return start_time() + HALF * 60 * SECOND


@cache
def start_time() -> int:
    world, _ = new_world()
    start = world.engine.now
    world.close()
    return start


@cache
def whole() -> list[str]:
    """The trace of a run that nobody stops."""
    world, out = new_world()
    begin(world)
    world.engine.run(end(world))
    world.close()
    return out.getvalue().splitlines()


@cache
def stopped() -> tuple[list[str], dict[int, tuple[str, int]]]:
    """A run that is saved at every point: its trace; by point, what was saved, and how many lines there were."""
    world, out = new_world()
    begin(world)
    stop = Stop(world, POINTS + SLOW_POINTS)
    saved: dict[int, tuple[str, int]] = {}
    world.engine.run(end(world))
    while stop.at is not None:
        saved[stop.at], stop.at = (json.dumps(world.save()), out.getvalue().count("\n")), None
        world.engine.run(end(world))
    world.close()
    return out.getvalue().splitlines(), saved


def test_goes_on_with_the_same_trace() -> None:
    """All in one test, so that one process alone plays what they share."""
    trace, saved = stopped()
    assert sorted(saved) == sorted(POINTS + SLOW_POINTS)
    assert trace == whole()
    for actions in POINTS:
        check_goes_on(actions)


@pytest.mark.slow
@pytest.mark.parametrize("actions", SLOW_POINTS)
def test_goes_on_from_more_points(actions: int) -> None:
    check_goes_on(actions)


def check_goes_on(actions: int) -> None:
    text, lines = stopped()[1][actions]
    saved = json.loads(text)
    second, after = new_world()
    second.restore(saved)
    assert json.loads(json.dumps(second.save())) == saved
    second.engine.run(end(second))
    second.close()
    assert after.getvalue().splitlines() == whole()[lines:]


@pytest.mark.slow
def test_goes_on_in_another_process(tmp_path: Path) -> None:
    first, before = new_world()
    begin(first)
    first.engine.run(half())
    (tmp_path / "saved.json").write_text(json.dumps(first.save()))
    first.close()
    program = (
        "import json, sys\nfrom test_saved_worlds import new_world, end\n"
        "world, out = new_world()\nworld.restore(json.load(open(sys.argv[1])))\n"
        "world.engine.run(end(world))\nsys.stdout.write(out.getvalue())\n"
    )
    here = str(Path(__file__).parent)
    found = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "saved.json")],
        capture_output=True, text=True, check=True, encoding="utf-8",
        env={"PYTHONPATH": ":".join([here, *sys.path]), "PYTHONHASHSEED": "7", "PATH": "", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (before.getvalue() + found.stdout).splitlines() == whole()


def test_a_fork_goes_on_by_itself() -> None:
    first, before = new_world()
    begin(first)
    first.engine.run(half())
    fork = first.fork()
    out = io.StringIO()
    fork.engine.observe(JsonTrace(out.write))
    done = before.getvalue()
    first.engine.run(end(first))
    fork.engine.run(end(fork))
    assert (done + out.getvalue()).splitlines() == before.getvalue().splitlines() == whole()
    assert fork.result().as_json() == first.result().as_json()
    first.close()
    fork.close()


def broken(saved: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return saved | {"engine": saved["engine"] | changes}


def test_what_cannot_be_read_is_refused() -> None:
    world, _ = new_world()
    begin(world)
    saved = world.save()
    world.close()
    contact = saved["engine"]["contacts"][0]
    other = contact | {"frames": [contact["frames"][0] | {"script": "elsewhere"}]}
    for odd, message in [
        (broken(saved, version=99), f"saved as version 99; this reads version {VERSION}"),
        ({"other": 1}, "no saved world"),
        (saved | {"databases": {"crm": "rubbish", "store": None}}, "no saved world"),
        (broken(saved, agenda=[[0, 0, "contact", "9999"]]), "no saved run"),
        (broken(saved, parts={"nothing": {}}), "which this world does not have"),
        (broken(saved, contacts=[other]), "script 'elsewhere' is not here"),
    ]:
        with closing(new_world()[0]) as another, pytest.raises(UnreadableState, match=message):
            another.restore(odd)


def test_a_world_that_cannot_be_built_lets_go_of_its_databases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[object] = []
    monkeypatch.setattr(Crm, "close", lambda crm: closed.append(crm))
    world_file = "crm: {}\nhttp: {routes: [{prefix: 'https://x.example/', service: nosuch}]}\n"
    (tmp_path / "world.yaml").write_text(world_file, encoding="utf-8")
    world, problems = World.load(tmp_path / "world.yaml", SCRIPT)
    assert world is None
    assert [each.code for each in problems] == ["WF004"]
    assert len(closed) == 1
