"""Plugins: files that are named, installed packages, what goes wrong in them, and what they can't break."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio.plugins import Plugins, hookimpl
from studio.runtime.registry import Registry

COUNTING = """from collections import Counter
from pathlib import Path

from studio.plugins import hookimpl


class Count:
    def __init__(self, file):
        self.file, self.seen = file, Counter()

    def __call__(self, event):
        self.seen[event.kind] += 1

    def close(self):
        Path(self.file).write_text(str(dict(self.seen)))


class Steps(Count):
    def steps(self, steps):
        for action, caption, branch, to in steps:
            self.seen[f"{caption} {branch}"] += 1


@hookimpl
def studio_observers(world):
    return [Count(f"{world.settings.seed}.events"), Steps("steps")]
"""
ACTION = """from studio.sdk import Action, text


class Greet(Action):
    kind = "ASSIGN"
    Value = text()

    def run(self, context):
        context.set("greeting", "from the plugin")
        return "Default"


def studio_actions(registry):
    registry.add(Greet)
"""


def written(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_observers_of_a_plugin_watch(studio: Any, good: Path) -> None:
    done = studio("run", good, "--plugin", written("count.py", COUNTING), "--seed", "5")
    assert (done.code, done.err) == (0, "")
    assert Path("5.events").read_text() == "{'start': 1, 'action': 3, 'end': 1}"
    assert Path("steps").read_text() == "{'start': 1, 'Begin Default': 1, 'Greet Default': 1, 'Done ': 1, 'end': 1}"


def test_actions_of_a_plugin_take_the_librarys_place(studio: Any, good: Path) -> None:
    done = studio("run", good, "--plugin", written("mine.py", ACTION), "--plugin", written("count.py", COUNTING))
    assert "greeting = from the plugin" in done.out
    assert Path("steps").exists()
    assert "from the plugin" not in studio("run", good).out


BAD = {
    "raise ValueError('no luck')": "ValueError: no luck",
    "import nosuch_module_at_all": "ModuleNotFoundError",
    "def broken(:": "SyntaxError",
    "raise SystemExit(0)": "SystemExit",
    "def studio_observer(world): return []": "studio_observer",
    "def studio_observers(planet): return []": "planet",
}


@pytest.mark.parametrize("text", BAD)
def test_a_plugin_that_can_not_be_used(studio: Any, good: Path, text: str) -> None:
    done = studio("run", good, "--plugin", written("bad.py", "# first line\n" + text))
    assert (done.code, done.out) == (2, "")
    assert "bad.py" in done.err
    assert "PL002" in done.err
    assert BAD[text] in done.err
    document = studio("run", good, "--json", "--plugin", "bad.py").document
    assert [each["code"] for each in document["diagnostics"]] == ["PL002"]


def test_the_line_that_failed_is_told(studio: Any, good: Path) -> None:
    done = studio("run", good, "--plugin", written("bad.py", "x = 1\n\nraise ValueError('no')\n"))
    assert "bad.py:3: error PL002" in done.err


def test_there_is_no_such_plugin(studio: Any, good: Path, tmp_path: Path) -> None:
    for name in ("nosuch.py", "."):
        done = studio("run", good, "--plugin", name)
        assert (done.code, "PL001" in done.err) == (2, True)
    assert "PL002" in studio("run", good, "--plugin", written("plain.txt", "x")).err


FAILING = {
    "call": "class Watch:\n    def __call__(self, event):\n        raise KeyError('x')\n\n\n",
    "steps": "class Watch:\n    def __call__(self, event): pass\n    def steps(self, steps):\n        raise KeyError('x')\n\n\n",
    "close": "class Watch:\n    def __call__(self, event): pass\n    def close(self):\n        raise KeyError('x')\n\n\n",
}


@pytest.mark.parametrize("which", FAILING)
def test_an_observer_that_fails_changes_no_run(studio: Any, good: Path, which: str) -> None:
    hook = "def studio_observers(world):\n    return [Watch()]\n"
    without = studio("run", good, "--json").document
    done = studio("run", good, "--json", "--plugin", written("bad.py", FAILING[which] + hook))
    assert done.code == 0
    document = done.document
    (told,) = document.pop("diagnostics")
    assert (told["code"], told["severity"], Path(told["file"]).name) == ("PL003", "warning", "bad.py")
    assert "the observer Watch failed" in told["message"]
    assert document == {name: each for name, each in without.items() if name != "diagnostics"}


@pytest.mark.parametrize(
    "hook",
    [
        "def studio_observers(world): return [5]",
        "def studio_observers(world): return 1 / 0",
        "def studio_actions(registry): registry.add(7)",
    ],
)
def test_a_hook_that_fails_is_told_and_the_others_have_their_turn(studio: Any, good: Path, hook: str) -> None:
    done = studio("run", good, "--plugin", written("bad.py", hook), "--plugin", written("count.py", COUNTING))
    assert done.code == 0
    assert "warning PL002" in done.err
    assert Path("steps").exists()


def test_a_plugin_may_give_one_observer_or_none(studio: Any, good: Path) -> None:
    assert studio("run", good, "--plugin", written("a.py", "def studio_observers(world): return print")).code == 0
    assert studio("run", good, "--plugin", written("b.py", "def studio_observers(world): pass")).code == 0
    assert studio("run", good, "--plugin", written("c.py", "x = 1")).code == 0


def test_observers_do_not_see_what_is_redacted(studio: Any, tmp_path: Path) -> None:
    script = 'script "s"\n    redact: card\n\nBegin "Begin"\n    Parameters: card\n    -> "End"\n\nEnd "End"\n'
    watch = "class Watch:\n    wants_changes = True\n    def __call__(self, event):\n        print(event)\n\n\n"
    hook = "def studio_observers(world): return Watch()\n"
    written("s.studio", script)
    done = studio("run", "s.studio", "--param", "card=41112222", "--plugin", written("w.py", watch + hook))
    assert "41112222" not in done.out
    assert "•••" in done.out


# ------------------------------------------------------------------------------------------------ installed packages
def test_installed_plugins_are_found(studio: Any, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Fine:
        @hookimpl
        def studio_observers(self, world: Any) -> list[Any]:
            return [lambda event: seen.append(event.kind)]

    def broken() -> Any:
        raise ImportError("its library is gone")

    entries = [SimpleNamespace(name="broken", load=broken), SimpleNamespace(name="fine", load=Fine)]
    real = importlib.metadata.entry_points
    monkeypatch.setattr(
        importlib.metadata,
        "entry_points",
        lambda **given: entries if given == {"group": "studio.plugins"} else real(**given),
    )
    done = studio("run", good, "--json")
    assert done.code == 0
    assert "action" in seen
    assert [each["code"] for each in json.loads(done.out)["diagnostics"]] == ["PL002"]
    assert "its library is gone" in done.out


def test_hooks_are_asked_once_a_run() -> None:
    calls: list[str] = []

    class Plugin:
        def studio_actions(self, registry: Registry) -> None:
            calls.append("actions")

        def studio_observers(self, world: Any) -> None:
            calls.append("observers")

    plugins, _ = Plugins.load(installed=False)
    assert plugins is not None
    plugins.add(Plugin())
    plugins.add_actions(Registry())
    plugins.watch(None)
    assert calls == ["actions", "observers"]
