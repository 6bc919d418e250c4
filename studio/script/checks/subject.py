"""A script under check, with what several rules ask of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any

from studio.script.catalogue import Kind, kind_of
from studio.script.cycles import cycles
from studio.script.facts import Facts, facts_of
from studio.script.graph import entries, reachable
from studio.script.limits import string_limit
from studio.script.model import Action, Script
from studio.snippet.unit import SnippetUnit


class Subject:
    """A script, and facts of it that are worked out once, when they are first asked for. Rules change nothing of it."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._remembered: dict[Hashable, Any] = {}

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, worked out once for this script."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return self._remembered[key]

    @cached_property
    def by_id(self) -> dict[int, Action]:
        """The actions by id; the first, should two bear one."""
        return self.script.by_id()

    @cached_property
    def by_kind(self) -> dict[str, list[Action]]:
        """The actions by kind, in capitals, in the author's order."""
        found: dict[str, list[Action]] = {}
        for each in self.script.actions:
            found.setdefault(each.kind.upper(), []).append(each)
        return found

    @cached_property
    def kinds(self) -> dict[int, Kind | None]:
        """What is known of each action's kind, by id."""
        return {each.id: kind_of(each.kind) for each in self.script.actions}

    @cached_property
    def led_to(self) -> set[int]:
        """Ids that some branch leads to."""
        return {branch.to for each in self.script.actions for branch in each.branches}

    @cached_property
    def entries(self) -> list[int]:
        """Where flows begin."""
        return entries(self.script)

    @cached_property
    def reached(self) -> set[int]:
        """Ids of the actions that some flow reaches."""
        return reachable(self.script, self.entries)

    @cached_property
    def begin(self) -> Action | None:
        """The Begin that counts: of several the one that was added last."""
        return max(self.by_kind.get("BEGIN", []), key=lambda each: each.id, default=None)

    @cached_property
    def unit(self) -> SnippetUnit:
        """All snippets, compiled together, by the id of their action."""
        return SnippetUnit(
            {
                each.id: (each.text("Data"), string_limit(each.text("MaxStringSize")))
                for each in self.by_kind.get("SNIPPET", [])
            },
            runs=False,
        )

    @cached_property
    def facts(self) -> Facts:
        """What the script uses and names."""
        return facts_of(self.script)

    @cached_property
    def following(self) -> dict[int, list[int]]:
        """The actions that each action's branches lead to, by id."""
        found: dict[int, list[int]] = {}
        for each in self.script.actions:
            found.setdefault(each.id, []).extend(branch.to for branch in each.branches)
        return found

    @cached_property
    def cyclic(self) -> dict[int, frozenset[int]]:
        """Of each action that lies on a cycle of branches: all actions that it shares one with."""
        return {id: group for group in cycles(self.following) for id in group}
