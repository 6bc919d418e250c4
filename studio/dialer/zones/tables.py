"""Tables of places: zip to zone, and city with state to zone; of one's own from CSV files, or the installed one."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from studio.diagnostics import Diagnostic
from studio.dialer.records.zone_names import zone_name
from studio.dialer.zones.states import code_of_state
from studio.ordinary import size_of

#: A zip of five digits, or the first three characters of a Canadian code, to the IANA name of its zone.
ZipTable = Callable[[str], str | None]

#: A city and its state, as written in the record, to the IANA name of its zone.
CityTable = Callable[[str, str], str | None]

K = TypeVar("K")

#: Bytes of a table at most [our choice].
LARGEST_TABLE = 50_000_000

_MOST_FAULTS = 100
_ZIP = re.compile(r"[0-9]{5}|[A-Z][0-9][A-Z]")


class TableError(ValueError):
    """A table can't be used; ``findings`` say why, all at once."""

    def __init__(self, findings: list[Diagnostic]) -> None:
        super().__init__("; ".join(str(each) for each in findings[:3]))
        self.findings = findings


def read_zips(path: Path) -> ZipTable:
    """A table ``zip,zone`` of one's own: CSV in UTF-8 with these headings. TableError with every fault."""

    def key(cells: list[str]) -> str | None:
        zip_code = cells[0].strip().upper()
        return zip_code if _ZIP.fullmatch(zip_code) else None

    table = _read(path, ("zip", "zone"), key, "a zip has five digits, or three characters of a Canadian code")
    return table.get


def read_cities(path: Path) -> CityTable:
    """A table ``city,state,zone`` of one's own: CSV in UTF-8 with these headings. TableError with every fault."""

    def key(cells: list[str]) -> tuple[str, str] | None:
        found = city_key(cells[0], cells[1])
        return found if all(found) else None

    table = _read(path, ("city", "state", "zone"), key, "city and state are not empty")
    return lambda city, state: table.get(city_key(city, state))


def city_key(city: str, state: str) -> tuple[str, str]:
    """The form in which cities are compared: letter case, blanks and points don't count, nor how a state is written."""
    name = " ".join(city.replace(".", " ").lower().split())
    return name, code_of_state(state)


def installed_zips() -> Mapping[str, str]:
    """Every US zip of the package ``zipcodes`` and its zone; ImportError where it is not installed."""
    return _installed()[0]


def installed_cities() -> Mapping[tuple[str, str], str]:
    """Every US city of the package ``zipcodes`` all of whose zips are in one zone; ImportError without it."""
    return _installed()[1]


@cache
def _installed() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    import zipcodes

    entries: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    zips: dict[str, str] = {}
    cities: dict[tuple[str, str], set[str]] = {}
    for each in entries:
        zone = zone_name(each["timezone"])
        if zone is None:  # military mail has none, and an entry or two has a name that is none
            continue
        zips[each["zip_code"]] = zone
        for city in (each["city"], *each["acceptable_cities"]):
            cities.setdefault(city_key(city, each["state"]), set()).add(zone)
    return zips, {key: next(iter(found)) for key, found in cities.items() if len(found) == 1}


def _read(
    path: Path, headings: tuple[str, ...], key_of: Callable[[list[str]], K | None], expected: str
) -> dict[K, str]:
    """The rows of a table by key."""
    found: dict[K, str] = {}
    wrong: list[Diagnostic] = []

    def tell(message: str, line: int, column: int | None = None, hint: str = "") -> None:
        if len(wrong) < _MOST_FAULTS:
            wrong.append(Diagnostic("ZT002", "error", message, hint, file=str(path), line=line, column=column))

    for line, cells in _rows(path, headings, tell):
        key, zone = key_of(cells), zone_name(cells[-1])
        if key is None:
            tell(f"{', '.join(cells[:-1])[:60]!r} can't be looked up", line, 1, expected)
        elif zone is None:
            tell(f"{cells[-1][:60]!r} is no time zone", line, len(headings), "use a name such as America/Denver")
        elif found.setdefault(key, zone) != zone:
            tell(f"{', '.join(cells[:-1])[:60]} has another zone above", line, 1, "keep one of them")
    if wrong:
        raise TableError(wrong)
    return found


def _rows(path: Path, headings: tuple[str, ...], tell: Callable[..., None]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings, with their lines."""
    try:
        if size_of(path) > LARGEST_TABLE:
            raise _unreadable(path, f"the table is larger than {LARGEST_TABLE // 1_000_000} MB")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            if [cell.strip().lower() for cell in next(reader, [])] != list(headings):
                tell(f"the first line must be {','.join(headings)}", 1)
                return
            for cells in reader:
                if len(cells) == len(headings):
                    yield reader.line_num, cells
                elif any(cell.strip() for cell in cells):
                    tell(f"{len(cells)} cells under {len(headings)} headings", reader.line_num)
    except OSError as fault:
        raise _unreadable(path, f"the table can't be read: {fault.strerror or fault}") from None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise _unreadable(path, f"the table is no CSV in UTF-8: {fault}") from None


def _unreadable(path: Path, message: str) -> TableError:
    return TableError([Diagnostic("ZT001", "error", message, file=str(path))])
