"""``studio convert``: scripts from one form into another."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.cli.standard_input import read_standard_input
from studio.diagnostics import Diagnostic, has_errors
from studio.script.replacing import replace_file

if TYPE_CHECKING:
    from studio.script.model import Script

STANDARD = Path("-")


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What the command was given. ``to`` is None where the suffix of ``target`` tells the form."""

    source: Path
    target: Path
    to: str | None
    force: bool
    as_json: bool


class Refused(Exception):
    """A script that isn't written; the finding says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(slots=True)
class Outcome:
    """What was written, all findings, and whether something was not written that should have been."""

    written: list[dict[str, str]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    failed: bool = False
    #: Comments of texts that became exports, which have no place for them.
    comments: int = 0

    def refuse(self, *problems: Diagnostic) -> None:
        """A script was not written."""
        self.problems += problems
        self.failed = True

    @property
    def code(self) -> int:
        """2 where something was not written, 1 where something was written that isn't all, else 0."""
        if self.failed:
            return 2
        return 1 if any(each.severity != "info" for each in self.problems) else 0


def convert(options: ConvertOptions) -> int:
    """Convert a script, or a folder of them; the exit code."""
    outcome = Outcome()
    try:
        form = _form(options)
        if options.source == STANDARD or not options.source.is_dir():
            _convert_one(options, form, outcome)
        else:
            from studio.cli.convert_folder import convert_folder

            convert_folder(options, form, outcome)
    except report.WrongUse as fault:
        report.say(f"studio convert: {fault}")
        return 2
    if options.as_json:
        problems = [each.as_json() for each in outcome.problems]
        report.document({"written": outcome.written, "diagnostics": problems})
    else:
        _tell(options, outcome)
    return outcome.code


def _form(options: ConvertOptions) -> str:
    """The form that is asked for. Raises WrongUse."""
    from studio.script.files import FORMS

    if options.to is not None:
        if options.to not in FORMS:
            raise report.WrongUse(f"--to takes {', '.join(FORMS)}, not {options.to!r}")
        return options.to
    if options.target == STANDARD or options.source.is_dir():
        return "text"
    suffix = options.target.suffix.lower()
    for name, form in FORMS.items():
        if form.suffix == suffix:
            return name
    raise report.WrongUse(f"which form has {report.printable(str(options.target))}? Say it with --to {'|'.join(FORMS)}")


def _convert_one(options: ConvertOptions, form: str, outcome: Outcome) -> None:
    if options.target != STANDARD and options.target.is_dir():
        raise report.WrongUse("a single script is converted to a file; name one, or give a folder on both sides")
    try:
        script, found = read(options.source, outcome)
        put(script, options.source, options.target, (found, form), options.force, outcome)
    except Refused as refused:
        outcome.refuse(refused.finding)


def read(source: Path, outcome: Outcome) -> tuple[Script, str]:
    """The script of a file and its form. Raises Refused where it can't be read whole."""
    from studio.script.files import read_script, script_in

    script: Script | None = None
    if source == STANDARD:
        _, text, problems = read_standard_input()
        if text is not None:
            script, problems = script_in(text)
    elif not source.exists():
        raise Refused(Diagnostic("FI001", "error", "there is no such file or folder", file=str(source)))
    else:
        script, problems = read_script(source)
    placed = [each.placed(file=str(source)) for each in problems]
    if script is None or has_errors(placed):
        outcome.problems += placed[:-1]
        raise Refused(placed[-1])
    outcome.problems += placed
    # Only a document has a layout to be kept, under the name of its form.
    return script, next(iter(script.layout), "text")


def put(script: Script, source: Path, target: Path, forms: tuple[str, str], force: bool, outcome: Outcome) -> None:
    """Write a script; ``forms`` are the one that it came in and the one to write. Raises Refused."""
    from studio.script.conversion.comments import count_comments, script_comments

    old = _standing(target, forms[1], force)
    said: list[Diagnostic] = []
    if forms[1] == "text" and forms[0] != "text":
        script, said = _as_text(script, old)
    text = _printed(script, forms[1], source, said)
    entry = {"in": str(source), "out": str(target), "form": forms[1], "script": script.name}
    if target == STANDARD:
        entry["text"] = text
    else:
        try:
            replace_file(target, text.encode())
        except OSError as fault:
            said_why = f"the file can't be written: {fault.strerror or fault}"
            raise Refused(Diagnostic("FI010", "error", said_why, file=str(target))) from None
    outcome.written.append(entry)
    outcome.comments += 0 if forms[1] == "text" else count_comments(script_comments(script))
    outcome.problems += [each.placed(file=str(source), script=script.name) for each in said]


def _standing(target: Path, form: str, force: bool) -> Script | None:
    """The script that is in the file already. Raises Refused for a file that is something else, unless it may go."""
    from studio.script.files import form_of, read_source, script_in

    if target == STANDARD or not target.exists():
        return None
    if not target.is_file():
        raise Refused(Diagnostic("FI010", "error", "it is a folder or a device, not a file", file=str(target)))
    text, _ = read_source(target)
    script, problems = script_in(text) if text is not None else (None, [])
    found = form_of(text) if text is not None else None
    if script is not None and found == form and not has_errors(problems):
        return script
    if force:
        return None
    if script is None:
        why = "the file is no script"
    elif found != form:
        why = f"the file is {found}, not {form}"
    else:
        why = "the file holds a script with errors, of which something would be lost"
    hint = "take another name, or say --force"
    raise Refused(Diagnostic("CV213", "error", f"not overwritten: {why}", hint, file=str(target)))


def _as_text(script: Script, old: Script | None) -> tuple[Script, list[Diagnostic]]:
    """The script in the order of a text, and what that means for a text that is there already."""
    from studio.script.conversion import in_flow_order, put_onto
    from studio.script.names import folded

    if old is None:
        return in_flow_order(script), []
    onto = put_onto(script, old)
    said: list[Diagnostic] = []
    if folded(old.name) != folded(script.name):
        said.append(Diagnostic("CV203", "info", f'the file held script "{old.name}" before'))
    for each in onto.came:
        said.append(Diagnostic("CV201", "info", "a new action", action=each.id, caption=each.caption))
    for gone, comments in onto.went:
        lost = f", and its {comments} comment{'s' * (comments != 1)}" if comments else ""
        said.append(Diagnostic("CV202", "info", f"the action is gone{lost}", action=gone.id, caption=gone.caption))
    return onto.script, said


def _printed(script: Script, form: str, source: Path, said: list[Diagnostic]) -> str:
    """The script in its form; ``said`` takes what that can't hold. Raises Refused where it can't hold the script at all."""
    from studio.script.files import script_in, write_script, written

    if form != "text":
        text, lost = written(script, form)
        broken = next((each for each in lost if each.severity == "error"), None)
        if broken is not None:
            raise Refused(broken.placed(file=str(source)))
        said += lost
        return text
    try:
        text = write_script(script, form)
        text.encode()
    except ValueError as fault:
        raise _unwritable(script, form, source, str(fault)) from None
    again, problems = script_in(text)
    if again != script or problems:
        raise _unwritable(script, form, source, "it would not be the same when it is read again")
    return text


def _unwritable(script: Script, form: str, source: Path, why: str) -> Refused:
    message = f"the script can't be written as {form}: {why}"
    return Refused(Diagnostic("CV214", "error", message, file=str(source), script=script.name))


def _tell(options: ConvertOptions, outcome: Outcome) -> None:
    """The text where it goes to standard output; findings then stand on standard error."""
    texts = [each["text"] for each in outcome.written if "text" in each]
    for each in texts:
        sys.stdout.flush()
        sys.stdout.buffer.write(each.encode())
        sys.stdout.buffer.flush()
    report.findings(outcome.problems, to_error=options.target == STANDARD)
    if options.target != STANDARD:
        for entry in outcome.written:
            report.say(report.printable(f"{entry['in']} -> {entry['out']} ({entry['form']})"))
        count = len(outcome.written)
        lost = outcome.comments
        left = f"; {lost} comment{'s' * (lost != 1)} left out, which no export holds" if lost else ""
        report.say(f"{count} script{'s' * (count != 1)} written{left}")
