"""Scripts that call one another as subscripts, and can't but go on doing so."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding_at, shortened
from studio.script.checks.interface import Interface
from studio.script.checks.interfaces import Interfaces
from studio.script.cycles import cycles
from studio.script.names import folded


def check(script: Interface, others: Interfaces) -> Iterator[Diagnostic]:
    """A Runsub that every run comes by, to a script that comes back to this one in the same way.

    A call that depends on anything is no finding: a recursion may well end [choice].
    """
    groups: dict[str, int] = others.remembered("recursion", lambda: _groups(others))
    group = groups.get(folded(script.name))
    if group is None:
        return
    for call in script.calls:
        callee = others.callee(script, call) if call.kind == "RUNSUB" and call.always else None
        if callee is not None and groups.get(folded(callee.name)) == group:
            again = "itself" if folded(callee.name) == folded(script.name) else shortened(callee.name)
            message = f"every run calls {again} here, and comes back to this call without end"
            yield finding_at("CK309", message, call.at_name, "let a condition end it")


def _groups(others: Interfaces) -> dict[str, int]:
    """Script -> number of the group that calls one another in any case; scripts outside of such a group have none."""
    scripts = others.scripts()
    numbers = {folded(each.name): number for number, each in enumerate(scripts)}
    following: dict[int, list[int]] = {}
    for number, each in enumerate(scripts):
        callees = [others.callee(each, call) for call in each.calls if call.kind == "RUNSUB" and call.always]
        following[number] = [numbers[folded(callee.name)] for callee in callees if callee is not None]
    return {folded(scripts[member].name): number for number, group in enumerate(cycles(following)) for member in group}
