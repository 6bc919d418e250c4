"""From rows to lines: indents, blank lines, and the blocks that stay on one line."""

from __future__ import annotations

from collections.abc import Sequence

from studio.snippet.formatting.rows import Row
from studio.snippet.tokens import LIMITS

INDENT = "  "
#: The greatest width of a line that holds a whole block [choice].
WIDTH = 100


def laid_out(rows: Sequence[Row], source_lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """The lines of the formatted text, and for each the line of the source (from 1) that it comes from.

    Indents can make a text many times larger: it ends early where it has passed what a source may have.
    """
    return _Layout(source_lines).run(rows)


class _Layout:
    def __init__(self, source_lines: Sequence[str]) -> None:
        self.source_lines = source_lines
        self.lines: list[str] = []
        self.origins: list[int] = []
        self.size = 0
        self.depth = 0
        self.seen = 0  # the last line of the source that was dealt with
        self.opened = True  # no blank line may follow

    def run(self, rows: Sequence[Row]) -> tuple[list[str], list[int]]:
        at = 0
        while at < len(rows) and self.size <= LIMITS.source:
            row = rows[at]
            whole = self._on_one_line(rows, at)
            if whole:
                comment = next((each.comment for each in rows[at : at + whole] if each.comment), "")
                self._line(" ".join(each.text for each in rows[at : at + whole]), comment, row)
                at += whole
                continue
            if row.kind == "close":
                self.depth -= 1
            self._line(row.text, row.comment, row)
            if row.kind == "open":
                self.depth += 1
                self.opened = True
            at += 1
        return self.lines, self.origins

    def _on_one_line(self, rows: Sequence[Row], at: int) -> int:
        """How many rows a block takes that stays on one line with its head; 0 if there is none at this place."""
        head = rows[at]
        if head.kind != "code" or at + 2 >= len(rows) or rows[at + 1].kind != "open":
            return 0
        count = 3 if rows[at + 2].kind == "close" else 4
        block = rows[at : at + count]
        if block[-1].kind != "close" or any(each.line != head.line for each in block):
            return 0
        if any(each.kind != "code" for each in block[2:-1]):
            return 0
        width = len(INDENT) * self.depth + sum(len(each.text) + 1 for each in block) - 1
        return count if width <= WIDTH else 0

    def _line(self, text: str, comment: str, row: Row) -> None:
        if not self.opened and row.kind != "close" and self._blank_before(row.line):
            self._add("", row.line)
        shown = f"{text}  {comment}" if comment else text
        self._add(INDENT * self.depth + shown, row.line)
        self.seen = max(self.seen, row.line)
        self.opened = False

    def _add(self, line: str, origin: int) -> None:
        self.lines.append(line)
        self.origins.append(origin)
        self.size += len(line) + 1

    def _blank_before(self, line: int) -> bool:
        """True if a blank line lay between what was dealt with and this line of the source."""
        return any(not each.strip(" \t\f\v\u00a0\u200b\ufeff") for each in self.source_lines[self.seen : line - 1])
