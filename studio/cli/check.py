"""``studio check``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.cli.check_output import FORMS, Checked, Form, Outcome, print_outcome
from studio.cli.report import WrongUse
from studio.cli.standard_input import begins_a_script, read_standard_input
from studio.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from studio.script.checks.files.batch import Batch
    from studio.script.checks.files.cache import Cache
    from studio.script.checks.files.record import Record
    from studio.script.checks.interfaces import Interfaces
    from studio.script.checks.settings import Configurations, Override
    from studio.script.model import Script

STANDARD_INPUT = "-"
_LEVELS: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line says. Lists of codes may hold several with commas."""

    paths: list[Path]
    form: str = "text"
    select: list[str] = field(default_factory=list)
    extend_select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    fail_on: str | None = None
    config: Path | None = None
    no_config: bool = False
    no_cache: bool = False
    cache_dir: Path | None = None
    statistics: bool = False
    stdin_name: Path | None = None


@dataclass(frozen=True, slots=True)
class _Target:
    """One file to check, and the path on the command line through which it was found."""

    file: Path
    root: Path


def check_paths(options: CheckOptions) -> int:
    """Check every script that the paths name; the exit code."""
    try:
        form, override = _form(options), _override(options)
    except (WrongUse, ValueError) as fault:
        report.say(f"studio check: {fault}")
        return 2
    from studio.script.checks.settings import Configurations

    configurations = Configurations(given=options.config, none=options.no_config)
    outcome = Outcome([], [])
    targets = list(_targets(options, outcome))
    caches = _caches(options, targets, configurations)
    if configurations.problems:
        outcome.other[:0] = configurations.problems
    else:
        _check(outcome, targets, _batch(options, caches, targets), configurations, override)
    print_outcome(outcome, form, statistics=options.statistics)
    if outcome.other or any(not each.record.readable for each in outcome.files):
        return 2
    return 1 if any(_fails(each, form) for each in outcome.files) else 0


def code_of(finding: Diagnostic, script: Script) -> str | None:
    """The code in a script that a finding counts lines and columns in, where that is the property's value as it stands."""
    action = script.action(finding.action) if finding.action is not None else None
    value = action.properties.get(finding.property) if action is not None and finding.property is not None else None
    if action is None or not isinstance(value, str) or not finding.within:
        return None
    # Expressions are read without the blanks round them.
    return value if action.kind.upper() == "SNIPPET" or value == value.strip() else None


# ------------------------------------------------------------------------------------------------ what is asked
def _form(options: CheckOptions) -> Form:
    found = next((each for each in FORMS if each == options.form), None)
    if found is None:
        raise WrongUse(f"--format is one of {', '.join(FORMS)}")
    if options.statistics and found != "text":
        raise WrongUse("--statistics is for --format text")
    if options.config is not None and options.no_config:
        raise WrongUse("--config and --no-config exclude each other")
    if options.stdin_name is not None and Path(STANDARD_INPUT) not in options.paths:
        raise WrongUse("--stdin-filename is for -, standard input")
    return found


def _override(options: CheckOptions) -> Override:
    from studio.script.checks.settings import Override, selectors

    level = next((each for each in _LEVELS if each == options.fail_on), None)
    if options.fail_on is not None and level is None:
        raise WrongUse(f"--fail-on is one of {', '.join(_LEVELS)}")
    return Override(
        selectors(options.select) if options.select else None,
        selectors(options.extend_select),
        selectors(options.ignore) if options.ignore else None,
        level,
    )


def _targets(options: CheckOptions, outcome: Outcome) -> Iterator[_Target]:
    """The files that the paths name, each once."""
    from studio.script.files import find_scripts

    seen: set[Path] = set()
    for path in options.paths:
        if str(path) == STANDARD_INPUT:
            files = [options.stdin_name or path]
        elif path.exists():
            files = find_scripts(path)
        else:
            outcome.other.append(Diagnostic("FI001", "error", "there is no such file or folder", file=str(path)))
            continue
        for file in files:
            key = file.absolute()
            if key not in seen:
                seen.add(key)
                yield _Target(file, path)


def _caches(options: CheckOptions, targets: list[_Target], configurations: Configurations) -> list[Cache]:
    """A cache for each configuration's folder, and for each folder that is checked as a whole without one.

    Files that are named one by one, without a configuration, use a cache that is there and make none.
    """
    from studio.script.checks.files.cache import FOLDER, Cache

    homes: dict[Path, None] = {}
    for each in dict.fromkeys((target.root, target.file.parent) for target in targets):
        root, folder = each
        settings = configurations.of(folder)
        if settings.file is not None and options.config is None:
            homes[settings.file.parent.resolve()] = None
        elif root.is_dir():
            homes[root.resolve()] = None
        elif (folder / FOLDER).is_dir() or options.cache_dir is not None:
            homes[folder.resolve()] = None
    return [] if options.no_cache else [Cache(home, options.cache_dir) for home in homes]


def _batch(options: CheckOptions, caches: list[Cache], targets: list[_Target]) -> Batch:
    from studio.script.checks.files.batch import Batch

    def told(done: int, of: int) -> None:
        if of > 20 and done % 20 == 0:
            report.say(f"{done} of {of} files")

    batch = Batch(caches, told)
    for each in targets:
        if str(each.root) == STANDARD_INPUT:
            batch.add(each.file, _standard_input(options.stdin_name))
    return batch


def _standard_input(name: Path | None) -> Record:
    """The record of standard input: a script in any form, else a bare snippet; a name tells by its ending."""
    from studio.script.checks.files.record import record_of, unreadable

    content, text, problems = read_standard_input()
    if text is None:
        return unreadable(problems)
    form = name or Path(STANDARD_INPUT if begins_a_script(text) or not text.strip() else "-.snippet")
    return record_of(content, form, "standard input")


# ------------------------------------------------------------------------------------------------ checking
def _check(
    outcome: Outcome, targets: list[_Target], batch: Batch, configurations: Configurations, override: Override
) -> None:
    batch.prepare(each.file for each in targets)
    for target in targets:
        outcome.files.append(_file(target, batch, configurations, override))
    batch.save()


def _file(target: _Target, batch: Batch, configurations: Configurations, override: Override) -> Checked:
    """One file's findings, as its configuration wants them."""
    from studio.script.checks.files.record import settled_record
    from studio.script.checks.selection import graded

    file = target.file
    settings = configurations.of(file.parent)
    selection = settings.selection(file, override)
    record = batch.record(file)
    found = [each for each in record.reading if each.severity == "error" or selection.enabled(each.code)]
    if record.readable:
        found += settled_record(record, file, _others(target, batch, configurations), selection.enabled)
    shown = [graded(replace(each, file=str(file)), settings.table.severity) for each in found]
    fail_on = override.fail_on or settings.table.fail_on
    return Checked(str(file), record, shown, fail_on, lambda each: _excerpt(each, record, file))


def _others(target: _Target, batch: Batch, configurations: Configurations) -> Interfaces | None:
    """The scripts among which a script is checked: those of the folder that is checked, or of its own folder."""
    file = target.file
    if str(file) == STANDARD_INPUT or batch.record(file).interface is None:
        return None
    folder = configurations.of(file.parent).project_of(file)
    if folder != file.parent:
        return batch.scripts(folder)
    return batch.scripts(target.root) if target.root.is_dir() else batch.scripts(file.parent, file)


def _excerpt(finding: Diagnostic, record: Record, file: Path) -> str:
    """The line of code of a finding, with a caret. Only of findings among scripts it must be looked up in the file."""
    from studio.script.checks.files.record import place_key

    known = record.excerpts.get(place_key(finding))
    if known is not None:
        return known
    return _looked_up(finding, file) if finding.within else ""


def _looked_up(finding: Diagnostic, file: Path) -> str:
    from studio.script.checks.files.record import excerpt_in
    from studio.script.files import read_script

    script = read_script(file)[0] if file.is_file() else None
    return "" if script is None else excerpt_in(script.by_id(), finding)


def _fails(file: Checked, form: Form) -> bool:
    """True for findings that make the exit code 1; in the vendor's form for a script that would be refused."""
    if form == "vendor":
        from studio.cli.check_output.as_vendor import details

        return bool(details(file)["totalErrors"] != "0")
    from studio.script.checks.selection import at_least

    return any(at_least(each.severity, file.fail_on) for each in file.found)
