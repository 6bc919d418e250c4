"""The header of the document: what the head of the script tells of it, and what the editor part says besides."""

from __future__ import annotations

from typing import Any

from studio.script.model import Script

#: Words for media types, with number and name in exports [call, digital: observed; else our choice]. Never to change.
MEDIA = {
    "Generic": (0, "generic"),
    "Email": (1, "email"),
    "Chat": (3, "chat"),
    "Phone": (4, "call"),
    "Voicemail": (5, "voicemail"),
    "Work Item": (6, "workitem"),
    "SMS": (7, "sms"),
    "Digital": (9, "digital"),
}
#: The same by number: word, and name in exports.
MEDIA_BY_NUMBER = {number: (word, name) for word, (number, name) in MEDIA.items()}
_ORDER = [
    "scriptName",
    "busNo",
    "mediaType",
    "mediaTypeName",
    "purposeType",
    "variableRedaction",
    "nextActionId",
    "status",
    "lastSavedIn",
]


def implied_header(script: Script) -> dict[str, Any]:
    """Members of the header that the head of the script and its actions tell."""
    members: dict[str, Any] = {"scriptName": script.name}
    if script.media in MEDIA:
        members["mediaType"], members["mediaTypeName"] = MEDIA[script.media]
    members["purposeType"] = script.purpose
    members["variableRedaction"] = ",".join(script.redact)
    members["nextActionId"] = max((each.id for each in script.actions), default=0) + 1
    members["status"] = script.status
    return members


def whole_header(script: Script, said: dict[str, Any], without: list[str]) -> dict[str, Any]:
    """The header from what is implied, what the editor part says, and what it says is absent."""
    implied = {name: value for name, value in implied_header(script).items() if name not in without}
    members = {**implied, **said}
    order = {name: at for at, name in enumerate(_ORDER)}
    return dict(sorted(members.items(), key=lambda each: (order.get(each[0], len(order)), each[0])))
