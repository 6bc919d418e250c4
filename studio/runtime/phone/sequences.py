"""Sequences: what a prompt consists of, sound files and spoken pieces, written one after another in double quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studio.runtime.ports.callers import Piece

if TYPE_CHECKING:
    from studio.runtime.context import Context

#: Signs before a piece that let a voice speak it: % text [documented], $ money [documented]; the others alike [choice].
SIGNS = "%$#&*@^~!"
_ITEM = re.compile(r'"([^"]*)(?:"|\Z)|([^"]+)')


def read_sequence(text: str) -> list[Piece]:
    """The pieces of a sequence. What stands outside quotes is one piece too; empty pieces are passed over [choice]."""
    pieces = []
    for found in _ITEM.finditer(text):
        item = (found[1] if found[1] is not None else found[2]).strip()
        sign = item[:1] if item[:1] in SIGNS else ""
        item = item[len(sign) :].strip()
        if item:
            pieces.append(Piece(item, sign))
    return pieces


def sequence(context: Context, text: str) -> tuple[Piece, ...]:
    """The pieces of an action's sequence; speech above the platform's limit is cut, with a warning."""
    most = context.platform.speech_characters
    pieces = []
    for piece in read_sequence(text):
        if piece.spoken and len(piece.text) > most:
            context.warn("RT243", f"{len(piece.text)} characters of speech; {most} are spoken")
            piece = Piece(piece.text[:most], piece.sign)
        pieces.append(piece)
    return tuple(pieces)
