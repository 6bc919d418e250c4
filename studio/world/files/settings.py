"""How a world file states the file store of the business unit (its part ``files``)."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from studio.ordinary import size_of
from studio.runtime.ports.files import FileFailure

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class StatedFile(BaseModel):
    """A file that is there from the start: one of text, base64, from and seconds says what it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str | None = Field(default=None, description="Its text; it is kept as UTF-8.")
    base64: str | None = Field(default=None, description="Its bytes in base64.")
    from_: Path | None = Field(default=None, alias="from", description="A real file to take it from.")
    seconds: float | None = Field(
        default=None, gt=0, le=600, description="Makes it a WAV file in which nothing is heard for so long."
    )
    purpose: str = Field(default="Generic", description="Generic, VoicePrompt, Recording, CallLog or VoiceMessage.")

    @field_validator("base64")
    @classmethod
    def _is_base64(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                base64.b64decode(value, validate=True)
            except (binascii.Error, ValueError) as fault:
                raise ValueError(f"this is no base64: {fault}") from fault
        return value

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        if sum(each is not None for each in (self.text, self.base64, self.from_, self.seconds)) != 1:
            raise ValueError("give one of text, base64, from and seconds")
        return self

    def content(self, folder: Path) -> bytes:
        """What it holds; OSError if a real file can't be read."""
        from studio.world.files.wav import silence

        if self.from_ is not None:
            path = folder / self.from_
            size_of(path)
            return path.read_bytes()
        if self.seconds is not None:
            return silence(self.seconds)
        return base64.b64decode(self.base64) if self.base64 is not None else (self.text or "").encode()


class ServerSettings(BaseModel):
    """A server that Sendfile can reach. Nothing really leaves the machine: what is sent is kept in the world."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1, description="Its name, as the script has it.")
    username: str = Field(default="", description="User name that it asks for; empty: any.")
    password: str = Field(default="", description="Password that it asks for; empty: any.")
    protocols: tuple[Literal["FTP", "SFTP"], ...] = Field(default=("FTP", "SFTP"), description="What it understands.")
    down: bool = Field(default=False, description="True: nobody can reach it.")
    seconds: float = Field(default=0.0, ge=0, le=86_400, description="How long a file takes.")


class FilesSettings(BaseModel):
    """The part ``files`` of a world file. Without it the store is there, in memory and empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    initial: dict[str, StatedFile] = Field(
        default={}, description="Files that are there from the start, by path from the root of the store."
    )
    root: Path | None = Field(default=None, description="A real folder to be the store, instead of memory.")
    writable: bool = Field(default=True, description="False: scripts can only read in that folder.")
    absolute: Literal["refuse", "root"] = Field(
        default="refuse",
        description="What a path from a root means: nothing, or one from the root of the store [choice].",
    )
    default_seconds: float = Field(
        default=3.0,
        gt=0,
        le=86_400,
        description="How long a prompt plays whose file is no WAV file, or not there [choice].",
    )
    largest_bytes: int = Field(default=10_000_000, ge=1, description="Bytes of one file [choice].")
    most_bytes: int = Field(default=100_000_000, ge=1, description="Bytes of all files in memory [choice].")
    servers: tuple[ServerSettings, ...] = Field(
        default=(), description="Servers that Sendfile can reach; without any, each one takes everything [choice]."
    )

    @field_validator("initial")
    @classmethod
    def _names_mean_files(cls, value: dict[str, StatedFile]) -> dict[str, StatedFile]:
        from studio.world.files.names import folded, parts_of

        seen: set[tuple[str, ...]] = set()
        for name in value:
            try:
                parts = folded(parts_of(name))
            except FileFailure as fault:
                raise ValueError(fault.message) from fault
            if parts in seen:
                raise ValueError(f"{name!r} is stated twice: letter case does not count")
            seen.add(parts)
        return value

    @model_validator(mode="after")
    def _real_or_stated(self) -> Self:
        if self.root is not None and self.initial:
            raise ValueError("give either a root or initial files")
        return self

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine. ValueError where the granted folder is none or a file can't be read."""
        from studio.world.files.folders import MemoryFolder, RealFolder
        from studio.world.files.store import FileStore

        if self.root is not None:
            root = (folder / self.root).resolve()
            if not root.is_dir():
                raise ValueError(f"files.root: there is no folder {str(self.root)!r}")
            return FileStore(engine, self, RealFolder(root, writable=self.writable, largest=self.largest_bytes))
        store = FileStore(engine, self, MemoryFolder(self.most_bytes))
        for name, stated in self.initial.items():
            try:
                store.write(name, "", stated.content(folder), purpose=stated.purpose)
            except OSError as fault:
                raise ValueError(f"files.initial: {name!r}: {getattr(fault, 'message', fault)}") from fault
        return store
