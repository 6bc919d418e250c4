"""What to tell an author about a token that does not fit: most slips are old acquaintances."""

from __future__ import annotations

from collections.abc import Sequence

from studio.diagnostics import Diagnostic
from studio.snippet.problems import problem
from studio.snippet.table import Machine
from studio.snippet.tokens import HEADS, Token
from studio.snippet.words import foreign_hint, operator_hint

_STARTS = frozenset(("_NL", "_LBRACE", "_RBRACE"))
_KEYWORDS = frozenset(word.upper() for word in HEADS)
_OPERATORS = frozenset(("OR", "XOR", "AND", "EQUAL", "COMPARE", "PLUS", "MINUS", "TIMES", "POWER", "NOT"))
_OPERANDS = frozenset(("NAME", "GLOBAL", "NUMBER", "STRING", "RESERVED"))
_ENDS = frozenset(("_NL", "$END", "_LBRACE", "_RBRACE"))
_FORMS = {
    "FOR": "FOR i = 1 TO 10 { … }",
    "FOREACH": "FOREACH x IN list { … }",
    "REPEAT": "REPEAT 3 { … }",
    "SWITCH": "SWITCH x { CASE 1 { … } DEFAULT { … } }",
    "SELECT": "SELECT { CASE x > 1 { … } DEFAULT { … } }",
    "FUNCTION": "FUNCTION name(a, b) { … }",
    "CASE": "CASE 1 { … }",
    "DEFAULT": "DEFAULT { … }",
    "ELSE": "IF x = 1 { … } ELSE { … }",
    "IF": "IF x = 1 { … }",
    "DYNAMIC": "DYNAMIC name, DYNAMIC name FROM text or DYNAMIC name = value",
    "ASSIGN": "ASSIGN name = value",
}
_BLOCK_HINT = "a body stands in braces, even for one statement: { … }"


class _Spot:
    """The token that does not fit, with what surrounds it."""

    def __init__(self, tokens: Sequence[Token], index: int, machine: Machine) -> None:
        self.machine = machine
        self.kind, self.value, self.line, self.column = tokens[index]
        self.before = tokens[index - 1] if index else ("_NL", "", 0, 0)
        self.second = tokens[index - 2] if index > 1 else ("_NL", "", 0, 0)
        start = index
        while start and tokens[start - 1][0] not in _STARTS:
            start -= 1
        self.first = start == index
        self.after = tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
        stop = index
        while tokens[stop][0] not in _ENDS:
            stop += 1
        self.stop: str = tokens[stop][0]
        self.head: str = tokens[start][0]
        self.head_word = str(tokens[start][1]) if self.head == "NAME" else ""
        self.head_next: str = tokens[start + 1][0] if start < index else ""

    def fault(self, code: str, message: str, hint: str = "") -> Diagnostic:
        return problem(code, message, self.line, self.column, hint)

    def wants_value(self) -> bool:
        return self.machine.fits("STRING")

    def assigns_without_block(self) -> bool:
        """A statement follows on the same line where a block was due."""
        return self.after[0] == "EQUAL" and self.stop != "_LBRACE"

    @property
    def ends(self) -> bool:
        return self.kind in _ENDS


def explain(tokens: Sequence[Token], index: int, machine: Machine) -> Diagnostic:
    """The finding for the token at ``index``, before which the machine stands."""
    kind, value = tokens[index][:2]
    if kind == "BAD":
        found: Diagnostic = value
        return found
    spot = _Spot(tokens, index, machine)
    return (
        _branch(spot)
        or _foreign(spot)
        or _word(spot)
        or _operator(spot)
        or _part(spot)
        or _value(spot)
        or _block(spot)
        or spot.fault("SN101", f"{_shown(spot)} does not fit here", _neighbours(spot))
    )


def _branch(spot: _Spot) -> Diagnostic | None:
    """ELSE, CASE and DEFAULT out of place."""
    if spot.before[0] == "ELSE" and spot.kind == "IF":
        hint = "there is no ELSE IF; put the IF inside the block of ELSE: ELSE { IF … { … } }"
        return spot.fault("SN108", "ELSE IF does not exist", hint)
    if spot.kind in _KEYWORDS and spot.after[0] in ("EQUAL", "MEMBER", "LSQB"):
        return spot.fault("SN110", f"{spot.value} is a reserved word and names nothing", "take another name")
    if spot.kind == "ELSE":
        return spot.fault("SN109", "this ELSE has no block of an IF right before it", _FORMS["ELSE"])
    if spot.kind in ("CASE", "DEFAULT") and not spot.machine.fits("CASE"):
        return spot.fault("SN109", f"{spot.kind} stands outside SWITCH and SELECT", _FORMS["SWITCH"])
    return None


def _word(spot: _Spot) -> Diagnostic | None:
    """Reserved words where a name has to stand."""
    if spot.kind == "RESERVED":
        folded = str(spot.value).lower()
        if folded == "in" and spot.head == "FOR":
            return spot.fault("SN127", "FOR counts; FOREACH walks a list", _FORMS["FOREACH"])
        if folded == "in" and not spot.first:
            return spot.fault("SN112", "IN belongs to FOREACH only", f"elsewhere {operator_hint('in')}")
        return spot.fault("SN110", f"{folded.upper()} is a reserved word and names nothing", "take another name")
    if spot.kind in ("EQUAL", "MEMBER", "LSQB") and spot.before[0] in _KEYWORDS:
        word = spot.before
        return problem(
            "SN110", f"{word[1]} is a reserved word and names no variable", word[2], word[3], "take another name"
        )
    if spot.kind == "NUMBER" and spot.before[0] in ("DYNAMIC", "FUNCTION", "FOR", "FOREACH"):
        return spot.fault("SN113", f"{_shown(spot)} is no name", _FORMS[spot.before[0]])
    return None


def _foreign(spot: _Spot) -> Diagnostic | None:
    """Statements of other languages."""
    known = foreign_hint(spot.head_word)
    bracketed = spot.head_next == "_LPAR" and spot.kind == "_LBRACE"
    if known and (bracketed or spot.head_next in _OPERANDS or spot.head_next == "_LBRACE"):
        return spot.fault("SN122", f"Snippet has no {spot.head_word.upper()} statement", known)
    return None


def _operator(spot: _Spot) -> Diagnostic | None:
    """Operators of other languages, and operators where there is nothing to work out."""
    if spot.before[0] == "NAME" and spot.kind in ("NAME", "GLOBAL", "STRING", "NUMBER", "NOT"):
        word, line, column = spot.before[1:]
        if word.lower() == "new":
            hint = "the one use of new is: new UCN.Data.RESTProxy()"
            return problem("SN123", "new makes nothing but the REST proxy", line, column, hint)
        if operator_hint(word) and (spot.second[0] not in _STARTS or spot.kind == "STRING"):
            return problem("SN112", f"{word} is no operator", line, column, operator_hint(word))
    if spot.kind == "NAME" and not spot.first and operator_hint(spot.value) and not spot.wants_value():
        return spot.fault("SN112", f"{spot.value} is no operator", operator_hint(spot.value))
    if spot.kind in _OPERATORS and not spot.first and spot.machine.fits("EQUAL") and spot.kind != "EQUAL":
        sign, following = spot.value, spot.after[0]
        if following == "EQUAL" or (following == spot.kind and sign in "+-"):
            return spot.fault("SN112", f"there is no {sign}{spot.after[1]}", f"write x = x {sign} 1")
        hint = "a statement assigns (x = …), calls (f(…)) or begins with a keyword"
        return spot.fault("SN114", "an expression alone does nothing", hint)
    return None


def _part(spot: _Spot) -> Diagnostic | None:
    """Headers that lack one of their parts."""
    machine = spot.machine
    if spot.head == "FOR" and machine.fits("_TO") and spot.ends:
        return spot.fault("SN127", "this FOR has no TO", _FORMS["FOR"])
    if spot.head == "FOR" and machine.fits("EQUAL") and not machine.fits("PLUS"):
        return spot.fault("SN127", "this FOR has no = and no start", _FORMS["FOR"])
    if spot.head == "FOREACH" and machine.fits("_IN"):
        return spot.fault("SN127", "this FOREACH has no IN", _FORMS["FOREACH"])
    if spot.head == "FUNCTION" and (machine.fits("_LPAR") or spot.before[0] == "FUNCTION"):
        return spot.fault("SN127", "a function has a name and brackets for its parameters", _FORMS["FUNCTION"])
    if spot.head == "FUNCTION" and (spot.before[0] in ("_LPAR", "_COMMA") or machine.fits("_COMMA")):
        hint = "parameters are plain names, divided by commas"
        return spot.fault("SN120", f"{_shown(spot)} does not fit among parameters", hint)
    if spot.head == "ASSIGN" and spot.ends and machine.fits("EQUAL") and spot.before[0] != "ASSIGN":
        return spot.fault("SN127", "this ASSIGN has no = and no value", _FORMS["ASSIGN"])
    return None


def _value(spot: _Spot) -> Diagnostic | None:
    """A value that is missing."""
    if spot.first or not spot.wants_value() or spot.before[0] == "ELSE":
        return None
    if spot.kind == "_LBRACE" and spot.before[0] not in _KEYWORDS:
        return spot.fault("SN125", "a value is missing before {", "braces hold an expression only inside a string")
    if spot.ends or spot.kind in _OPERATORS or spot.kind in ("_RPAR", "_RSQB", "_COMMA"):
        where = f"after {spot.before[1]}" if spot.before[1] and isinstance(spot.before[1], str) else "here"
        hint = _FORMS.get(spot.head, "") if spot.before[0] in _KEYWORDS else ""
        return spot.fault("SN125", f"a value is missing {where}", hint)
    return None


def _block(spot: _Spot) -> Diagnostic | None:
    """Blocks without header and headers without block."""
    if spot.kind == "_LBRACE" and spot.first:
        hint = "a block belongs to IF, ELSE, FOR, FOREACH, REPEAT, SWITCH, SELECT, CASE or FUNCTION"
        return spot.fault("SN124", "this block belongs to no statement", hint)
    if spot.machine.fits("_LBRACE") and spot.kind != "_LBRACE":
        head = spot.head if spot.head in _FORMS else spot.before[0]
        if spot.machine.fits("CASE"):
            head = "CASE"
        owner = head if head in _FORMS else "this statement"
        if spot.ends or spot.first or spot.before[0] in ("ELSE", "DEFAULT") or spot.assigns_without_block():
            return spot.fault("SN111", f"{owner} lacks its block", _BLOCK_HINT)
    if spot.kind == "_LBRACE":
        return spot.fault("SN124", "no block can begin here", "a statement that has no block ends with its line")
    if spot.machine.fits("CASE") and not spot.machine.fits("NAME"):
        hint = "a SWITCH or SELECT holds only CASE and DEFAULT, each with its block"
        return spot.fault("SN109", f"{_shown(spot)} stands outside the CASE blocks", hint)
    return None


def _neighbours(spot: _Spot) -> str:
    if spot.kind == "STRING":
        return 'for a quote inside a string use the other kind of quote, or $"\\""'
    if spot.kind in ("NAME", "GLOBAL", "NUMBER") and not spot.first:
        return "an operator is missing, or a new statement has to begin on its own line"
    if spot.kind == "EQUAL":
        return "only a variable, a member or an element can be assigned to"
    return ""


def _shown(spot: _Spot) -> str:
    if spot.kind == "STRING":
        return "this string"
    if spot.ends and spot.kind in ("_NL", "$END"):
        return "the end of the line"
    if spot.kind == "NUMBER":
        return "this value"
    text = str(spot.value)
    return text if len(text) <= 40 else text[:39] + "…"
