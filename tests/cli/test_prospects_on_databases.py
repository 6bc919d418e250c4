"""What ``studio prospects`` asks of a store, on every database; and a store that fails meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import SERVER, postgresql_schema
from sqlalchemy.exc import OperationalError

from studio.dialer.store.store import ProspectStore

LIST = """\
id,phone,state
1,8015550100,CO
2,4235550101,
3,8005550100,
2,8015550102,
"""
AT = ("--at", "2026-06-15T17:00:00Z")


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="STUDIO_POSTGRESQL names no server")),
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty store."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'p.db'}"
        return
    with postgresql_schema() as found:
        yield found


def test_every_command(studio: Any, tmp_path: Path, url: str) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    load = ("prospects", "load", "list.csv", "--source", "Leads", "--skill", "1", "--store", url, "--json", *AT)
    assert studio(*load, "--dry-run").document["loaded"]["Created"] == 2
    assert studio(*load).document["loaded"]["Created"] == 2
    assert studio(*load).document["loaded"]["Unchanged"] == 2
    assert studio(*load, "--dry-run").document["loaded"]["Unchanged"] == 2
    at = ("--store", url, "--json")
    assert studio("prospects", "list", *at, "--zone", "CT").document["count"] == 1
    told = studio("prospects", "explain", "2", *at, *AT).document
    assert [(each["row"], each["code"]) for each in told["loads"]] == 2 * [(2, "Success"), (4, "Duplicate External ID")]
    assert [each["detail"] for each in told["loads"]][::2] == ["Created", "Unchanged"]
    assert told["may_be_dialled"]
    store = ProspectStore(url)
    first = store.get("Leads", "1")
    assert first is not None
    first.state, first.outcome = "finalized", "Sale"
    store.touch([first])
    store.close()
    found = studio("prospects", "report", *at, *AT).document
    assert (found["states"], found["finals"], found["outcomes"]) == ({"finalized": 1, "fresh": 1}, {"Sale": 1}, {})
    assert found["codes"] == {"Duplicate External ID": 2, "Success": 4, "Time Zone Not Found": 2}
    assert max(each["dialable"] for each in found["dialable_by_hour"]) == 1


def test_a_store_that_fails_meanwhile(studio: Any, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    load = ("prospects", "load", "list.csv", "--source", "Leads", "--skill", "1", "--store", url)
    assert studio(*load).code == 1

    def fails(*_: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("the server closed the connection"))

    monkeypatch.setattr(ProspectStore, "find", fails)
    done = studio(*load, "--rejected", "rejected.csv", "--json")
    assert (done.code, done.document["status"], done.document["stopped_at"]) == (1, "stopped", 2)
    assert done.document["codes"] == {"Service Unavailable": 4}
    assert (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig").count("Service Unavailable") == 4
    monkeypatch.setattr(ProspectStore, "by_ids", fails)
    done = studio("prospects", "list", "--store", url)
    assert (done.code, done.out) == (2, "")
    assert "error PS002: " in done.err
    assert "can't be used: the server closed the connection" in done.err
