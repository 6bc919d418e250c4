"""What a book is made of: the scripts of a project with their facts and findings, and who calls whom."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.script.book.masking import everywhere, masked, secrets_of
from studio.script.checks import Checked, Interfaces, check_alone, settled
from studio.script.facts import Facts, Place, facts_of
from studio.script.files import find_scripts, read_script
from studio.script.model import Script
from studio.script.names import folded
from studio.script.project import Project

Progress = Callable[[str], None]
#: Kinds of action that name a script, and what they do with it. The first three are the verbs of a caller.
VERBS = {"RUNSUB": "runs as subscript", "RUNSCRIPT": "goes on as", "SPAWN": "spawns", "RESKILL": "names"}


@dataclass(slots=True, eq=False)
class Entry:
    """One file. ``script`` is as the book shows it, secrets masked; None where the file holds none.

    ``path`` is its page, "" for a script that only stands in the same folder as the book's one. ``file`` is the file's way
    from where the book's scripts lie.
    """

    file: str
    script: Script | None = None
    findings: list[Diagnostic] = field(default_factory=list)
    path: str = ""
    hidden: int = 0
    #: Of several files whose scripts have one name, all but the first in the book are numbered from 2.
    number: int = 1
    _facts: Facts | None = None

    @property
    def name(self) -> str:
        """The script's name; of a file without one the file's."""
        return (self.script.name if self.script is not None else "") or self.file

    @property
    def label(self) -> str:
        """The name as lists and links show it: no two entries of a book have the same."""
        return self.name if self.number == 1 else f"{self.name} ({self.number})"

    @property
    def facts(self) -> Facts:
        """The facts of the script."""
        if self._facts is None:
            self._facts = facts_of(self.script if self.script is not None else Script(name=self.file))
        return self._facts


@dataclass(frozen=True, slots=True)
class Call:
    """A place where one script names another. ``target`` is None for one that isn't there, or can't be told."""

    caller: Entry
    place: Place
    kind: str
    name: str
    dynamic: bool
    given: tuple[str, ...]
    target: Entry | None


class Library:
    """The scripts of a book, and their project."""

    def __init__(self, entries: list[Entry]) -> None:
        """Entries with ``path`` have a page each. Of scripts with one name the first counts."""
        self.every = entries
        pages = [each for each in entries if each.path]
        self.entries = sorted(pages, key=lambda each: folded(each.name))
        counts: Counter[str] = Counter()
        for each in self.entries:
            counts[folded(each.name)] += 1
            each.number = counts[folded(each.name)]
        self._twice = {name for name, count in counts.items() if count > 1}
        self._of = {id(each.script): each for each in entries if each.script is not None}
        self.project = Project(each.script for each in entries if each.script is not None)

    @cached_property
    def calls(self) -> dict[Entry, list[Call]]:
        """The calls of each script, in the order of its actions."""
        return {each: self._calls(each) for each in self.every if each.script is not None}

    @cached_property
    def callers(self) -> dict[Entry, list[Call]]:
        """The calls that name each script."""
        found: dict[Entry, list[Call]] = {}
        for each in self.every:
            for call in self.calls.get(each, []):
                if call.target is not None:
                    found.setdefault(call.target, []).append(call)
        return found

    def first(self, entry: Entry) -> Entry | None:
        """The other file whose script of this name counts, if there is one."""
        if entry.script is None:
            return None
        counts = self.project.resolve(entry.script.name, "")
        return None if counts is None or counts is entry.script else self._of[id(counts)]

    def ambiguous(self, entry: Entry) -> bool:
        """True if the book has another file with a script of this name."""
        return folded(entry.name) in self._twice

    def _calls(self, entry: Entry) -> list[Call]:
        assert entry.script is not None
        actions = entry.script.by_id()
        found = []
        for each in entry.facts.of("script"):
            action = actions.get(each.place.action)
            script = None if each.dynamic else self.project.resolve(each.name, entry.script.name)
            given = tuple(action.items("Parameters")) if action is not None else ()
            target = self._of.get(id(script)) if script is not None else None
            found.append(Call(entry, each.place, each.detail.upper(), each.name, each.dynamic, given, target))
        return found


def read_library(path: Path, progress: Progress) -> tuple[list[Entry], list[str]]:
    """The files of a folder and below, or one file and those beside it, without pages yet; and bare snippets' names.

    Of one file, that file's entry is the first.
    """
    folder = path if path.is_dir() else path.parent
    files = find_scripts(folder)
    snippets = [_way(each, folder) for each in files if each.suffix.lower() == ".snippet"]
    files = [each for each in files if each.suffix.lower() != ".snippet"]
    if not path.is_dir():
        files = [path, *(each for each in files if each.resolve() != path.resolve())]
        snippets = []
    wanted = set(files) if path.is_dir() else {path}
    entries, scripts = [], []
    for number, file in enumerate(files, 1):
        script, problems = read_script(file)
        entries.append(Entry(_way(file, folder), script, problems if file in wanted else []))
        scripts.append(script)
        _tell(progress, "read", number, len(files))
    _check(entries, scripts, [file in wanted for file in files], progress)
    for each in entries:
        each.findings = [_nearer(finding, folder) for finding in each.findings]
    return entries, snippets


def _check(entries: list[Entry], scripts: list[Script | None], wanted: list[bool], progress: Progress) -> None:
    """Add the findings of the checks, then hide the secrets: the checks must see what is there."""
    checked: list[Checked | None] = []
    for number, script in enumerate(scripts, 1):
        checked.append(check_alone(script) if script is not None else None)
        _tell(progress, "checked", number, len(scripts))
    others = Interfaces(each.interface for each in checked if each is not None)
    for entry, each, told in zip(entries, checked, wanted, strict=True):
        if each is not None and told:
            entry.findings = [*entry.findings, *settled(each, others)]
    # A finding that somebody keeps back is a secret all the same.
    secrets = [
        secrets_of(script, each.found) if script is not None and each is not None else []
        for script, each in zip(scripts, checked, strict=True)
    ]
    pattern = everywhere(text for each in secrets for _, _, text in each)
    for entry, script, own in zip(entries, scripts, secrets, strict=True):
        if script is not None and (own or pattern is not None):
            entry.script, entry.hidden = masked(script, own, pattern)


def _nearer(finding: Diagnostic, folder: Path) -> Diagnostic:
    """A finding whose message names files as they lie in the folder: where that lies is nobody's business."""
    above = f"{folder}{os.sep}"
    if above not in finding.message:
        return finding
    return replace(finding, message=finding.message.replace(above, ""))


def _way(file: Path, folder: Path) -> str:
    try:
        return file.relative_to(folder).as_posix()
    except ValueError:
        return file.name


def _tell(progress: Progress, what: str, number: int, whole: int) -> None:
    if whole > 20 and number % 50 == 0:
        progress(f"{what} {number} of {whole} files")
