"""Rehearsals: bundles, seeds, shares, and that what comes of them is added up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rehearsals import make_world

from studio import World
from studio.rehearsal.bundle import Bundle, pack, unpacked, with_paths
from studio.rehearsal.job import Job, Result, run_bundle
from studio.rehearsal.rehearsal import Plan, rehearse, went_wrong
from studio.rehearsal.sharding import divided
from studio.rehearsal.spreading.here import Here
from studio.world.lists.share import Share
from studio.world.settings import WorldSettings

EXAMPLE = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects" / "world.yaml"


def bundle_of(world: Path) -> Bundle:
    packed, problems = pack(world)
    assert packed is not None, problems
    return packed.bundle


class Backwards:
    """Runs the last job first."""

    def run(self, bundle: Bundle, jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        for place in reversed(range(len(jobs))):
            yield place, run_bundle(bundle, jobs[place])


# ------------------------------------------------------------------------------------------------- bundles
def test_a_bundle_has_the_world_its_scripts_and_the_files_that_it_names() -> None:
    bundle = bundle_of(EXAMPLE)
    assert sorted(bundle.files) == ["brain.studio", "leads.csv", "load_prospects.studio", "world.yaml"]
    assert (bundle.world, bundle.project) == ("world.yaml", ".")


def test_files_elsewhere_keep_their_places_to_one_another(tmp_path: Path) -> None:
    world = make_world(tmp_path / "here" / "worlds")
    (tmp_path / "lists").mkdir()
    (tmp_path / "here" / "worlds" / "leads.csv").rename(tmp_path / "lists" / "leads.csv")
    stated = world.read_text("utf-8")
    plan = Plan(0.01, (7,))
    documents = []
    for written in ("../../lists/leads.csv", (tmp_path / "lists" / "leads.csv").as_posix()):
        world.write_text(stated.replace("leads.csv", written), "utf-8")
        bundle = bundle_of(world)
        assert sorted(bundle.files) == ["here/worlds/world.yaml", "lists/leads.csv"]
        documents.append(rehearse(bundle, plan, Here()))
    assert documents[0] == documents[1]
    assert documents[0]["runs"][0]["lists"][0]["file"] == "../../lists/leads.csv"


def test_a_bundle_is_laid_out_in_a_folder_that_goes_away(tmp_path: Path) -> None:
    with unpacked(bundle_of(make_world(tmp_path))) as root:
        assert (root / "leads.csv").read_bytes() == (tmp_path / "leads.csv").read_bytes()
    assert not root.exists()


def test_paths_are_changed_wherever_they_stand() -> None:
    stated = WorldSettings.model_validate(
        {"crm": {"leads": "a.csv"}, "zones": {"zips": "b.csv"}, "files": {"initial": {"c": {"from": "c.wav"}}}}
    )
    changed = with_paths(stated, lambda path: Path("new") / path)
    assert changed.crm.leads == Path("new/a.csv")
    assert changed.zones.zips == Path("new/b.csv")
    assert changed.files.initial["c"].from_ == Path("new/c.wav")
    assert with_paths(stated, lambda path: path) is stated


REAL = [
    ("http: {routes: [{prefix: 'https://x.example/', network: true}]}", "route"),
    ("http: {routes: [{prefix: 'https://x.example/', app: 'a:b'}]}", "app"),
    ("mail: {smtp: {host: x.example, allow_recipients: ['*']}}", "mail"),
    ("files: {root: real}", "folder"),
    ("data: {databases: [{url: 'sqlite:///real.db'}]}", "database"),
    ("crm: {service: 'http://127.0.0.1:1'}", "lead source"),
    ("crm: {url: 'postgresql://h/d'}", "lead source"),
]


@pytest.mark.parametrize(("more", "word"), REAL)
def test_nothing_real_is_reached(tmp_path: Path, more: str, word: str) -> None:
    packed, problems = pack(make_world(tmp_path, more=more + "\n"))
    assert packed is None
    assert [each.code for each in problems] == ["RH001"]
    assert word in problems[0].message
    assert problems[0].line is not None


def test_the_stores_of_the_world_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    world = make_world(tmp_path, more="store: sqlite:///prospects.db\ncrm: {leads: crm.csv, keep: true}\n")
    (tmp_path / "crm.csv").write_text("LeadId,Name\n1,Ann\n", "utf-8")
    document = rehearse(bundle_of(world), Plan(0.1, (7,)), Here())
    assert document["runs"][0]["balance"]["leads"] == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["crm.csv", "leads.csv", "world.yaml"]


# --------------------------------------------------------------------------------------------------- runs
def test_a_rehearsal_is_what_the_world_does_by_itself(tmp_path: Path) -> None:
    file = make_world(tmp_path)
    world, _ = World.load(file, tmp_path)
    assert world is not None
    assert world.campaign is not None
    world.campaign.begin()
    world.go_on(world.engine.now + 3_600_000_000)
    figures = [each.as_json() for each in world.campaign.figures()]
    world.close()
    run = rehearse(bundle_of(file), Plan(1 / 24, (7,)), Here())["runs"][0]
    assert run["skills"] == figures
    assert run["skills"][0]["loads"] == {"Missing Phone Number": 4, "Success": 36}
    assert run["skills"][0]["attempts"] >= 36
    assert run["lists"] == [
        {
            "file": "leads.csv",
            "skill": 4001,
            "source": "List",
            "records": 40,
            "codes": {"Missing Phone Number": 4, "Success": 36},
        }
    ]


def test_the_order_in_which_runs_end_changes_nothing(tmp_path: Path) -> None:
    bundle = bundle_of(make_world(tmp_path, records=15))
    plan = Plan(0.01, (7,), shards=3)
    assert json.dumps(rehearse(bundle, plan, Here())) == json.dumps(rehearse(bundle, plan, Backwards()))


def test_seeds_differ_and_ranges_hold_them(tmp_path: Path) -> None:
    document = rehearse(bundle_of(make_world(tmp_path)), Plan(0.05, (7, 8, 9)), Here())
    talks = [each["skills"][0]["talk_seconds"] for each in document["runs"]]
    assert len(set(talks)) == 3
    found = document["ranges"]["4001"]["talk_seconds"]
    assert (found["least"], found["median"], found["most"]) == tuple(sorted(talks))
    assert [each["seed"] for each in document["runs"]] == [7, 8, 9]


def test_a_run_that_fails_is_told_with_its_seed_and_the_others_go_on(tmp_path: Path) -> None:
    class Failing(Here):
        def run(self, bundle: Bundle, jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
            for place, result in super().run(bundle, jobs):
                yield place, {"seed": 8, "shard": 0, "error": "broken"} if result["seed"] == 8 else result

    document = rehearse(bundle_of(make_world(tmp_path, records=5)), Plan(0.01, (7, 8, 9)), Failing())
    assert document["failed"] == [{"seed": 8, "why": "broken"}]
    assert [each["seed"] for each in document["runs"]] == [7, 9]
    assert went_wrong(document) == ["seed 8: broken"]


def test_a_world_that_can_not_be_built_names_no_folder_of_ours(tmp_path: Path) -> None:
    bundle = bundle_of(make_world(tmp_path, more="crm: {leads: nothing.csv}\n"))
    result = run_bundle(bundle, Job(7, 1))
    assert "nothing.csv" in result["error"]
    assert "studio-" not in result["error"]


# ------------------------------------------------------------------------------------------------- shares
@settings(max_examples=50)
@given(st.text(max_size=20), st.integers(1, 9))
def test_every_key_is_in_one_share(key: str, of: int) -> None:
    assert sum(Share(number, of).has(key) for number in range(of)) == 1


def test_shares_are_the_same_on_every_machine() -> None:
    assert [next(n for n in range(4) if Share(n, 4).has(f"K{key}")) for key in range(8)] == [0, 2, 1, 3, 0, 2, 1, 1]


def test_shares_have_all_records_agents_and_limits_between_them() -> None:
    stated = WorldSettings.model_validate(
        {
            "sources": [{"name": "S", "inventory_limit": 10}],
            "skills": [
                {"number": 1, "calling": {"agents": 7}, "xs": {"fresh_threshold": 10, "number_to_retrieve": 100}}
            ],
        }
    )
    parts = [divided(stated, Share(n, 3)) for n in range(3)]
    agents = [each.skills[0].calling.numbers for each in parts if each.skills[0].calling is not None]
    assert sorted(number for some in agents for number in some) == [1, 2, 3, 4, 5, 6, 7]
    assert [each.sources[0].inventory_limit for each in parts] == [4, 3, 3]
    assert [each.skills[0].xs.fresh_threshold for each in parts if each.skills[0].xs] == [4, 4, 4]
    assert divided(stated, Share()) is stated


def test_shares_of_a_list_are_loaded_once_between_them(tmp_path: Path) -> None:
    bundle = bundle_of(make_world(tmp_path))
    whole = rehearse(bundle, Plan(0.05, (7,)), Here())["runs"][0]
    shared = rehearse(bundle, Plan(0.05, (7,), shards=2), Here())["runs"][0]
    assert shared["lists"] == whole["lists"]
    assert shared["skills"][0]["loads"] == whole["skills"][0]["loads"]
    assert shared["skills"][0]["attempts"] >= 36


@pytest.mark.slow
def test_shares_of_the_leads_of_a_crm_are_all_of_them() -> None:
    whole = rehearse(bundle_of(EXAMPLE), Plan(0.02, (7,)), Here())["runs"][0]
    shared = rehearse(bundle_of(EXAMPLE), Plan(0.02, (7,), shards=2), Here())["runs"][0]
    assert shared["balance"]["leads"] == whole["balance"]["leads"] == 2000
    assert shared["balance"]["holds"]
    assert sum(shared["balance"]["places"].values()) == 2000
    signals: Counter[str] = Counter(shared["skills"][0]["signals"])
    assert signals["SkillChanged"] == 2


# ------------------------------------------------------------------------------------------------ verdicts
def run(**changed: Any) -> dict[str, Any]:
    places = {"lost": 0, "in two places": 0}
    usual: dict[str, Any] = {
        "seed": 7,
        "skills": [{"skill": 1, "check_ins": {}}],
        "balance": {"holds": True, "places": places},
        "troubles": [],
    }
    return {"failed": [], "runs": [usual | changed]}


VERDICTS = [
    (run(), []),
    (run(troubles=[[1, "the brain failed"]]), ["seed 7: skill 1: the brain failed"]),
    (run(skills=[{"skill": 1, "check_ins": {"parked": 2}}]), ["seed 7: skill 1: 2 check-ins are parked"]),
    (
        run(balance={"holds": False, "places": {"lost": 3, "in two places": 1}}),
        ["seed 7: 3 leads are lost, 1 in two places"],
    ),
    (run(balance=None), []),
]  # fmt: skip


@pytest.mark.parametrize(("document", "told"), VERDICTS)
def test_what_makes_a_rehearsal_a_failed_one(document: dict[str, Any], told: list[str]) -> None:
    assert went_wrong(document) == told
