"""Testing scripts by scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import Json


def run_tests(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Scenario files, or folders with files test_*.yaml; by default here.")
    ] = None,
    only: Annotated[
        str, typer.Option("-k", metavar="TEXT", help="Only scenarios with this text in file or name.")
    ] = "",
    first: Annotated[bool, typer.Option("-x", help="Stop at the first scenario that fails.")] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", help="A line for every scenario, not only for those that fail; and how each that fails ran."
        ),
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever a file changes, until Ctrl-C.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Write golden traces instead of comparing with them.")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Show how golden traces differ, and ask for each whether to accept it.")
    ] = False,
    coverage: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was covered, for studio coverage to put together.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write pages of coverage: drawings coloured by hits.")
    ] = None,
    cobertura: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the coverage as Cobertura XML.")] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(metavar="PERCENT", help="Exit code 1 if less of the branches is taken.", show_default=False),
    ] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the results as JUnit XML.")] = None,
    actions: Annotated[
        list[Path] | None, typer.Option(help="A folder of your own actions; its files are run as Python.")
    ] = None,
    from_trace: Annotated[
        Path | None,
        typer.Option(metavar="TRACE", help="Write a scenario from a trace of studio run, instead of testing."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="With --from-trace: the file to write.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of scenario files, for editors.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Test scripts by scenario files: what is given, what happens, what is expected.

    Exit code 0 if all scenarios pass, 1 if one fails or too little is covered, 2 if a file can't be used or there is none.

    Example: studio test scripts/ --html coverage
    """
    from studio.cli.test.command import TestOptions, test_paths

    options = TestOptions(
        paths or [Path()], only, first, verbose, watch, accept, review, coverage, html, cobertura, fail_under, junit,
        actions or [], from_trace, output, schema, as_json,
    )  # fmt: skip
    raise typer.Exit(test_paths(options))


def coverage(
    files: Annotated[
        list[Path], typer.Argument(help="Files of studio test --coverage, pytest or studio run --coverage.")
    ],
    html: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write pages: drawings coloured by hits.")] = None,
    cobertura: Annotated[Path | None, typer.Option(metavar="FILE", help="Write Cobertura XML, for CI servers.")] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all of it together into one file.")] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(metavar="PERCENT", help="Exit code 1 if less of the branches is taken.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Put together what several runs have covered, and report it.

    Exit code 1 below the minimum, 2 if a file holds no coverage.

    Example: studio coverage here.json there.json --html coverage
    """
    from studio.cli.coverage import CoverageOptions, show_coverage

    raise typer.Exit(show_coverage(CoverageOptions(files, html, cobertura, save, fail_under, as_json)))
