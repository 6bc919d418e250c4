"""How long a prompt plays: as stated, as its WAV file says, or by rule."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from studio.runtime.ports.callers import Piece
from studio.world.callers.patterns import fits_path
from studio.world.callers.settings import CallersSettings

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine


def seconds(
    settings: CallersSettings, engine: Engine, contact: Contact, pieces: tuple[Piece, ...], otherwise: float
) -> float:
    """The sum of the pieces' lengths; ``otherwise`` is that of a file of which nothing is known."""
    total = 0.0
    for piece in pieces:
        if piece.spoken:
            total += len(piece.text) / settings.characters_a_second
        else:
            total += _file(settings, engine, contact, piece.text, otherwise)
    return total


def _file(settings: CallersSettings, engine: Engine, contact: Contact, path: str, otherwise: float) -> float:
    for pattern, stated in settings.lengths.items():
        if fits_path(pattern, path):
            return stated
    known = wav_seconds(_bytes(engine, contact, path))
    return otherwise if known is None else known


def _bytes(engine: Engine, contact: Contact, path: str) -> bytes:
    """The file as the world's files have it; nothing where there are none, or where it isn't there."""
    files = engine.ports.find("files")
    if files is None:
        return b""
    try:
        found = files.read_bytes(contact.frame.script.name, path)
    except (AttributeError, LookupError, OSError, ValueError):
        return b""
    return found if isinstance(found, bytes) else b""


def wav_seconds(data: bytes) -> float | None:
    """The length that a WAV file states, or None where the bytes are none."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    place, rate = 12, 0
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        if name == b"fmt " and place + 20 <= len(data):
            rate = struct.unpack_from("<I", data, place + 16)[0]
        if name == b"data":
            return min(size, len(data) - place - 8) / rate if rate else None
        place += 8 + size + size % 2
    return None
