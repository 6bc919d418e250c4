"""What Record writes: a WAV file of the right length. Nobody has really spoken, so it is silent; the words are its comment."""

from __future__ import annotations

import struct

#: Samples a second of one byte: enough for a length, and small.
RATE = 100


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
