"""Variables among scripts: read and set nowhere, set and read nowhere, parameters of no use."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding_at
from studio.script.checks.interface import Interface, Use
from studio.script.checks.interfaces import Interfaces


def check(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    """Findings about a script's variables that take the other scripts; a script alone tells nothing of what others set."""
    if others.whole or not script.calls:
        yield from _unlooked(script, others)
    if not others.whole:
        return
    everywhere = Everywhere.of(others)
    yield from _unwritten(script, others)
    yield from _unset(script, everywhere, others)
    yield from _unread(script, everywhere)
    yield from _signals(script, everywhere)
    if not called_by_runsub(script, others) and not script.returns:
        for each in script.globals_used:
            message = f"this is a main script: global:{each.spelled} and {each.spelled} are one variable here"
            yield finding_at("CK412", message, each.at, "leave global: out")


class Everywhere:
    """Names that any script of the project sets or reads."""

    def __init__(self, others: Interfaces) -> None:
        self.sets: set[str] = set()
        self.reads: set[str] = set()
        self.signalled = False
        for each in others.scripts():
            self.sets.update(each.sets, (name.lower() for name in each.parameters))
            self.reads.update(each.reads)
            self.signalled = self.signalled or each.signalled

    @staticmethod
    def of(others: Interfaces) -> Everywhere:
        """The names of a project, gathered once."""
        made: Everywhere = others.remembered("names", lambda: Everywhere(others))
        return made


def called_by_runsub(script: Interface, others: Interfaces) -> bool:
    """True if a Runsub of the project names this script."""
    return any(call.kind == "RUNSUB" for _, call in others.callers(script))


def _unset(script: Interface, everywhere: Everywhere, others: Interfaces) -> Iterator[Diagnostic]:
    given = {name.lower() for name in script.parameters}
    first: dict[str, Use] = {}
    for each in script.unset_reads:
        if each.name not in everywhere.sets and each.name not in given:
            first.setdefault(each.name, each)
    closed = bool(first) and others.closed(script)
    for use in first.values():
        if use.near:
            message = f"nothing sets {use.spelled}; did you mean {use.near}?"
            yield finding_at("CK401", message, use.at, "mend the name, or set the variable")
        elif closed:
            yield finding_at("CK402", f"no script sets {use.spelled}", use.at, "set it, or delete what reads it")


def _unread(script: Interface, everywhere: Everywhere) -> Iterator[Diagnostic]:
    for each in script.unread:
        if each.name not in everywhere.reads:
            yield finding_at("CK403", f"no script reads {each.spelled}", each.at, "delete it, or read what was meant")
    for each in script.unused_parameters:
        if each.name not in everywhere.reads:
            message = f"no script reads the parameter {each.spelled}"
            yield finding_at(
                "CK404",
                message,
                each.at,
                "callers need not hand it over; if it only keeps the place of others, say so by a noqa",
            )


def _signals(script: Interface, everywhere: Everywhere) -> Iterator[Diagnostic]:
    if everywhere.signalled:
        return
    for each in script.signal_reads[:1]:
        message = f"{each.spelled} comes with a signal, and no script has an Onsignal"
        yield finding_at(
            "CK406", message, each.at, "values of a caller are p1, p2, …, or the names that Begin gives them"
        )


def _unwritten(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    for each in script.unwritten:
        # As global: another script may write the member of a main script's object.
        if not any(each.name in other.sets_global for other in others.scripts() if other.name != script.name):
            hint = f"did you mean {each.near}?" if each.near else f"nothing writes {each.spelled}"
            name, _, member = each.spelled.rpartition(".")
            yield finding_at("CK501", f"{name} never gets a member {member}", each.at, hint)


def _unlooked(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    for each in script.unlooked:
        if not any(each.name in other.reads for other in others.scripts() if other.name != script.name):
            message = f"nothing looks at {each.spelled}.FailedRecords: the records that are refused are lost"
            yield finding_at("CK702", message, each.at, "check them in again, or say why they are dropped")
