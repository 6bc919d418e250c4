"""What differs between two scripts by what they mean.

Where an action stands in the file or on the canvas means nothing, nor do comments, line ends within values, members that
only editors need, and whether an empty property is written. ``all`` asks for these too, the order of the file aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.script.comparing.lines import Room, hunks
from studio.script.comparing.matching import Pairs, matched
from studio.script.model import Action, Branch, Part, Script
from studio.script.text.form import kind_form
from studio.script.text.strings import case_text, label_text, same

What = Literal["setting", "id", "kind", "caption", "property", "branch", "other"]
Status = Literal["added", "removed", "changed"]
#: Members that are compared one by one; all others are what only editors, exports and the text form need.
_MEANING = frozenset(
    {"id", "kind", "caption", "properties", "branches", "actions", "name", "media", "purpose", "redact"}
)
_SETTINGS = ("name", "media", "purpose", "redact", "status")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs; None stands for what one side doesn't have.

    ``diff`` are the hunks of a unified diff, for texts of several lines and for lists (an item a line). What a branch
    leads to is told as ``"Caption" #12``.
    """

    what: What
    name: str
    before: Any = None
    after: Any = None
    diff: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ActionChange:
    """What became of an action: as it was and as it is, None where it wasn't or isn't."""

    before: Action | None
    after: Action | None
    changes: list[Change] = field(default_factory=list)

    @property
    def status(self) -> Status:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """What differs between two scripts: ``changes`` of the script itself, then its actions in their order after."""

    before: Script | None
    after: Script | None
    changes: list[Change] = field(default_factory=list)
    actions: list[ActionChange] = field(default_factory=list)

    @property
    def status(self) -> Status | Literal["same"]:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.changes or self.actions else "same"


def compared(before: Script, after: Script, *, all: bool = False, room: Room | None = None) -> ScriptChange:
    """What differs. Takes little more time than reading the scripts, whatever they hold."""
    comparison = _Comparison(before, after, matched(before, after), all, room or Room())
    changes = list(comparison.settings())
    actions = [each for each in comparison.actions() if each.changes or each.status != "changed"]
    return ScriptChange(before, after, changes, actions)


class _Comparison:
    def __init__(self, before: Script, after: Script, pairs: Pairs, all: bool, room: Room) -> None:
        self._before, self._after, self._pairs = before, after, pairs
        self._all, self._room = all, room
        self._targets_before, self._targets_after = _targets(before), _targets(after)

    def settings(self) -> Iterator[Change]:
        for name in _SETTINGS:
            yield from self._change("setting", name, getattr(self._before, name), getattr(self._after, name))
        if self._all:
            yield from self._rest(self._before, self._after)

    def actions(self) -> Iterator[ActionChange]:
        """Those that are there now in their order, each one that went behind the one that it stood behind."""
        gone: dict[int | None, list[Action]] = defaultdict(list)
        last: int | None = None
        for each in self._before.actions:
            if each.id in self._pairs.of_first:
                last = each.id
            else:
                gone[last].append(each)
        yield from (ActionChange(each, None) for each in gone.pop(None, ()))
        for action in self._after.actions:
            was = self._pairs.of_second.get(action.id)
            if was is None:
                yield ActionChange(None, action)
                continue
            yield ActionChange(was, action, list(self._action(was, action)))
            yield from (ActionChange(each, None) for each in gone.pop(was.id, ()))

    def _action(self, one: Action, other: Action) -> Iterator[Change]:
        if self._all and one.id != other.id:
            yield Change("id", "id", one.id, other.id)
        yield from self._change("kind", "kind", one.kind, other.kind)
        yield from self._change("caption", "caption", one.caption, other.caption)
        for name in [*one.properties, *(each for each in other.properties if each not in one.properties)]:
            yield from self._property(name, one, other)
        yield from self._branches(one, other)
        if self._all:
            yield from self._rest(one, other)
            yield from self._order(one, other)

    def _property(self, name: str, one: Action, other: Action) -> Iterator[Change]:
        was, now = one.properties.get(name), other.properties.get(name)
        if not self._all:
            was, now = _meant(one.kind, name, was), _meant(other.kind, name, now)
        yield from self._change("property", name, was, now)

    def _branches(self, one: Action, other: Action) -> Iterator[Change]:
        before, after = _by_outcome(one), _by_outcome(other)
        for key in [*before, *(each for each in after if each not in before)]:
            ones, others = before.get(key, []), after.get(key, [])
            for at in range(max(len(ones), len(others))):
                was = ones[at].to if at < len(ones) else None
                now = others[at].to if at < len(others) else None
                if was is None or now is None or not self._one_target(was, now):
                    yield Change(
                        "branch",
                        _branch_name(key),
                        None if was is None else self._targets_before.get(was, f"#{was}"),
                        None if now is None else self._targets_after.get(now, f"#{now}"),
                    )

    def _one_target(self, was: int, now: int) -> bool:
        paired = self._pairs.of_first.get(was)
        if paired is not None:
            return paired.id == now
        # Targets that are no actions; one that is gone and one that is new differ.
        return was == now and was not in self._targets_before and now not in self._targets_after

    def _order(self, one: Action, other: Action) -> Iterator[Change]:
        """Order of properties and branches, and what only editors know of a branch."""
        if list(one.properties) != list(other.properties) and set(one.properties) == set(other.properties):
            yield from self._change("other", "order of properties", list(one.properties), list(other.properties))
        keys = [[_branch_name(key) for key in map(_outcome, each.branches)] for each in (one, other)]
        if keys[0] != keys[1] and sorted(keys[0]) == sorted(keys[1]):
            yield from self._change("other", "order of branches", *keys)
        before, after = _by_outcome(one), _by_outcome(other)
        for key, ones in before.items():
            for was, now in zip(ones, after.get(key, []), strict=False):
                for change in self._rest(was, now):
                    name = f"{_branch_name(key)} {change.name}"
                    yield Change("other", name, change.before, change.after, change.diff)

    def _rest(self, one: Part, other: Part) -> Iterator[Change]:
        """Whatever else the model holds of a part."""
        for name, info in type(one).model_fields.items():
            if name in _MEANING or name in ("status", "to", "type", "label") or info.exclude:
                continue
            was, now = getattr(one, name), getattr(other, name)
            if isinstance(was, dict) and isinstance(now, dict):
                for member in sorted({*was, *now}, key=str):
                    yield from self._change("other", f"{name} {member}", was.get(member), now.get(member))
            else:
                yield from self._change("other", name, was, now)

    def _change(self, what: What, name: str, was: Any, now: Any) -> Iterator[Change]:
        if not same(was, now):
            yield Change(what, name, was, now, self._diff(was, now))

    def _diff(self, was: Any, now: Any) -> list[str]:
        """Hunks where both sides are texts, one of them of several lines, or lists of texts."""
        if isinstance(was, str) and isinstance(now, str) and ("\n" in was or "\n" in now):
            return hunks(was.split("\n"), now.split("\n"), self._room)
        if _texts(was) and _texts(now):
            return hunks(was, now, self._room)
        return []


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _meant(kind: str, name: str, value: Any) -> Any:
    """A property's value without what means nothing: an absent one is its default, LF ends lines."""
    if value is None:
        form = kind_form(kind)
        value = form.properties.get(name, "") if form is not None else ""
    if value == []:
        return ""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _targets(script: Script) -> dict[int, str]:
    return {each.id: f'"{each.caption}" #{each.id}' for each in script.actions}


def _outcome(branch: Branch) -> tuple[str, str]:
    return branch.type, "" if branch.type == "default" else branch.label


def _by_outcome(action: Action) -> dict[tuple[str, str], list[Branch]]:
    found: dict[tuple[str, str], list[Branch]] = {}
    for each in action.branches:
        found.setdefault(_outcome(each), []).append(each)
    return found


def _branch_name(key: tuple[str, str]) -> str:
    type, label = key
    return "Default" if type == "default" else f"case {case_text(label)}" if type == "custom" else label_text(label)
