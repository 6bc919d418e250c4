"""The command line: which commands there are, in the order of ``--help``."""

from __future__ import annotations

from collections.abc import Callable

import typer

from studio.cli.commands import prospects
from studio.cli.commands.campaigns import campaign_run
from studio.cli.commands.checking import check, fmt, rule
from studio.cli.commands.example import crm, demo
from studio.cli.commands.exploring import faults, mutations, paths, signals
from studio.cli.commands.forms import convert, diff
from studio.cli.commands.lookups import actions, complete, functions, xref
from studio.cli.commands.pages import docs, draw
from studio.cli.commands.running import exercise, replay, run
from studio.cli.commands.snippets import eval_, repl
from studio.cli.commands.testing import coverage, run_tests
from studio.cli.commands.worlds import world_check, world_new, world_schema

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
world_app = typer.Typer(
    help="The world file: its JSON Schema, a commented example, and checks.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def _root() -> None:
    pass


COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo,
    "run": run,
    "test": run_tests,
    "coverage": coverage,
    "exercise": exercise,
    "replay": replay,
    "check": check,
    "rule": rule,
    "fmt": fmt,
    "convert": convert,
    "diff": diff,
    "draw": draw,
    "docs": docs,
    "actions": actions,
    "complete": complete,
    "xref": xref,
    "functions": functions,
    "eval": eval_,
    "repl": repl,
    "crm": crm,
}
for name, command in COMMANDS.items():
    app.command(name)(command)

prospects_app = typer.Typer(
    help="Prospects: load lists of them, and look at what a store holds.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(prospects_app, name="prospects")
prospects_app.command("load")(prospects.load)
prospects_app.command("list")(prospects.list_)
prospects_app.command("explain")(prospects.explain)
prospects_app.command("report")(prospects.report)

campaign_app = typer.Typer(
    help="Campaigns: rehearse what the dialer would do, with ranges over seeds, here or on other machines.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(campaign_app, name="campaign")
campaign_app.command("run")(campaign_run)

explore_app = typer.Typer(
    help="Explore scripts by their scenarios: signals at every place, faults of services, paths that no test takes, mutations.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(explore_app, name="explore")
explore_app.command("signals")(signals)
explore_app.command("faults")(faults)
explore_app.command("paths")(paths)
explore_app.command("mutations")(mutations)

app.add_typer(world_app, name="world")
world_app.command("schema")(world_schema)
world_app.command("check")(world_check)
world_app.command("new")(world_new)
