"""What a document says beside what its writer would write by itself, as plain JSON data.

A reader makes a model, the writer makes a document of the model, and the difference between that document and the one
that was read is kept with the model. So nothing that a document holds is lost, however odd, and what goes without saying
takes no room. Each change remembers what it stood beside: where the script has been edited since, it no longer applies.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import math
from collections.abc import Iterator
from typing import Any

#: A change: ``{"is": value}`` where the writer has nothing, ``{"was": value}`` (or ``like``, a digest) where the document
#: has nothing, both where they differ; ``{"in": {member: change}, "order": [member]}`` within an object or a list.
Overlay = dict[str, Any]
#: Longer values that a change replaces are remembered by their digest.
_LONGEST = 40
#: The version of that serialised form that knows no sharing, so that equal values have equal bytes.
_PLAIN = 2
#: Members that tell which item of a list is meant, in the forms that exports have.
_NAMING = ("Text", "KeyName", "label")


def difference(implied: Any, actual: Any, *, data: bool = True, order: bool = False) -> Overlay | None:
    """The change that makes ``actual`` of ``implied``, None where they are the same.

    Values are compared as JSON does: 1, 1.0 and true are three. ``order`` compares the order of members too.
    """
    return None if identical(implied, actual) else _difference(implied, actual, data, order)


def parted(implied: Any, actual: Any) -> tuple[Overlay | None, Overlay | None]:
    """Two changes, one behind the other: the first of data alone, the second of the order of members alone."""
    if identical(implied, actual):
        return None, None
    data = difference(implied, actual)
    return data, difference(implied if data is None else overlaid(implied, data), actual, data=False, order=True)


def identical(one: Any, other: Any) -> bool:
    """True if two values are the same to the last type and the order of members; false says nothing.

    Compared by their serialised form: for what is mostly equal this is many times faster than a walk.
    """
    try:
        return marshal.dumps(one, _PLAIN) == marshal.dumps(other, _PLAIN)
    except ValueError:
        return False


def _difference(implied: Any, actual: Any, data: bool, order: bool) -> Overlay | None:
    if isinstance(actual, dict) and isinstance(implied, dict):
        return _of_objects(implied, actual, data, order)
    if isinstance(actual, list) and isinstance(implied, list):
        return _of_lists(implied, actual, data, order)
    if not data or _equal(implied, actual):
        return None
    return {**_remembered(implied), "is": actual}


def _of_objects(implied: dict[str, Any], actual: dict[str, Any], data: bool, order: bool) -> Overlay | None:
    within: dict[str, Any] = {}
    for name, value in actual.items():
        if name in implied:
            mine = implied[name]
            if mine is value or (type(mine) is str and mine == value):
                continue
            found = _difference(mine, value, data, order)
            if found is not None:
                within[name] = found
        elif data:
            within[name] = {"is": value}
    if data:
        for name, value in implied.items():
            if name not in actual:
                within[name] = _remembered(value)
    overlay: Overlay = {"in": within} if within else {}
    if order and len(actual) > 1:
        kept = [name for name in implied if name in actual]
        names = [*kept, *(name for name in actual if name not in implied)]
        if names != list(actual):
            overlay["order"] = list(actual)
    return overlay or None


def _of_lists(implied: list[Any], actual: list[Any], data: bool, order: bool) -> Overlay | None:
    if len(implied) == len(actual):
        within = {}
        keys = _keys(actual)
        if keys == _keys(implied):
            for key, mine, value in zip(keys, implied, actual, strict=True):
                found = _difference(mine, value, data, order)
                if found is not None:
                    within[key] = found
            return {"in": within} if within else None
    return {**_remembered(implied), "is": actual} if data else None


def _keys(items: list[Any]) -> list[str]:
    """A name for each item that stays the same when others come or go."""
    keys: list[str] = []
    times: dict[str, int] = {}
    for at, item in enumerate(items):
        key = str(at)
        if type(item) is dict:
            name = next((item[each] for each in _NAMING if isinstance(item.get(each), str)), None)
            if name is not None:
                kind = item.get("type")
                key = f"{kind} {name}" if isinstance(kind, str) else name
                times[key] = times.get(key, 0) + 1
                key = f"{key} ({times[key]})"
        keys.append(key)
    return keys


def overlaid(implied: Any, overlay: Any, stale: list[str] | None = None, path: str = "") -> Any:
    """What the overlay makes of a document. Changes that no longer apply are left out and named in ``stale``.

    An overlay may come from a file that somebody edited: what makes no sense in it is stale too.
    """
    if not isinstance(overlay, dict):
        _note(stale, path)
        return implied
    if "in" in overlay or "order" in overlay:
        return _within(implied, overlay, stale, path)
    if not _applies(overlay, implied):
        _note(stale, path)
        return implied
    return overlay.get("is", ABSENT)


def overlaid_at(place: str, implied: Any, overlay: Any, stale: list[str] | None) -> Any:
    """The same for a part of a document, whose ``place`` goes before what is named in ``stale``; None is no overlay."""
    if overlay is None:
        return implied
    left: list[str] = []
    made = overlaid(implied, overlay, left)
    if stale is not None:
        stale += [f"{place} {each}" for each in left]
    return made


class _Absent:
    """Stands for a member that is not there."""


ABSENT = _Absent()


def _within(implied: Any, overlay: Overlay, stale: list[str] | None, path: str) -> Any:
    changes = overlay.get("in", {})
    if not isinstance(changes, dict) or not isinstance(implied, dict | list):
        _note(stale, path)
        return implied
    if isinstance(implied, list):
        items = dict(zip(_keys(implied), implied, strict=True))
        made = _changed(items, changes, stale, path)
        return list(made.values())
    made = _changed(implied, changes, stale, path)
    order = overlay.get("order")
    if isinstance(order, list):
        names = {name: None for name in order if isinstance(name, str) and name in made}
        made = {name: made[name] for name in (*names, *(each for each in made if each not in names))}
    return made


def _changed(members: dict[str, Any], changes: dict[str, Any], stale: list[str] | None, path: str) -> dict[str, Any]:
    made = dict(members)
    for name, change in changes.items():
        value = overlaid(made.get(name, ABSENT), change, stale, f"{path}/{name}")
        if value is not ABSENT:
            made[name] = value
        else:
            made.pop(name, None)
    return made


def _applies(overlay: Overlay, implied: Any) -> bool:
    if "was" in overlay:
        return implied is not ABSENT and not isinstance(implied, dict | list) and _equal(overlay["was"], implied)
    if "like" in overlay:
        return implied is not ABSENT and overlay["like"] == _digest(implied)
    return implied is ABSENT and "is" in overlay


def _remembered(value: Any) -> Overlay:
    if isinstance(value, dict | list) or (isinstance(value, str) and len(value) > _LONGEST):
        return {"like": _digest(value)}
    return {"was": value}


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _equal(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return bool(one == other)


def _note(stale: list[str] | None, path: str) -> None:
    if stale is not None:
        stale.append(path.lstrip("/"))


def changes(overlay: Overlay, path: str = "") -> Iterator[str]:
    """The paths that an overlay speaks of."""
    within = overlay.get("in") if isinstance(overlay, dict) else None
    if not isinstance(within, dict):
        yield path.lstrip("/")
        return
    for name, each in within.items():
        yield from changes(each, f"{path}/{name}")
