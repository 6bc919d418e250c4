"""The manual's page on built-in functions, made from the table: a test holds docs/functions.md to it."""

from __future__ import annotations

from studio.snippet.functions import FAMILIES, TABLE
from studio.snippet.functions.entry import Family, Function
from studio.snippet.functions.formats_page import formats_section

#: Where a rule comes from, as pages say it.
SOURCES = {"documented": "documented", "inferred": "inferred", "choice": "our choice"}
_HEAD = """# Built-in functions

This page is made from the table that the language itself uses (`studio functions --page`); every example on it is run by
the project's tests. `studio functions NAME` tells the same of one function in the terminal.

`f(v, …)` and `v.f(…)` are the same. Names may be written in any letter case. What a function is given it never changes,
`append` and the REST proxy's own functions aside. A function of your own that bears one of these names takes its place.
An error ends the snippet, as told in [The Snippet language](snippet.md#when-something-goes-wrong). No function builds text
of more than 1,048,576 characters: one that would is an error.

The last column says where a function comes from: *documented* by the vendor; *inferred* from documented examples or from
scripts in use; *our choice* where neither says anything. **The platform may not have a function of our choice**, or may have
it with other rules: try it there before a script relies on it. The names of the vendor's OAuth functions are not known here,
so there are none.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, "## All names\n\n" + "\n".join(_names(family) for family in FAMILIES) + "\n"]
    parts += [_section(family) for family in FAMILIES]
    parts.append(formats_section())
    return "\n".join(parts)


def plain(text: str) -> str:
    """A text of the table with code between single backticks."""
    return text.replace("``", "`")


def full_doc(function: Function) -> str:
    """What a function does; that of the function it is another name of, too."""
    return plain(function.doc if not function.same_as else f"{function.doc} {TABLE[function.same_as].doc}")


def _names(family: Family) -> str:
    anchor = family.title.lower().replace(" ", "-")
    return f"- [{family.title}](#{anchor}): " + ", ".join(f"`{each.name}`" for each in family.functions) + "."


def _section(family: Family) -> str:
    lines = [f"## {family.title}\n"]
    if family.note:
        lines.append(f"{family.note}\n")
    lines += ["| function | gives | what it does | example | source |", "|---|---|---|---|---|"]
    lines += [_row(each) for each in family.functions if not _is_alias(each)]
    return "\n".join(lines) + "\n"


def _is_alias(function: Function) -> bool:
    """Whether it is told of in the row of another one."""
    return bool(function.same_as) and function.source == "choice"


def _row(function: Function) -> str:
    forms = " or ".join(_code(f"{function.name}({', '.join(form)})") for form in function.forms)
    told = plain(function.doc)
    if function.errors:
        told += f" Error: {plain(function.errors)}."
    others = [each.name for each in TABLE.values() if each.same_as == function.name and _is_alias(each)]
    if others:
        told += f" Also {', '.join(_code(name) for name in others)}."
    examples = "; ".join(f"{_code(each.code)} → {_code(each.result)}" for each in function.examples)
    return f"| {forms} | {function.result} | {_cell(told)} | {examples} | {SOURCES[function.source]} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{_cell(text)}`"
