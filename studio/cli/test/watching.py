"""``studio test --watch``: run again whenever a file changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report

if TYPE_CHECKING:
    from studio.cli.test.command import TestOptions

#: Files that a test may depend on.
ENDINGS = (".studio", ".json", ".xml", ".yaml", ".yml", ".csv", ".snippet", ".txt", ".jsonl", ".py")


def watch(options: TestOptions, once: Callable[[], int]) -> int:
    """Run once, then after each change, until it is broken off; the exit code of the last round."""
    from watchfiles import watch as changes

    code = once()
    report.say("waiting for a change; Ctrl-C ends")
    try:
        for found in changes(*folders(options), watch_filter=lambda change, path: matters(options, Path(path))):
            names = sorted({Path(path).name for _, path in found})
            report.say(f"\n{', '.join(names[:5])} changed")
            code = once()
    except KeyboardInterrupt:
        pass
    return code


def folders(options: TestOptions) -> list[Path]:
    """The folders in which a change counts: those of scenario files, their scripts and worlds."""
    from studio.testing.scenario import find_suites, read_suite
    from studio.testing.stage import Stage

    found = {(each if each.is_dir() else each.parent).resolve() for each in options.paths}
    stage = Stage()
    for file in find_suites(options.paths):
        for case in read_suite(file, stage).cases:
            found |= {case.file.parent.resolve(), case.world_folder.resolve()}
            if case.script.file is not None:
                found.add(Path(case.script.file).resolve().parent)
    # A folder stands for those inside it.
    return sorted(each for each in found if not any(other in each.parents for other in found))


def matters(options: TestOptions, path: Path) -> bool:
    """True if a change of this file calls for another round; what a round writes does not."""
    written = [each.resolve() for each in (options.coverage, options.html, options.cobertura, options.junit) if each]
    if any(path.resolve() == each or each in path.resolve().parents for each in written):
        return False
    # The folder that is watched may itself lie in one that is hidden.
    roots = [(each if each.is_dir() else each.parent).resolve() for each in options.paths]
    inner = next((path.relative_to(root).parts for root in roots if path.is_relative_to(root)), path.parts[-1:])
    return path.suffix.lower() in ENDINGS and not any(part.startswith(".") for part in inner)
