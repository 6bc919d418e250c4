"""``studio rule``, and ``studio check --explain``."""

from __future__ import annotations

import difflib
from itertools import groupby
from typing import Any

from studio.cli import report
from studio.script.checks.pages import page_of
from studio.script.checks.rules import RULES
from studio.script.checks.rules.rule import FAMILIES, Rule

_HEAD = """# Rules

What `studio check` looks for, rule by rule; made by `studio rule --page`. `studio rule CODE` tells all about one of them.
A rule that is *off* must be selected; see [Checking scripts](check.md), also for keeping findings back. Where a rule comes
from: *documented* by the vendor, *observed* in real scripts, or our *choice*.
"""


def show_rules(*, as_json: bool, as_page: bool) -> int:
    """List all rules, as text, as JSON, or as a page of the manual; the exit code."""
    if as_json:
        report.document([_entry(each) for each in RULES.values()])
    elif as_page:
        print(rules_page(), end="")
    else:
        for each in RULES.values():
            print(f"{each.code} {each.severity:<7} {each.name:<24} {each.summary}{_off(each)}")
    return 0


def show_rule(wanted: str, *, as_json: bool) -> int:
    """Tell all about one rule, by code or name; the exit code."""
    folded = wanted.strip().lower()
    found = next((each for each in RULES.values() if folded in (each.code.lower(), each.name)), None)
    if found is None:
        names = [name for each in RULES.values() for name in (each.code, each.name)]
        near = difflib.get_close_matches(wanted[:60], names, 3, 0.6)
        hint = f"; did you mean {', '.join(near)}?" if near else "; studio rule lists them"
        report.say(report.printable(f"there is no rule {wanted[:60]!r}{hint}"))
        if as_json:
            report.document([])
        return 2
    page = page_of(found.code)
    if as_json:
        report.document(_entry(found) | {"page": page.text if page is not None else ""})
        return 0
    if page is not None:
        print(page.text.rstrip())
    print(f"\n{found.severity}, {found.source}, family {found.family}: {FAMILIES[found.family]}{_off(found)}")
    return 0


def rules_page() -> str:
    """The page of all rules, in Markdown."""
    parts = [_HEAD]
    for family, rules in groupby(RULES.values(), key=lambda each: each.family):
        rows = [
            f"| [{each.code}](../studio/script/checks/pages/{each.code}.md) | {each.name} | {each.severity}"
            f"{_off(each)} | {each.source} | {each.summary} |"
            for each in rules
        ]
        head = f"## {family}: {FAMILIES[family]}\n\n| code | name | severity | from | what |\n|---|---|---|---|---|\n"
        parts.append(head + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _off(rule: Rule) -> str:
    return "" if rule.default else ", off"


def _entry(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "family": FAMILIES[rule.family],
        "source": rule.source,
        "default": rule.default,
        "summary": rule.summary,
    }
