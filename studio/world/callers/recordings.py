"""What Record writes: a WAV file of the right length. Nobody has really spoken, so it is silent; the words are its comment."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.runtime.clock import SECOND

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: Samples a second of one byte: enough for a length, and small.
RATE = 100


def write(engine: Engine, contact: Contact, taking: Mapping[str, str | int]) -> str:
    """Write the file of a recording that ends now, and tell of it; what is wrong, or "".

    A world without files has the event only.
    """
    name, words = str(taking["file"]), str(taking["words"])
    seconds = max(0, engine.now - int(taking["began"])) / SECOND
    engine.announce("world", contact, text="recorded", file=name, seconds=round(seconds, 3), words=words)
    files = engine.ports.find("files")
    if files is None:
        return ""
    try:
        files.write(name, str(taking["script"]), wav(seconds, words), contact=contact.id, purpose="VoiceMessage")
    except (OSError, ValueError) as fault:
        return f"{name} can't be written: {fault}"
    return ""


def wav(seconds: float, words: str = "") -> bytes:
    """A silent WAV file of so many seconds, with the words in its comment."""
    samples = b"\x80" * round(seconds * RATE)
    parts = _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8))
    if words:
        parts += _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", words.encode() + b"\0"))
    parts += _chunk(b"data", samples)
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WAVE" + parts


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
