"""``studio functions``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from studio.cli import report

if TYPE_CHECKING:
    from studio.snippet.functions import Family, Function


def show_functions(name: str | None, *, as_json: bool, as_page: bool) -> int:
    """Print the built-in functions, or all about one of them; the exit code."""
    from studio.snippet.functions import FAMILIES
    from studio.snippet.functions.page import page

    if as_page:
        if name is not None or as_json:
            report.say("--page prints the page of all functions: it takes no name and no --json")
            return 2
        print(page(), end="")
        return 0
    wanted = name.strip().removesuffix("()").lower() if name is not None else None
    found = [(family, each) for family in FAMILIES for each in family.functions if wanted in (None, each.name)]
    if as_json:
        report.document([_document(family, each) for family, each in found])
    elif wanted is None:
        _list(FAMILIES)
    else:
        for family, each in found:
            print(_told(family, each))
    if not found:
        report.say(_unknown(name or ""))
        return 2
    return 0


def _document(family: Family, function: Function) -> dict[str, Any]:
    from studio.snippet.functions.page import full_doc, plain

    return {
        "name": function.name,
        "family": family.key,
        "forms": [list(form) for form in function.forms],
        "signature": function.signature,
        "result": function.result,
        "errors": plain(function.errors),
        "source": function.source,
        "doc": full_doc(function),
        "examples": [{"code": each.code, "result": each.result} for each in function.examples],
    }


def _told(family: Family, function: Function) -> str:
    """All about one function, a line for each thing."""
    from studio.snippet.functions.page import SOURCES, full_doc, plain

    lines = [function.signature, f"    {full_doc(function)}"]
    lines.append(f"    gives    {function.result}")
    if function.errors:
        lines.append(f"    error    {plain(function.errors)}")
    lines.append(f"    source   {SOURCES[function.source]}")
    lines.append(f"    family   {family.title}" + (f". {plain(family.note)}" if family.note else ""))
    lines += [f"    example  {each.code}  gives  {each.result}" for each in function.examples]
    return "\n".join(lines)


def _list(families: tuple[Family, ...]) -> None:
    """Every function with what it does: tables for a person, a line each for a program."""
    from studio.snippet.functions.page import SOURCES, plain

    if not sys.stdout.isatty():
        for family in families:
            for each in family.functions:
                print(f"{family.key}\t{each.signature}\t{plain(each.doc)}\t{SOURCES[each.source]}")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for family in families:
        table = Table("function", "what it does", "source", title=family.title, title_justify="left", expand=True)
        for each in family.functions:
            table.add_row(Text(each.signature), Text(plain(each.doc)), SOURCES[each.source])
        console.print(table)
    console.print("All about one of them: studio functions NAME")


def _unknown(name: str) -> str:
    """That there is no such function, and which names come near."""
    from difflib import get_close_matches

    from studio.snippet.functions import TABLE

    sought = name.strip().lower()[:64]
    near = [each for each in TABLE if sought and sought in each]
    near += [each for each in get_close_matches(sought, TABLE, n=5) if each not in near]
    hint = f"; did you mean {', '.join(near[:12])}?" if near else "; studio functions lists them all"
    return report.printable(f"there is no function {name[:64]}{hint}")
