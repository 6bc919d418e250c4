"""The cases of a checkout's tests, and what of each action they use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from studio.script.branches import DEFAULT, normal
from studio.script.model import Action, Script
from studio.script.text import read_text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The branch that stands for every case of a Case or Menu.
CASES = "cases"


@dataclass(slots=True)
class Use:
    """What the cases use of one kind: how many rest on what, properties that a script sets, branches that are expected."""

    cases: Counter[str] = field(default_factory=Counter)
    #: Documented scenarios of the vendor's pages that are played.
    scenarios: int = 0
    properties: set[str] = field(default_factory=set)
    branches: set[str] = field(default_factory=set)


@cache
def checkout() -> Path:
    """The folder of the checkout that this package lies in. FileNotFoundError where it is no checkout."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "tests" / "actions" / "cases").is_dir():
        raise FileNotFoundError("the manual's pages are made in a checkout of the project")
    return root


def whole(text: str, name: str) -> str:
    """A case's script: it may leave out the head and Begin."""
    if not text.lstrip().startswith("script "):
        first = next(line for line in text.splitlines() if line and not line.startswith((" ", "//")))
        caption = first.split('"')[1]
        text = f'script "{name}"\n    media = Generic\n\nBegin "Begin"\n    -> "{caption}"\n\n{text}'
    return text


@cache
def cases_of(stem: str) -> list[dict[str, Any]]:
    """The cases for a file of actions; none where it has no cases."""
    path = checkout() / "tests" / "actions" / "cases" / f"{stem}.yaml"
    return _read(path) if path.is_file() else []


@cache
def counts() -> Counter[str]:
    """How many cases rest on what."""
    return Counter(case.get("basis", "") for path in _files() for case in _read(path))


@cache
def scenarios() -> int:
    """How many documented scenarios are played."""
    return len(_read(checkout() / "tests" / "actions" / "documented.yaml"))


def _files() -> list[Path]:
    return sorted((checkout() / "tests" / "actions" / "cases").glob("*.yaml"))


@cache
def uses() -> dict[str, Use]:
    """What the cases use, by kind of action."""
    found: dict[str, Use] = {}
    for path in _files():
        for case in _read(path):
            _count(found, case)
    for scripts in _read(checkout() / "tests" / "actions" / "documented.yaml").values():
        kinds = set()
        for name, text in scripts.items():
            filled = re.sub(r"\s*@(branches|parameters)@", "", text)
            for action in _actions(re.sub(r"@\w+@", "1", filled), name):
                kinds.add(action.kind.upper())
                found.setdefault(action.kind.upper(), Use()).properties |= {each.lower() for each in action.properties}
        for kind in kinds:
            found[kind].scenarios += 1
    return found


def _count(found: dict[str, Use], case: dict[str, Any]) -> None:
    scripts = {"main": case.get("script", ""), **case.get("others", {})}
    by_script = [list(_actions(text, name)) for name, text in scripts.items() if text]
    actions = [action for each in by_script for action in each]
    for kind in {each.kind.upper() for each in actions}:
        found.setdefault(kind, Use()).cases[case.get("basis", "")] += 1
    expected = {(str(caption), str(branch)) for caption, branch in case.get("branches", ())}
    captions = Counter(each.caption for each in actions)
    path = [str(each) for each in case.get("path", ())]
    for each in by_script:
        expected |= set(_passed({action.caption: action for action in each if captions[action.caption] == 1}, path))
    for action in actions:
        use = found[action.kind.upper()]
        use.properties |= {each.lower() for each in action.properties}
        custom = {each.label for each in action.branches if each.type == "custom"}
        for caption, branch in expected:
            if caption == action.caption and branch:
                use.branches.add(CASES if branch in custom else normal(branch))


def _passed(actions: dict[str, Action], path: list[str]) -> Iterator[tuple[str, str]]:
    """Caption and branch of each step of a path within one script that only one branch can have led to."""
    for one, other in pairwise(path):
        if one in actions and other in actions:
            ways = [each for each in actions[one].branches if each.to == actions[other].id]
            if len(ways) == 1:
                yield one, ways[0].label or DEFAULT


def _actions(text: str, name: str) -> Iterator[Action]:
    script: Script | None = read_text(whole(text, name), None)[0]
    yield from script.actions if script is not None else ()


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
