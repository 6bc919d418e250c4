"""Where tables are printed: the terminal as wide as it is, files and pipes wide enough for everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

#: Characters of a line where nobody reads it on a screen.
_WIDE = 200


def screen() -> Console:
    """Standard output for tables; what is printed is text as it is."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False, markup=False)
    return console if console.is_terminal else Console(soft_wrap=True, highlight=False, markup=False, width=_WIDE)
