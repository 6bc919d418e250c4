"""Subscripts and their callers: what comes back, and what ends more than it should."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding_at, named
from studio.script.checks.interface import Call, Interface
from studio.script.checks.interfaces import Interfaces
from studio.script.checks.rules.variables.shared import Everywhere, called_by_runsub


def check(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    """Findings about returned values, and Ends in subscripts."""
    yield from _returns(script, others, Everywhere.of(others))
    if script.ends and called_by_runsub(script, others):
        for each in script.ends:
            message = "an End here ends the script that called this one as well"
            yield finding_at("CK710", message, each, "Return, and let the caller end")


def _returns(script: Interface, others: Interfaces, everywhere: Everywhere) -> Iterator[Diagnostic]:
    silent = _silent(script, others)
    for call in script.calls:
        key = _key(call)
        if call.kind != "RUNSUB" or not key.isidentifier():
            continue
        read = key in script.reads
        if not read and key not in everywhere.reads and others.whole:
            message = f"no script reads {call.returns_to}, the value that comes back"
            yield finding_at("CK707", message, call.at_returned, "leave the variable out if the value is of no use")
        elif read and key in silent:
            message = f"{call.returns_to} is read, but {named(call.target)} returns no value"
            yield finding_at("CK708", message, call.at_returned, "give its Return a ReturnValue")


def _silent(script: Interface, others: Interfaces) -> set[str]:
    """Variables that only get returned values, and of scripts that return none."""
    silent = set(script.only_returned)
    for call in script.calls:
        if call.kind == "RUNSUB" and call.returns_to:
            callee = others.callee(script, call)
            if callee is None or not callee.returns_nothing:
                silent.discard(_key(call))
    return silent


def _key(call: Call) -> str:
    return call.returns_to.lower().removeprefix("global:").strip()
