"""``studio fmt``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.cli import report
from studio.cli.standard_input import begins_a_script, read_standard_input
from studio.diagnostics import Diagnostic, has_errors
from studio.script.replacing import replace_file

STANDARD_INPUT = "-"
_NO_END = "\\ No newline at end of file"


@dataclass(slots=True)
class Outcome:
    """What became of one file. ``before`` and ``after`` are its content, None where it could not be read or formatted.

    ``source`` is the content before as text.
    """

    file: str
    problems: list[Diagnostic] = field(default_factory=list)
    unreadable: bool = False
    before: bytes | None = None
    after: bytes | None = None
    source: str = ""

    @property
    def changed(self) -> bool:
        """True if the file was changed, or would be."""
        return self.after is not None and self.after != self.before


def format_paths(paths: list[Path], *, check: bool, diff: bool, tidy: bool, as_json: bool) -> int:
    """Format every snippet and script that the paths name; the exit code."""
    outcomes = []
    for each in _outcomes(paths, tidy):
        if each.changed and each.file != STANDARD_INPUT and not (check or diff):
            _write(each)
        outcomes.append(each)
    if as_json:
        report.document([_entry(each, check, diff) for each in outcomes])
    else:
        _tell(outcomes, check, diff)
    if any(each.unreadable for each in outcomes):
        return 2
    found = any(has_errors(each.problems) or (check and each.changed) for each in outcomes)
    return 1 if found else 0


# ------------------------------------------------------------------------------------------------ formatting
def _outcomes(paths: list[Path], tidy: bool) -> Iterator[Outcome]:
    from studio.script.files import find_scripts

    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield _standard_input(tidy)
        elif path.is_dir():
            for file in find_scripts(path):
                outcome = _file(file, tidy)
                # Exports in a folder are left alone, whatever they are called.
                if not any(each.code == "FI009" for each in outcome.problems):
                    yield outcome
        elif not path.exists():
            missing = Diagnostic("FI001", "error", "there is no such file or folder", file=str(path))
            yield Outcome(str(path), [missing], unreadable=True)
        else:
            yield _file(path, tidy)


def _file(file: Path, tidy: bool) -> Outcome:
    from studio.script.files import read_source

    kind = file.suffix.lower()
    if kind not in (".snippet", ".studio"):
        return Outcome(str(file), [_refused(file)], unreadable=True)
    source, problems = read_source(file)
    if source is None:
        return Outcome(str(file), problems, unreadable=True)
    if kind == ".studio" and _is_export(source):
        return Outcome(str(file), [_refused(file)], unreadable=True)
    try:
        before = file.read_bytes()  # with its mark and in its encoding, which are not kept
    except OSError as fault:
        unread = Diagnostic("FI001", "error", f"the file can't be read: {fault.strerror or fault}", file=str(file))
        return Outcome(str(file), [unread], unreadable=True)
    text, problems = _snippet(source) if kind == ".snippet" else _script(source, tidy)
    placed = [each.placed(file=str(file)) for each in problems]
    return Outcome(str(file), placed, False, before, None if text is None else text.encode(), source)


def _is_export(source: str) -> bool:
    return source.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "<")


def _refused(file: Path | str) -> Diagnostic:
    said = "fmt formats *.snippet and *.studio files; an export is left as CXone Studio made it"
    return Diagnostic("FI009", "error", said, "write the script in the text form", file=str(file))


def _standard_input(tidy: bool) -> Outcome:
    content, source, problems = read_standard_input()
    text = None
    if source is not None and begins_a_script(source):
        if _is_export(source):
            return Outcome(STANDARD_INPUT, [_refused(STANDARD_INPUT)], True, content)
        text, problems = _script(source, tidy)
    elif source is not None:
        text, problems = _snippet(source)
    placed = [each.placed(file=STANDARD_INPUT) for each in problems]
    after = None if text is None else text.encode()
    return Outcome(STANDARD_INPUT, placed, source is None, content, after, source or "")


def _snippet(source: str) -> tuple[str | None, list[Diagnostic]]:
    from studio.snippet.formatting import format_snippet

    found = format_snippet(source)
    return (None if found.problems else found.text), found.problems


def _script(source: str, tidy: bool) -> tuple[str | None, list[Diagnostic]]:
    from studio.script.formatting import format_script

    return format_script(source, tidy=tidy)


# ------------------------------------------------------------------------------------------------ writing
def _write(outcome: Outcome) -> None:
    """Put the new content in the file's place."""
    assert outcome.after is not None
    try:
        replace_file(Path(outcome.file), outcome.after)
    except OSError as fault:
        outcome.problems.append(_unwritten(outcome.file, fault))
        outcome.after = None


def _unwritten(file: str, fault: OSError) -> Diagnostic:
    return Diagnostic("FI010", "error", f"the file can't be written: {fault.strerror or fault}", file=file)


# ------------------------------------------------------------------------------------------------ telling
def _entry(outcome: Outcome, check: bool, diff: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": outcome.file, "changed": outcome.changed}
    entry["diagnostics"] = [each.as_json() for each in outcome.problems]
    if diff:
        entry["diff"] = _diff(outcome)
    elif outcome.file == STANDARD_INPUT and not (check or outcome.unreadable):
        entry["text"] = _content(outcome).decode()
    return entry


def _tell(outcomes: list[Outcome], check: bool, diff: bool) -> None:
    """Findings and what was done. Standard output is for a text or a diff where one was asked for."""
    texts = [each for each in outcomes if each.file == STANDARD_INPUT and not (check or diff)]
    for each in texts:
        _print_bytes(_content(each))
    if diff:
        _print_diff("".join(_diff(each) for each in outcomes))
    report.findings([problem for each in outcomes for problem in each.problems], to_error=bool(texts) or diff)
    files = [each for each in outcomes if each not in texts]
    changed = [each.file for each in files if each.changed]
    done = "would be formatted" if check or diff else "formatted"
    for name in changed:
        report.say(report.printable(f"{done}: {name}"))
    if files:
        report.say(f"{len(files)} file{'s' * (len(files) != 1)}, {len(changed)} {done}")


def _content(outcome: Outcome) -> bytes:
    """What standard input becomes; itself where it can't be formatted, so that an editor's filter loses nothing."""
    return outcome.after if outcome.after is not None else outcome.before or b""


def on_terminal() -> bool:
    """True if somebody looks at standard output."""
    return sys.stdout.isatty()


def _print_diff(text: str) -> None:
    """A file's own characters for programs, that ``patch`` takes; for a terminal nothing that could move its cursor."""
    if on_terminal():
        text = "".join(f"{report.printable(line.expandtabs(4))}\n" for line in text.split("\n")[:-1])
    _print_bytes(text.encode())


def _print_bytes(content: bytes) -> None:
    """As they are: a stream of text would turn line ends and characters into its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _diff(outcome: Outcome) -> str:
    """What would change, as a unified diff; "" if nothing would."""
    if not outcome.changed:
        return ""
    assert outcome.after is not None
    from studio.script.comparing import Room, hunks

    name = outcome.file
    found = hunks(_lines(outcome.source), _lines(outcome.after.decode()), Room())
    return "".join(f"{each}\n" for each in [f"--- {name}", f"+++ {name}", *found])


def _lines(text: str) -> list[str]:
    """The lines; a last one without an end says so, as diffs do."""
    lines = text.split("\n")
    last = lines.pop()
    return [*lines, f"{last}\n{_NO_END}"] if last else lines
