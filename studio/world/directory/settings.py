"""How a world file states what the platform's own API can be asked: users, skills, address books (its part ``directory``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class DirectorySettings(BaseModel):
    """The part ``directory`` of a world file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        return None
