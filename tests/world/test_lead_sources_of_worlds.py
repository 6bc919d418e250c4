"""Where a world file may say that leads lie, and values of the environment in URLs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from studio.crm.store import utc_now
from studio.world.crm_settings import CrmSettings
from studio.world.environment import filled
from studio.world.world import World

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "call_queue" / "entry.studio"


def _world(folder: Path, content: str) -> tuple[World | None, str]:
    file = folder / "world.yaml"
    file.write_text(content, encoding="utf-8")
    world, problems = World.load(file, SCRIPT)
    return world, " ".join(f"{each.code} {each.message}" for each in problems)


def _first(world: World | None) -> list[str]:
    assert world is not None
    assert world.crm is not None
    with closing(world):
        return [row["LeadId"] for row in world.crm.check_out(f"b {world.crm.summary()['states']}", count=1).rows]


def test_leads_of_a_file_begin_anew_unless_they_are_kept(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("LeadId\n1\n2\n", encoding="utf-8")
    again = "crm: {leads: leads.csv}\n"
    assert [_first(_world(tmp_path, again)[0]) for _ in range(2)] == [["1"], ["1"]]
    kept = "crm: {leads: leads.csv, keep: true, lease_minutes: null}\n"
    assert [_first(_world(tmp_path, kept)[0]) for _ in range(2)] == [["1"], ["2"]]


def test_leads_in_a_database_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_LEADS", str(tmp_path / "crm.db"))
    (tmp_path / "leads.csv").write_text("LeadId\n1\n2\n", encoding="utf-8")
    both = "crm: {leads: leads.csv, url: 'sqlite:///${STUDIO_LEADS}', lease_minutes: null}\n"
    assert [_first(_world(tmp_path, both)[0]) for _ in range(2)] == [["1"], ["2"]]


def test_a_world_with_leads_elsewhere_can_be_saved_and_forked(tmp_path: Path) -> None:
    world, _ = _world(tmp_path, "crm: {service: 'http://127.0.0.1:1'}\n")
    assert world is not None
    with closing(world), closing(world.fork()) as other:
        saved = world.save()
        assert "crm" not in saved["databases"]
        other.restore(saved)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("crm: {url: '${STUDIO_NOT_SET}'}", "WF004 crm.url: the environment has no STUDIO_NOT_SET"),
        ("crm: {url: '${HOME}'}", "only names like STUDIO_POSTGRESQL are"),
        ("{store: '${STUDIO_NOT_SET}', skills: [{number: 1}]}", "WF004 store: the environment has no STUDIO_NOT_SET"),
        ("crm: {url: 'mysql://x'}", "WF004 leads lie in SQLite or PostgreSQL"),
        ("crm: {url: 'rubbish'}", "WF004 that is no URL"),
        ('crm: {url: "sqlite:///\\ud800"}', "WF004 that is no URL"),
        ('crm: {url: "sqlite:///a\\0b"}', "WF004 that is no URL"),
        ("crm: {url: 'postgresql://host:port/x'}", "WF004 that is no URL"),
        ("crm: {url: 'sqlite+other://'}", "WF004 write the URL of an SQLite file as"),
        ("crm: {url: 'sqlite://', table: {name: nosuch}}", "WF004 the database has no table nosuch"),
        ("crm: {service: 'nowhere'}", 'WF004 "nowhere" is not the address of a service'),
        ("crm: {service: 'http://x', leads: a.csv}", "WF003"),
        ("crm: {table: {name: x}}", "WF003"),
        ("crm: {keep: true}", "WF003"),
        ("crm: {keep: true, leads: ../a.csv}", "WF003"),
        ("crm: {key: x}", "WF003"),
    ],
)
def test_what_can_not_be_used_is_told(tmp_path: Path, content: str, told: str) -> None:
    world, problems = _world(tmp_path, content + "\n")
    assert world is None
    assert told in problems


def test_only_names_that_are_meant_for_it_are_read() -> None:
    known = {"STUDIO_A": "x", "STUDIO_B_2": "${HOME}", "HOME": "secret", "STUDIO_EMPTY": ""}
    assert filled("a${STUDIO_A}b${STUDIO_B_2}$c", "store", known) == "axb${HOME}$c"
    for text in ("${HOME}", "${STUDIO_a}", "${}", "${STUDIO_A", "${STUDIO_EMPTY}", "${STUDIO_C}"):
        with pytest.raises(ValueError, match="store: "):
            filled(text, "store", known)


def test_everything_may_be_left_out() -> None:
    with closing(CrmSettings().build(utc_now, Path())) as found:
        assert found.listing() == []
