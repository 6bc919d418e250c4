"""What came of loading a list: counted portion by portion, shown as a table or as a JSON document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.prospects.screen import screen
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.cli.prospects.load import LoadOptions
    from studio.dialer.lists.matching import Matching
    from studio.dialer.lists.portions import Portion
    from studio.dialer.settings.sources import Source

#: Rejected records that are told one by one; a file of rejected records has them all.
MOST_TOLD = 20


class Summary:
    """Counts of one load. ``told`` are findings that kept nothing from being loaded."""

    def __init__(
        self,
        options: LoadOptions,
        source: Source,
        skill: int,
        matching: Matching | None,
        told: list[Diagnostic],
    ) -> None:
        self._options = options
        self._source = source
        self._skill = skill
        self._matching = matching
        self._told = told
        self.records = 0
        self.codes: Counter[str] = Counter()
        self.loaded: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.zone_sources: Counter[str] = Counter()
        self.first: list[dict[str, Any]] = []
        self.stopped_at: int | None = None
        self._why = ""

    def add(self, portion: Portion) -> None:
        """Count a portion."""
        from studio.dialer.loading.codes import SUCCESS

        self.records += len(portion.rows)
        if portion.error:
            self.stopped_at, self._why = portion.rows[0].number, portion.detail
        for each in portion.reports:
            self.codes[each.code] += 1
            for warning in each.warnings:
                self.warnings[_kind_of(warning)] += 1
            if each.code == SUCCESS.text:
                self.loaded[each.detail] += 1
                self.zone_sources[each.time_zone_source] += 1
            elif len(self.first) < MOST_TOLD:
                self.first.append({"row": each.number, "code": each.code, "detail": each.detail})

    @property
    def rejected(self) -> int:
        """Records that were not loaded."""
        return self.records - sum(self.loaded.values())

    @property
    def exit_code(self) -> int:
        """0 if every record was loaded, else 1."""
        return 1 if self.rejected or self.stopped_at is not None else 0

    def show(self, *, as_json: bool) -> None:
        """Print it."""
        if as_json:
            report.document(self.as_json())
            return
        report.findings(self._told, to_error=True)
        self._print()

    def as_json(self) -> dict[str, Any]:
        """The whole as one document."""
        options = self._options
        return {
            "status": "stopped" if self.stopped_at is not None else "loaded",
            "file": str(options.file),
            "source": self._source.name,
            "skill": self._skill,
            "dry_run": options.dry_run,
            "records": self.records,
            "loaded": {each: self.loaded[each] for each in ("Created", "Updated", "Unchanged")},
            "rejected": self.rejected,
            "codes": dict(sorted(self.codes.items())),
            "warnings": dict(sorted(self.warnings.items())),
            "zone_sources": dict(sorted(self.zone_sources.items())),
            "map": dict(self._source.map or {}),
            "unused": {} if self._matching is None else self._matching.unused,
            "rejections": self.first,
            "rejected_file": None if options.rejected is None else str(options.rejected),
            "stopped_at": self.stopped_at,
            "diagnostics": [each.as_json() for each in self._told],
        }

    def _print(self) -> None:
        from rich.table import Table

        console = screen()
        if self._matching is not None:
            console.print(self._map_table(Table))
        table = Table("ResultCode", "records", "what helps", box=None, pad_edge=False)
        table.columns[1].justify = "right"
        for code, count in self.codes.most_common():
            table.add_row(code, f"{count:,}", self._helps(code))
        console.print(table)
        for warning, count in self.warnings.most_common():
            console.print(report.printable(f"warning: {warning} ({count:,})"))
        for each in self.first if self._options.rejected is None else ():
            console.print(report.printable(f"row {each['row']}: {each['code']}: {each['detail']}"))
        if self._options.rejected is None and self.rejected > len(self.first):
            console.print(f"… {self.rejected - len(self.first):,} more; --rejected OUT.csv writes them all")
        console.print(report.printable(self._last_line()))

    def _map_table(self, table_type: Any) -> Any:
        assert self._matching is not None
        table = table_type("column", "field", "why", box=None, pad_edge=False)
        for each in self._matching.matches:
            table.add_row(report.printable(each.column), each.field, each.why)
        for column, why in self._matching.unused.items():
            table.add_row(report.printable(column), "–", report.printable(why))
        return table

    def _helps(self, code: str) -> str:
        from studio.dialer.loading.codes import BY_TEXT, SUCCESS

        if code == SUCCESS.text:
            return ", ".join(f"{self.loaded[each]:,} {each.lower()}" for each in sorted(self.loaded))
        return {"Fix": "mend the record", "Later": "load it again later", "Never": "nothing"}[BY_TEXT[code].retry]

    def _last_line(self) -> str:
        options = self._options
        done = "would be loaded" if options.dry_run else "loaded"
        line = f"{sum(self.loaded.values()):,} of {self.records:,} records {done} to skill {self._skill} from source {self._source.name}"
        if options.rejected is not None:
            line += f"; {self.rejected:,} rejected in {options.rejected}"
        if self.stopped_at is not None:
            line += f". Stopped at row {self.stopped_at}: {self._why}. Repeat the command: what is loaded already is found unchanged"
        return line


def _kind_of(warning: str) -> str:
    """A warning without the value of a record."""
    from studio.dialer.zones.finder import short

    head, colon, rest = warning.partition(": ")
    return head if head == "zone ignored" else short(f"{head}{colon}{rest}", 80)
