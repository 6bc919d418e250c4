"""Loading prospects: one call, many calls into a store on disk, and the phone work that no dialer can save."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import phonenumbers
from measuring import Peer, race, say
from phonenumbers import timezone
from sqlalchemy import create_engine, make_url

from studio.dialer.loading.loader import Loader
from studio.dialer.records.phones import read_phone
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.dialer.zones.finder import ZoneFinder
from studio.runtime.ports import LoadRequest

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOURCE = Source.model_validate(
    {
        "name": "CRM",
        "map": {"ExternalID": "ID", "FirstName": "First", "LastName": "Last", "PhoneNumber": "Home", "Cell": "Cell"},
        "fields": [{"name": "Cell", "type": "Phone"}],
    }
)
AREAS = (201, 212, 303, 312, 404, 415, 423, 512, 602, 617, 713, 801, 808, 850, 907)
FIRST = ("Ann", "Ben", "Carla", "Dev", "Eve", "Finn", "Gita", "Hal")
LAST = ("Adams", "Brown", "Cole", "Diaz", "Evans", "Ford", "Green", "Hill")
_SCHEMA = "studio_benchmark"


@dataclass
class Million:
    """Many calls into one store.

    ``rows_per_second`` is that of the first, the middle and the last tenth, ``rows_per_cpu_second`` of the seconds that this process had
    a processor, which other work on the machine does not lengthen; ``again`` are the seconds of a call whose rows are held
    already, ``changed`` those where every one has another value.
    """

    seconds: float
    rows_per_second: dict[str, float]
    rows_per_cpu_second: dict[str, float]
    slowest: float
    again: float
    changed: float
    bytes_each: float
    early_mb: float
    late_mb: float


def rows_of(count: int, start: int = 0) -> list[dict[str, str]]:
    """Made-up rows with two numbers each; the same numbers for the same start."""
    chance = Random(start)
    number = chance.randrange
    return [
        {
            "ID": f"{start + place:08}",
            "First": FIRST[place % 8],
            "Last": LAST[place // 8 % 8],
            "Home": f"{AREAS[place % 15]}{number(2_000_000, 9_999_999)}",
            "Cell": f"({AREAS[place % 13]}) {number(200, 999)}-{number(10_000):04}",
        }
        for place in range(count)
    ]


def one_call(rows: int, rounds: int) -> dict[str, float]:
    """Seconds of a call into memory, of its phone and zone work, and of the bare library on the same numbers."""
    data = rows_of(rows)

    def load() -> None:
        store = ProspectStore()
        _load(Loader(store, [Skill(number=1)], [SOURCE]), data)
        store.close()

    def phones_and_zones() -> None:
        finder = ZoneFinder()
        for row in data:
            home = read_phone(row["Home"])
            read_phone(row["Cell"])
            if home is not None:
                finder.find(NOW, numbers=[home.number])

    def bare() -> None:
        for row in data:
            for column in ("Home", "Cell"):
                number = phonenumbers.parse(row[column], "US")
                if phonenumbers.is_possible_number(number):
                    phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                if column == "Home":
                    timezone.time_zones_for_number(number)

    peers = [
        Peer("Create Prospects v2, in memory", lambda: load()),
        Peer("of it phones and zones", lambda: phones_and_zones()),
        Peer("bare phonenumbers", lambda: bare()),
    ]
    race(peers, rounds)
    return {each.name: each.best for each in peers}


def on_sqlite(rows: int, calls: int) -> Million:
    """Many calls into a file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "dialer.sqlite"
        store = ProspectStore(f"sqlite:///{file}")
        found = _many(store, rows, calls)
        store.close()
        found.bytes_each = sum(each.stat().st_size for each in Path(folder).iterdir()) / (rows * calls)
    return found


def on_postgresql(server: str, rows: int, calls: int) -> Million:
    """Many calls into a schema of a server."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    own = url.update_query_dict({"options": f"-csearch_path={_SCHEMA}"}).render_as_string(hide_password=False)
    size = f"SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = '{_SCHEMA}'::regnamespace AND relkind = 'r'"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {_SCHEMA}")
        store = ProspectStore(own)
        found = _many(store, rows, calls)
        store.close()
        found.bytes_each = float(connection.exec_driver_sql(size).scalar() or 0) / (rows * calls)
        connection.exec_driver_sql(f"DROP SCHEMA {_SCHEMA} CASCADE")
    engine.dispose()
    return found


def _many(store: ProspectStore, rows: int, calls: int) -> Million:
    loader = Loader(store, [Skill(number=1)], [SOURCE])
    took: list[float] = []
    used: list[float] = []
    memory: list[float] = []
    for call in range(calls):
        data = rows_of(rows, call * rows)
        before = time.process_time()
        took.append(_seconds(loader, data))
        used.append(time.process_time() - before)
        memory.append(_resident_mb())
        if (call + 1) % 10 == 0:
            say(f"  {(call + 1) * rows:,} rows in {sum(took):.1f} s")
    tenth = max(calls // 10, 1)
    middle = (calls - tenth) // 2
    parts = {
        "first tenth": slice(0, tenth),
        "middle tenth": slice(middle, middle + tenth),
        "last tenth": slice(calls - tenth, calls),
    }
    held = sum(store.states().values())
    if held != rows * calls:
        raise SystemExit(f"{held:,} prospects are held, not {rows * calls:,}")
    speeds, cpu = ({name: rows * tenth / sum(times[part]) for name, part in parts.items()} for times in (took, used))
    data = rows_of(rows, middle * rows)
    again = _seconds(loader, data)
    changed = _seconds(loader, [row | {"Last": "Jones"} for row in data])
    return Million(sum(took), speeds, cpu, max(took), again, changed, 0.0, memory[tenth - 1], memory[-1])


def _seconds(loader: Loader, data: list[dict[str, Any]]) -> float:
    start = time.perf_counter()
    _load(loader, data)
    return time.perf_counter() - start


def _load(loader: Loader, data: list[dict[str, Any]]) -> None:
    result = loader.load(LoadRequest("1", "CRM", data), NOW)
    codes = {each.code for each in result.rows}
    # A few of the made-up numbers have no zone.
    if result.error or codes - {"Success", "Time Zone Not Found"}:
        raise SystemExit(f"not loaded: {result.error or codes} {result.detail}")


def _resident_mb() -> float:
    """What the process holds, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
