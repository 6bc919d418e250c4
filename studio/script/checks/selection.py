"""Which rules are wanted, and how bad their findings are taken to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from studio.diagnostics import Diagnostic, Severity
from studio.script.checks.rules import RULES

#: Every rule, as a word among selected codes.
ALL = "ALL"
#: Findings that are no rules' of choice: of reading files and of the configuration.
READING = ("TX", "JS", "XM", "FI", "PR", "CF", "SN4", "LD")
#: They tell that something was left out: only who ignores them by name loses them.
_LEFT_OUT = ("CK199", "SN199")
_LEVELS: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


@dataclass(frozen=True)
class Selection:
    """Codes, or beginnings of codes, that are wanted or not. The longest one that fits decides; of equals, ``ignore``.

    Without ``select`` the rules that are on by default are wanted; ``extend`` adds to either.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def enabled(self, code: str) -> bool:
        """True if findings of this code are wanted."""
        return self._known.get(code) or (code not in self._known and self._decide(code))

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {code: self._decide(code) for code in RULES}

    def _decide(self, code: str) -> bool:
        rule = RULES.get(code)
        wanted = _longest(code, (*(self.select or ()), *self.extend))
        if self.select is None and (rule is None or rule.default):
            wanted = max(wanted, 0)
        if code.startswith(READING) or code in _LEFT_OUT:
            wanted = max(wanted, 0)
        return wanted > _longest(code, self.ignore)


def known_selector(text: str) -> bool:
    """True for ``ALL``, a code, or a beginning of codes that some rule has."""
    folded = text.strip().upper()
    if folded == ALL or folded.startswith(READING):
        return folded == ALL or (len(folded) <= 5 and folded[2:].isdigit()) or len(folded) == 2
    return len(folded) >= 2 and any(code.startswith(folded) for code in RULES)


def is_error_of_reading(finding: Diagnostic) -> bool:
    """True for what can't be ignored: the file, or a part of it, was not understood."""
    return finding.severity == "error" and finding.code.startswith(READING)


def graded(finding: Diagnostic, severities: Mapping[str, Severity]) -> Diagnostic:
    """The finding with the severity that a configuration gives its code; errors of reading stay errors."""
    if not severities or is_error_of_reading(finding):
        return finding
    best = max((each for each in severities if _fits(finding.code, each)), key=len, default=None)
    return finding if best is None else replace(finding, severity=severities[best])


def at_least(severity: Severity, level: Severity) -> bool:
    """True if a severity is as bad as a level, or worse."""
    return _LEVELS[severity] >= _LEVELS[level]


@lru_cache(maxsize=4096)
def _longest(code: str, selectors: Iterable[str]) -> int:
    """The length of the longest selector that fits, 0 for ALL, -1 for none."""
    return max((0 if each == ALL else len(each) for each in selectors if _fits(code, each)), default=-1)


def _fits(code: str, selector: str) -> bool:
    return selector == ALL or code.startswith(selector)
