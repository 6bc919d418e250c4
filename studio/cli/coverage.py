"""``studio coverage``: what runs on several machines have covered, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.testing.coverage import CoverageData


@dataclass(frozen=True, slots=True)
class CoverageOptions:
    """What the command line says."""

    files: list[Path]
    html: Path | None
    cobertura: Path | None
    save: Path | None
    fail_under: float | None
    as_json: bool


def show_coverage(options: CoverageOptions) -> int:
    """Read, put together, report; the exit code."""
    from studio.testing.coverage import CoverageData, table_lines

    together = CoverageData()
    problems: list[Diagnostic] = []
    for file in options.files:
        found, faults = CoverageData.load(file)
        problems += faults
        if found is not None:
            problems += together.merge(found)
    if has_errors(problems):
        report.refusal(problems, as_json=options.as_json)
        return 2
    try:
        write(together, options.html, options.cobertura, options.save, scripts_of(together))
    except OSError as fault:
        report.say(f"it can't be written: {fault}")
        return 2
    low = options.fail_under is not None and together.percent("branches") < options.fail_under
    if options.as_json:
        report.document(together.as_json() | {"diagnostics": [each.as_json() for each in problems]})
    else:
        report.findings(problems, to_error=True)
        for line in table_lines(together):
            print(report.printable(line))
        if low:
            print(f"branches: {together.percent('branches'):g} %, less than {options.fail_under:g} %")
    return int(low)


def write(
    data: CoverageData, html: Path | None, cobertura: Path | None, save: Path | None, scripts: Sequence[Script]
) -> None:
    """Write the reports that are wanted. OSError where one can't be."""
    if html is not None:
        from studio.testing.coverage.html import write_html

        write_html(data, scripts, html)
    if cobertura is not None:
        from studio.testing.coverage.cobertura import cobertura_xml

        cobertura.write_bytes(cobertura_xml(data, scripts))
    if save is not None:
        refuse_others(save)
        data.save(save)


def refuse_others(path: Path) -> None:
    """OSError for a file that is there and holds something else: a forgotten name would cost somebody a script."""
    from studio.testing.coverage import CoverageData

    if path.exists() and path.stat().st_size and CoverageData.load(path)[0] is None:
        raise OSError(f"{path} is there and holds no coverage")


def scripts_of(data: CoverageData) -> list[Script]:
    """The scripts that are still where they were."""
    from studio.script.files import read_script

    found = []
    for each in data.scripts.values():
        path = Path(each.file) if each.file else None
        script = read_script(path)[0] if path is not None and path.is_file() else None
        if script is not None:
            found.append(script)
    return found
