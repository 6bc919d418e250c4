"""From lines to drafts: which property and branch belongs to which action, and lines that stand in the wrong place."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.script.model import BranchType
from studio.script.text.drafts import DraftAction, DraftBranch, Target, Values
from studio.script.text.faults import Faults
from studio.script.text.grammar import Sequence
from studio.script.text.scanner import Line, Part, Scanner
from studio.script.text.values import read_property

_VALUE_LINES = frozenset({"BLOCK_LINE", "ITEM_LINE"})
_PROPERTY_LINES = frozenset({"TEXT_LINE", "ITEMS_LINE", "JSON_LINE", "NAME_LINE"})
_BRANCH_LINES = frozenset({"BRANCH_LINE", "CASE_LINE"})
_OUT_OF_PLACE = {
    "HEAD_LINE": ("a second head: one script a file", "move this script into a file of its own"),
    "EDITOR_LINE": ("the editor part has begun already", "delete the line"),
    "BLOCK_LINE": ("a code line without its property", "above the first such line stands `Name:`"),
    "ITEM_LINE": ("an item without its list", "above the first item stands `Name:`"),
    "BRANCH_LINE": ("a branch belongs to an action", "move it below the head of one"),
    "CASE_LINE": ("a case belongs to an action", "move it below the head of one"),
}


@dataclass(slots=True)
class Structure:
    """The parts of a file: ``head`` is None where it had none."""

    head: Line | None = None
    settings: Values = field(default_factory=Values)
    actions: list[DraftAction] = field(default_factory=list)
    editor: list[Line] = field(default_factory=list)
    trailing_comments: list[str] = field(default_factory=list)


def read_structure(source: str, faults: Faults) -> Structure:
    """Reads a whole text line by line; what doesn't fit is reported and left out."""
    scanner = Scanner(source, faults)
    order, building = _Order(faults), _Building(faults)
    for line in scanner:
        if order.take(line):
            building.add(line)
    building.close()
    structure = building.structure
    if order.headless:
        structure.head = None
    structure.trailing_comments = scanner.comments
    return structure


class _Building:
    """Puts lines together that are known to stand in order."""

    def __init__(self, faults: Faults) -> None:
        self.structure = Structure()
        self._faults = faults
        self._values = self.structure.settings
        self._property: list[Line] = []

    def add(self, line: Line) -> None:
        type = line.type
        if type in _VALUE_LINES:
            self._property.append(line)
            return
        if self._property:
            self.close()
        if type in _PROPERTY_LINES:
            self._property = [line]
        elif type in _BRANCH_LINES:
            self.structure.actions[-1].branches.append(_branch(line))
        elif type == "ACTION_LINE":
            draft = _action(line)
            self._values = draft.properties
            self.structure.actions.append(draft)
        elif type == "HEAD_LINE":
            self.structure.head = line
        else:
            self.structure.editor.append(line)

    def close(self) -> None:
        """The property that was under way is complete."""
        if self._property:
            read_property(self._property, self._values, self._faults)
            self._property = []


class _Order:
    """Feeds lines to the grammar, and answers those that may not stand where they do."""

    def __init__(self, faults: Faults) -> None:
        self.headless = False
        self._sequence = Sequence()
        self._faults = faults
        self._begun = False
        self._skipping = False
        self._quiet = False

    def take(self, line: Line) -> bool:
        """True if the line may stand where it does; else it was reported, unless it follows from a fault before."""
        if line.type == "FAULT":
            self._quiet = True
            return False
        if self._skipping and line.type not in ("ACTION_LINE", "EDITOR_LINE"):
            return False
        self._skipping = False
        if not self._begun and not self._begin(line):
            return False
        if self._sequence.take(line.type):
            self._quiet = False
            return True
        # A whole block in the wrong place, or below a line that was a fault itself, is one fault.
        if not (self._quiet and line.type in _VALUE_LINES):
            message, hint = _OUT_OF_PLACE.get(line.type, ("this line can't stand here", ""))
            code = "TX103" if line.type == "HEAD_LINE" else "TX204"
            self._faults.add(code, message, hint, line=line.number, column=line.first.column)
        self._quiet = line.type in _VALUE_LINES
        self._skipping = line.type == "HEAD_LINE"
        return False

    def _begin(self, line: Line) -> bool:
        """True if the line may go on; before a head only an action or the editor part is worth reading."""
        if line.type != "HEAD_LINE" and not self.headless:
            self.headless = True
            hint = 'the first line reads script "Folder\\Name"'
            self._faults.add("TX102", "the head of the script is missing", hint, line=line.number, column=1)
        if line.type not in ("HEAD_LINE", "ACTION_LINE", "EDITOR_LINE"):
            return False
        self._begun = True
        if line.type != "HEAD_LINE":
            self._sequence.take("HEAD_LINE")
        return True


def _action(head: Line) -> DraftAction:
    name, caption = head.parts[0], head.parts[1]
    id = int(head.parts[2].value[1:]) if len(head.parts) > 2 else None
    return DraftAction(head, name.value.upper() if name.type == "WORD" else name.value, caption.value, id)


def branch_key(parts: list[Part]) -> tuple[BranchType, str]:
    """Type and label of the branch that a line names before its arrow."""
    if parts[0].type == "CASE":
        return "custom", parts[1].value
    if parts[0].type == "ARROW" or (parts[0].type == "WORD" and parts[0].value == "Default"):
        return "default", ""
    return "branch", parts[0].value


def _branch(line: Line) -> DraftBranch:
    type, label = branch_key(line.parts)
    arrow = next(at for at, part in enumerate(line.parts) if part.type == "ARROW")
    target = Target(None, None, line.number, line.parts[arrow + 1].column)
    for part in line.parts[arrow + 1 :]:
        if part.type == "STRING":
            target.caption = part.value
        else:
            target.id = int(part.value[1:])
    return DraftBranch(type, label, line.comments, target)
