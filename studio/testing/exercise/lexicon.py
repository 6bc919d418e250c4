"""What a script knows of values: literals, what each variable is compared with, how each is taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from studio.script.catalogue import kind_of
from studio.script.model import Action, Script
from studio.snippet import syntax as s
from studio.snippet.compiler.names import RESERVED, path
from studio.snippet.functions import TABLE
from studio.testing.exercise.comparisons import Comparison, Side, comparisons_in, side_of, truths
from studio.testing.exercise.trees import trees_of

#: Longer texts are no words, and more words than this are not kept.
_LONGEST, _MOST_WORDS = 80, 2_000
#: Members that ask about a value and are no part of it.
_WORDS = frozenset(("length", "count", "size", "$value"))


@dataclass(slots=True)
class Shape:
    """How a variable is taken apart: members as they are spelled, and what its elements are like."""

    members: dict[str, Shape] = field(default_factory=dict)
    items: Shape | None = None

    def inner(self, step: str | s.Expression) -> Shape:
        """The shape of a part."""
        if isinstance(step, str):
            return self if step.lower() in _WORDS else self.members.setdefault(step, Shape())
        if self.items is None:
            self.items = Shape()
        return self.items

    @property
    def object(self) -> bool:
        """True where members are read, of it or of its elements."""
        return bool(self.members) or (self.items is not None and self.items.object)


@dataclass(slots=True)
class Hints:
    """What is known of one variable: values it is compared with, lengths and counts, signs that divide it, its shape."""

    values: list[Any] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    dividers: list[str] = field(default_factory=list)
    shape: Shape = field(default_factory=Shape)
    counted: bool = False

    def add(self, values: Iterable[Any]) -> None:
        """Note values, each once."""
        self.values += [each for each in dict.fromkeys(values) if each not in self.values]


class Lexicon:
    """All of it for one script and those it calls by fixed names."""

    def __init__(self, scripts: Iterable[Script]) -> None:
        self.hints: dict[str, Hints] = {}
        self.words: list[Any] = []
        self.dividers: list[str] = []
        #: Comparisons by script name and action id.
        self.comparisons: dict[tuple[str, int], list[Comparison]] = {}
        self.read: dict[str, str] = {}
        self.written: set[str] = set()
        #: Targets by source; dicts keep their order, so that every run of the program draws the same.
        self._flows: dict[str, dict[str, None]] = {}
        self._sources: dict[str, set[str]] = {}
        self._known: set[tuple[type, Any]] = set()
        for script in scripts:
            for action in script.actions:
                self._action(script, action)
        self._spread()

    def of(self, name: str) -> Hints:
        """What is known of a variable, by its folded name."""
        return self.hints.setdefault(name, Hints())

    def inputs(self) -> list[str]:
        """Variables that are read and never set here: somebody else has to set them. As they are spelled."""
        return [
            spelled
            for name, spelled in self.read.items()
            if name not in self.written and name not in RESERVED and name != "test"
        ]

    # -------------------------------------------------------------------------------------------- gathering
    def _action(self, script: Script, action: Action) -> None:
        found: list[Comparison] = []
        kind = action.kind.upper()
        labels = [each.label for each in action.branches if each.type == "custom"]
        for property, tree in trees_of(action):
            found += comparisons_in(tree)
            if kind == "IF" and isinstance(tree, s.Node):
                found += truths(tree)  # type: ignore[arg-type]
            if kind == "CASE" and labels:
                subject = side_of(tree)  # type: ignore[arg-type]
                if subject is not None and not subject.known:
                    found += [Comparison(subject, "=", Side(label)) for label in labels]
            self._tree(tree, action, property)
        if kind == "ASSIGN":
            self._assigned(action)
        self._words(labels)
        self.comparisons[script.name, action.id] = list(dict.fromkeys(_hashable(found)))
        for each in found:
            self._compared(each)
        self._named_by_kind(action)

    def _assigned(self, action: Action) -> None:
        trees = dict(trees_of(action))
        target = side_of(trees["Variable"]) if "Variable" in trees else None  # type: ignore[arg-type]
        for each in s.nodes(trees.get("Value", [])) if target is not None else ():
            if isinstance(each, s.Name) and target is not None:
                self._flows.setdefault(s.fold(each.name), {})[target.name] = None

    def _named_by_kind(self, action: Action) -> None:
        """Names that a property lists: parameters of Begin and values of a signal are set from outside."""
        known = kind_of(action.kind)
        for spec in known.properties if known is not None else ():
            if spec.kind == "names":
                self.written.update(s.fold(each.strip()) for each in action.items(spec.name))

    def _tree(self, tree: object, action: Action, property: str) -> None:
        known = kind_of(action.kind)
        spec = known.property(property) if known is not None else None
        guarded = {id(each) for each in _guarded(tree)}
        targets: set[int] = set()
        for node in s.nodes(tree):
            match node:
                case s.Text(value=text) if len(text) <= _LONGEST:
                    self._words([text])
                case s.Number(value=number):
                    self._words([number])
                case s.Join(parts=parts):
                    self._words([each.strip() for each in parts if isinstance(each, str) and each.strip()])
                case (
                    s.Assign(target=target)
                    | s.Declare(target=target)
                    | s.ForEach(variable=target)
                    | s.For(variable=target)
                ):
                    rooted = path(target)
                    if rooted is not None and id(node) not in guarded:
                        self.written.add(s.fold(rooted[0].name))
                        targets.add(id(rooted[0]))
                    self._flow(node, rooted)
                case s.Function(parameters=parameters):
                    self.written.update(s.fold(each) for each in parameters)
                case s.Name() | s.Member() | s.Element():
                    self._use(node, guarded, targets, bool(spec and spec.kind == "var"))
                case s.Call():
                    self._call(node)

    def _use(self, node: s.Expression, guarded: set[int], targets: set[int], is_output: bool) -> None:
        rooted = path(node)
        if rooted is None:
            return
        root, steps = rooted
        name = s.fold(root.name)
        if is_output:
            self.written.add(name)
        elif isinstance(node, s.Name) and id(node) not in guarded and id(node) not in targets:
            self.read.setdefault(name, root.name)
        shape = self.of(name).shape
        for step in steps:
            if isinstance(step, str) and step.lower() in _WORDS:
                self.of(name).counted |= step.lower() == "count"
                break
            shape = shape.inner(step)

    def _call(self, node: s.Call) -> None:
        values = [*([node.receiver] if node.receiver is not None else []), *node.arguments]
        signs = [each.value for each in values if isinstance(each, s.Text) and 0 < len(each.value) <= 2]
        rooted = path(values[0]) if values else None
        if node.name.lower() in ("split", "count", "size"):
            self.dividers += [each for each in signs if each not in self.dividers]
        if rooted is not None:
            hints = self.of(s.fold(rooted[0].name))
            if node.name.lower() == "split":
                hints.dividers += [each for each in signs if each not in hints.dividers]
            hints.counted |= node.name.lower() in ("count", "size")
        if node.name.lower() not in TABLE:
            # A function of the script's own: what it is given may be divided by any sign that it is given too.
            self.dividers += [each for each in signs if not each.isalnum() and each not in self.dividers]

    def _flow(self, node: s.Node, rooted: Any) -> None:
        """What a variable gets its value from: what it is compared with says something of those too."""
        if rooted is None:
            return
        source = (
            node.value if isinstance(node, s.Assign) else getattr(node, "source", None) or getattr(node, "array", None)
        )
        for each in s.nodes(source):
            if isinstance(each, s.Name):
                self._flows.setdefault(s.fold(each.name), {})[s.fold(rooted[0].name)] = None

    def _compared(self, each: Comparison) -> None:
        for side, other in ((each.left, each.right), (each.right, each.left)):
            if side.known or not other.known:
                continue
            hints = self.of(side.name)
            if each.operator == "truth":
                hints.add([1, 0])
            elif side.measure:
                if isinstance(other.value, (int, float)):
                    hints.sizes += [max(0, int(other.value) + by) for by in (-1, 0, 1)]
            else:
                hints.add(around(other.value))

    def _words(self, found: Iterable[Any]) -> None:
        for each in found:
            if (type(each), each) not in self._known and len(self.words) < _MOST_WORDS:
                self.words.append(each)
                self._known.add((type(each), each))

    def _spread(self) -> None:
        """Hand what is known of a variable on to those from which it gets its value."""
        for _ in range(4):
            for source, targets in self._flows.items():
                hints = self.of(source)
                for target in targets:
                    known = self.hints.get(target)
                    if known is not None and known is not hints and len(hints.values) < 200:
                        hints.add(known.values)
                        hints.sizes += [each for each in known.sizes if each not in hints.sizes]
                        hints.dividers += [each for each in known.dividers if each not in hints.dividers]

    def sources(self, name: str) -> set[str]:
        """The variables from which one gets its value, by way of others too."""
        if name in self._sources:
            return self._sources[name]
        found = self._sources[name] = set()
        waiting = [name]
        while waiting:
            target = waiting.pop()
            for source, targets in self._flows.items():
                if target in targets and source not in found:
                    found.add(source)
                    waiting.append(source)
        return found


def around(value: Any) -> list[Any]:
    """A value, and for a number those beside it."""
    return [value, value - 1, value + 1] if isinstance(value, (int, float)) else [value]


def _guarded(tree: object) -> Iterator[s.Node]:
    """Nodes that only serve the editor: those within IF test."""
    from studio.script.facts.code import is_guard

    for node in s.nodes(tree):
        if isinstance(node, s.If) and is_guard(node.condition):
            yield from s.nodes([node.condition, node.then])


def _hashable(found: list[Comparison]) -> Iterator[Comparison]:
    """Nodes have no hash; a step that is worked out stands as a mark by its name."""
    for each in found:
        yield Comparison(_plain(each.left), each.operator, _plain(each.right))


def _plain(side: Side) -> Side:
    steps = tuple(each if isinstance(each, (str, int)) else _index(each) for each in side.steps)
    return side._replace(steps=steps)


def _index(node: Any) -> str | int:
    """``[name]`` for an index that a plain variable gives, ``[?]`` for any other."""
    return f"[{s.fold(node.name)}]" if isinstance(node, s.Name) else "[?]"
