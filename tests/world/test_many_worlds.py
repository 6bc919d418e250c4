"""Many worlds in a process: what they begin with is shared, what they become is each one's own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from studio.crm.store import Crm
from studio.dialer.store.store import ProspectStore
from studio.memory_databases import content, copy, engine_like, fill
from studio.runtime.clock import SECOND
from studio.runtime.registry import library
from studio.runtime.tracing import JsonTrace
from studio.script.project import Project
from studio.world import lead_templates
from studio.world.crm_settings import CrmSettings
from studio.world.mock.settings import StandInSettings
from studio.world.places import read_yaml
from studio.world.settings import WorldSettings
from studio.world.world import World

PAIR = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects"
HOUR = 3600 * SECOND


@cache
def project() -> Project:
    return Project.load(PAIR / "brain.studio")[0]


@cache
def settings() -> WorldSettings:
    found, problems = read_yaml(PAIR / "world.yaml", WorldSettings)
    assert found is not None, problems
    return found


def new_world(**changes: Any) -> World:
    return World(settings().model_copy(update=changes), project(), folder=PAIR)


def begin(world: World, trace: list[str] | None = None) -> None:
    if trace is not None:
        world.engine.observe(JsonTrace(trace.append))
    script = project().resolve("create_prospects\\brain", "")
    assert script is not None
    assert world.campaign is not None
    world.campaign.adopt(world.start(script))


def go_on(world: World, minutes: int) -> None:
    world.go_on(world.engine.now + minutes * 60 * SECOND)


def rows(world: World) -> dict[str, list[str]]:
    """All that stands in a world's databases, as SQL."""
    assert world.prospects is not None
    world.prospects.flush()
    return {
        name: list(engine.raw_connection().driver_connection.iterdump())  # type: ignore[union-attr]
        for name, engine in (("crm", world.crm.engine), ("store", world.prospects.database.engine))  # type: ignore[union-attr]
    }


@pytest.fixture(scope="module")
def played() -> Iterator[World]:
    """A world after an hour; tests fork it and leave it as it is."""
    with closing(new_world()) as world:
        begin(world)
        go_on(world, 60)
        yield world


def test_a_fork_has_the_same_in_its_databases(played: World) -> None:
    with closing(played.fork()) as other, closing(other.fork()) as third:
        assert sum(played.prospects.states().values()) > 300  # type: ignore[union-attr]
        assert rows(played) == rows(other) == rows(third)
        assert played.save() == other.save() == third.save()


def test_a_fork_notes_its_own_ways(played: World) -> None:
    with closing(played.fork()) as one, closing(one.fork()) as two:
        before = one.paths.state()
        assert before == played.paths.state() != {}
        go_on(two, 60)
        assert one.paths.state() == before != two.paths.state()
        go_on(one, 60)
        assert one.paths.state() == two.paths.state()


def test_what_a_fork_does_stays_its_own_and_the_other_way_round(played: World) -> None:
    def change(world: World) -> None:
        assert world.crm is not None
        go_on(world, 60)
        world.crm.check_out("a batch", count=1)

    with closing(played.fork()) as one, closing(one.fork()) as two:
        before = rows(one)
        change(two)
        assert rows(one) == before
        after = rows(two)
        assert all(after[name] != before[name] for name in ("crm", "store"))
        change(one)
        assert rows(two) == after
        # Both went the same way.
        assert rows(one) == after


def test_a_fork_outlives_the_world_that_it_is_of() -> None:
    world = new_world()
    begin(world)
    go_on(world, 10)
    other = world.fork()
    before = rows(world)
    world.close()
    with closing(other):
        assert rows(other) == before
        go_on(other, 60)
        assert rows(other) != before


def test_worlds_of_one_list_begin_alike_and_go_their_own_ways() -> None:
    with closing(new_world()) as one, closing(new_world()) as two:
        fresh = rows(two)
        assert rows(one) == fresh
        begin(one)
        go_on(one, 60)
        assert rows(one)["crm"] != fresh["crm"]
        assert rows(one)["store"] != fresh["store"]
        assert rows(two) == fresh
        with closing(new_world()) as three:
            assert rows(three) == fresh


def test_databases_are_the_same_however_the_leads_came_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(new_world()) as copied:
        monkeypatch.setattr(lead_templates, "LARGEST", 10)
        with closing(new_world()) as added:
            assert rows(copied) == rows(added)


def test_a_list_is_read_anew_where_it_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    stated = WorldSettings(crm=CrmSettings(leads=Path("leads.csv")))
    found = []
    for key in ("1", "2", "1"):
        file.write_text(f"LeadId\n{key}\n", encoding="utf-8")
        with closing(World(stated, folder=tmp_path)) as world:
            found.append([each.lead_id for each in world.crm.listing()])  # type: ignore[union-attr]
    assert found == [["1"], ["2"], ["1"]]


def test_a_list_that_changes_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("LeadId\n1\n", encoding="utf-8")
    read = lead_templates.read_lead_file

    def and_write(path: Path, key: str) -> list[dict[str, str]]:
        found = read(path, key)
        path.write_text("LeadId\n2\n", encoding="utf-8")
        return found

    monkeypatch.setattr(lead_templates, "read_lead_file", and_write)
    with pytest.raises(ValueError, match=r"leads\.csv: was changed while it was read"):
        World(WorldSettings(crm=CrmSettings(leads=Path("leads.csv"))), folder=tmp_path)


@pytest.mark.parametrize("keep", [False, True])
def test_a_fork_needs_no_list(tmp_path: Path, keep: bool) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("LeadId\n1\n2\n", encoding="utf-8")
    with closing(World(WorldSettings(crm=CrmSettings(leads=Path("leads.csv"), keep=keep)), folder=tmp_path)) as world:
        file.unlink()
        with closing(world.fork()) as other:
            assert world.crm is not None
            assert other.crm is not None
            assert [row["LeadId"] for row in other.crm.check_out("b", count=1).rows] == ["1"]
            # What is kept in a file is the same for both.
            assert (world.crm.summary()["states"] == other.crm.summary()["states"]) is keep


def test_threads_use_the_databases_of_copies(played: World) -> None:
    def lead(world: World) -> str:
        assert world.crm is not None
        with closing(world):
            return "".join(row["LeadId"] for row in world.crm.check_out("by a thread", count=1).rows)

    with ThreadPoolExecutor(4) as threads:
        fresh = list(threads.map(lead, [new_world() for _ in range(8)]))
        forks = list(threads.map(lead, [played.fork() for _ in range(8)]))
        made = list(threads.map(lambda _: lead(new_world()), range(8)))
    assert fresh == made == fresh[:1] * 8
    assert forks == forks[:1] * 8
    assert forks[0] not in ("", fresh[0])


def test_tables_in_memory_are_those_of_a_file(tmp_path: Path) -> None:
    urls = ("sqlite://", "sqlite:///:memory:", f"sqlite:///{tmp_path}/x.db")
    of_stores, of_crms = [], []
    for url in urls:
        with closing(ProspectStore(url)) as store, closing(Crm(url)) as crm:
            store.database.prepare()
            of_stores.append(tables(store.database.engine))
            of_crms.append(tables(crm.engine))
    # The file has those of both.
    assert of_stores[0] == of_stores[1] == {each for each in of_stores[2] if "crm_" not in each[2]}
    assert of_crms[0] == of_crms[1] == {each for each in of_crms[2] if "crm_" in each[2]}


def tables(engine: Engine) -> set[tuple[Any, ...]]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
        return {tuple(each) for each in found}


# ------------------------------------------------------------------------------------------------- scripts
def test_worlds_that_share_their_scripts_run_as_alone() -> None:
    def trace(other: World | None) -> tuple[list[str], World]:
        lines: list[str] = []
        world = new_world()
        if other is not None:
            assert world.share_scripts(other)
        begin(world, lines)
        go_on(world, 30)
        return lines, world

    alone, first = trace(None)
    with closing(first):
        together, second = trace(first)
        with closing(second):
            assert together == alone
            script = project().resolve("create_prospects\\brain", "")
            assert script is not None
            assert first.engine.loaded(script) is second.engine.loaded(script)


def test_worlds_that_compile_differently_share_nothing() -> None:
    other_actions = library().copy()
    other_actions.add(type("Own", (library().get("WAIT"),), {"kind": "WAIT"}))  # type: ignore[arg-type]
    stand_in = StandInSettings(kind="WAIT")
    wide = WorldSettings.model_validate({"limits": "wide"})
    with closing(World(project=project())) as first:
        for other in (
            World(project=Project.load(PAIR / "brain.studio")[0]),
            World(wide, project()),
            World(WorldSettings(mock=(stand_in,)), project()),
            World(project=project(), registry=other_actions),
        ):
            with closing(other):
                assert not other.share_scripts(first)
                assert other.engine.compiled is not first.engine.compiled
        with closing(World(WorldSettings(seed=99), project(), registry=library().copy())) as alike:
            assert alike.share_scripts(first)


# ----------------------------------------------------------------------------------------- the databases
@pytest.fixture
def engine() -> Iterator[Engine]:
    store = ProspectStore()
    yield store.database.engine
    store.close()


def test_what_is_no_database_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="this is no database"):
        fill(engine, b"rubbish" * 1000)


def test_filling_and_copying_replace_all_that_is_there(engine: Engine) -> None:
    second = engine_like(engine)
    with engine.begin() as one, second.begin() as two:
        one.exec_driver_sql("CREATE TABLE a (x)")
        one.exec_driver_sql("INSERT INTO a VALUES (1)")
        two.exec_driver_sql("CREATE TABLE b (y)")
    data = content(engine)
    copy(engine, second)
    assert content(second) == data
    fill(second, b"")
    assert content(second) == b""
    fill(second, data)
    with second.begin() as two:
        assert two.exec_driver_sql("SELECT x FROM a").all() == [(1,)]
    second.dispose()
