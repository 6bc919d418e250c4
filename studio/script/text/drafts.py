"""What a reader knows of a script before references, line ends and the editor part are applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from studio.script.model import BranchType
from studio.script.text.scanner import Line


@dataclass(slots=True)
class Target:
    """Where a branch leads as written: a caption, an id, or both, with their place."""

    caption: str | None
    id: int | None
    line: int
    column: int


@dataclass(slots=True)
class DraftBranch:
    """A branch as written."""

    type: BranchType
    label: str
    comments: list[str]
    target: Target


@dataclass(slots=True)
class Block:
    """A text of several lines whose line ends aren't known yet."""

    lines: list[str]

    def text(self, end: str) -> str:
        return end.join(self.lines)


@dataclass(slots=True)
class Values:
    """Properties of an action or of the head in the order written; texts of several lines as Block."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    comments: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class DraftAction:
    """An action as written; ``id`` is None until it gets one."""

    head: Line
    kind: str
    caption: str
    id: int | None
    properties: Values = field(default_factory=Values)
    branches: list[DraftBranch] = field(default_factory=list)
