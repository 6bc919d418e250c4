"""The subcommands and their help. Each imports what it needs when it is called, so that ``--help`` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

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


def _actions_beginning(incomplete: str) -> list[str]:
    from studio.cli.actions import names_beginning

    return names_beginning(incomplete)


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
    )  # fmt: skip
    raise typer.Exit(run_script(options))


world_app = typer.Typer(
    help="The world file: its JSON Schema, a commented example, and checks.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(world_app, name="world")


@world_app.command("schema")
def world_schema(
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of the world file (Markdown).")] = False,
) -> None:
    """Print the JSON Schema of the world file, for editors.

    Example: studio world schema > world.schema.json
    """
    from studio.cli.world import show_schema

    raise typer.Exit(show_schema(as_page=page))


@world_app.command("check")
def world_check(
    file: Annotated[Path, typer.Argument(help="The world file (YAML).")],
    script: Annotated[
        Path | None, typer.Option(help="A script, or its folder: stand-ins are checked against its project.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a world file: everything that is wrong with it at once, with line and column.

    Exit code 1 if there is an error among it, 2 if the file can't be read.
    """
    from studio.cli.world import check_world

    raise typer.Exit(check_world(file, script, as_json=as_json))


@world_app.command("new")
def world_new(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; nothing for standard output.", show_default=False)
    ] = None,
) -> None:
    """Write a commented example of a world file with every part and member. A file that is there is left alone."""
    from studio.cli.world import new_world

    raise typer.Exit(new_world(file))


@app.command()
def exercise(
    paths: Annotated[list[Path], typer.Argument(help="Scripts in any form, or folders of them.")],
    seeds: Annotated[int, typer.Option(min=0, help="Random worlds for each start of a script.")] = 50,
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


@app.command()
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


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Scripts in any form, folders, bare *.snippet files, or - for standard input.", show_default=False
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="text, json, sarif or vendor.")] = "text",
    as_json: Json = False,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="The rules that are wanted: CK208, CK2, ALL.")
    ] = None,
    extend_select: Annotated[list[str] | None, typer.Option(metavar="CODES", help="More rules.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help="Rules that are not wanted.")] = None,
    fail_on: Annotated[
        str | None, typer.Option(metavar="SEVERITY", help="Exit code 1 from here on: error, warning or info.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The configuration; else studio.toml at the scripts or above.")
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="No configuration.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep what was found before.")] = False,
    cache_dir: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where that is kept; else .studio_cache.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Print counts for each code instead.")] = False,
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What standard input is called, and where it would lie.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="CODE", help="Print the page of a rule, and check nothing.")
    ] = None,
) -> None:
    """Check scripts: all findings at once, each with its place, a code and a way out.

    Exit code 1 if there is an error among them, or what --fail-on says; 2 if a path or the configuration can't be read.
    """
    if explain is not None:
        from studio.cli.rule import show_rule

        raise typer.Exit(show_rule(explain, as_json=as_json))
    if not paths:
        raise typer.BadParameter("give scripts or folders to check, or --explain CODE", param_hint="PATHS")
    from studio.cli.check import CheckOptions, check_paths

    options = CheckOptions(
        paths,
        "json" if as_json else form,
        select or [],
        extend_select or [],
        ignore or [],
        fail_on,
        config,
        no_config,
        no_cache,
        cache_dir,
        statistics,
        stdin_filename,
    )
    raise typer.Exit(check_paths(options))


@app.command()
def rule(
    code: Annotated[str | None, typer.Argument(help="A rule's code or name.", show_default=False)] = None,
    as_json: Json = False,
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of all rules (Markdown).")] = False,
) -> None:
    """List the rules of studio check, or tell all about one of them, with examples.

    Exit code 2 if there is no such rule; codes and names that come near are told.
    """
    from studio.cli.rule import show_rule, show_rules

    raise typer.Exit(show_rules(as_json=as_json, as_page=page) if code is None else show_rule(code, as_json=as_json))


@app.command()
def fmt(
    paths: Annotated[
        list[Path], typer.Argument(help="*.snippet and *.studio files, folders of them, or - for standard input.")
    ],
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 if something would change.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print what would change.")] = False,
    tidy: Annotated[
        bool, typer.Option("--tidy", help="In scripts: drop blanks at the ends of lines of code and texts, too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Format Snippet code, in files of its own and in scripts. Comments stay, and so does the meaning.

    A file with errors is left as it is. Exports are left alone in a folder, and refused when they are named.
    """
    from studio.cli.fmt import format_paths

    raise typer.Exit(format_paths(paths, check=check_only, diff=diff, tidy=tidy, as_json=as_json))


@app.command()
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A script in any form, - for standard input, or a folder.")
    ],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="[OUT]", help="The file or folder to write; - or nothing for standard output.", show_default=False
        ),
    ] = Path("-"),
    to: Annotated[
        str | None,
        typer.Option(
            metavar="FORM", help="text, json, xml or clipboard; by default what the suffix of OUT says, else text."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that is no script, or one in another form.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Turn a script into another form: the text form, a CXone JSON export, Desktop Studio XML or its clipboard form.

    A text that is there already keeps its order and its comments. Whatever the new form can't hold is told. Of a folder
    every script goes to the file that its name says. Exit code 1 if something that matters was lost, 2 if something was
    not written.

    Example: studio convert Callback.json Callback.studio
    """
    from studio.cli.convert import ConvertOptions
    from studio.cli.convert import convert as run_convert

    raise typer.Exit(run_convert(ConvertOptions(source, target, to, force, as_json)))


@app.command()
def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="A script in any form, - for standard input, or a folder.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="What it is compared with.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Also what means nothing: canvas, ids, members of exports, comments.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Compare two scripts, or two folders of them, by what they mean and whatever their forms.

    Actions are matched by their ids, in texts without ids by kind and caption. Exit code 0 if they mean the same, 1 if
    they differ, 2 if one can't be read.
    """
    from studio.cli.diff import diff_paths

    raise typer.Exit(diff_paths(before, after, all=everything, as_json=as_json))


@app.command()
def draw(
    path: Annotated[Path, typer.Argument(help="The script's file; of a folder the map of its scripts is drawn.")],
    to: Annotated[
        str | None, typer.Option(metavar="FORM", help="mermaid (the default), dot, svg or png; or by the name of -o.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to, instead of standard output.")
    ] = None,
    layout: Annotated[
        str, typer.Option(help="auto, own (the places on the editor's canvas) or layered (SVG and PNG).")
    ] = "auto",
    direction: Annotated[
        str,
        typer.Option(help="Which way a layered drawing flows: right, down, or auto, the one that fits a page better."),
    ] = "auto",
    theme: Annotated[
        str, typer.Option(help="light, dark, or auto: an SVG that follows what its reader prefers.")
    ] = "light",
    as_map: Annotated[
        bool, typer.Option("--map", help="The map of the project in which the script lies, not the script.")
    ] = False,
) -> None:
    """Draw a script, or the map of a project: who calls, runs, spawns and signals whom.

    Without options it is Mermaid text; paste it into any Markdown page between ```mermaid and ```.

    Example: studio draw scripts/create_prospects/brain.studio -o brain.svg
    """
    from studio.cli.draw import DrawOptions, draw_script

    raise typer.Exit(draw_script(DrawOptions(path, to, output, layout, direction, theme, as_map)))


@app.command()
def docs(
    path: Annotated[Path, typer.Argument(help="A folder of scripts, or one script's file.")],
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the book goes.")] = Path(
        "book"
    ),
    to: Annotated[Literal["markdown", "html"], typer.Option(help="Markdown as GitHub shows it, or HTML.")] = "markdown",
    pictures: Annotated[Literal["svg", "mermaid"], typer.Option(help="Drawings as SVG, or as Mermaid text.")] = "svg",
    title: Annotated[
        str, typer.Option(help="The book's title; without it the folder's name.", show_default=False)
    ] = "",
    as_json: Json = False,
) -> None:
    """Write a book of a project: a page for each script with its picture, and indexes over all of them.

    A second run replaces the book and leaves all other files alone. Exit code 1 if a file can't be read as a script: its
    page tells why.

    Example: studio docs scripts -o book --to html
    """
    from studio.cli.docs import write_docs
    from studio.script.book import BookOptions

    raise typer.Exit(write_docs(path, folder, BookOptions(to, pictures, title), as_json=as_json))


@app.command()
def actions(
    name: Annotated[
        str | None,
        typer.Argument(help="An action's name or title, in any letter case.", autocompletion=_actions_beginning),
    ] = None,
    family: Annotated[str | None, typer.Option(metavar="FAMILY", help="List one family: flow, event, data, ….")] = None,
    as_json: Json = False,
    page: Annotated[bool, typer.Option("--page", help="Print the manual's page of all actions (Markdown).")] = False,
) -> None:
    """List the actions that scripts are made of, or tell all about one of them.

    Properties with their kinds, defaults and choices; branches with their slots; the types of scripts; whether studio runs
    it. Exit code 2 if there is no such action; names that come near are told.
    """
    from studio.cli.actions import show_actions

    raise typer.Exit(show_actions(name, family=family, as_json=as_json, as_page=page))


@app.command()
def complete(
    file: Annotated[Path, typer.Argument(help="A *.studio file, or - for standard input.")],
    line: Annotated[int, typer.Argument(help="The cursor's line, from 1.", min=1)],
    column: Annotated[int, typer.Argument(help="The cursor's column, from 1.", min=1)],
    as_json: Json = False,
) -> None:
    """What may stand at a place in a script's text: kinds, properties, branches, values, captions, names of scripts.

    For editors. Each line of the answer has the text, what it is, and a remark, parted by tabs; the text takes the place
    of what was typed up to the cursor.
    """
    from studio.cli.complete import show_completions

    raise typer.Exit(show_completions(file, line, column, as_json=as_json))


@app.command()
def xref(
    words: Annotated[
        list[str],
        typer.Argument(metavar="[NAME] PATH…", help="A name, and scripts in any form or folders of them."),
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this: variable, function, member, script, prompt, skill, request, file, hours, signal, caption, text."
        ),
    ] = None,
    index: Annotated[
        bool, typer.Option("--index", help="All words are paths: list every name with its counts.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Find where a variable, function, prompt, skill, script or caption stands, in properties and Snippet code.

    Letter case is free, * stands for any letters. Where no name is met, the letters are looked for in all texts. A path alone
    gives the index of all names. Exit code 0 if something was found, 1 if not, 2 if a path can't be read.

    Example: studio xref skillNo scripts/
    """
    from studio.cli.xref import show_xref

    raise typer.Exit(show_xref(words, kind or [], index=index, as_json=as_json))


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
