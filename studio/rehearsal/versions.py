"""What figures depend on besides the bundle: the code of studio, and the data of numbers and zones."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Packages whose data or doings show in figures.
_PACKAGES = ("phonenumbers", "tzdata", "zipcodes")


@cache
def versions() -> dict[str, str]:
    """The version of studio, with a mark of its very files, and those of what it takes data from."""
    found = {"studio": f"{_version('mini-studio')}+{_mark()}"}
    return found | {name: _version(name) for name in _PACKAGES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _mark() -> str:
    """A mark of the Python files of studio and of its actions, wherever they lie."""
    import studio

    digest = blake2b(digest_size=5)
    for place in studio.__path__:
        root = Path(place)
        folders = [root] if (root / "__init__.py").is_file() else [root / "actions"]
        for folder in folders:
            for file in sorted(folder.rglob("*.py"), key=lambda each: each.as_posix()):
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
