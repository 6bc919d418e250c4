"""Reading a YAML file against a model, with every mistake at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from studio.diagnostics import Diagnostic
from studio.ordinary import size_of
from studio.world.members import near_members

M = TypeVar("M", bound=BaseModel)
Step = str | int
#: World files are written by people; a larger one is a mistake.
_LARGEST = 300_000
#: Brackets within brackets; the scanner's work grows with the square of their depth.
_DEEPEST = 50
#: More mistakes than this are not worth telling.
_MOST = 100


#: Mistakes in the words of whoever writes such a file; pydantic's own stand for all others.
_WORDS = {
    "extra_forbidden": "there is no such member",
    "missing": "it has to be given",
    "dict_type": "a mapping belongs here",
    "model_type": "a mapping belongs here",
    "model_attributes_type": "a mapping belongs here",
    "list_type": "a list belongs here",
    "tuple_type": "a list belongs here",
    "string_type": "a text belongs here; one that YAML takes for something else stands in quotes",
}
#: What pydantic names between the members of a file: ways that it has tried, and that a name is wrong and no value.
_TRIED = ("[key]", "function-", "lax-or-strict", "constrained-", "union[", "tuple[", "dict[", "literal[")


_INTEGER = "tag:yaml.org,2002:int"
#: Digits that a caller presses, a number that is dialled: nobody who writes 012 means 10.
_OCTAL = re.compile(r"[-+]?0[0-7_]+$")


class _Loader(yaml.SafeLoader):
    """Plain YAML; a value that its own form forbids, such as a 30th of February, is a mistake at its place."""

    def fetch_flow_collection_start(self, token: Any) -> None:
        if self.flow_level >= _DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=self.get_mark())
        super().fetch_flow_collection_start(token)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.tag == _INTEGER and _OCTAL.match(node.value):
            problem = f"to YAML {node.value[:20]} is an octal number: put it in quotes, or leave out the 0"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as fault:
            raise yaml.MarkedYAMLError(problem=str(fault)[:100], problem_mark=node.start_mark) from fault
        except (KeyError, AttributeError) as fault:
            # PyYAML takes a tag such as !!bool at its word.
            raise yaml.MarkedYAMLError(problem=f"this is no {node.tag}", problem_mark=node.start_mark) from fault


class Places:
    """Where the members of a file stand."""

    def __init__(self, path: Path, root: yaml.Node | None) -> None:
        self._path = path
        self._root = root

    def __call__(self, *steps: Step) -> dict[str, Any]:
        """File, line and column of a member, or of the nearest one around it, for a finding."""
        node = _nearest(self._root, steps)
        line, column = (node.start_mark.line + 1, node.start_mark.column + 1) if node else (None, None)
        return {"file": str(self._path), "line": line, "column": column}

    def text(self, *steps: Step) -> str:
        """A plain value as it is written; "" for anything else."""
        node = _nearest(self._root, steps) if self.holds(*steps) else None
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def holds(self, *steps: Step) -> bool:
        """True if there is such a member."""
        node = self._root
        for step in steps:
            node = _inside(node, step)
            if node is None:
                return False
        return node is not None


def read_yaml(path: Path, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """The file as the model, or None and everything that is wrong with it."""
    found, problems, _ = read_placed(path, model)
    return found, problems


def read_placed(path: Path, model: type[M]) -> tuple[M | None, list[Diagnostic], Places]:
    """The same, and where its members stand."""
    content, problems, places = read_content(path)
    if problems:
        return None, problems, places
    found, problems = validated(content, model, places)
    return found, problems, places if found is not None else Places(path, None)


def validated(
    content: Any, model: type[M], places: Places, code: str = "WF003", steps: tuple[Step, ...] = ()
) -> tuple[M | None, list[Diagnostic]]:
    """Content as the model, or None and all mistakes at their places; ``steps`` lead to it from the top of its file."""
    try:
        return model.model_validate({} if content is None else content), []
    except ValidationError as fault:
        found = [_mistake(code, each, model, places, steps) for each in fault.errors()[:_MOST]]
        if fault.error_count() > _MOST:
            message = f"{fault.error_count() - _MOST} more mistakes are not told"
            found.append(Diagnostic(code, "error", message, **places()))
        return None, found


def read_content(path: Path) -> tuple[Any, list[Diagnostic], Places]:
    """What a file says, as plain data, and where it says it; or what is wrong with its YAML."""
    nowhere = Places(path, None)
    try:
        if size_of(path) > _LARGEST:
            return None, [_finding(path, "WF001", f"the file is larger than {_LARGEST} bytes")], nowhere
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        return None, [_finding(path, "WF001", f"can't be read: {fault}")], nowhere
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            _refuse_repeats(node)
        content = None if node is None else loader.construct_document(node)
        return content, [], Places(path, node)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        message = str(getattr(fault, "problem", None) or fault)
        return None, [_finding(path, "WF002", message, line, column)], nowhere
    except RecursionError:
        return None, [_finding(path, "WF002", "nested too deep")], nowhere


def _refuse_repeats(root: yaml.Node) -> None:
    """Refuse a name that is set twice, and a node that is used twice.

    Nobody needs anchors here, and they can make a small file huge.
    """
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not taken here", problem_mark=node.start_mark)
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            _refuse_double_names(node)
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _refuse_double_names(table: yaml.MappingNode) -> None:
    names: set[str] = set()
    for key, _ in table.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in names:
                raise yaml.MarkedYAMLError(problem=f"{key.value} is set twice", problem_mark=key.start_mark)
            names.add(key.value)


def _mistake(code: str, error: Any, model: type[BaseModel], places: Places, steps: tuple[Step, ...]) -> Diagnostic:
    hint = near_members(model, error["loc"]) if error["type"] == "extra_forbidden" else ""
    return Diagnostic(code, "error", mistake_text(error), hint, **places(*steps, *error["loc"]))


def mistake_text(error: Any) -> str:
    """One of pydantic's errors, in the words of whoever writes such a file."""
    where = ".".join(str(step) for step in error["loc"] if not str(step).startswith(_TRIED))
    message: str = _WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _nearest(root: yaml.Node | None, steps: Iterable[Step]) -> yaml.Node | None:
    node = root
    for step in steps:
        inner = _inside(node, step)
        if inner is None:
            break
        node = inner
    return node


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _finding(path: Path, code: str, message: str, line: int | None = None, column: int | None = None) -> Diagnostic:
    return Diagnostic(code, "error", message, file=str(path), line=line, column=column)
