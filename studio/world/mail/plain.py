"""Mails as plain data, for saving."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from studio.runtime.ports import Attachment, Letter, Mailed


def plain(mailed: Mailed) -> dict[str, Any]:
    """A mail as JSON-able data."""
    made = asdict(mailed)
    for each in made["letter"]["attachments"]:
        each["content"] = base64.b64encode(each["content"]).decode()
    return made


def from_plain(data: dict[str, Any]) -> Mailed:
    """A mail out of saved data."""
    letter = dict(data["letter"])
    letter["attachments"] = tuple(
        Attachment(each["name"], base64.b64decode(each["content"])) for each in letter["attachments"]
    )
    for name in ("to", "cc", "bcc"):
        letter[name] = tuple(letter[name])
    return Mailed(**(data | {"letter": Letter(**letter)}))
