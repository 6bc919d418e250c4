"""What people write out of habit from other languages, and what to write instead."""

from __future__ import annotations

_STATEMENTS = {
    "while": "use FOR, FOREACH or REPEAT, and BREAK to leave early",
    "do": "use FOR, FOREACH or REPEAT, and BREAK to leave early",
    "until": "use FOR, FOREACH or REPEAT, and BREAK to leave early",
    "loop": "use FOR, FOREACH or REPEAT, and BREAK to leave early",
    "elseif": "put the next IF inside the block of ELSE: ELSE { IF … { … } }",
    "elsif": "put the next IF inside the block of ELSE: ELSE { IF … { … } }",
    "elif": "put the next IF inside the block of ELSE: ELSE { IF … { … } }",
    "then": "the block of IF stands in braces: IF x = 1 { … }",
    "begin": "blocks stand between { and }",
    "end": "blocks stand between { and }",
    "endif": "blocks stand between { and }",
    "next": "blocks stand between { and }",
    "wend": "blocks stand between { and }",
    "try": "an error ends the snippet and takes the OnError branch; there is nothing to catch it with",
    "catch": "an error ends the snippet and takes the OnError branch; there is nothing to catch it with",
    "continue": "put the rest of the loop's block inside an IF",
    "exit": "BREAK leaves a loop, RETURN ends a function or the snippet",
    "goto": "use IF, SWITCH and loops",
    "var": "assign to make a variable: x = 1",
    "let": "assign to make a variable: x = 1",
    "set": "assign to make a variable: x = 1",
    "dim": "assign to make a variable: x = 1; DYNAMIC x makes an object",
    "const": "assign to make a variable: x = 1",
    "string": "assign to make a variable: x = 1",
    "int": "assign to make a variable: x = 1",
    "def": "write FUNCTION name(parameters) { … }",
    "sub": "write FUNCTION name(parameters) { … }",
    "print": 'write TRACE "…"',
    "echo": 'write TRACE "…"',
    "copy": "assign the value: b = a",
}

_OPERATORS = {
    "and": "and is &",
    "or": "or is |",
    "xor": "exclusive or is ~",
    "not": "not is !, as in !(a = b)",
    "mod": "the remainder is %",
    "div": "whole division is \\",
    "is": "equality is =",
    "eq": "equality is =",
    "ne": "unequal is !=",
    "like": "use a.contains(b)",
    "in": "use list.indexof(x) > 0",
    "contains": "use a.contains(b)",
    "between": "compare twice: x >= a & x <= b",
    "then": "the block of IF stands in braces: IF x = 1 { … }",
    "step": "FOR has no step: it counts by 1, downward when the end is below the start",
    "as": "there are no type names and no aliases",
}


def foreign_hint(word: str) -> str:
    """What to write instead of a statement of another language; empty for a word that is none."""
    return _STATEMENTS.get(word.lower(), "")


def operator_hint(word: str) -> str:
    """What to write instead of an operator word of another language; empty for a word that is none."""
    return _OPERATORS.get(word.lower(), "")
