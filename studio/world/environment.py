"""Values of the environment in a world file: ``${STUDIO_NAME}`` in the URLs of databases, for passwords and such."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

_NAMED = re.compile(r"\$\{([^}]*)\}?")
_ALLOWED = re.compile(r"STUDIO_[A-Z0-9_]+")


def filled(text: str, member: str, environment: Mapping[str, str] | None = None) -> str:
    """The text with ``${NAME}`` replaced; ``member`` is where it stands in the world file.

    Only names that begin with ``STUDIO_`` are read: a world file is data that others may have written, and a URL could
    carry the value of any other name away [choice]. ValueError where a name is another one, or is not set.
    """
    known = os.environ if environment is None else environment

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if not found[0].endswith("}") or not _ALLOWED.fullmatch(name):
            raise ValueError(
                f"{member}: ${{{name[:40]}}} is not read from the environment; only names like STUDIO_POSTGRESQL are"
            )
        if not known.get(name):
            raise ValueError(f"{member}: the environment has no {name}; set it, as in {name}=postgresql://user@host/db")
        return known[name]

    return _NAMED.sub(value, text)
