"""CK3: calls across scripts."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule

RULES = (
    Rule("CK301", "missing-script", "error", "a called script that is not in the project"),
    Rule("CK302", "no-return", "warning", "a called script that never returns", "documented"),
    Rule("CK303", "uncallable-script", "error", "a called script that is not active, or of another type", "documented"),
    Rule("CK304", "surplus-values", "warning", "more values than the called script's Begin has names"),
    Rule("CK305", "broken-script", "error", "a called script that could not start"),
    Rule(
        "CK306",
        "computed-script-name",
        "info",
        "a called script whose name holds a variable: it can't be looked for",
    ),
    Rule("CK307", "runscript-in-subscript", "warning", "a Runscript in a script that others call as a subscript"),
    Rule("CK308", "name-twice", "warning", "several files of the project hold a script of this name"),
    Rule("CK309", "endless-recursion", "warning", "scripts that call one another as subscripts without end"),
    Rule("CK310", "missing-values", "warning", "fewer values than the called script's Begin has names that are read"),
)
