"""The codes of what is wrong in a snippet's text, and the one way to make a finding of them."""

from __future__ import annotations

from studio.diagnostics import Diagnostic, Severity

CODES = {
    "SN101": "something stands where it does not fit",
    "SN102": "a string is not closed on its line",
    "SN103": "a block is not closed",
    "SN104": "a closing brace closes nothing",
    "SN105": "a round or square bracket is not closed, or closes nothing",
    "SN106": "BREAK outside a loop",
    "SN107": "== instead of =",
    "SN108": "ELSE IF",
    "SN109": "ELSE, CASE or DEFAULT away from its IF, SWITCH or SELECT",
    "SN110": "a reserved word used as a name",
    "SN111": "a statement lacks its block in braces",
    "SN112": "an operator or word that Snippet does not have",
    "SN113": "something that cannot be assigned to",
    "SN114": "an expression that does nothing as a statement",
    "SN115": "nested too deeply",
    "SN116": "an expression or statement that is too long",
    "SN117": "a source that is too large",
    "SN118": "USES, which is not supported",
    "SN119": "a member called __type",
    "SN120": "a fault in the parameters of a FUNCTION",
    "SN121": "a character that does not belong here",
    "SN122": "a statement of another language",
    "SN123": "new for anything but the REST proxy",
    "SN124": "a block without a statement before it",
    "SN125": "a value is missing",
    "SN126": "a number that is too large",
    "SN127": "a part of a statement is missing",
    "SN199": "further findings were left out",
    "SN201": "IF without a block",
    "SN202": "a surplus closing bracket, ignored",
    "SN203": "a stray = after IF, ignored",
    "SN204": "quotes inside a string, taken as text",
    "SN205": "braces in a string that hold no expression, taken as text",
    "SN206": "text joined by +, which adds numbers",
    "SN207": "a function that bears the name of a built-in one",
    "SN208": "a text longer than Max String Size, cut when it is stored",
    "SN301": "a call of a function that is not known",
    "SN302": "a call with too many or too few values",
    "SN401": "code that cannot be formatted without changing what it means",
}
"""Code → what it stands for. SN1xx and SN3xx keep a snippet from running, SN2xx are warnings, SN4xx come from `studio fmt`."""


def problem(code: str, message: str, line: int, column: int, hint: str = "") -> Diagnostic:
    """A finding at a place of the snippet (from 1); its severity follows from the code."""
    severity: Severity = "warning" if code.startswith("SN2") else "error"
    return Diagnostic(code, severity, message, hint, line=line, column=column)
