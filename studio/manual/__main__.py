"""``python -m studio.manual``: make the pages; with ``--check`` only say which are stale (exit code 1)."""

from __future__ import annotations

import sys

from studio.manual.cases import checkout
from studio.manual.pages import stale, write


def main(arguments: list[str]) -> int:
    """Make or check the pages; the exit code."""
    try:
        root = checkout()
    except FileNotFoundError as fault:
        print(fault, file=sys.stderr)
        return 2
    if arguments not in ([], ["--check"]):
        print("usage: python -m studio.manual [--check]", file=sys.stderr)
        return 2
    changed = list(stale()) if arguments else write()
    for path in changed:
        print(path.relative_to(root).as_posix())
    return 1 if arguments and changed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
