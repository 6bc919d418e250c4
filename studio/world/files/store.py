"""The file store of a world: names, limits and what is known of each file, over a folder in memory or a real one."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from studio.runtime.ports.files import FileFailure, FileInfo, Sending
from studio.world.files.folders import Folder, MemoryFolder
from studio.world.files.names import Parts, parts_of
from studio.world.files.wav import joined, read_wav

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.world.files.settings import FilesSettings, ServerSettings


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that went out: when, where to, and what it held."""

    time: int
    host: str
    folder: str
    name: str
    protocol: str
    content: bytes


class FileStore:
    """Implements ``ports.Files`` for one engine."""

    def __init__(self, engine: Engine, settings: FilesSettings, folder: Folder) -> None:
        self._engine = engine
        self._settings = settings
        self._folder = folder
        #: What scripts have sent to servers outside, in order.
        self.sent: list[Sent] = []

    # ------------------------------------------------------------------------------------------ for actions
    def exists(self, name: str, script: str = "") -> bool:
        """True if there is a file of this name."""
        return self._folder.find(self._parts(name, script)) is not None

    def read(self, name: str, script: str = "") -> bytes:
        """The whole file."""
        parts = self._parts(name, script)
        self._check_size(self._found(parts).size)
        return self._folder.read(parts, self._engine.now)

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
        """Write a file in place of what is there, or at its end."""
        parts = self._parts(name, script)
        old = self._folder.find(parts)
        now = self._engine.now
        size = len(content) + (old.size if old is not None and append else 0)
        self._check_size(size)
        path = old.path if old is not None else "\\".join(parts)
        info = FileInfo(path, size, old.created if old is not None else now, now, now, contact, purpose)
        self._folder.write(parts, content, info, append=append)
        return info

    def info(self, name: str, script: str = "") -> FileInfo:
        """What the store knows of it."""
        return self._found(self._parts(name, script))

    def delete(self, name: str, script: str = "") -> None:
        """Delete it."""
        parts = self._parts(name, script)
        self._found(parts)
        self._folder.delete(parts)

    def join(
        self, names: Sequence[str], target: str, script: str, *, contact: str = "", purpose: str = "Generic"
    ) -> FileInfo:
        """Make one WAV file of several, in order."""
        total, contents = 0, []
        for name in names:
            content = self.read(name, script)
            total += len(content)
            self._check_size(total)
            contents.append((name, content))
        return self.write(target, script, joined(contents), contact=contact, purpose=purpose)

    def seconds(self, name: str, script: str = "") -> float:
        """How long it plays: what the header of a WAV file says, else the stated default."""
        try:
            wav = read_wav(self.read(name, script))
        except FileFailure:
            wav = None
        return (wav.seconds if wav is not None else 0.0) or self._settings.default_seconds

    def send(self, name: str, script: str, to: Sending) -> float:
        """Send it to a server outside: it is kept in :attr:`sent`."""
        content = self.read(name, script)
        server = self._server(to)
        if sum(len(each.content) for each in self.sent) + len(content) > self._settings.most_bytes:
            raise FileFailure(f"no more than {self._settings.most_bytes} bytes can be sent in a run")
        base = self.info(name, script).name
        self.sent.append(Sent(self._engine.now, to.host, to.folder, base, to.protocol, content))
        return server.seconds if server is not None else 0.0

    # ------------------------------------------------------------------------------------------ for the world
    def state(self) -> dict[str, Any]:
        """Files in memory and what was sent, as plain data; a real folder keeps itself."""
        sent = [asdict(each) | {"content": base64.b64encode(each.content).decode()} for each in self.sent]
        files = self._folder.state() if isinstance(self._folder, MemoryFolder) else None
        return {"files": files, "sent": sent}

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved files."""
        if isinstance(self._folder, MemoryFolder) is not (state["files"] is not None):
            raise ValueError("the run was saved in a world with another kind of file store")
        if isinstance(self._folder, MemoryFolder):
            self._folder.restore(state["files"])
        self.sent = [Sent(**(each | {"content": base64.b64decode(each["content"])})) for each in state["sent"]]

    # ----------------------------------------------------------------------------------------------- inside
    def _parts(self, name: str, script: str) -> Parts:
        return parts_of(name, script, self._settings.absolute)

    def _found(self, parts: Parts) -> FileInfo:
        found = self._folder.find(parts)
        if found is None:
            path = "\\".join(parts)
            raise FileFailure(f'there is no file "{path}"')
        return found

    def _check_size(self, size: int) -> None:
        if size > self._settings.largest_bytes:
            raise FileFailure(f"a file of {size} bytes is larger than {self._settings.largest_bytes}")

    def _server(self, to: Sending) -> ServerSettings | None:
        """The stated server that takes the file; None where none are stated, and all take everything [choice]."""
        if not self._settings.servers:
            return None
        found = next((each for each in self._settings.servers if each.host.lower() == to.host.lower()), None)
        if found is None or found.down:
            raise FileFailure(f'no connection to "{to.host}"')
        if to.protocol not in found.protocols:
            raise FileFailure(f'"{to.host}" does not take {to.protocol}')
        for stated, given in ((found.username, to.username), (found.password, to.password)):
            if stated and stated != given:
                raise FileFailure(f'"{to.host}" does not know this user name and password')
        return found
