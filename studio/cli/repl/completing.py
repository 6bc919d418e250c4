"""What may follow at the cursor: names, functions, members, keywords, commands. Knows no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from studio.cli.repl.commands import COMMANDS
from studio.cli.repl.session import Session
from studio.snippet.compiler.names import RESERVED as SYSTEM
from studio.snippet.dynamic import Dynamic
from studio.snippet.functions import TABLE
from studio.snippet.rest import RestProxy
from studio.snippet.syntax import fold
from studio.snippet.tokens import CONSTANTS, HEADS
from studio.snippet.values import element, member

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*\Z")
_DOTTED = re.compile(r"\.[ \t]*(\$?[A-Za-z0-9_$]*)\Z")
_STEP = r"(?:\.[ \t]*\$?[A-Za-z_][A-Za-z0-9_$]*|\[[ \t]*[0-9]{1,9}[ \t]*\])"
_CHAIN = re.compile(rf"(?<![\w.\])])(?:global[ \t]*:[ \t]*)?([A-Za-z_][A-Za-z0-9_$]*)({_STEP}*)\Z", re.IGNORECASE)
_STEPS = re.compile(r"\.[ \t]*(\$?[A-Za-z_][A-Za-z0-9_$]*)|\[[ \t]*([0-9]{1,9})[ \t]*\]")
_PROXY = ("StatusCode", "StatusDescription", "ContentType", "ProxyTimeoutSeconds")


class Candidate(NamedTuple):
    """A completion: the text, how many characters before the cursor it replaces, and a hint."""

    text: str
    replaces: int
    hint: str = ""


def candidates(session: Session, before: str) -> list[Candidate]:
    """The completions for the text before the cursor; none inside a string or a comment."""
    line = before.rpartition("\n")[2]
    if "\n" not in before and line.lstrip().startswith(":"):
        return _matching(_of_command(session, line), _word(line.lstrip(" \t:")))
    code = _code(line)
    if code is None:
        return []
    dotted = _DOTTED.search(code)
    if dotted is not None:
        return _matching(_members(session, code[: dotted.start()]), dotted[1])
    word = _word(code)
    start = not code[: len(code) - len(word)].strip() or code[: len(code) - len(word)].rstrip()[-1] in "{}"
    return _matching(_names(session, start and code == line), word)


def _matching(known: Iterator[tuple[str, str]], word: str) -> list[Candidate]:
    """Those that begin with the word, each name once."""
    found: dict[str, Candidate] = {}
    for text, hint in known:
        if text.lower().startswith(word.lower()):
            found.setdefault(text.lower().rstrip("("), Candidate(text, len(word), hint))
    return list(found.values())


def _word(text: str) -> str:
    found = _WORD.search(text)
    return found[0] if found else ""


def _names(session: Session, statement: bool) -> Iterator[tuple[str, str]]:
    for name in session.variables:
        yield session.spellings.get(name, name), "variable"
    for own in session.functions.values():
        yield f"{own.node.name}(", f"{own.node.name}({', '.join(own.node.parameters)})"
    if statement:
        for word in sorted(HEADS - {"uses"}):
            yield word.upper(), "statement"
    for each in TABLE.values():
        yield f"{each.name}(", f"{each.signature}: {each.doc}"
    for name in sorted(SYSTEM):
        yield name, "system value"
    for name in CONSTANTS:
        yield name, "constant"


def _members(session: Session, code: str) -> Iterator[tuple[str, str]]:
    value = _value(session, code)
    if isinstance(value, Dynamic):
        for name in value.members:
            if _WORD.match(name):
                yield name, "member"
    if isinstance(value, RestProxy):
        for name in _PROXY:
            yield name, "member"
    yield "$value", "the plain value"
    for own in session.functions.values():
        if own.node.parameters:
            yield f"{own.node.name}(", f"{own.node.name}({', '.join(own.node.parameters)})"
    for each in TABLE.values():
        if any(each.forms):
            yield f"{each.name}(", f"{each.signature}: {each.doc}"


def _value(session: Session, code: str) -> Any:
    """The value that stands before a dot: a name with members and elements; None for anything else."""
    found = _CHAIN.search(code)
    if found is None:
        return None
    value = session.variables.get(fold(found[1]))
    for name, index in _STEPS.findall(found[2]):
        if not isinstance(value, Dynamic):
            return None
        value = member(value, name) if name else element(value, int(index))
    return value


def _of_command(session: Session, line: str) -> Iterator[tuple[str, str]]:
    name, blank, _ = line.lstrip(" \t:").partition(" ")
    if not blank:
        for command, (_, _, doc) in COMMANDS.items():
            yield command, doc
    elif name.lower() == "help":
        for own in session.functions.values():
            yield own.node.name, "entered"
        for each in TABLE.values():
            yield each.name, each.doc


def _code(line: str) -> str | None:
    """The code that the end of a line belongs to: the line, or what stands after a string's ``{``. None in text or comment."""
    #: The quotes of the strings round the end, each with its kind, and where the code of its braces begins.
    quotes: list[str] = []
    begins = [0]
    place = 0
    while place < len(line):
        each = line[place]
        in_text = len(quotes) == len(begins)
        if in_text:
            quote = quotes[-1]
            if each == "\\" and quote[0] == "$":
                place += 1
            elif each == quote[-1]:
                quotes.pop()
            elif each == "{":
                begins.append(place + 1)
        elif each in "\"'":
            quotes.append(("$" if place and line[place - 1] == "$" else " ") + each)
        elif each == "}" and len(begins) > 1:
            begins.pop()
        elif line.startswith("//", place) and len(begins) == 1:
            return None
        place += 1
    return None if len(quotes) == len(begins) else line[begins[-1] :]
