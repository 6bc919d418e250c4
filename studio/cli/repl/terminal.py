"""`studio repl` in a terminal: editing, history, completion and colours by prompt_toolkit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output import Output

from studio.cli.repl.completing import candidates
from studio.cli.repl.dialogue import Dialogue
from studio.cli.repl.history import SafeHistory
from studio.cli.repl.pending import is_whole
from studio.cli.repl.session import Session
from studio.snippet.tokens import RESERVED

PROMPT, GOES_ON = "> ", ". "
_PIECES = re.compile(
    r"(?P<comment>//.*)|(?P<string>[$#]?(?:\"(?:[^\"{]|\{[^}]*\})*\"?|'(?:[^'{]|\{[^}]*\})*'?))"
    r"|(?P<number>\b[0-9]+(?:\.[0-9]+)?\b)|(?P<word>\.?[A-Za-z_][A-Za-z0-9_$]*)"
)
_COLOURS = {"comment": "fg:ansibrightblack", "string": "fg:ansigreen", "number": "fg:ansicyan"}


class _Completions(Completer):
    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        for each in candidates(self._session, document.text_before_cursor):
            yield Completion(each.text, -each.replaces, display_meta=each.hint)


class _Colours(Lexer):
    """Colours for the eye only: what they say of a string with braces is near enough."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        lines = document.lines

        def coloured(number: int) -> StyleAndTextTuples:
            parts: StyleAndTextTuples = []
            text = lines[number]
            place = 0
            for found in _PIECES.finditer(text):
                parts.append(("", text[place : found.start()]))
                style = _COLOURS.get(found.lastgroup or "", "")
                if found.lastgroup == "word" and found[0].lower() in RESERVED:
                    style = "bold fg:ansiblue"
                parts.append((style, found[0]))
                place = found.end()
            parts.append(("", text[place:]))
            return parts

        return coloured


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state is not None and buffer.complete_state.current_completion is not None:
            buffer.complete_state = None
        elif buffer.text.lstrip().startswith(":") or is_whole(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=False)

    return keys


def prompt_session(
    session: Session, file: Path | None, source: Input | None = None, output: Output | None = None
) -> PromptSession[str]:
    """What reads inputs in a terminal; with the terminal's own input and output unless others are given."""
    history: History = InMemoryHistory() if file is None else SafeHistory(file)
    return PromptSession(
        history=history,
        multiline=True,
        completer=_Completions(session),
        lexer=_Colours(),
        key_bindings=_keys(),
        prompt_continuation=GOES_ON,
        complete_while_typing=False,
        input=source,
        output=output,
    )


def converse(dialogue: Dialogue, prompts: PromptSession[str], show: Callable[[str], Any] = print) -> None:
    """Ask and answer until it is left: by :quit or Ctrl-D. Ctrl-C drops the input."""
    while not dialogue.left:
        try:
            text = prompts.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        shown = dialogue.submit(text)
        if shown:
            show(shown)
