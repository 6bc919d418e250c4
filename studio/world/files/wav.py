"""WAV files: how long they play, one made of several, and silence. Only the frame is read, never the sound."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from studio.runtime.ports.files import FileFailure

#: Telephone sound: 8,000 samples a second of one byte.
_RATE = 8_000


@dataclass(frozen=True, slots=True)
class Wav:
    """The format chunk of a WAV file, and its sound."""

    format: bytes
    sound: bytes

    @property
    def seconds(self) -> float:
        """How long it plays; 0 if its header says nothing sensible."""
        rate: int = struct.unpack_from("<I", self.format, 8)[0]
        return len(self.sound) / rate if rate else 0.0


def read_wav(content: bytes) -> Wav | None:
    """The parts of a WAV file, or None if it is none. A file that breaks off early has the sound that is there."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return None
    at, form = 12, b""
    while at + 8 <= len(content):
        (size,) = struct.unpack_from("<I", content, at + 4)
        kind = content[at : at + 4]
        body = at + 8
        if kind == b"fmt " and 16 <= size <= 1_000 and body + size <= len(content):
            form = content[body : body + size]
        elif kind == b"data":
            return Wav(form, content[body : body + size]) if form else None
        at = body + size + size % 2
    return None


def write_wav(wav: Wav) -> bytes:
    """The file."""
    sound = wav.sound + b"\0" * (len(wav.sound) % 2)
    chunks = b"fmt " + struct.pack("<I", len(wav.format)) + wav.format + b"\0" * (len(wav.format) % 2)
    chunks += b"data" + struct.pack("<I", len(wav.sound)) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def joined(contents: Sequence[tuple[str, bytes]]) -> bytes:
    """One WAV file of several (name, content), in order; FileFailure if one is none, or of another format."""
    if not contents:
        raise FileFailure("there are no sound files to put together")
    wavs: list[Wav] = []
    for name, content in contents:
        wav = read_wav(content)
        if wav is None:
            raise FileFailure(f'"{name}" is no WAV file')
        if wavs and wav.format != wavs[0].format:
            raise FileFailure(f'"{name}" has another sound format than "{contents[0][0]}"')
        wavs.append(wav)
    return write_wav(Wav(wavs[0].format, b"".join(each.sound for each in wavs)))


def silence(seconds: float) -> bytes:
    """A WAV file in which nothing is heard for so long."""
    form = struct.pack("<HHIIHH", 1, 1, _RATE, _RATE, 1, 8)
    return write_wav(Wav(form, b"\x80" * round(seconds * _RATE)))
