"""The prospect store: what goes in comes out, and what a call answers when the store fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from databases import new_store
from sqlalchemy.exc import DataError, IntegrityError

from studio.dialer.loading.loader import Loader
from studio.dialer.records.prospect import Destination, Prospect
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime(2026, 6, 15, 12, 0, 0, 123456, tzinfo=UTC)
SOURCE = Source(name="Leads", map={"ExternalID": "Id", "PhoneNumber": "Phone"})


def rows(*numbers: int, phone: str = "801555{:04}") -> list[dict[str, str]]:
    return [{"Id": str(number), "Phone": phone.format(number)} for number in numbers]


def loader_of(store: ProspectStore) -> Loader:
    return Loader(store, [Skill(number=1)], [SOURCE])


def load(loader: Loader, some: list[dict[str, str]]) -> tuple[str, list[str]]:
    result = loader.load(LoadRequest("1", "Leads", some), NOW)
    return result.error, [each.code for each in result.rows]


def refuse(store: ProspectStore, condition: str) -> None:
    """Let the database refuse rows of prospects."""
    with store.transaction() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'refused'; END $$"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON prospects "
                f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse()"
            )
            return
        for event in ("INSERT", "UPDATE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER refuse_{event} BEFORE {event} ON prospects "
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )


def full() -> Prospect:
    return Prospect(
        id=7,
        source="Leads",
        external_id="Ünï-7",
        skill=1,
        state="resting",
        attempts=3,
        priority=True,
        zones=("America/Chicago", "America/New_York"),
        zone_source="Phone",
        expires=NOW + timedelta(days=3),
        created=NOW - timedelta(days=1),
        modified=NOW,
        last_attempt=NOW,
        due=NOW + timedelta(minutes=5),
        finalizations=1,
        outcome="Busy",
        fields={"City": "Ogden", "Score": 1.5, "Priority": True},
        original={"Id": "Ünï-7", "empty": None, "odd": "\ud800"},
        destinations=[Destination("PhoneNumber", "Phone", "+18015550100", 2, True), Destination("Cell", "Phone", "+18015550101")],
    )  # fmt: skip


def test_a_prospect_comes_back_as_it_was_stored() -> None:
    store = new_store()
    store.add([full()])
    assert store.get(" LEADS ", "Ünï-7") == full()
    assert store.get("leads", "ünï-7") is None
    changed = full()
    changed.zones, changed.due, changed.destinations = ("America/Denver",), None, []
    store.replace([changed])
    assert list(store.all()) == [changed]
    assert store.states() == {"resting": 1}


def test_what_is_done_together_is_undone_together() -> None:
    store = new_store()

    def add_and_fail() -> None:
        with store.transaction():
            store.add([full()])
            raise KeyError

    with pytest.raises(KeyError):
        add_and_fail()
    assert list(store.all()) == []
    store.add([full()])
    assert list(store.all()) == [full()], "its zones are stored anew after they were undone"


def test_a_row_that_the_store_refuses_fails_alone() -> None:
    loader = loader_of(new_store())
    load(loader, rows(1))
    refuse(loader.store, "NEW.external_id IN ('1', '3')")
    result = loader.load(LoadRequest("1", "Leads", rows(1, 2, 3, 4, phone="602555{:04}")), NOW)
    assert not result.error
    assert [each.code for each in result.rows] == ["Update Rejected", "Success", "Record Not Saved", "Success"]
    assert "refused" in result.rows[2].detail
    held = {each.external_id: each.destinations[0].number for each in loader.store.all()}
    assert held == {"1": "+18015550001", "2": "+16025550002", "4": "+16025550004"}


def test_the_same_identity_in_two_sources_is_two_prospects() -> None:
    other = SOURCE.model_copy(update={"name": "Others"})
    loader = Loader(new_store(), [Skill(number=1)], [SOURCE, other])
    for name in ("Leads", "others"):
        result = loader.load(LoadRequest("1", name, rows(1)), NOW)
        assert result.rows[0].detail == "Created"
    assert [each.source for each in loader.store.all()] == ["Leads", "Others"]


def test_many_rows_and_few_are_stored_alike() -> None:
    loader = loader_of(new_store())
    some = [{"Id": f"{number}\t\\N", "Phone": f"801555{number:04}", "Notes": "a\tb\\.\n\0"} for number in range(300)]
    assert set(load(loader, some)[1]) == {"Success"}
    assert {each.detail for each in loader.load(LoadRequest("1", "Leads", some[:3]), NOW).rows} == {"Unchanged"}
    held = list(loader.store.all())
    assert [each.original for each in held] == some
    assert [each.external_id for each in held] == [each["Id"] for each in some]


def test_numbers_of_more_than_32_bits() -> None:
    store = new_store()
    large = full()
    large.id, large.skill, large.agent = 2**40, 999_999_999_999_999_999, 2**62
    store.add([large])
    assert list(store.all()) == [large]
    assert store.by_ids([2**40]) == [large]
    assert store.next_id() == 2**40 + 1


@pytest.mark.parametrize("fault", ["id", "number"])
def test_the_rest_of_a_transaction_goes_on_after_a_part_that_failed(fault: str) -> None:
    store = new_store()
    many = []
    for number in range(1, 50):
        each = full()
        each.id, each.external_id = number, str(number)
        many.append(each)
    if fault == "id":
        many[-1].id = 1
    else:
        many[-1].agent = 2**70  # more than a column holds

    def add_all() -> None:
        with store.part():
            store.add(many)

    with store.transaction():
        with pytest.raises((IntegrityError, DataError, OverflowError)):
            add_all()
        store.add(many[:2])
    assert [each.external_id for each in store.all()] == ["1", "2"]


def test_nothing_is_written_while_reading() -> None:
    store = new_store()

    def write() -> None:
        with store.reading():
            store.add([full()])

    with pytest.raises(RuntimeError, match="inside a transaction that reads"):
        write()
    store.add([full()])
    with store.transaction(), store.reading():
        assert len(list(store.all())) == 1


def test_names_that_no_database_takes() -> None:
    odd = SOURCE.model_copy(update={"name": "a\0\ud800"})
    loader = Loader(new_store(), [Skill(number=1)], [SOURCE, odd])
    result = loader.load(LoadRequest("1", odd.name, rows(1, 2)), NOW)
    assert result.error == "Service Unavailable"
    assert [each.code for each in result.rows] == ["Service Unavailable"] * 2
    assert result.detail.isprintable()
    assert load(loader, rows(1)) == ("", ["Success"])
