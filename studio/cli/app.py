"""The subcommands and their help. Each imports what it needs when it is called, so that ``--help`` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="studio",
    help="Open, check, run and draw contact-centre scripts on your own machine.\n\n"
    "Start with: studio demo. Then look at one script: studio draw SCRIPT, studio check PATH, studio run SCRIPT.\n\n"
    "Exit codes: 0 all well, 1 findings or a failed run, 2 wrong use or unreadable input.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else there.")
]
Given = Annotated[Path | None, typer.Option(metavar="VARS.json", help="Variables to begin with: a JSON object.")]
Limit = Annotated[
    str, typer.Option(metavar="SIZE", help="Max String Size: 2K, 4K, 8K, 16K, 32K or a number of characters.")
]
Now = Annotated[str | None, typer.Option(metavar="ISO", help="Where the clock stands; without an offset it is UTC.")]
Seed = Annotated[int, typer.Option(help="Seed of random().")]


@app.callback()
def _root() -> None:
    pass


@app.command()
def demo(
    days: Annotated[float, typer.Option(help="Simulated days.", min=0.01, max=60)] = 2,
    seed: Annotated[int | None, typer.Option(help="Another seed: other outcomes of the calls.")] = None,
    one_script: Annotated[
        bool, typer.Option("--one-script", help="The brain that does the work itself: see what gets lost.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The main job from end to end: a dialer signals the brain, which loads prospects out of a CRM.

    Two days of a simulated campaign in a few seconds; then a balance of where every lead of the CRM is. The same seed
    prints the same text, byte for byte.
    """
    from studio.cli.demo import run_demo

    raise typer.Exit(run_demo(days=days, seed=seed, one_script=one_script, as_json=as_json))


@app.command()
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
    actions: Annotated[
        list[Path] | None, typer.Option(help="A folder of your own actions; its files are run as Python.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run a script with virtual time, until nothing can go on by itself.

    The scripts in its folder and below are the project in which Runsub looks. Without --until a run ends after one day of
    virtual time at the latest. Exit code 1 if a contact failed or got stuck.

    Example: studio run scripts/hello.studio --param name=Ann --trace
    """
    from studio.cli.run import RunOptions, run_script

    options = RunOptions(script, world, param or [], set_ or [], seed, until, trace, actions or [], as_json)
    raise typer.Exit(run_script(options))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Scripts in any form, folders, or bare *.snippet files.")],
    as_json: Json = False,
) -> None:
    """Check scripts: all findings at once, each with its place, a code and a way out.

    Exit code 1 if there is an error among them; warnings alone leave it 0; 2 if a path can't be read.
    """
    from studio.cli.check import check_paths

    raise typer.Exit(check_paths(paths, as_json=as_json))


@app.command()
def fmt(
    paths: Annotated[
        list[Path], typer.Argument(help="*.snippet and *.studio files, folders of them, or - for standard input.")
    ],
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 if something would change.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print what would change.")] = False,
    as_json: Json = False,
) -> None:
    """Format Snippet code, in files of its own and in scripts. Comments stay, and so does the meaning.

    A file with errors is left as it is. Exports are left alone in a folder, and refused when they are named.
    """
    from studio.cli.fmt import format_paths

    raise typer.Exit(format_paths(paths, check=check_only, diff=diff, as_json=as_json))


@app.command()
def draw(script: Annotated[Path, typer.Argument(help="The script's file.")]) -> None:
    """Draw a script as a Mermaid flowchart on standard output.

    Paste it into any Markdown page between ```mermaid and ```.
    """
    from studio.cli.draw import draw_script

    raise typer.Exit(draw_script(script))


@app.command()
def functions(
    name: Annotated[str | None, typer.Argument(help="A function's name, in any letter case.")] = None,
    as_json: Json = False,
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of all functions (Markdown).")] = False,
) -> None:
    """List the built-in functions of the Snippet language, or tell all about one of them.

    Exit code 2 if there is no such function; names that come near are told.
    """
    from studio.cli.functions import show_functions

    raise typer.Exit(show_functions(name, as_json=as_json, as_page=page))


@app.command("eval")
def eval_(
    file: Annotated[
        Path | None, typer.Argument(help="The snippet's file; - or nothing for standard input.", show_default=False)
    ] = None,
    given: Given = None,
    limit: Limit = "2K",
    now: Now = None,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Run a bare snippet and show the variables that it leaves behind.

    There is no network, and the clock stands. Exit code 1 if it does not compile or ends with an error.

    Example: echo 'x = 6 * 7' | studio eval
    """
    from studio.cli.evaluate import EvalOptions, evaluate

    raise typer.Exit(evaluate(EvalOptions(file, given, limit, now, seed, as_json)))


@app.command()
def repl(given: Given = None, limit: Limit = "2K", now: Now = None, seed: Seed = 1) -> None:
    """Type Snippet and see at once what it does: statements, expressions, functions of your own.

    Where standard input is no terminal, its lines are read as if they were typed; exit code 1 if one of them had an error.

    Example: printf 'x = 1\nx + 1\n' | studio repl
    """
    from studio.cli.repl import ReplOptions, run_repl

    raise typer.Exit(run_repl(ReplOptions(given, limit, now, seed)))


@app.command()
def crm(
    leads: Annotated[Path | None, typer.Option(help="CSV file of leads; without it, the example's.")] = None,
    store: Annotated[str, typer.Option(help="SQLAlchemy URL of its table.")] = "sqlite://",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8765,
) -> None:
    """Serve the example's CRM over HTTP: check-out and check-in of leads, for scripts that use real requests."""
    from studio.cli.crm import serve_crm

    raise typer.Exit(serve_crm(leads, store, host, port))
