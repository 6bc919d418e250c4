"""The configuration of checks: ``studio.toml``, or ``[tool.studio]`` in a pyproject.toml, at a script or above it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath, PureWindowsPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from studio.diagnostics import Diagnostic, Severity
from studio.script.checks.selection import Selection, known_selector

_FILE, _PYPROJECT = "studio.toml", "pyproject.toml"
_LARGEST = 1_000_000


def _selector(text: str) -> str:
    folded = text.strip().upper()
    if not known_selector(folded):
        raise ValueError(f"there is no rule {text.strip()!r}")
    return folded


def _inner_folder(text: str) -> str:
    parts = PurePath(text.replace("\\", "/"))
    if "\0" in text or parts.is_absolute() or PureWindowsPath(text).drive or ".." in parts.parts:
        raise ValueError("it names a folder at or below the configuration's own, such as scripts")
    return text


Selector = Annotated[str, AfterValidator(_selector)]


class CheckTable(BaseModel):
    """The table ``[check]``. Rules are given as codes, beginnings of codes, or ALL."""

    model_config = ConfigDict(extra="forbid", alias_generator=lambda name: name.replace("_", "-"), frozen=True)

    #: The rules that are wanted; without it, those that are on by default.
    select: list[Selector] | None = None
    extend_select: list[Selector] = Field(default_factory=list)
    ignore: list[Selector] = Field(default_factory=list)
    severity: dict[Selector, Severity] = Field(default_factory=dict)
    #: Pattern of paths, from the configuration's folder -> rules that are ignored there.
    per_file_ignores: dict[str, list[Selector]] = Field(default_factory=dict)
    #: Exit code 1 is for findings of this severity and above.
    fail_on: Severity = "error"
    #: The folder whose scripts call one another, from the configuration's folder and not out of it; without it, that of
    #: the file.
    project: Annotated[str, AfterValidator(_inner_folder)] | None = None


class Document(BaseModel):
    """A whole configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    check: CheckTable = Field(default_factory=CheckTable)


@dataclass(frozen=True)
class Settings:
    """A configuration and the file that it comes from; without one, what holds by default."""

    table: CheckTable = field(default_factory=CheckTable)
    file: Path | None = None

    def selection(self, file: Path, override: Override) -> Selection:
        """Which rules are wanted for a file."""
        table = self.table
        ignored = tuple(table.ignore if override.ignore is None else override.ignore)
        ignored += tuple(code for codes in self._of_file(file) for code in codes)
        chosen = table.select if override.select is None else override.select
        extended = (*table.extend_select, *override.extend) if override.select is None else override.extend
        return Selection(None if chosen is None else tuple(chosen), tuple(extended), ignored)

    def project_of(self, file: Path) -> Path:
        """The folder whose scripts a script's calls are looked up in."""
        if self.file is not None and self.table.project is not None:
            folder = (self.file.parent / self.table.project).resolve()
            if folder.is_dir() and file.resolve().is_relative_to(folder):
                return folder
        return file.parent

    def _of_file(self, file: Path) -> Iterator[list[str]]:
        if self.file is None or not self.table.per_file_ignores:
            return
        try:
            path = file.resolve().relative_to(self.file.parent.resolve()).as_posix()
        except ValueError:
            path = file.as_posix()
        for pattern, codes in self.table.per_file_ignores.items():
            if fnmatchcase(path, pattern) or fnmatchcase(file.name, pattern):
                yield codes


@dataclass(frozen=True)
class Override:
    """What the command line says: it takes the place of what the configuration says."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] | None = None
    fail_on: Severity | None = None


def selectors(words: Iterable[str]) -> tuple[str, ...]:
    """Codes as the command line gives them, also several with commas. ValueError for one that there isn't."""
    return tuple(_selector(each) for word in words for each in word.split(",") if each.strip())


class Configurations:
    """The configuration of each file: the nearest one at its folder or above. Each is read once."""

    def __init__(self, *, given: Path | None = None, none: bool = False) -> None:
        """``given`` takes the place of all others; ``none`` leaves everything at its default."""
        self.problems: list[Diagnostic] = []
        self._fixed = Settings() if none else self._read(given) if given is not None else None
        self._known: dict[Path, Settings] = {}

    def of(self, folder: Path) -> Settings:
        """The configuration for the files of a folder. What is wrong with it is among ``problems``, and it is left out."""
        return self._fixed if self._fixed is not None else self._above(folder.resolve())

    def _above(self, folder: Path) -> Settings:
        waiting = []
        found: Settings | None = None
        while found is None:
            found = self._known.get(folder)
            if found is None:
                waiting.append(folder)
                found = self._in(folder) or (Settings() if folder.parent == folder else None)
                folder = folder.parent
        for each in waiting:
            self._known[each] = found
        return found

    def _in(self, folder: Path) -> Settings | None:
        if (folder / _FILE).is_file():
            return self._read(folder / _FILE)
        file = folder / _PYPROJECT
        if file.is_file():
            # Others' faults in a pyproject.toml are none of ours.
            document = _document(file, [])
            if document is not None and "studio" in _table(document, "tool"):
                return self._read(file)
        return None

    def _read(self, file: Path) -> Settings:
        made, problems = read_settings(file)
        self.problems += problems
        return made


def read_settings(file: Path) -> tuple[Settings, list[Diagnostic]]:
    """The configuration in a file, and what is wrong with it; a wrong one is left out as a whole."""
    problems: list[Diagnostic] = []
    document = _document(file, problems)
    if document is None:
        return Settings(), problems
    if file.name == _PYPROJECT:
        found = _table(document, "tool").get("studio", {})
        document = found if isinstance(found, dict) else {"": found}
    try:
        return Settings(Document.model_validate(document, strict=True).check, file), []
    except ValidationError as fault:
        return Settings(), [_problem(file, each) for each in fault.errors(include_url=False)[:20]]


def _table(document: dict[str, Any], name: str) -> dict[str, Any]:
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def _document(file: Path, problems: list[Diagnostic]) -> dict[str, Any] | None:
    try:
        if file.stat().st_size > _LARGEST or not file.is_file():
            raise OSError(0, "it is too large, or no file")
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        message = f"the configuration can't be read: {fault.strerror or fault}"
        problems.append(Diagnostic("CF101", "error", message, file=str(file)))
    except (ValueError, RecursionError) as fault:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        if "(at end of document)" in str(fault):
            line = file.read_bytes().count(b"\n") + 1
        said = str(fault).split(" (at ")[0] or "nested too deep"
        message = f"the configuration is no TOML: {said}"
        problems.append(Diagnostic("CF102", "error", message, file=str(file), line=line, column=column))
    return None


def _problem(file: Path, fault: Any) -> Diagnostic:
    """A finding for one fault that pydantic tells, at the line where its key seems to stand."""
    path = [str(each) for each in fault["loc"] if each != "[key]"]
    name = ".".join(path) or "the document"
    line = _line_of(file, path)
    if fault["type"] == "extra_forbidden":
        known = ", ".join(field.alias or key for key, field in CheckTable.model_fields.items())
        hint = f"[check] has {known}" if path[0] == "check" else "the tables are: check"
        return Diagnostic("CF103", "error", f"there is no setting {name}", hint, file=str(file), line=line)
    said = fault["msg"].removeprefix("Value error, ")
    code = "CF105" if said.startswith("there is no rule") else "CF104"
    hint = "codes are like CK208, beginnings of them like CK2; or ALL" if code == "CF105" else ""
    return Diagnostic(code, "error", f"{name}: {said[:1].lower()}{said[1:]}", hint, file=str(file), line=line)


def _line_of(file: Path, path: list[str]) -> int | None:
    """The line of the last key of a path that the text shows; None if it shows none."""
    lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    found, start = None, 0
    for key in path:
        form = re.compile(rf"(?:^\s*|[.\[{{,]\s*)[\"']?{re.escape(key)}[\"']?\s*(?:=|\]|\.)")
        at = next((number for number in range(start, len(lines)) if form.search(lines[number])), None)
        if at is not None:
            found = start = at
    return None if found is None else found + 1
