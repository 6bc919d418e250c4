"""Checking and formatting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


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
