"""The formatter of Snippet code. It works on the words of the text, since a tree has no comments."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.diagnostics import Diagnostic, has_errors
from studio.snippet.formatting.guard import same_characters, same_program
from studio.snippet.formatting.layout import laid_out
from studio.snippet.formatting.recording import Recorder
from studio.snippet.formatting.rows import rows_of
from studio.snippet.parser import Parsed, parse_snippet
from studio.snippet.problems import problem
from studio.snippet.rescue import find_rescues
from studio.snippet.tokens import LIMITS


@dataclass(frozen=True, slots=True)
class Formatted:
    """What became of a source.

    ``problems`` is empty, or says why the text is the source unchanged. ``origins`` has for every line of a formatted
    text the line of the source (from 1) that it comes from.
    """

    text: str
    changed: bool
    problems: list[Diagnostic] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)


def format_snippet(source: str) -> Formatted:
    """The code in the layout of docs/formatting.md [choice], with all comments; it means what it meant.

    Lines end with "\\n", the last one too. A source with errors comes back as it is, with the parser's findings; so does
    one whose formatted text would not be the same program, with SN401. Nothing is raised.
    """
    parsed = parse_snippet(source)
    if has_errors(parsed.problems):
        return Formatted(source, False, parsed.problems)
    recorder = _recorder(source, parsed)
    rows = rows_of(recorder.pieces(), recorder.comments)
    lines, origins = laid_out(rows, recorder.text.split("\n"))
    text = "".join(f"{line}\n" for line in lines)
    if text == source:
        return Formatted(source, False, origins=origins)
    fault = _fault(source, parsed, text)
    if fault is not None:
        return Formatted(source, False, [fault])
    return Formatted(text, True, origins=origins)


def _recorder(source: str, parsed: Parsed) -> Recorder:
    """A recorder that reads the strings with bare inner quotes as the parser did."""
    recorder = Recorder(source, {})
    rescued = {each.line or 1 for each in parsed.problems if each.code == "SN204"}
    if rescued:
        return Recorder(source, find_rescues(recorder.text, rescued, lambda text: False))
    return recorder


def _fault(source: str, parsed: Parsed, text: str) -> Diagnostic | None:
    """Why the formatted text can't be handed out, if anything is wrong with it."""
    if len(text) > LIMITS.source:
        said = f"with its indents the code would have more than {LIMITS.source:,} characters; it is left as it is"
        return problem("SN401", said, 1, 1, "divide it among several snippets")
    if same_characters(source, text) and same_program(parsed, parse_snippet(text)):
        return None
    return problem("SN401", "formatting would change what this code means; it is left as it is", 1, 1)
