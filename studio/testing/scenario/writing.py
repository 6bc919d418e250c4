"""Writing scenario files, for what tools find and record."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from studio.testing.scenario.reading import Case

#: Members in the order in which people read them.
_ORDER = (
    "script",
    "world",
    "actions",
    "name",
    "skip",
    "given",
    "when",
    "expect",
    "always",
    "explore",
    "scenarios",
    "do",
    "times",
)


class _Dumper(yaml.SafeDumper):
    """Short lists and mappings of plain values on one line, all else in lines of its own."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand further in than what they belong to."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Anchors are not taken in scenario files."""
        return True


def _is_short(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    flat = all(not isinstance(each, (dict, list, tuple)) or not each for each in inner)
    return flat and len(str(value)) <= 80


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=bool(value) and _is_short(value))


def _sequence(dumper: _Dumper, value: Sequence[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=_is_short(value))


_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _sequence)
_Dumper.add_representer(tuple, _sequence)


def file_of(case: Case, folder: Path, *scenarios: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a scenario file in a folder, with what the file of a case says for all its scenarios."""
    shared = {name: value for name, value in case.shared.items() if name not in ("scenarios", "script", "world")}
    found: dict[str, Any] = {"script": relative(case.file.parent / _script_of(case), folder)}
    if case.shared.get("world"):
        found["world"] = relative(case.file.parent / str(case.shared["world"]), folder)
    return found | shared | {"scenarios": [dict(each) for each in scenarios]}


def moved(content: Mapping[str, Any], folder: Path, to: Path) -> dict[str, Any]:
    """The content of a file of one folder, for another one: script and world are named from there."""
    paths = {name: relative(folder / str(content[name]), to) for name in ("script", "world") if content.get(name)}
    scenarios = [
        {**each, "script": relative(folder / str(each["script"]), to)} if each.get("script") else dict(each)
        for each in content["scenarios"]
    ]
    return {**content, **paths, "scenarios": scenarios}


def scenario_text(content: Mapping[str, Any], comment: str = "") -> str:
    """A scenario file as text; each line of ``comment`` stands at its head behind a ``#``."""
    head = "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines())
    body = yaml.dump(_ordered(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return head + body


def relative(path: Path, folder: Path) -> str:
    """A path as a file in this folder names it."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _script_of(case: Case) -> str:
    return str(case.stated.get("script") or case.shared.get("script"))


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        known = [each for each in _ORDER if each in value]
        return {name: _ordered(value[name]) for name in (*known, *(each for each in value if each not in known))}
    if isinstance(value, (list, tuple)):
        return [_ordered(each) for each in value]
    return value
