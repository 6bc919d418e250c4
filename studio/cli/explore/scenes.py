"""Reading the scenarios that an explorer is given, and what to say where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli import report
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.testing.explorers.scenes import Played, Scenes
    from studio.testing.scenario import Case
    from studio.testing.stage import Stage


def scenes_or_why(paths: Sequence[Path], stage: Stage, only: str, *, as_json: bool) -> Scenes | None:
    """The scenarios that paths name; None, with the reasons told, where a file is unusable or there is none."""
    from studio.testing.explorers.scenes import scenes_of

    scenes = scenes_of(paths, stage, only)
    if scenes.usable and not scenes.cases:
        scenes.problems.append(Diagnostic("TS010", "error", _none(scenes, only), "a scenario file is a test_*.yaml"))
    if not scenes.usable:
        report.refusal(scenes.problems, as_json=as_json)
        return None
    return scenes


def _none(scenes: Scenes, only: str) -> str:
    if scenes.skipped:
        return f"there is no scenario to explore: {scenes.skipped} are skipped"
    if only and scenes.files:
        return f"no scenario has {only!r} in its name"
    return "there is no scenario here"


def shares(scenes: Scenes, seconds: float | None) -> Iterator[tuple[Case, float | None]]:
    """Each scenario with the real seconds that it may take: an equal part of what is left then."""
    from studio.testing.explorers.bounds import Deadline

    deadline = Deadline(seconds)
    for place, case in enumerate(scenes.cases):
        left = deadline.left
        yield case, None if left is None else left / (len(scenes.cases) - place)


def broken_lines(broken: Sequence[tuple[Case, Played]], count: int) -> Iterator[str]:
    """What to say of scenarios that do not pass as they are."""
    if broken:
        yield f"{len(broken)} of {count} scenarios do not pass as they are, and are left out:"
        for case, played in broken:
            yield f"    {case.file.name}:{case.line} {case.name}: {played.verdict}" + (
                f": {played.why[0].splitlines()[0]}" if played.why else ""
            )
        yield ""
