"""What reading, writing and checking scripts costs, beside common libraries at the same work.

    .venv/bin/python benchmarks/formats.py [--quick] [--json]

A script of 500 actions (a fifth of them Snippets of ten lines) is read, written and checked, with empty caches; then a project
of 500 scripts of 40 actions is checked by the command, as a whole process, first without its cache and then with it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from made_scripts import made_script
from measuring import Peer, forget, race, say, table

from studio.script.checks import check_script
from studio.script.files import script_in, write_script
from studio.script.model import Script

#: Actions of the one script; scripts of the project, and actions of each.
ACTIONS = 500
SCRIPTS, ACTIONS_EACH = 500, 40
#: Milliseconds and seconds that we hold ourselves to.
GOALS = {"read": 50.0, "check": 150.0, "cold": 20.0, "warm": 2.0}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="fewer rounds, a smaller project")
    options.add_argument("--json", action="store_true", help="one JSON document")
    chosen = options.parse_args()
    rounds = 3 if chosen.quick else 9
    found = {
        "one script": [*_reading(rounds), *_writing(rounds), *_checking(rounds)],
        "project": _project(SCRIPTS // 10 if chosen.quick else SCRIPTS),
    }
    if chosen.json:
        print(json.dumps(found, indent=2))
        return
    heads = ["", "ms", "peer's ms", "times the peer", "goal", ""]
    rows = [
        [
            row["name"],
            f"{row['ms']:.1f}",
            f"{row['peer_ms']:.1f}" if "peer_ms" in row else "",
            f"{row['ratio']:.2f}" if "ratio" in row else "",
            f"{row['goal']:.0f}" if "goal" in row else "",
            row.get("peer", ""),
        ]
        for row in (*found["one script"], *found["project"])
    ]
    print(table(f"A script of {ACTIONS} actions, then a project of scripts of {ACTIONS_EACH}", heads, rows))


def _raced(name: str, own: Callable[[], Any], peer: str, theirs: Callable[[], Any], rounds: int) -> dict[str, Any]:
    """One row: our work beside a peer's, both without comparing results, which differ in kind."""
    say(name)

    def only(work: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            work()

        return run

    mine, other = Peer(name, only(own)), Peer(peer, only(theirs))
    race([mine, other], rounds)
    ratio = mine.times(other)
    return {"name": name, "ms": 1000 * mine.best, "peer": peer, "peer_ms": 1000 * other.best, "ratio": ratio}


def _reading(rounds: int) -> Iterator[dict[str, Any]]:
    script = made_script("Bench", ACTIONS)
    document, xml, text = (write_script(script, form) for form in ("json", "xml", "text"))
    plain = yaml.dump(json.loads(document), Dumper=yaml.CSafeDumper)
    peers: dict[str, tuple[str, str, Callable[[], Any]]] = {
        "json": (document, "json.loads", lambda: json.loads(document)),
        "xml": (xml, "ElementTree", lambda: ElementTree.fromstring(xml.encode())),
        "text": (text, "PyYAML in C, the same as YAML", lambda: yaml.load(plain, Loader=yaml.CSafeLoader)),
    }
    for form, (source, peer, theirs) in peers.items():
        row = _raced(f"read {form}", lambda source=source: _read(source), peer, theirs, rounds)
        yield row | {"goal": GOALS["read"]}


def _read(source: str) -> Script:
    script, problems = script_in(source, "made")
    assert script is not None, problems[:3]
    assert not problems, problems[:3]
    return script


def _writing(rounds: int) -> Iterator[dict[str, Any]]:
    script = made_script("Bench", ACTIONS)
    data = json.loads(write_script(script, "json"))
    for form in ("json", "xml", "text"):
        peer, theirs = "json.dumps", lambda: json.dumps(data, indent=2)
        if form == "text":
            peer, theirs = "PyYAML in C, the same as YAML", lambda: yaml.dump(data, Dumper=yaml.CSafeDumper)
        yield _raced(f"write {form}", lambda form=form: write_script(script, form), peer, theirs, rounds)


def _checking(rounds: int) -> Iterator[dict[str, Any]]:
    script = made_script("Bench", ACTIONS)
    lines = write_script(script, "text").count("\n")
    python = _python(lines)

    def check() -> None:
        forget()
        found = check_script(script)
        assert not [each for each in found if each.severity == "error"], found[:3]

    if importlib.util.find_spec("pyflakes") is None:
        say("pyflakes is not installed: left out")
        name, theirs = "compile()", lambda: compile(python, "made.py", "exec")
    else:
        from pyflakes import api, reporter

        name = f"pyflakes, {lines} lines"

        def theirs() -> object:
            return api.check(python, "made.py", reporter.Reporter(sys.stdout, sys.stderr))

    yield _raced("check", check, name, theirs, rounds) | {"goal": GOALS["check"]}


def _python(lines: int) -> str:
    """A Python module of so many lines, as busy as a script."""
    body = [
        "def work_{0}(customer, brand):",
        "    total = 0",
        "    for i in range(1, 4):",
        "        total = total + i * {0}",
        "    if total > 100:",
        "        total = f'{{brand}}: {{total}}'",
        "    answers = {{'1': brand, '2': customer}}",
        "    return answers.get(str(total), total)",
    ]
    return "\n".join(line.format(block) for block in range(lines // len(body)) for line in body) + "\n"


def _project(scripts: int) -> list[dict[str, Any]]:
    say(f"a project of {scripts} scripts")
    with tempfile.TemporaryDirectory() as place:
        folder, modules = Path(place, "scripts"), Path(place, "modules")
        folder.mkdir()
        modules.mkdir()
        lines = 0
        for number in range(scripts):
            name = f"Script{number}"
            called = f"Script{number + 1}" if number + 1 < scripts else ""
            text = write_script(made_script(name, ACTIONS_EACH, called), "text")
            # Every script its own: what is cached by content must not help.
            text = text.replace("brand", f"brand{number}").replace("customer", f"customer{number}")
            (folder / f"{name}.studio").write_text(text, encoding="utf-8")
            lines = text.count("\n")
            (modules / f"m{number}.py").write_text(_python(lines), encoding="utf-8")
        command = [str(Path(sys.executable).parent / "studio"), "check", str(folder)]
        peer = [sys.executable, "-m", "pyflakes", str(modules)]
        rows = []
        for name, goal in (("check the project, no cache yet", "cold"), ("check the project again", "warm")):
            seconds = _timed(command)
            row: dict[str, Any] = {"name": f"{name} ({scripts} × {lines} lines)", "ms": 1000 * seconds}
            if importlib.util.find_spec("pyflakes") is not None:
                theirs = _timed(peer)
                row |= {"peer": "pyflakes, as many lines", "peer_ms": 1000 * theirs, "ratio": seconds / theirs}
            rows.append(row | {"goal": 1000 * GOALS[goal]})
        return rows


def _timed(command: list[str]) -> float:
    """Seconds of a command as a whole process, which has to find nothing wrong."""
    import time

    # Compiled modules are kept, as they are on a user's machine.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{command}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds


if __name__ == "__main__":
    main()
