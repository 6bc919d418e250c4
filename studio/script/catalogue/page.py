"""The manual's page on the catalogue, made from its data: a test holds docs/action-catalogue.md to it."""

from __future__ import annotations

from collections.abc import Callable

from studio.script.catalogue import Family, Kind, families, kind_of, kinds
from studio.script.catalogue.telling import SOURCES, branches, name_of, types, value_of

_HEAD = """# Action catalogue

Every action that is known by name, with what is known of it. The page is made from the catalogue itself
(`studio actions --page`); `studio actions NAME` tells the same of one action in the terminal. How the actions behave that
**studio** runs is told in [Actions](actions.md); the others are read, drawn, checked and converted, and when the flow
reaches one, it is passed by its Default.

The catalogue is data, a file for each family in `studio/script/catalogue/data/`, made to be mended by hand. It drives the
letter case in which texts are printed, [checks](diagnostics.md) (unknown kinds and properties, values that are no choice,
what must be given, actions that scripts of a type don't have), the names of properties in Desktop Studio's exports (of kinds
whose order exports have shown), pictures, this page, and [completion](completion.md).

| source | what it means |
|---|---|
| observed in exports | the properties, their order and the slots of branches are those of real exports |
| documented | the vendor has a page on it; names of properties are the page's, their order in exports isn't known |
| only named | no more than the name and the family is known: checks accept any property |

A name that is *inferred* is the action's title in capitals, without blanks: exports may call it something else. A slot with a
question mark no export has shown. Of actions marked *may have more properties* no complete list is known.
"""


def page(runs: Callable[[str], bool]) -> str:
    """The whole page as Markdown; ``runs`` says of a kind whether studio runs it."""
    parts = [_HEAD, _counts(runs), _contents()]
    parts += [_section(family, runs) for family in families()]
    return "\n".join(parts)


def _counts(runs: Callable[[str], bool]) -> str:
    every = kinds()
    lines = ["| | actions |", "|---|---|"]
    lines += [f"| {told} | {sum(each.source == key for each in every)} |" for key, told in SOURCES.items()]
    lines.append(f"| all | {len(every)} |")
    lines.append(f"| run here | {sum(runs(each.name) for each in every)} |")
    return "\n".join(lines) + "\n"


def _contents() -> str:
    lines = []
    for family in families():
        names = ", ".join(_code(kind.display) for kind in _kinds(family))
        lines.append(f"- [{family.title}](#{_anchor(family.title)}): {names}.")
    return "## All names\n\n" + "\n".join(lines) + "\n"


def _section(family: Family, runs: Callable[[str], bool]) -> str:
    found = _kinds(family)
    parts = [f"## {family.title}\n\n{family.description}\n"]
    parts += [_entry(each, runs(each.name)) for each in found if each.source != "named"]
    named = [each for each in found if each.source == "named"]
    if named:
        rows = [f"| {_code(each.display)} | {each.title} | {name_of(each)} | {each.description} |" for each in named]
        parts.append(
            "Only named:\n\n| action | title | name in exports | what it is for |\n|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "\n".join(parts)


def _entry(kind: Kind, run: bool) -> str:
    facts = [name_of(kind).replace(kind.name, _code(kind.name), 1), f"types: {types(kind)}", SOURCES[kind.source]]
    if kind.event:
        facts.append("event action")
    if run:
        facts.append("run here")
    if kind.library:
        facts.append(f"library id {_code(kind.library)}")
    lines = [f"### {kind.display}\n", f"{kind.description}\n" if kind.title == kind.display else _titled(kind)]
    lines.append(f"- {' · '.join(facts)}")
    if kind.aliases:
        lines.append(f"- also known as: {', '.join(_code(each) for each in kind.aliases)}")
    lines.append(f"- properties: {_properties(kind)}")
    lines.append(f"- branches: {', '.join(branches(kind, '`'))}")
    return "\n".join(lines) + "\n"


def _titled(kind: Kind) -> str:
    return f"*{kind.title}.* {kind.description}\n"


def _properties(kind: Kind) -> str:
    told = [f"{_code(each.name)} ({value_of(each, '`')})" for each in kind.properties]
    if kind.open:
        told.append("may have more properties" if told else "not known")
    return ", ".join(told) or "none"


def _kinds(family: Family) -> list[Kind]:
    return [found for name in family.kinds if (found := kind_of(name)) is not None]


def _anchor(title: str) -> str:
    return "".join(char for char in title.lower() if char.isalnum() or char in " -").replace(" ", "-")


def _code(text: str) -> str:
    return f"`{text}`"
