"""Stores of older programs are brought up with all that they hold; those of newer ones are refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import store_version_1
from databases import new_store
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from studio.dialer.calling.call_list import CallList
from studio.dialer.loading.load_reports import load_reports
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.schema import check_ins, metadata
from studio.dialer.store.store import ProspectStore
from studio.dialer.store.versions import VERSION_TABLE, VERSIONS, StoreVersionError
from studio.runtime.ports import LoadRequest
from studio.script.project import Project
from studio.world.settings import WorldSettings
from studio.world.snapshot import database_text, fill_database
from studio.world.world import World

OLD_ROWS = Path(__file__).with_name("store_version_1.json")
NOW = datetime(2026, 6, 15, 18, tzinfo=UTC)
SOURCE = Source.model_validate(
    {
        "name": "Leads",
        "map": {
            "ExternalID": "Id",
            "PhoneNumber": "Phone",
            "Cell": "Cell",
            "Agent": "Agent",
            "Priority": "Hot",
            "City": "City",
        },
        "fields": [{"name": "Cell", "type": "Phone"}],
    }
)


@pytest.fixture
def old(store: ProspectStore) -> ProspectStore:
    """A store as the first version left it."""
    store_version_1.fill(store.database.engine, OLD_ROWS)
    return store


def test_a_store_of_the_first_version_has_all_its_data(old: ProspectStore) -> None:
    written = json.loads(OLD_ROWS.read_text(encoding="utf-8"))
    found = list(old.all())
    for each, was in zip(found, written["prospects"], strict=True):
        assert (each.id, each.external_id, each.skill, each.state) == (
            was["id"], was["external_id"], was["skill"], was["state"],
        )  # fmt: skip
        assert each.fields == json.loads(was["fields"])
        assert each.original == json.loads(was["original"])
        assert (each.attempts, each.outcome, each.finalizations) == (
            was["attempts"], was["outcome"], was["finalizations"],
        )  # fmt: skip
        assert each.zones
        assert each.created == NOW
    numbers = [(each.id, number.number, number.attempts) for each in found for number in each.destinations]
    assert numbers == [(each["prospect"], each["number"], each["attempts"]) for each in written["destinations"]]
    assert [each.agent for each in found] == [None, 7001, None, None, None, None]
    assert [(each.rows, each.succeeded) for each in load_reports(old)] == [(6, 5), (1, 1), (1, 0)]
    assert load_reports(old)[2].result.error == "Invalid Skill"


def test_work_goes_on_in_it(old: ProspectStore) -> None:
    loader = Loader(old, [Skill(number=1), Skill(number=2)], [SOURCE])
    rows = [{"Id": "2", "Phone": "8015550103", "Agent": "7001"}, {"Id": "9", "Phone": "8015550109"}]
    later = NOW + timedelta(minutes=5)
    assert [each.detail for each in loader.load(LoadRequest("1", "Leads", rows), later).rows] == [
        "Unchanged",
        "Created",
    ]
    assert [each.external_id for each in CallList(old, Skill(number=1)).awaiting_check_in()] == ["4"]
    with old.reading() as connection:
        waiting = connection.execute(check_ins.select()).mappings().all()
    assert [(each["prospect"], each["finalization"], each["state"]) for each in waiting] == [(4, 1, "pending")]


def test_its_tables_are_then_those_that_a_new_store_has(old: ProspectStore) -> None:
    new = new_store()
    for store in (old, new):
        assert store.states() is not None
    assert described(old.database.engine) == described(new.database.engine)
    assert set(described(new.database.engine)) == {*metadata.tables, VERSION_TABLE}


def test_newest_tables_without_a_version_are_given_one(store: ProspectStore) -> None:
    metadata.create_all(store.database.engine)
    assert store.states() == {}
    assert VERSION_TABLE in described(store.database.engine)


def described(engine: Engine) -> dict[str, Any]:
    """Everything about tables that a database tells, in an order that does not depend on when a column was added."""
    inspector = inspect(engine)
    found = {}
    for table in inspector.get_table_names():
        parts = {
            "columns": [{key: str(value) for key, value in each.items()} for each in inspector.get_columns(table)],
            "key": [inspector.get_pk_constraint(table)],
            "indexes": inspector.get_indexes(table),
            "unique": inspector.get_unique_constraints(table),
            "references": inspector.get_foreign_keys(table),
        }
        found[table] = {name: sorted(map(without_schema, some)) for name, some in parts.items()}
    return found


def without_schema(part: Any) -> str:
    """As text; the schema that a sequence lies in differs from store to store."""
    return re.sub(r"test_\d+_\d+\.", "", repr(sorted(part.items())))


def test_a_store_that_fails_while_it_is_brought_up_is_as_it_was(
    old: ProspectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = described(old.database.engine)
    with old.database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE check_ins (something INTEGER)")
        connection.exec_driver_sql("CREATE TABLE history_of (something INTEGER)")
    with pytest.raises((OperationalError, ProgrammingError)):
        old.states()
    with old.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE check_ins")
        connection.exec_driver_sql("DROP TABLE history_of")
    assert described(old.database.engine) == before
    assert old.states()["finalized"] == 1


def test_the_store_of_a_newer_program_is_refused(store: ProspectStore) -> None:
    store.states()
    with store.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    store.forget()
    with pytest.raises(
        StoreVersionError, match=rf"newer studio \(its version is 9999, this one knows {VERSIONS[-1]}\)"
    ):
        store.states()
    result = Loader(store, [Skill(number=1)], [SOURCE]).load(LoadRequest("1", "Leads", [{"Id": "1"}]), NOW)
    assert result.error == "Service Unavailable"
    assert "newer studio" in result.detail


def test_a_world_with_the_store_of_a_newer_program_is_not_made(shared_url: str) -> None:
    store = ProspectStore(shared_url)
    with store.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    store.close()
    settings = WorldSettings.model_validate({"store": shared_url, "skills": [{"number": 1}]})
    with pytest.raises(ValueError, match="newer studio"):
        World(settings, Project([]))


def test_tables_of_something_else_are_left_alone(store: ProspectStore) -> None:
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE prospects (name VARCHAR(20))")
    with pytest.raises(StoreVersionError, match="no prospect store"):
        store.states()


def test_the_program_knows_the_steps_that_are_there() -> None:
    from alembic.script import ScriptDirectory

    import studio.dialer.store.migrations as here

    steps = ScriptDirectory(str(Path(str(here.__file__)).parent)).walk_revisions()
    assert tuple(each.revision for each in steps)[::-1] == VERSIONS


@pytest.mark.slow
def test_alembic_is_imported_only_for_an_old_store() -> None:
    program = (
        "import sys; from studio.dialer.store.store import ProspectStore; ProspectStore().states(); "
        "assert not [each for each in sys.modules if each.split('.')[0] in ('alembic', 'mako', 'psycopg')]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_saved_world_of_an_older_program_is_brought_up() -> None:
    with closing(ProspectStore()) as old, closing(ProspectStore()) as other:
        store_version_1.fill(old.database.engine, OLD_ROWS)
        assert other.states() == {}
        fill_database(other.database.engine, database_text(old.database.engine))
        other.forget()
        assert other.states()["finalized"] == 1


def test_to_look_brings_up_what_is_there_and_makes_nothing_new(shared_url: str) -> None:
    with closing(ProspectStore(shared_url)) as store:
        store.look()
        assert not Path(store.database.engine.url.database or "").is_file()
        assert described(store.database.engine) == {}
        store_version_1.fill(store.database.engine, OLD_ROWS)
        store.look()
        assert VERSION_TABLE in described(store.database.engine)
