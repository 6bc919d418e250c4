"""``studio actions``."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Any

from studio.cli import report

if TYPE_CHECKING:
    from studio.script.catalogue import Family, Kind

#: What becomes of an action when the flow reaches it.
RUN, PASSED = "run here", "passed by Default"


def wrapped(text: str, indent: str) -> str:
    """Text in lines that fit on a screen, the first one as it begins, all others indented."""
    first = text if text.startswith(" ") else indent + text
    return textwrap.fill(first, 118, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def show_actions(name: str | None, *, family: str | None, as_json: bool, as_page: bool) -> int:
    """Print the known actions by family, or all about one of them; the exit code."""
    from studio.script.catalogue import families
    from studio.script.catalogue.page import page

    if as_page:
        if name is not None or as_json or family is not None:
            report.say("--page prints the page of all actions: it takes no name, no --family and no --json")
            return 2
        print(page(_runs), end="")
        return 0
    if name is not None and family is not None:
        report.say("--family lists a family: it takes no name")
        return 2
    chosen = [each for each in families() if family is None or each.key == family.strip().lower()]
    if not chosen:
        report.say(_no_family(family or ""))
    found = _found(name, chosen)
    if as_json:
        report.document([_document(each) for each in found])
    elif name is None:
        _list(chosen)
    elif found:
        print(_told(found[0]))
    if name is not None and not found:
        report.say(_unknown(name))
    return 0 if found else 2


def names_beginning(start: str) -> list[str]:
    """The actions whose name begins so, for the shell's completion."""
    from studio.script.catalogue import kinds

    return [each.display for each in kinds() if each.display.lower().startswith(start.lower())]


def _found(name: str | None, chosen: list[Family]) -> list[Kind]:
    from studio.script.catalogue import kind_of
    from studio.script.catalogue.finding import find

    if name is not None:
        one = find(name)
        return [one] if one is not None else []
    return [kind for family in chosen for each in family.kinds if (kind := kind_of(each)) is not None]


def _runs(kind: str) -> bool:
    from studio.runtime.registry import library

    return library().get(kind) is not None


def _document(kind: Kind) -> dict[str, Any]:
    about = _about(kind)
    return {
        "kind": kind.name,
        "display": kind.display,
        "title": kind.title,
        "family": kind.family,
        "description": kind.description,
        "behaviour": _behaviour(kind),
        "types": list(kind.media) or None,
        "run": _runs(kind.name),
        "source": kind.source,
        "name_source": kind.name_source,
        "library": kind.library or None,
        "aliases": list(kind.aliases),
        "page": kind.page or None,
        "event": kind.event,
        "ends": kind.ends,
        "properties": [
            {
                "name": each.name,
                "kind": each.kind,
                "default": each.default,
                "required": each.required,
                "choices": list(each.choices),
                "more_choices": each.more,
                "about": about.get(each.name, ""),
            }
            for each in kind.properties
        ],
        "more_properties": kind.open,
        "default_branch": kind.default,
        "branches": [
            {"label": label, "slot": slot, "slot_seen": label not in kind.guessed}
            for label, slot in kind.branches.items()
        ],
        "more_branches": not kind.whole,
        "cases": kind.cases,
    }


def _told(kind: Kind) -> str:
    """All about one action, a line for each thing."""
    from studio.script.catalogue.telling import SOURCES, branches, name_of, types, value_of

    title = "" if kind.title == kind.display else f", {kind.title}"
    lines = [f"{kind.display}{title}", *(wrapped(each, "    ") for each in _behaviour(kind) or [kind.description])]
    facts = {
        "kind": name_of(kind),
        "also": ", ".join(kind.aliases),
        "family": kind.family,
        "types": types(kind),
        "here": RUN if _runs(kind.name) else PASSED,
        "source": SOURCES[kind.source],
        "library": kind.library,
        "branches": ", ".join(branches(kind)),
    }
    lines += [f"    {name:<10} {told}" for name, told in facts.items() if told]
    width = max((len(each.name) for each in kind.properties), default=0)
    about = _about(kind)
    for at, each in enumerate(kind.properties):
        head = "properties" if at == 0 else ""
        lines.append(f"    {head:<10} {each.name:<{width}}  {value_of(each)}")
        if each.name in about:
            lines.append(wrapped(f"{'':<15}{'':<{width}}  {about[each.name]}", f"{'':<17}{'':<{width}}"))
    if kind.open:
        lines.append(f"    {'' if kind.properties else 'properties':<10} {_more(kind)}")
    elif not kind.properties:
        lines.append(f"    {'properties':<10} none")
    return "\n".join(lines)


def _behaviour(kind: Kind) -> list[str]:
    """What its class says of it, paragraph by paragraph; nothing of a kind that is not run."""
    from studio.runtime.registry import library
    from studio.runtime.statements import paragraphs, plain

    action = library().get(kind.name)
    return [plain(each) for each in paragraphs(action)] if action is not None else []


def _about(kind: Kind) -> dict[str, str]:
    """What its class says of its properties, by name."""
    from studio.runtime.registry import library
    from studio.runtime.statements import plain

    action = library().get(kind.name)
    return {each.name: plain(each.about) for each in action.properties() if each.about} if action is not None else {}


def _more(kind: Kind) -> str:
    return "and maybe others, that are not known" if kind.properties else "not known"


def _list(chosen: list[Family]) -> None:
    """Every action with what it does: tables for a person, a line each for a program."""
    from studio.script.catalogue import kind_of
    from studio.script.catalogue.telling import SOURCES, types

    rows = {
        family.key: [
            (kind.display, kind.description, types(kind), RUN if _runs(kind.name) else PASSED, SOURCES[kind.source])
            for each in family.kinds
            if (kind := kind_of(each)) is not None
        ]
        for family in chosen
    }
    if not sys.stdout.isatty():
        for family in chosen:
            for row in rows[family.key]:
                print("\t".join((family.key, *row)))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for family in chosen:
        heading = f"{family.title} ({family.key})"
        table = Table(
            "action", "what it does", "types", "here", "source", title=heading, title_justify="left", expand=True
        )
        for row in rows[family.key]:
            table.add_row(*(Text(each) for each in row))
        console.print(table)
    console.print("All about one of them: studio actions NAME")


def _no_family(family: str) -> str:
    from studio.script.catalogue import families

    names = ", ".join(each.key for each in families())
    return report.printable(f"there is no family {family[:64]}; there are {names}")


def _unknown(name: str) -> str:
    """That there is no such action, and which come near."""
    from studio.script.catalogue.finding import near

    found = [each.display for each in near(name)]
    hint = f"; did you mean {', '.join(found)}?" if found else "; studio actions lists them all"
    return report.printable(f"there is no action {name[:64]}{hint}")
