"""Where `studio repl` keeps what was typed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import FileHistory


def history_file() -> Path | None:
    """The user's own state folder: XDG_STATE_HOME, or the platform's; None where there is no home."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "studio" / "history"
    local = os.environ.get("LOCALAPPDATA", "")
    if sys.platform == "win32" and local:
        return Path(local) / "studio" / "history"
    try:
        return Path.home() / ".local" / "state" / "studio" / "history"
    except RuntimeError:
        return None


class SafeHistory(FileHistory):
    """A history that a file which can't be read or written does no harm to: it then lasts as long as the session."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self._file = file

    def load_history_strings(self) -> Iterable[str]:
        """What the file has, newest first."""
        try:
            return list(super().load_history_strings()) if self._file.is_file() else []
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Add an input to the file."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._file.exists():
                self._file.touch(mode=0o600)
            if self._file.is_file():
                super().store_string(string.encode("utf-8", "replace").decode())
        except OSError:
            pass
