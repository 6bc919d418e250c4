"""Where a store is: files, servers, URLs of neither, databases that are locked, full, corrupt or not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import SERVER, postgresql_schema
from sqlalchemy import make_url

from studio.dialer.loading.load_reports import load_reports
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND
from studio.runtime.ports import LoadRequest
from studio.script.files import read_script
from studio.world.world import World

EXAMPLE = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOURCE = Source(name="Leads", map={"ExternalID": "Id", "PhoneNumber": "Phone"})


def rows(*numbers: int) -> list[dict[str, str]]:
    return [{"Id": str(number), "Phone": f"801555{number:04}"} for number in numbers]


@contextmanager
def opened(url: str, busy_seconds: float = 0.0) -> Iterator[Loader]:
    loader = Loader(ProspectStore(url, busy_seconds), [Skill(number=1)], [SOURCE])
    try:
        yield loader
    finally:
        loader.store.close()


def load(loader: Loader, some: list[dict[str, str]]) -> tuple[str, list[str]]:
    result = loader.load(LoadRequest("1", "Leads", some), NOW)
    return result.error, [each.code for each in result.rows]


def held(loader: Loader) -> list[str]:
    return [each.external_id for each in loader.store.all()]


@pytest.mark.slow
def test_prospects_and_reports_are_kept(shared_url: str) -> None:
    with opened(shared_url) as loader:
        assert load(loader, rows(*range(1200))) == ("", ["Success"] * 1200)
    with opened(shared_url) as loader:
        assert held(loader) == [str(number) for number in range(1200)]
        result = loader.load(LoadRequest("1", "Leads", rows(*range(1200))), NOW)
        assert {each.detail for each in result.rows} == {"Unchanged"}
        assert [each.rows for each in load_reports(loader.store)] == [1200, 1200]


def test_who_writes_is_waited_for_and_the_same_call_works_later(shared_url: str) -> None:
    with opened(shared_url) as loader, opened(shared_url) as other:
        load(loader, rows(1))
        with other.store.transaction():
            result = loader.load(LoadRequest("1", "Leads", rows(1, 2)), NOW)
            assert result.error == "Service Unavailable"
            assert [(each.code, each.retry, each.check_in) for each in result.rows] == [
                (result.error, "Later", False)
            ] * 2
            assert "lock" in result.detail
            assert held(loader) == ["1"], "who only reads does not wait"
        assert load(loader, rows(1, 2)) == ("", ["Success", "Success"])
        assert held(other) == ["1", "2"]


def test_a_reader_sees_one_state_of_things(shared_url: str) -> None:
    with opened(shared_url) as loader, opened(shared_url) as other:
        load(loader, rows(1))
        with loader.store.reading():
            assert held(loader) == ["1"]
            load(other, rows(2))
            assert held(loader) == ["1"]
        assert held(loader) == ["1", "2"]


@pytest.mark.slow
def test_a_full_store_loads_nothing_of_a_call(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'dialer.sqlite'}") as loader:
        load(loader, rows(1))
        with loader.store.transaction() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        error, codes = load(loader, rows(*range(2, 2000)))
        assert (error, set(codes)) == ("Service Unavailable", {"Service Unavailable"})
        assert held(loader) == ["1"]
        with loader.store.transaction() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert load(loader, rows(*range(2, 2000)))[0] == ""


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 2000])
def test_a_corrupt_store_is_unavailable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dialer.sqlite"
    path.write_bytes(content)
    with opened(f"sqlite:///{path}") as loader:
        assert load(loader, rows(1)) == ("Service Unavailable", ["Service Unavailable"])
    assert path.read_bytes() == content
    assert "the prospect store can't be used" in finding(tmp_path, f"sqlite:///{path}")
    assert path.read_bytes() == content


@pytest.mark.parametrize("url", ["sqlite:///{}/nowhere/dialer.sqlite", "postgresql://studio@/studio?host={}"])
def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path, url: str) -> None:
    pytest.importorskip("psycopg")
    with opened(url.format(tmp_path)) as loader:
        assert load(loader, rows(1))[0] == "Service Unavailable"


@pytest.mark.skipif(not SERVER, reason="STUDIO_POSTGRESQL names no server")
def test_a_connection_that_was_cut_is_made_again() -> None:
    with postgresql_schema() as url, opened(url) as loader, opened(url) as other:
        load(loader, rows(1))
        with loader.store.reading() as connection:
            process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with other.store.transaction() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({process})")
        assert load(loader, rows(2))[0] == "Service Unavailable"
        assert load(loader, rows(2)) == ("", ["Success"])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://there/here", "not mysql"),
        ("postgres://there/here", "not postgres: sqlite:///file or postgresql://host/name"),
        ("postgresql+asyncpg://there/here", "psycopg 3: write postgresql://"),
        ("nothing at all", "can't be opened"),
        ("sqlite:///nowhere/at/all/dialer.sqlite", "there is no folder nowhere/at/all"),
        ("postgresql://studio@/studio?host=/nowhere/at/all", "No such file or directory"),
        ("postgresql://studio@/studio?bogus=1&host=/nowhere", 'invalid connection option "bogus"'),
    ],
)
def test_other_urls_are_findings_about_the_world(tmp_path: Path, url: str, reason: str) -> None:
    assert reason in finding(tmp_path, url)


def test_a_missing_driver_is_told_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] in ("psycopg", "psycopg_binary")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    message = finding(tmp_path, "postgresql://me:secret@there/here")
    assert "pip install 'mini-studio[postgresql]'" in message
    assert "secret" not in message


def finding(folder: Path, url: str) -> str:
    """What is wrong with a world that has this store."""
    world = folder / "world.yaml"
    world.write_text(f"store: {url!r}\nskills:\n  - number: 1\n")
    (folder / "a.studio").write_text('script "A"\nBegin "Begin"\n    -> "Stop"\nStop "Stop"\n')
    made, problems = World.load(world, folder / "a.studio")
    assert made is None
    [problem] = problems
    assert problem.code == "WF004"
    return problem.message


def test_a_run_ends_where_the_store_fails_under_the_dialer(shared_url: str) -> None:
    world, problems = World.load(EXAMPLE / "world.yaml", EXAMPLE / "brain.studio", changes={"store": shared_url})
    assert world is not None, problems
    assert world.prospects is not None
    with world.prospects.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE destinations")
        connection.exec_driver_sql("DROP TABLE prospects")
    script, _ = read_script(EXAMPLE / "brain.studio")
    assert script is not None
    result = world.run(script, until=world.engine.now + 3_600 * SECOND)
    assert result.status == "failed"
    [problem] = result.diagnostics
    assert problem.code == "WF007"
    assert "prospects" in problem.message
    world.close()


def test_urls_are_understood_in_every_spelling() -> None:
    pytest.importorskip("psycopg")
    for url in ("postgresql://a/b", "postgresql+psycopg://a/b"):
        store = ProspectStore(url)
        assert store.database.engine.url == make_url("postgresql+psycopg://a/b")
        store.close()
