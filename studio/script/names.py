"""Names of scripts: how they are compared, and what one means to a calling script."""

from __future__ import annotations

from typing import Generic, TypeVar

_T = TypeVar("_T")


def folded(name: str) -> str:
    """The form in which names are compared: letter case does not count, and ``/`` stands for ``\\`` [choice]."""
    return "\\".join(parts(name))


def parts(name: str) -> list[str]:
    """The folders of a folded name, and the last part."""
    return [part for part in name.strip().lower().replace("/", "\\").split("\\") if part]


class Names(Generic[_T]):
    """Whatever stands for scripts, by name. The first of several with one name counts."""

    def __init__(self) -> None:
        self._known: dict[str, _T] = {}

    def add(self, name: str, value: _T) -> _T:
        """The value of this name that counts: an earlier one, or this."""
        return self._known.setdefault(folded(name), value)

    def values(self) -> list[_T]:
        """All values, by name."""
        return [self._known[key] for key in sorted(self._known)]

    def resolve(self, name: str, caller: str) -> _T | None:
        """What a name means to a calling script (its name), or None.

        First from the caller's folder, ``..`` allowed, then from the root; never outside the project [choice].
        """
        for start in (parts(caller)[:-1], []):
            found = self._known.get("\\".join(_walk(start, name) or [""]))
            if found is not None:
                return found
        return None


def _walk(start: list[str], name: str) -> list[str] | None:
    """The parts of a path from a folder; None where it leaves the project."""
    at = list(start)
    for part in parts(name):
        if part == "..":
            if not at:
                return None
            at.pop()
        elif part != ".":
            at.append(part)
    return at
