"""How a world file states mail: an outbox, or a real server where the world grants one (its part ``mail``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class MailSettings(BaseModel):
    """The part ``mail`` of a world file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        return None
