"""The first row of a list: its columns by name."""

from __future__ import annotations

from dataclasses import dataclass

from studio.dialer.lists.faults import Findings
from studio.dialer.settings.sources import folded
from studio.dialer.zones.finder import short

#: Columns that a file of rejected records has besides those of the list; a list that has them is read without.
ADDED = ("ResultCode", "ResultDetail", "ResultWarnings", "ResultRow")

#: Headings of a list at most [our choice]; every one is kept with every record.
MOST_COLUMNS = 1_000

_ADDED = {folded(each) for each in ADDED}


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a list. ``columns`` are the names that count, ``places`` where each of them stands.

    ``width`` is how many cells a row has up to the last heading. ``nameless`` are places under no heading,
    whose cells must be empty. ``added`` are headings that are not read, ``code_at`` the place of the first of them.
    """

    columns: tuple[str, ...]
    places: tuple[int, ...]
    width: int
    nameless: tuple[int, ...]
    added: tuple[str, ...]
    code_at: int | None = None

    def values(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row by heading."""
        if len(self.columns) == len(cells) == self.width:
            return dict(zip(self.columns, cells, strict=True))
        most = len(cells)
        return {name: cells[at] for name, at in zip(self.columns, self.places, strict=True) if at < most}

    def fault_of(self, cells: list[str]) -> str:
        """Why a row is no record: it holds something under no heading; empty where it doesn't."""
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            return f"the row has {len(cells)} cells under {self.width} headings"
        for at in self.nameless:
            if at < len(cells) and cells[at].strip():
                return f"cell {at + 1} stands under no heading"
        return ""

    def earlier_code(self, cells: list[str]) -> str:
        """The ResultCode that a row of a file of rejected records bears, empty for none."""
        return cells[self.code_at].strip() if self.code_at is not None and self.code_at < len(cells) else ""


def read_headings(number: int, cells: list[str], findings: Findings) -> Headings:
    """The headings in the first row that holds anything; what is wrong with them goes to ``findings``."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    names = [" ".join(cell.split()) for cell in cells]
    first: dict[str, int] = {}
    for at, name in enumerate(names):
        if not name:
            continue
        earlier = first.setdefault(folded(name), at)
        if earlier != at:
            findings.add(
                "LF102",
                f"the heading {short(name)!r} stands there twice: in columns {earlier + 1} and {at + 1}",
                "rename one of them; letter case does not count",
                line=number,
                column=at + 1,
            )
        if "\0" in name:
            findings.add("LF103", f"the heading of column {at + 1} holds a NUL", line=number, column=at + 1)
    if len(names) > MOST_COLUMNS:
        findings.add("LF103", f"{len(names):,} columns, {MOST_COLUMNS:,} at most", line=number)
    counted = [(name, at) for at, name in enumerate(names) if name and folded(name) not in _ADDED]
    if not counted and not findings.found:
        findings.add("LF103", "no column has a heading of its own", line=number)
    return Headings(
        tuple(name for name, _ in counted),
        tuple(at for _, at in counted),
        len(names),
        tuple(at for at, name in enumerate(names) if not name),
        tuple(name for name in names if folded(name) in _ADDED),
        next((at for at, name in enumerate(names) if folded(name) == folded(ADDED[0])), None),
    )
