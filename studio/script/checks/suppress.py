"""Keeping back the findings that comments for the checks name, and telling which of these are of no use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding, finding_at, not_endless
from studio.script.checks.noqa import Noqa
from studio.script.checks.rules import RULES

_Key: TypeAlias = tuple[int | str | None, ...]
#: More noqas for one place than this are not looked at.
_MOST_AT_A_PLACE = 50


def suppressed(
    found: Iterable[Diagnostic], noqas: list[Noqa], enabled: Callable[[str], bool], *, complete: bool
) -> list[Diagnostic]:
    """The findings that no noqa keeps back, and what there is to say about the noqas.

    ``complete`` says that every rule has been asked: only then can one be called unused, and only by rules that are
    ``enabled``.
    """
    if not noqas:
        return list(found)
    at: dict[_Key, list[int]] = {}
    for number, each in enumerate(noqas):
        for key in _keys_of(each):
            numbers = at.setdefault(key, [])
            if len(numbers) < _MOST_AT_A_PLACE:
                numbers.append(number)
    used: list[set[str]] = [set() for _ in noqas]
    kept = [each for each in found if not _kept_back(each, noqas, at, used)]
    told = (each for pair in zip(noqas, used, strict=True) for each in _told(*pair, enabled, complete))
    return [*kept, *not_endless(told)]


def _keys_of(noqa: Noqa) -> Iterator[_Key]:
    """The places that a noqa is for."""
    for action in noqa.actions if noqa.actions is not None else (None,):
        yield (action, noqa.property, noqa.line, noqa.branch)


def _kept_back(found: Diagnostic, noqas: list[Noqa], at: dict[_Key, list[int]], used: list[set[str]]) -> bool:
    line = found.line if found.within else None
    branch = found.line if found.property is None else None
    keys: list[_Key] = [(None, None, None, None)]
    if found.action is not None:
        keys += [
            (found.action, None, None, None),
            (found.action, found.property, None, None),
            (found.action, found.property, line, None),
            (found.action, None, None, branch),
        ]
    else:
        keys.append((None, None, found.line, None))  # of a bare snippet
    held = False
    for key in dict.fromkeys(keys):
        for number in at.get(key, ()):
            codes = noqas[number].codes
            fitting = [each for each in codes if found.code.startswith(each)]
            if fitting or (not codes and not noqas[number].wrong):
                used[number].update(fitting or [found.code])
                held = True
    return held


def _told(noqa: Noqa, used: set[str], enabled: Callable[[str], bool], complete: bool) -> Iterator[Diagnostic]:
    if noqa.wrong:
        yield _made("CK991", noqa.wrong, noqa, "write noqa: and codes, as in noqa: CK208 -- why")
        return
    if not complete or (not noqa.codes and used):
        return
    unused = [each for each in noqa.codes if each not in used and _asked(each, enabled)]
    if unused or not noqa.codes:
        what = f" {', '.join(unused)}" if unused else ""
        yield _made("CK992", f"noqa{what and ':'}{what} keeps no finding back", noqa, "delete it")


def _asked(code: str, enabled: Callable[[str], bool]) -> bool:
    """True if some rule of this beginning could have found something."""
    return any(enabled(each) for each in RULES if each.startswith(code))


def _made(code: str, message: str, noqa: Noqa, hint: str) -> Diagnostic:
    if noqa.at is not None:
        return finding_at(code, message, noqa.at, hint)
    return finding(code, message, None, hint).placed(line=noqa.line)
