"""How much a running snippet may take. The vendor's limits, and ours that keep any script from running without end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

#: Text on its way, between two operations, may have so many characters: not even a wider profile lets more be stored.
GREATEST_TEXT = 1_048_576


def _about(text: str) -> dict[str, str]:
    return {"about": text}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run of a snippet. Reaching one is a run-time error, unless it says that something is cut.

    Real time depends on the machine, so its limit lies far above what a snippet needs; the others are reached at the same
    place everywhere. All but the documented ones are our choice. ValueError for a limit that is none.
    """

    max_string_size: int = field(
        default=0,
        metadata=_about(
            "Characters that may be stored even where the action's Max String Size is smaller; 0: it decides."
        ),
    )
    object_text: int = field(
        default=32_768, metadata=_about("Characters of an object's JSON or XML, which is cut there [documented].")
    )
    answer_bytes: int = field(
        default=32_768,
        metadata=_about(
            "Bytes of an answer to `MakeRestRequest`; Max String Size counts too where it is smaller [documented]."
        ),
    )
    loop_passes: int = field(default=1_000_000, metadata=_about("Passes of all loops."))
    calls: int = field(default=2_000_000, metadata=_about("Calls of user functions."))
    call_depth: int = field(default=100, metadata=_about("Calls within calls."))
    object_room: int = field(
        default=64 * 1024 * 1024, metadata=_about("Characters put into dynamic objects, an element counting as 8.")
    )
    seconds: float = field(default=10.0, metadata=_about("Real seconds; 0 for no limit."))

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            kinds = (int, float) if each.name == "seconds" else (int,)
            if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value <= 2**53:
                raise ValueError(f"{each.name}: {value!r} is no limit")
        if self.max_string_size > GREATEST_TEXT:
            raise ValueError(f"max_string_size: {self.max_string_size} is above the greatest, {GREATEST_TEXT}")


VENDOR = Limits()
#: For work that the platform would not take: large data, long loops.
WIDE = Limits(
    max_string_size=GREATEST_TEXT,
    object_text=GREATEST_TEXT,
    answer_bytes=8 * GREATEST_TEXT,
    loop_passes=100_000_000,
    calls=100_000_000,
    call_depth=400,
    object_room=1024 * GREATEST_TEXT,
    seconds=120.0,
)
PROFILES: Mapping[str, Limits] = {"vendor": VENDOR, "wide": WIDE}


def limits_of(said: Any) -> Limits:
    """Limits as a settings file says them: a profile's name, or the limits that differ from those of a ``profile``.

    ValueError for what is neither.
    """
    if isinstance(said, Limits):
        return said
    if isinstance(said, str):
        said = {"profile": said}
    if not isinstance(said, Mapping):
        raise ValueError(f"limits are {' or '.join(PROFILES)}, or a mapping of those that differ")
    changed = dict(said)
    profile = changed.pop("profile", "vendor")
    if not isinstance(profile, str) or profile not in PROFILES:
        raise ValueError(f"{profile!r} is no profile of limits; there are {' and '.join(PROFILES)}")
    known = [each.name for each in fields(Limits)]
    for name in changed:
        if name not in known:
            raise ValueError(f"{name!r} is no limit; there are {', '.join(known)}")
    return replace(PROFILES[profile], **changed) if changed else PROFILES[profile]


def schema() -> dict[str, Any]:
    """The JSON Schema of what :func:`limits_of` takes."""
    members: dict[str, Any] = {
        "profile": {
            "enum": list(PROFILES),
            "default": "vendor",
            "description": "The limits from which the others here differ.",
        }
    }
    for each in fields(Limits):
        wide = getattr(WIDE, each.name)
        members[each.name] = {
            "type": "number" if each.name == "seconds" else "integer",
            "minimum": 0,
            "default": each.default,
            "description": f"{each.metadata['about']} `wide`: {wide:,.0f}.",
        }
    return {
        "anyOf": [
            {"enum": list(PROFILES)},
            {"type": "object", "additionalProperties": False, "title": "Limits", "properties": members},
        ]
    }
