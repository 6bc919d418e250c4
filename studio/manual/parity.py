"""docs/parity.md: of each action that runs, on what its behaviour rests and what of it the cases use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from studio.manual.cases import CASES, Use, counts, scenarios, uses
from studio.manual.kinds import Runs, by_family, not_running, running
from studio.manual.markdown import anchor, cell, code, table
from studio.runtime.statements import SOURCES, Statement, paragraphs, source_of, statements
from studio.script.branches import normal
from studio.script.catalogue import Kind, families, kinds

_HEAD = """<!-- Made by python -m studio.manual from the catalogue, the actions' classes and their cases; edit those. -->
# Parity

How near the actions that **studio** runs are to the platform: every rule of an action with its source, every property and
every branch with its source and whether it is tested.

- A rule is *documented* by the vendor, *observed in exports*, *inferred* from these, or *our choice* where they are silent.
- A property is tested when the script of a case sets it on an action of that kind, in `tests/actions/cases/` or in a
  documented scenario that is played.
- A branch is tested when a case expects that it is taken, by its name or by the way that the flow takes.
- Of a property or branch whose class names no source, it is that of the catalogue.
"""
#: Why kinds of a family are not run, where that is another reason than the usual ones.
REASONS = {
    "internal": "the platform's own: no script that people write holds one",
}
_NAMED = "no more is known than its name and what it is for"
_OPEN = "not built: it is read, drawn, checked and converted, and passed by Default"


@dataclass(slots=True)
class _Totals:
    rules: Counter[str] = field(default_factory=Counter)
    untagged: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    tested_properties: Counter[str] = field(default_factory=Counter)
    branches: int = 0
    tested_branches: int = 0


def parity() -> str:
    """The whole page."""
    totals = _Totals()
    sections = [_family(family.title, actions, totals) for family, actions in by_family()]
    return "\n".join([_HEAD, _sums(totals), _contents(), *sections, _rest()])


# ----------------------------------------------------------------------------------------------------- totals
def _sums(totals: _Totals) -> str:
    rows = [
        ("kinds of actions that are known", str(len(kinds()))),
        ("of these run here", str(len(running()))),
        *((f"rules that are {told}", str(totals.rules[source])) for source, told in SOURCES.items()),
        ("sentences without a source", str(totals.untagged)),
        *(
            (f"properties that are {told}, tested", f"{totals.tested_properties[source]} of {totals.properties[source]}")
            for source, told in SOURCES.items()
            if totals.properties[source]
        ),
        ("branches tested", f"{totals.tested_branches} of {totals.branches}"),
        *((f"cases of what is {told}", str(counts()[basis])) for basis, told in SOURCES.items() if counts()[basis]),
        ("documented scenarios that are played", str(scenarios())),
    ]  # fmt: skip
    return "## Totals\n\n" + table(("what", "how many"), rows)


def _contents() -> str:
    lines = [f"- [{family.title}](#{anchor(family.title)}): {len(found)} run" for family, found in by_family()]
    return "\n".join([*lines, "- [Only read and checked](#only-read-and-checked): " + str(len(not_running()))]) + "\n"


# --------------------------------------------------------------------------------------------------- one kind
def _family(title: str, actions: list[Runs], totals: _Totals) -> str:
    return f"## {title}\n\n" + "\n".join(_kind(each, totals) for each in actions)


def _kind(runs: Runs, totals: _Totals) -> str:
    use = uses().get(runs.kind.name, Use())
    parts = [f"### {runs.kind.display}\n", f"{_cases(use)} [Its page](actions/{runs.page}).\n"]
    rules = [each for text in paragraphs(runs.action) for each in statements(text)]
    totals.untagged += sum(not each.source for each in rules)
    rows = list(_rules([each for each in rules if each.source], totals))
    if rows:
        parts.append(table(("rule", "source"), rows))
    if told := list(_properties(runs, use, totals)):
        parts.append(table(("property", "source", "tested"), told))
    if told := list(_branches(runs, use, totals)):
        parts.append(table(("branch", "source", "tested"), told))
    return "\n".join(parts)


def _cases(use: Use) -> str:
    count = use.cases.total()
    told = f"{count} case{'s' * (count != 1)}"
    if count:
        told += f" ({', '.join(f'{use.cases[basis]} {name}' for basis, name in SOURCES.items() if use.cases[basis])})"
    if use.scenarios:
        told += f", {use.scenarios} documented scenario{'s' * (use.scenarios != 1)}"
    return f"{told}."


def _rules(rules: list[Statement], totals: _Totals) -> Iterator[tuple[str, str]]:
    for each in rules:
        totals.rules[each.source] += 1
        yield cell(each.text), cell(f"x [{each.tag}]").removeprefix("x *(").removesuffix(")*")


def _properties(runs: Runs, use: Use, totals: _Totals) -> Iterator[tuple[str, str, str]]:
    for each in runs.action.properties():
        source = source_of(each.about) or _catalogue(runs.kind)
        tested = each.name.lower() in use.properties
        totals.properties[source] += 1
        totals.tested_properties[source] += tested
        yield code(each.name), SOURCES.get(source, source), _yes(tested)


def _branches(runs: Runs, use: Use, totals: _Totals) -> Iterator[tuple[str, str, str]]:
    for label in (*runs.action.branches, *([CASES] if runs.kind.cases else [])):
        tested = label in use.branches or normal(label) in use.branches
        totals.branches += 1
        totals.tested_branches += tested
        source = "inferred" if label in runs.kind.guessed and runs.kind.source == "observed" else _catalogue(runs.kind)
        yield label, SOURCES.get(source, source), _yes(tested)


def _catalogue(kind: Kind) -> str:
    """On what its properties and branches rest: of a kind that is only named they are ours."""
    return "choice" if kind.source == "named" else kind.source


def _yes(tested: bool) -> str:
    return "yes" if tested else "no"


# ---------------------------------------------------------------------------------------------------- the rest
def _rest() -> str:
    rows = []
    for family in families():
        lacking = [each for each in not_running() if each.family == family.key]
        for why in dict.fromkeys(reason(each) for each in lacking):
            names = ", ".join(code(each.display) for each in lacking if reason(each) == why)
            rows.append((family.title, names, why))
    return "## Only read and checked\n\n" + table(("family", "actions", "why they are not run"), rows)


def reason(kind: Kind) -> str:
    """Why a kind is not run."""
    return REASONS.get(kind.family) or (_NAMED if kind.source == "named" else _OPEN)
