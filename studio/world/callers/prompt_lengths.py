"""How long a prompt plays: as stated, as the world's files know, or by rule."""

from __future__ import annotations

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
    files = engine.ports.find("files")
    script = contact.frame.script.name
    try:
        if files is not None and files.exists(path, script):
            return float(files.seconds(path, script))
    except (OSError, ValueError):
        # A name that the store refuses is a file of which nothing is known.
        pass
    return otherwise
