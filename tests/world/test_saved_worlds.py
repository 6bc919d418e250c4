"""A whole world is data: saved at any action boundary, it goes on in another process's world with the very same trace."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from studio.runtime.clock import SECOND
from studio.runtime.events import Event
from studio.runtime.state import VERSION, UnreadableState
from studio.runtime.tracing import JsonTrace
from studio.script.files import read_script
from studio.world.world import World

EXAMPLES = Path(__file__).resolve().parents[2] / "scripts"
PAIR = EXAMPLES / "create_prospects"
SCRIPT = PAIR / "brain.studio"
#: Virtual time that is played.
MINUTES = 90


class Stop:
    """Pauses the run after so many actions."""

    wants_changes = False

    def __init__(self, world: World, actions: int) -> None:
        self._world, self._left = world, actions
        world.engine.observe(self)

    def __call__(self, event: Event) -> None:
        if event.kind == "action":
            self._left -= 1
            if self._left == 0:
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
    return new_start() + MINUTES * 60 * SECOND


@cache
def new_start() -> int:
    world, _ = new_world()
    start = world.engine.now
    world.close()
    return start


@cache
def whole() -> str:
    world, out = new_world()
    begin(world)
    world.engine.run(end(world))
    return out.getvalue()


@pytest.mark.parametrize("actions", [1, 7, 40, 111])
def test_goes_on_with_the_same_trace(actions: int) -> None:
    first, before = new_world()
    begin(first)
    Stop(first, actions)
    first.engine.run(end(first))
    saved = json.loads(json.dumps(first.save()))
    first.close()
    second, after = new_world()
    second.restore(saved)
    assert json.loads(json.dumps(second.save())) == saved
    second.engine.run(end(second))
    assert (before.getvalue() + after.getvalue()).splitlines() == whole().splitlines()


def test_goes_on_in_another_process(tmp_path: Path) -> None:
    first, before = new_world()
    begin(first)
    first.engine.run(new_start() + 40 * 60 * SECOND)
    (tmp_path / "saved.json").write_text(json.dumps(first.save()))
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
    assert (before.getvalue() + found.stdout).splitlines() == whole().splitlines()


def test_a_fork_goes_on_by_itself() -> None:
    first, before = new_world()
    begin(first)
    first.engine.run(new_start() + 40 * 60 * SECOND)
    fork = first.fork()
    out = io.StringIO()
    fork.engine.observe(JsonTrace(out.write))
    done = before.getvalue()
    first.engine.run(end(first))
    fork.engine.run(end(fork))
    assert (done + out.getvalue()).splitlines() == before.getvalue().splitlines() == whole().splitlines()
    assert fork.result().as_json() == first.result().as_json()


def broken(saved: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return saved | {"engine": saved["engine"] | changes}


def test_what_cannot_be_read_is_refused() -> None:
    world, _ = new_world()
    begin(world)
    saved = world.save()
    with pytest.raises(UnreadableState, match=f"saved as version 99; this reads version {VERSION}"):
        new_world()[0].restore(broken(saved, version=99))
    with pytest.raises(UnreadableState, match="no saved world"):
        new_world()[0].restore({"other": 1})
    with pytest.raises(UnreadableState, match="no saved world"):
        new_world()[0].restore(saved | {"databases": {"crm": "rubbish", "store": None}})
    with pytest.raises(UnreadableState, match="no saved run"):
        new_world()[0].restore(broken(saved, agenda=[[0, 0, "contact", "9999"]]))
    with pytest.raises(UnreadableState, match="which this world does not have"):
        new_world()[0].restore(broken(saved, parts={"nothing": {}}))
    contact = saved["engine"]["contacts"][0]
    other = contact | {"frames": [contact["frames"][0] | {"script": "elsewhere"}]}
    with pytest.raises(UnreadableState, match="script 'elsewhere' is not here"):
        new_world()[0].restore(broken(saved, contacts=[other]))
