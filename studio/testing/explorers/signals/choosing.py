"""Which signals are tried: those that the scenario states, else those that the script asks for by its cases."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.script.model import Script
from studio.testing.scenario import Case
from studio.testing.stage import Unusable

#: What no script asks for.
UNKNOWN = "Nobody knows this"
#: Values of the signals that the scenario sends itself are taken for those that are made up, so that they make sense.
_MOST = 12


def signals_of(case: Case) -> list[tuple[str, ...]]:
    """The values of each signal that is tried. Unusable where what the scenario states are patterns."""
    stated = [each.values for each in case.scenario.explore.signals if each.values]
    pattern = next((value for values in stated for value in values if "*" in value or "?" in value), None)
    if pattern is not None:
        message = f"explore.signals: {pattern!r} is a pattern: a signal that is delivered has plain values"
        raise Unusable([Diagnostic("TS003", "error", message, file=str(case.file), line=case.line)])
    if stated:
        return list(dict.fromkeys(stated))
    own = {deed.signal[0]: deed.signal for each in case.scenario.when for deed in each.do if deed.signal}
    asked = [own.get(label, (label,)) for label in labels(case.script)]
    return list(dict.fromkeys([*asked, (UNKNOWN,)]))[:_MOST]


def labels(script: Script) -> list[str]:
    """What a script compares SP1 with by a Case."""
    found = [
        branch.label
        for action in script.actions
        if action.kind.upper() == "CASE" and action.text("Variable").strip().strip("{}").lower() == "sp1"
        for branch in action.branches
        if branch.type == "custom"
    ]
    return list(dict.fromkeys(found))
