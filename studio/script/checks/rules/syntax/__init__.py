"""SN1 to SN3: Snippet code and expressions. What they stand for is told where the code is read."""

from __future__ import annotations

from studio.script.checks.rules.rule import Rule
from studio.snippet.problems import CODES

_NAMES = {
    "SN101": "misplaced-token",
    "SN102": "open-string",
    "SN103": "open-block",
    "SN104": "surplus-brace",
    "SN105": "open-bracket",
    "SN106": "break-outside-loop",
    "SN107": "double-equals",
    "SN108": "else-if",
    "SN109": "stray-else-or-case",
    "SN110": "reserved-name",
    "SN111": "missing-block",
    "SN112": "unknown-operator",
    "SN113": "unassignable",
    "SN114": "idle-expression",
    "SN115": "too-deep",
    "SN116": "too-long",
    "SN117": "too-large",
    "SN118": "uses",
    "SN119": "type-member",
    "SN120": "bad-parameters",
    "SN121": "stray-character",
    "SN122": "foreign-statement",
    "SN123": "new-object",
    "SN124": "stray-block",
    "SN125": "missing-operand",
    "SN126": "number-too-large",
    "SN127": "incomplete-statement",
    "SN199": "more-syntax-findings",
    "SN201": "if-without-block",
    "SN202": "surplus-bracket",
    "SN203": "stray-equals",
    "SN204": "quotes-in-string",
    "SN205": "braces-in-string",
    "SN206": "plus-joins-text",
    "SN207": "replaced-built-in",
    "SN208": "text-cut",
    "SN301": "unknown-function",
    "SN302": "wrong-argument-count",
}
RULES = tuple(
    Rule(code, name, "warning" if code.startswith("SN2") else "error", CODES[code], "observed")
    for code, name in _NAMES.items()
)
