"""A page for each action that runs, and the index of them all, made from the classes and their cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.manual.cases import cases_of, whole
from studio.manual.kinds import Runs, branches_of, by_family
from studio.manual.markdown import anchor, cell, code, prose, table
from studio.runtime.statements import paragraphs, summary
from studio.script.catalogue.telling import PROPERTY_KINDS, types

_MADE = "<!-- Made by python -m studio.manual from the action's class and its cases; edit those. -->\n"
#: Where more is told of an action's surroundings.
SEE = {
    "BEGIN": "[Start](../runtime.md#start)",
    "CREATEPROSPECTS2": "[The example pair](../create-prospects.md#resultcodes), for all ResultCodes",
    "ONRELEASE": "[Events](../runtime.md#events)",
    "ONSIGNAL": "[Signals](../runtime.md#signals)",
    "REST_API": "[The world file](../world-file.md#http), for the services that can be reached",
    "RUNSUB": "[Subscripts](../runtime.md#subscripts)",
    "SIGNAL": "[Signals](../runtime.md#signals)",
    "SNIPPET": "[The Snippet language](../snippet.md)",
    "STOP": "[Rest](../runtime.md#rest-waiting-stuck-ended-failed)",
}
_HEAD = """# Actions

These are the actions that **studio** runs, each with a page of its own. All others are read, drawn and checked; when the
flow reaches one, the trace says that it is not run, and Default is taken. What is known of them all is in the
[Action catalogue](action-catalogue.md); what of each is documented and tested, in [Parity](parity.md). How to write one of
your own is told in [Write an action of your own](tutorials/write-an-action.md).

Property names are those that exports use. Letter case of a property's name does not count. Behaviour is *documented* by
the vendor, *observed in exports*, *inferred*, or *our choice*.

## Kinds of properties

| kind | what you write |
|---|---|
| text | bare text; `{…}` holds an expression: `Hello {name.upper()}` |
| expression | an expression without braces: `count > 0`; `{count} > 0` is taken as well |
| number | an expression that gives a number; what is no number is 0 |
| true or false | `True`, `False`, 1, 0, or text with `{…}` that gives one of them |
| variable | the name of a variable to write into: `x`, `global:x`, `v[2]`, `o.m` |
| choice | one of some words, taken as it stands; braces mean nothing |
| list of texts, list of names | `Parameters: {a}, {b}` |
| Snippet code | lines behind a margin `\\|` |

Branches are told in [How a script runs](runtime.md#which-branch-is-taken). `OnError` and `Error` are one branch.
"""


def index() -> str:
    """docs/actions.md."""
    parts = [_MADE.replace("the action's class and its cases", "the actions' classes") + _HEAD]
    found = list(by_family())
    parts.append("".join(f"- [{family.title}](#{anchor(family.title)}): {len(each)}\n" for family, each in found))
    for family, actions in found:
        rows = [
            (
                f"[{each.kind.display}](actions/{each.page})",
                cell(summary(each.action)),
                ", ".join(branches_of(each)) or "none",
            )
            for each in actions
        ]
        parts.append(
            f"## {family.title}\n\n{family.description}\n\n{table(('action', 'what it does', 'branches'), rows)}"
        )
    return "\n".join(parts)


def page(runs: Runs) -> str:
    """The page of one action."""
    kind, action = runs.kind, runs.action
    title = kind.display if kind.title == kind.display else f"{kind.title} ({kind.display})"
    parts = [f"{_MADE}# {title}\n", *(f"{prose(each)}\n" for each in paragraphs(action)), _facts(runs)]
    if rows := list(_properties(runs)):
        parts.append("## Properties\n\n" + table(("property", "kind", "default", "meaning"), rows))
    parts += _example(runs)
    if runs.kind.name in SEE:
        parts.append(f"See also: {SEE[runs.kind.name]}.\n")
    return "\n".join(parts)


def _facts(runs: Runs) -> str:
    kind = runs.kind
    facts = [
        f"class {code(runs.action.__name__)} in {code(f'actions/{runs.stem}.py')}",
        f"types: {types(kind)}",
        f"branches: {', '.join(branches_of(runs)) or 'none'}",
    ]
    if kind.event:
        facts.append("an event action")
    if kind.aliases:
        facts.append(f"also read: {', '.join(code(each) for each in kind.aliases)}")
    return f"- kind {code(kind.name)}; {'; '.join(facts)}\n- [all actions](../actions.md)\n"


def _properties(runs: Runs) -> Iterator[tuple[str, str, str, str]]:
    for each in runs.action.properties():
        spec = runs.kind.property(each.name)
        told = PROPERTY_KINDS[spec.kind if spec is not None else each.kind]
        if spec is not None and spec.choices:
            told = " ".join(code(choice) for choice in spec.choices) + (" …" if spec.more else "")
        default = "must be given" if each.required else code(each.default) if each.default else "empty"
        yield code(each.name), told, default.replace("|", "\\|"), cell(each.about)


# ----------------------------------------------------------------------------------------------------- example
def _example(runs: Runs) -> Iterator[str]:
    case = _chosen(runs)
    if case is None:
        return
    yield f"## Example\n\nA case of the tests: {prose(case['name'])}.\n"
    yield _box(case["script"])
    for name, text in case.get("others", {}).items():
        yield f"with the script {code(name)}:\n\n{_box(whole(text, name))}"
    if told := list(_outcome(case)):
        yield "\n".join(f"- {each}" for each in told) + "\n"


def _box(script: str) -> str:
    """A script, its actions parted by blank lines."""
    lines: list[str] = []
    for line in script.strip().splitlines():
        if lines and lines[-1] and line and not line.startswith(" ") and not lines[-1].startswith("//"):
            lines.append("")
        lines.append(line)
    return "```studio\n" + "\n".join(lines) + "\n```\n"


def _chosen(runs: Runs) -> dict[str, Any] | None:
    """The case that shows the action: one that says so, else the first in which it stands and that is short."""
    names = {name.lower() for name in (runs.kind.name, runs.kind.display, runs.kind.title, *runs.kind.aliases)}
    found = [
        case
        for case in cases_of(runs.stem)
        if any(line.split(' "')[0].strip().lower() in names for line in case.get("script", "").splitlines())
    ]
    return next((each for each in found if each.get("example")), found[0] if found else None)


def _outcome(case: dict[str, Any]) -> Iterator[str]:
    given = {f"p{place}": value for place, value in enumerate(case.get("parameters", []), 1)} | case.get("given", {})
    if given:
        yield "given: " + ", ".join(f"{code(name)} = {code(_value(value))}" for name, value in given.items())
    if case.get("branches"):
        way = (f"{caption} takes {branch}" for caption, branch in case["branches"] if branch)
        yield "the way: " + ", ".join(way)
    elif case.get("path"):
        yield f"the way: {', '.join(map(str, case['path']))}"
    if case.get("expect"):
        yield "afterwards: " + ", ".join(
            f"{code(name)} = {code(_value(each))}" for name, each in case["expect"].items()
        )
    if case.get("error"):
        yield f"`_ERR` says: {prose(str(case['error']))}"
    if case.get("status"):
        yield f"the contact is {case['status']}"


def _value(value: Any) -> str:
    return "(empty)" if value == "" else "(null)" if value is None else " ".join(str(value).split())
