"""Collecting coverage while worlds run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from studio.script.branches import DEFAULT
from studio.script.graph import reachable
from studio.script.model import Action, Script
from studio.snippet.marking import Marks, marked
from studio.snippet.trees import snippet_tree
from studio.testing.coverage.branches import BranchCoverage, BranchKey
from studio.testing.coverage.data import ActionData, CoverageData, DecisionData, ScriptData, digest_of

if TYPE_CHECKING:
    from studio.runtime.loading import LoadedScript
    from studio.world.world import World

#: Words for people. Where no way leads to them there is nothing to run.
_WORDS = ("ANNOTATION", "NOTE")


class Coverage:
    """Watches worlds, any number of them, and tells what of their scripts was covered.

    ``lines``: also which lines of snippets were run, and how their conditions turned out.
    """

    def __init__(self, *, lines: bool = True) -> None:
        self.branches = BranchCoverage()
        self._lines = lines
        #: Compiled scripts of the worlds, by the identity of the table that they share.
        self._tables: dict[int, dict[str, LoadedScript]] = {}

    def watch(self, world: World) -> None:
        """Watch a world, before anything runs in it. Its forks are not watched, but mark lines too."""
        engine = world.engine
        engine.observe(self.branches)
        engine.marks_snippets = engine.marks_snippets or self._lines
        self._tables[id(engine.compiled)] = engine.compiled

    def data(self, scripts: Sequence[Script]) -> CoverageData:
        """What was covered of these scripts; those that never ran count too. Of several with one name the first counts."""
        found = CoverageData()
        for each in scripts:
            if each.name not in found.scripts:
                found.scripts[each.name] = self._script(each)
        return found

    def _script(self, script: Script) -> ScriptData:
        counts, done = self.branches.counts(), self.branches.actions()
        ways = self._ways(script)
        entered = {
            each.to for action in script.actions for each in action.branches if self._taken(script, action, each.label)
        }
        there = {each.id for each in script.actions}
        made = ScriptData(script.name, script.file or "", digest_of(script))
        for action in script.actions:
            if action.kind.upper() in _WORDS and action.id not in ways:
                continue
            hits = done[script.name, action.id] or int(action.id in entered)
            branches = {
                (each.label or DEFAULT): counts[BranchKey(script.name, action.id, each.label or DEFAULT)]
                for each in action.branches
                if each.to in there
            }
            data = ActionData(action.id, action.caption, action.kind, hits, branches, action.id in ways)
            if self._lines and action.kind.upper() == "SNIPPET":
                self._marks(script, action, data)
            made.actions[action.id] = data
        return made

    def _ways(self, script: Script) -> set[int]:
        """The actions to which a way leads: of several Begins the one counts that the engine takes, where it has run."""
        loaded = next((each for each in self._loaded(script)), None)
        if loaded is None:
            return reachable(script)
        entries = [*loaded.events.values(), *([loaded.begin] if loaded.begin is not None else [])]
        return reachable(loaded.source, [loaded.actions[each].id for each in entries])

    def _loaded(self, script: Script) -> Iterator[LoadedScript]:
        """The script as worlds have compiled it."""
        for table in self._tables.values():
            loaded = table.get(script.name)
            if loaded is not None and digest_of(loaded.source) == digest_of(script):
                yield loaded

    def _taken(self, script: Script, action: Action, label: str) -> bool:
        return self.branches.counts()[BranchKey(script.name, action.id, label or DEFAULT)] > 0

    def _marks(self, script: Script, action: Action, data: ActionData) -> None:
        program = snippet_tree(action.text("Data")).program
        if program is None:
            return
        _, marks = marked(program)
        hits = [0] * len(marks.hits)
        for found in self._found(script, action.id):
            if len(found.hits) == len(hits):
                hits = [one or other for one, other in zip(hits, found.hits, strict=True)]
        data.lines = {line: hits[number] for line, number in sorted(marks.lines.items())}
        data.decisions = [
            DecisionData(each.line, each.column, each.word, {name: hits[number] for name, number in each.ways})
            for each in marks.decisions
        ]

    def _found(self, script: Script, action: int) -> list[Marks]:
        return [each.marks[action] for each in self._loaded(script) if action in each.marks]
