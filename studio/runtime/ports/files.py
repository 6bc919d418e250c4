"""The file store of the business unit, as scripts, prompts, recordings and attachments see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class FileFailure(OSError):
    """Something that can't be done with a file; ``message`` says why, in the script's terms.

    An action that does not catch it takes its Error branch all the same.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What the store knows of a file. Times are in microseconds since the epoch.

    ``path`` is from the root of the store, with ``\\``; ``contact`` is the id of the contact that wrote it, "" if none did;
    ``purpose`` is Generic, CallLog, Recording, VoicePrompt or VoiceMessage.
    """

    path: str
    size: int
    created: int
    changed: int
    accessed: int
    contact: str = ""
    purpose: str = "Generic"

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("\\")[2]


@dataclass(frozen=True, slots=True)
class Sending:
    """A file on its way to a server: where to, and who says so."""

    host: str
    folder: str = ""
    username: str = ""
    password: str = ""
    protocol: str = "FTP"


class Files(Protocol):
    """The file store.

    ``name`` is as the script has it, with ``\\`` or ``/``; it is relative to the folder of ``script``, the name of the script
    that asks ("": the root). FileFailure where a name can't be used, and where the store says no.
    """

    def exists(self, name: str, script: str = "") -> bool:
        """True if there is a file of this name; a folder is none."""
        ...

    def read(self, name: str, script: str = "") -> bytes:
        """The whole file."""
        ...

    def write(
        self,
        name: str,
        script: str,
        content: bytes,
        *,
        append: bool = False,
        contact: str = "",
        purpose: str = "Generic",
    ) -> FileInfo:
        """Write a file in place of what is there, or at its end; folders are made as they are needed."""
        ...

    def info(self, name: str, script: str = "") -> FileInfo:
        """What the store knows of it."""
        ...

    def delete(self, name: str, script: str = "") -> None:
        """Delete it."""
        ...

    def join(
        self, names: Sequence[str], target: str, script: str, *, contact: str = "", purpose: str = "Generic"
    ) -> FileInfo:
        """Make one WAV file of several, in order; they must have the same sound format."""
        ...

    def seconds(self, name: str, script: str = "") -> float:
        """How long it plays: what the header of a WAV file says, else a default. Never fails."""
        ...

    def send(self, name: str, script: str, to: Sending) -> float:
        """Send it to a server outside; how many seconds that took."""
        ...
