"""What was covered, as plain data that can be put together over runs and machines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from studio.diagnostics import Diagnostic
from studio.ordinary import size_of
from studio.script.model import Script

#: Of the file's form.
FORM = 1
_LARGEST = 100_000_000
Measure = Literal["actions", "branches", "lines", "conditions"]
MEASURES: tuple[Measure, ...] = ("actions", "branches", "lines", "conditions")


class Share(NamedTuple):
    """So many of so many."""

    covered: int
    all: int

    @property
    def percent(self) -> float:
        """Per cent, rounded down to a tenth: 100 is all of them, of nothing too."""
        return self.covered * 1000 // self.all / 10 if self.all else 100.0


@dataclass(slots=True)
class DecisionData:
    """A condition in a snippet: IF, CASE, DEFAULT, or a SWITCH of which no case held; ``ways``: how it went, and whether it did."""

    line: int
    column: int
    word: str
    ways: dict[str, int]


@dataclass(slots=True)
class ActionData:
    """One action: how often it was reached, its wired branches and how often each was taken, the lines of a snippet.

    ``in_reach`` is False if no way leads to it from where flows begin.
    """

    id: int
    caption: str
    kind: str
    hits: int = 0
    branches: dict[str, int] = field(default_factory=dict)
    in_reach: bool = True
    lines: dict[int, int] = field(default_factory=dict)
    decisions: list[DecisionData] = field(default_factory=list)

    def share(self, measure: Measure) -> Share:
        """How much of it was covered. An action out of reach counts all the same."""
        match measure:
            case "actions":
                return Share(int(self.hits > 0), 1)
            case "branches":
                return _share(self.branches.values())
            case "lines":
                return _share(self.lines.values())
        return _share(hit for each in self.decisions for hit in each.ways.values())

    def merge(self, other: ActionData) -> None:
        """Add what another run has covered of the same action."""
        self.hits += other.hits
        for name, hits in other.branches.items():
            self.branches[name] = self.branches.get(name, 0) + hits
        for line, hit in other.lines.items():
            self.lines[line] = int(bool(self.lines.get(line, 0) or hit))
        if not self.decisions:
            self.decisions = other.decisions
            return
        for mine, its in zip(self.decisions, other.decisions, strict=False):
            mine.ways = {name: int(bool(hit or its.ways.get(name, 0))) for name, hit in mine.ways.items()}


@dataclass(slots=True)
class ScriptData:
    """One script; ``digest`` tells whether two are the same."""

    name: str
    file: str
    digest: str
    actions: dict[int, ActionData] = field(default_factory=dict)

    def share(self, measure: Measure) -> Share:
        """How much of it was covered."""
        return _sum(each.share(measure) for each in self.actions.values())


@dataclass(slots=True)
class CoverageData:
    """Scripts by name."""

    scripts: dict[str, ScriptData] = field(default_factory=dict)

    def share(self, measure: Measure) -> Share:
        """How much of all of them was covered."""
        return _sum(each.share(measure) for each in self.scripts.values())

    def percent(self, measure: Measure) -> float:
        """The same in per cent, rounded down to a tenth."""
        return self.share(measure).percent

    def missing(self) -> Iterator[tuple[str, ActionData, str]]:
        """Script, action and branch of every wired branch that was not taken, in order."""
        for script in self.scripts.values():
            for action in script.actions.values():
                for name, hits in action.branches.items():
                    if not hits:
                        yield script.name, action, name

    # ---------------------------------------------------------------------------------------------- together
    def merge(self, other: CoverageData) -> list[Diagnostic]:
        """Add what another run has covered. A script that has changed between them is told of; the other one's counts then."""
        problems = []
        for name, its in other.scripts.items():
            mine = self.scripts.get(name)
            if mine is None or not mine.actions:
                self.scripts[name] = its
            elif mine.digest != its.digest:
                message = "the script has changed between two runs: what was covered of it before is forgotten"
                problems.append(Diagnostic("CO001", "warning", message, script=name, file=its.file or None))
                self.scripts[name] = its
            else:
                for id, action in its.actions.items():
                    if id in mine.actions:
                        mine.actions[id].merge(action)
        return problems

    # --------------------------------------------------------------------------------------------------- files
    def as_json(self) -> dict[str, Any]:
        """The content of a file, and of ``studio coverage --json``."""
        return {
            "studio-coverage": FORM,
            "totals": {each: self.share(each)._asdict() | {"percent": self.percent(each)} for each in MEASURES},
            "scripts": [_script_json(each) for each in self.scripts.values()],
        }

    def save(self, path: Path) -> None:
        """Write a file. OSError where it can't be written."""
        path.write_text(json.dumps(self.as_json(), ensure_ascii=True) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: Path) -> tuple[CoverageData | None, list[Diagnostic]]:
        """The content of a file; None and why if it holds no coverage."""
        try:
            if size_of(path) > _LARGEST:
                return None, [_finding(f"the file is larger than {_LARGEST} bytes", path)]
            content = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError) as fault:
            return None, [_finding(f"it can't be read: {getattr(fault, 'strerror', None) or fault}", path)]
        found, problems = cls.read(content)
        return found, [each.placed(file=str(path)) for each in problems]

    @classmethod
    def read(cls, content: Any) -> tuple[CoverageData | None, list[Diagnostic]]:
        """The same of what a file holds."""
        if not isinstance(content, dict) or "studio-coverage" not in content:
            return None, [_finding("it holds no coverage of studio")]
        if content["studio-coverage"] != FORM:
            return None, [_finding(f"it is of form {content['studio-coverage']!r}; this reads form {FORM}")]
        try:
            return cls({str(each["name"]): _script_of(each) for each in content["scripts"]}), []
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            return None, [_finding(f"it holds no coverage of studio: {type(fault).__name__} {fault}")]


def digest_of(script: Script) -> str:
    """What tells whether a script has changed: a digest of what it does."""
    known = _DIGESTS.get(id(script))
    if known is not None and known[0] is script:
        return known[1]
    told = [(a.id, a.kind, a.caption, a.properties, [(b.to, b.label) for b in a.branches]) for a in script.actions]
    found = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if len(_DIGESTS) > 1_000:
        _DIGESTS.clear()
    _DIGESTS[id(script)] = (script, found)
    return found


_DIGESTS: dict[int, tuple[Script, str]] = {}


def _share(hits: Iterable[int]) -> Share:
    found = list(hits)
    return Share(sum(each > 0 for each in found), len(found))


def _sum(shares: Iterable[Share]) -> Share:
    covered = all = 0
    for each in shares:
        covered += each.covered
        all += each.all
    return Share(covered, all)


def _script_json(script: ScriptData) -> dict[str, Any]:
    return {
        "name": script.name,
        "file": script.file,
        "digest": script.digest,
        "actions": [_action_json(each) for each in script.actions.values()],
    }


def _action_json(action: ActionData) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": action.id,
        "caption": action.caption,
        "kind": action.kind,
        "hits": action.hits,
        "branches": [{"name": name, "hits": hits} for name, hits in action.branches.items()],
    }
    if not action.in_reach:
        found["in_reach"] = False
    if action.lines:
        found["lines"] = [[line, hit] for line, hit in action.lines.items()]
        found["conditions"] = [
            {"line": each.line, "column": each.column, "word": each.word, "ways": each.ways}
            for each in action.decisions
        ]
    return found


def _script_of(content: Any) -> ScriptData:
    made = ScriptData(str(content["name"]), str(content["file"]), str(content["digest"]))
    for each in content["actions"]:
        action = ActionData(
            int(each["id"]),
            str(each["caption"]),
            str(each["kind"]),
            int(each["hits"]),
            {str(branch["name"]): int(branch["hits"]) for branch in each["branches"]},
            bool(each.get("in_reach", True)),
            {int(line): int(hit) for line, hit in each.get("lines", ())},
            [
                DecisionData(
                    int(found["line"]),
                    int(found["column"]),
                    str(found["word"]),
                    {str(name): int(hit) for name, hit in found["ways"].items()},
                )
                for found in each.get("conditions", ())
            ],
        )
        made.actions[action.id] = action
    return made


def _finding(message: str, path: Path | None = None) -> Diagnostic:
    return Diagnostic("CO002", "error", message, file=None if path is None else str(path))
