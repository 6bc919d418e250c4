"""A process of its own that loads batches into a store: `loading_process.py URL BUSY_SECONDS`, batches as JSON on standard input.

A batch is a list of numbers, each of which stands for a row. Says ``ready``, waits for a first line, loads the batches of the
second one by one, and says after each what became of its rows: a line of JSON, `[error, [[external id, code, detail], …]]`.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOURCE = Source.model_validate(
    {
        "name": "Leads",
        "map": {"ExternalID": "Id", "PhoneNumber": "Phone", "Cell": "Cell"},
        "fields": [{"name": "Cell", "type": "Phone"}],
    }
)
#: Area codes of several zones, so that processes come upon new combinations of zones at the same time.
AREAS = ("212", "312", "303", "415", "808", "423", "850", "907")


def row_of(number: int) -> dict[str, str]:
    """The row that a number stands for, with two phones."""
    return {
        "Id": str(number),
        "Phone": f"{AREAS[number % 8]}555{number % 10_000:04}",
        "Cell": f"801556{number % 10_000:04}",
    }


def load(loader: Loader, numbers: list[int]) -> list[Any]:
    """Load the rows of some numbers; what became of them."""
    result = loader.load(LoadRequest("1", "Leads", [row_of(each) for each in numbers]), NOW)
    return [result.error, [[each.external_id, each.code, each.detail] for each in result.rows]]


def loader_of(url: str, busy_seconds: float) -> Loader:
    """A loader for a store that others may use too."""
    return Loader(ProspectStore(url, busy_seconds), [Skill(number=1)], [SOURCE])


def main(url: str, busy_seconds: str) -> None:
    loader = loader_of(url, float(busy_seconds))
    print("ready", flush=True)
    sys.stdin.readline()
    for batch in json.loads(sys.stdin.readline()):
        print(json.dumps(load(loader, batch)), flush=True)
    loader.store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
