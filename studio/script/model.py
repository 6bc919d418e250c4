"""The neutral model of a script: what every reader makes and every writer, check, drawing and engine takes.

It holds the whole document, unknown parts included, so that a script read from an export can be written back as it was.
It imports no reader and no engine.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

BranchType = Literal["default", "branch", "custom"]


def comment_line(text: str) -> str:
    """A comment as a line can hold it: no line break or other control, no half surrogate, no blanks around."""
    return re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff]", "\ufffd", text.replace("\n", " ").strip(" \t\r")).strip(" \t")


Comment = Annotated[str, AfterValidator(comment_line)]
#: Comments above a property (0) or above a line or item of its value (counted from 1), in their order.
PlacedComment = tuple[int, Comment]


class Part(BaseModel):
    """Equal when all members are but those that only tell where it stood in a file."""

    model_config = ConfigDict(extra="forbid", validate_assignment=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Part) or type(self) is not type(other):
            return NotImplemented
        fields = type(self).model_fields.items()
        return all(getattr(self, name) == getattr(other, name) for name, field in fields if not field.exclude)


class Branch(Part):
    """A connector from one action to another. ``label`` is "" for Default, else as the script spells it."""

    to: int
    type: BranchType = "default"
    label: str = ""
    #: Members that only editors and exports need: index, ports, lineType, elbows, labelDistance and unknown ones.
    extra: dict[str, Any] = Field(default_factory=dict)
    comments: list[Comment] = Field(default_factory=list)
    #: Line of the text form, for findings; never part of equality of scripts.
    line: int | None = Field(default=None, exclude=True)


class Action(Part):
    """A node: its kind (``RUNSUB``), caption, properties by internal name in file order, and branches in order.

    A property's value is text or a list of text; other JSON values survive as they are.
    """

    id: int
    kind: str
    caption: str
    properties: dict[str, Any] = Field(default_factory=dict)
    branches: list[Branch] = Field(default_factory=list)
    comments: list[Comment] = Field(default_factory=list)
    property_comments: dict[str, list[PlacedComment]] = Field(default_factory=dict)
    #: Members that only editors and exports need (libraryId, version, x, y, xws, yws, dependencyOrder, implType, …).
    extra: dict[str, Any] = Field(default_factory=dict)
    #: Members of a property besides name and value, by property name.
    property_extra: dict[str, dict[str, Any]] = Field(default_factory=dict)
    #: What documents (``json``, ``xml``, ``clipboard``) say of it beside all that, see :mod:`studio.script.overlay`.
    forms: dict[str, Any] = Field(default_factory=dict)
    line: int | None = Field(default=None, exclude=True)
    #: First line of each property's value in the text form, for findings: name -> (line, column).
    property_lines: dict[str, tuple[int, int]] = Field(default_factory=dict, exclude=True)

    def text(self, name: str) -> str:
        """The value of a text property, "" where the action has none."""
        value = self.properties.get(name, "")
        return value if isinstance(value, str) else str(value)

    def items(self, name: str) -> list[str]:
        """The value of a list property, [] where the action has none."""
        value = self.properties.get(name, [])
        return [str(each) for each in value] if isinstance(value, list) else ([str(value)] if value else [])


class Script(Part):
    """One script: head, actions in the author's order, and whatever else its document held."""

    name: str
    media: str = ""
    purpose: str = "General"
    redact: list[str] = Field(default_factory=list)
    status: str = "Active"
    actions: list[Action] = Field(default_factory=list)
    comments: list[Comment] = Field(default_factory=list)
    property_comments: dict[str, list[PlacedComment]] = Field(default_factory=dict)
    #: Comments in the editor part, by what stands before the value of the line below them.
    editor_comments: dict[str, list[Comment]] = Field(default_factory=dict)
    trailing_comments: list[Comment] = Field(default_factory=list)
    #: The document's header, whole: also members that have a place of their own above.
    header: dict[str, Any] = Field(default_factory=dict)
    #: Other members of the script's document, and of the object around it.
    document: dict[str, Any] = Field(default_factory=dict)
    envelope: dict[str, Any] = Field(default_factory=dict)
    #: True if the document had no object around it (no ``scriptContent``).
    bare: bool = False
    #: What Desktop Studio alone keeps of a script (UserID, Icon, CreateDate, …), by the names of its XML.
    desktop: dict[str, Any] = Field(default_factory=dict)
    #: What documents (``json``, ``xml``, ``clipboard``) say beside all that, see :mod:`studio.script.overlay`.
    forms: dict[str, Any] = Field(default_factory=dict)
    #: How the file was laid out (indent, line ends, order of members), by form, for writing it the same; never data.
    layout: dict[str, Any] = Field(default_factory=dict, exclude=True)
    #: Path of the file that it was read from, for findings.
    file: str | None = Field(default=None, exclude=True)
    line: int | None = Field(default=None, exclude=True)

    def parameters(self) -> list[str]:
        """The names that its Begin gives to p1, p2, …: of several Begins that with the highest id."""
        begins = [each for each in self.actions if each.kind.upper() == "BEGIN"]
        return max(begins, key=lambda each: each.id).items("Parameters") if begins else []

    def by_id(self) -> dict[int, Action]:
        """The actions by id; the first, should two bear one."""
        return {each.id: each for each in reversed(self.actions)}

    def action(self, id: int) -> Action | None:
        """The action with this id (the first, should two bear it)."""
        return next((each for each in self.actions if each.id == id), None)
