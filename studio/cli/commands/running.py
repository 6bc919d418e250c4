"""Running scripts: once, in many random worlds, and again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def run(
    script: Annotated[Path, typer.Argument(help="The script's file, .studio or a CXone JSON export.")],
    world: Annotated[Path | None, typer.Option(help="World file (YAML): what stands outside the script.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A parameter, by Begin's name or p1, p2, …."),
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="VAR=VALUE", help="A variable of the main script.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random.")] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="How long: 90s, 30m, 1h, 2d, or an ISO time (virtual time)."),
    ] = None,
    trace: Annotated[
        str | None,
        typer.Option(metavar="[FILE]", help="Trace: as text to the screen, or to FILE (*.jsonl: JSON lines)."),
    ] = None,
    trace_as: Annotated[
        str | None,
        typer.Option(metavar="FORM", help="lines (JSON), text, table or tree; by default what FILE's ending says."),
    ] = None,
    watch: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMES", help="Trace changes of these variables only, with what was there before."),
    ] = None,
    no_variables: Annotated[bool, typer.Option("--no-variables", help="Trace no changes of variables.")] = False,
    actions: Annotated[
        list[Path] | None, typer.Option(help="A folder of your own actions; its files are run as Python.")
    ] = None,
    signal: Annotated[
        list[str] | None, typer.Option(metavar="TIME=SP1|SP2…", help="Signal every contact after so much virtual time.")
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option(metavar="TIME=EVENT|NAME=VALUE…", help="Let an event happen to every contact: 30s=ONANSWER."),
    ] = None,
    start_at: Annotated[
        str | None, typer.Option("--from", metavar="EVENT|…", help="Begin at this event action instead of Begin.")
    ] = None,
    clock: Annotated[
        str, typer.Option(metavar="CLOCK", help="virtual, real, or a speed: 60x is a minute each second.")
    ] = "virtual",
    steps: Annotated[int | None, typer.Option(min=1, help="Stop after so many actions.")] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the run as it stands at the end, to go on with --resume.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Go on with a saved run instead of beginning one.")
    ] = None,
    plugin: Annotated[
        list[Path] | None, typer.Option(metavar="FILE.py", help="A plugin of your own; it is run as Python.")
    ] = None,
    show_redacted: Annotated[
        bool, typer.Option("--show-redacted", help="Show the values that scripts ask to be hidden.")
    ] = False,
    coverage: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add what is covered to FILE, for studio coverage.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run a script with virtual time, until nothing can go on by itself.

    The scripts in its folder and below are the project in which Runsub looks. Without --until a run ends after one day of
    virtual time at the latest. Exit code 1 if a contact failed or got stuck.

    Example: studio run scripts/hello.studio --param name=Ann --trace
    """
    from studio.cli.run import RunOptions, run_script
    from studio.cli.tracing import TraceOptions

    names = tuple(name for each in watch or [] for name in each.split(",") if name.strip())
    options = RunOptions(
        script, world, param or [], set_ or [], seed, until, TraceOptions(trace, trace_as, names, not no_variables),
        actions or [], plugin or [], show_redacted, as_json,
        signals=signal or [], events=event or [], start_at=start_at, clock=clock, steps=steps, save=save, resume=resume,
        coverage=coverage,
    )  # fmt: skip
    raise typer.Exit(run_script(options))


def exercise(
    paths: Annotated[list[Path], typer.Argument(help="Scripts in any form, or folders of them.")],
    seeds: Annotated[int, typer.Option(min=0, help="Random worlds for each start of a script.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed: other worlds.")] = 1,
    seconds: Annotated[
        float | None, typer.Option(min=0, help="Real seconds for each script at most.", show_default=False)
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="PERCENT", help="Exit code 1 if a script reaches less.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Run every script in random worlds: how runs end, which branches are reached, and which never.

    From Begin and from each event action, first in a world of defaults, then in worlds that are made from what the script
    compares, reads and calls. No branch is forced where the script decides. Exit code 1 if a script can't start.

    Example: studio exercise scripts/ --seeds 20
    """
    from studio.cli.exercise import ExerciseOptions, exercise_paths

    raise typer.Exit(exercise_paths(ExerciseOptions(paths, seeds, seed, seconds, fail_under, as_json)))


def replay(
    trace: Annotated[Path, typer.Argument(help="A trace that studio run has written as JSON lines.")],
    script: Annotated[Path | None, typer.Option(help="The script, if it lies elsewhere now.")] = None,
    world: Annotated[Path | None, typer.Option(help="The world file, if it lies elsewhere now.")] = None,
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A parameter that the trace hides.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="VAR=VALUE", help="A variable that the trace hides.")
    ] = None,
    actions: Annotated[
        list[Path] | None, typer.Option(help="The folder of actions that the run used; its files are run as Python.")
    ] = None,
    plugin: Annotated[
        list[Path] | None, typer.Option(metavar="FILE.py", help="The plugin that the run used; it is run as Python.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run again what a trace tells of, and find the first thing that comes otherwise.

    Exit code 0 if all events are the same, 1 at the first that is not, 2 if the trace can't be read.

    Example: studio run hello.studio --trace hello.jsonl, and after a change studio replay hello.jsonl
    """
    from studio.cli.replay import ReplayOptions, replay_trace

    options = ReplayOptions(trace, script, world, param or [], set_ or [], actions or [], plugin or [], as_json)
    raise typer.Exit(replay_trace(options))
