"""What happened to prospects: kept in order, cut to size, undone with the transaction that it was part of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from studio.dialer.store.history import Happening
from studio.dialer.store.store import ProspectStore

NOON = datetime(2026, 6, 15, 12, 0, 0, 250_000, tzinfo=UTC)
DIALLED = Happening(7, NOON, "attempt", "+18015550100", "No Answer", 5_000_000_000, "rang six times")


def test_happenings_come_back_oldest_first(store: ProspectStore) -> None:
    later = Happening(7, NOON - timedelta(hours=1), "finalized", detail="its last number was disconnected")
    store.history.add(DIALLED, Happening(8, NOON, "loaded"), later)
    store.history.add()
    assert store.history.of(7) == [DIALLED, later], "in the order in which they were added, whatever their time"
    assert store.history.of(7, most=1) == [later]
    assert store.history.of(9) == []
    assert [each.prospect for each in store.history.all()] == [7, 8, 7]
    store.history.forget([7])
    assert [each.prospect for each in store.history.all()] == [8]


def test_many_are_read_in_portions(store: ProspectStore) -> None:
    store.history.add(*(Happening(number, NOON, "loaded") for number in range(2500)))
    assert [each.prospect for each in store.history.all()] == list(range(2500))


def test_times_are_kept_as_utc(store: ProspectStore) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=-6)))
    store.history.add(Happening(1, there, "loaded"), Happening(1, NOON.replace(tzinfo=None), "loaded"))
    assert [each.at.isoformat() for each in store.history.of(1)] == [NOON.isoformat()] * 2


def test_texts_are_cut_and_made_fit(store: ProspectStore) -> None:
    store.history.add(Happening(1, NOON, "attempt", "+1" + "2" * 30, "x" * 200, 1, "\0\ud800" + "y" * 2000))
    [held] = store.history.of(1)
    assert (len(held.number), len(held.outcome)) == (20, 100)
    assert held.detail.startswith("\\0\\ud800yyy")
    assert len(held.detail) == 1000
    with pytest.raises(ValueError, match="longer than 20"):
        store.history.add(Happening(1, NOON, "e" * 21))


def test_a_happening_is_undone_with_its_transaction(store: ProspectStore) -> None:

    def add_and_fail() -> None:
        with store.transaction():
            store.history.add(DIALLED)
            raise KeyError

    with pytest.raises(KeyError):
        add_and_fail()
    assert store.history.of(7) == []
