"""Create Prospects v2 by cases: every result code, every call code, and what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from databases import new_store

from studio.dialer.calling.call_list import CallList
from studio.dialer.loading.codes import BY_TEXT, CALL_CODES, ROW_CODES
from studio.dialer.loading.load_reports import load_reports, summary
from studio.dialer.loading.loader import Limits, Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest, LoadResult

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
CASES = read_cases(Path(__file__).with_name("loading_cases.yaml"))
MAP = {
    "ExternalID": "Id",
    "PhoneNumber": "Phone",
    "Cell": "Cell",
    "City": "City",
    "Notes": "Notes",
    "Score": "Score",
    "TimeZone": "Zone",
    "ExpirationDate": "Expires",
    "OverrideFinalizationStatuses": "Again",
}
SKILLS = [Skill(number=1), Skill(number=2), Skill(number=3, personal_connection=False)]
GOOD = [{"Id": "1", "Phone": "8015550100"}, {"Id": "2", "Phone": "8015550101"}]


def source(settings: dict[str, Any] | None = None) -> Source:
    return Source.model_validate(
        {"name": "Leads", "map": MAP, "fields": [{"name": "Cell", "type": "Phone"}]} | (settings or {})
    )


def loader(settings: dict[str, Any], of: Source, store: ProspectStore | None = None) -> Loader:
    limits = {key: settings[key] for key in ("rows", "inventory", "record_characters") if key in settings}
    listed = settings.get("do_not_call")
    return Loader(
        store or new_store(),
        SKILLS,
        [of],
        limits=Limits(**limits),
        do_not_call=None if listed is None else set(listed).__contains__,
        dnc_check="dial" if listed is None else "load",
        strict=settings.get("strict", False),
    )


def request(rows: Any, **changed: Any) -> LoadRequest:
    return replace(LoadRequest("1", "leads", rows), **changed)


def change(store: ProspectStore, what: str) -> None:
    calls = CallList(store, SKILLS[0])
    for each in list(store.all()):
        match what:
            case "finalize":
                calls.finalize(each.id, "Sold", NOW)
            case "check in":
                calls.mark_checked_in(each.id, NOW)
            case "remove":
                calls.remove(each.id, NOW)


@pytest.mark.parametrize("case", CASES["row codes"], ids=lambda case: case["name"])
def test_rows(case: dict[str, Any]) -> None:
    load = loader(case.get("loader", {}), source(case.get("source")))
    if "held" in case:
        before = load.load(request(case["held"], skill_no=str(case.get("on_skill", 1))), NOW)
        assert {each.code for each in before.rows} == {"Success"}
        for what in case.get("then", ()):
            change(load.store, what)
    held = list(load.store.all())
    result = load.load(request(case["rows"], **case.get("call", {})), NOW)
    assert not result.error
    assert [each.code for each in result.rows] == [each["code"] for each in case["expect"]]
    for report, wanted in zip(result.rows, case["expect"], strict=True):
        code = BY_TEXT[report.code]
        assert (report.retry, report.check_in) == (code.retry, code.check_in)
        assert report.detail == wanted.get("detail", report.detail)
        assert wanted.get("detail_has", "") in report.detail
        assert report.time_zone == wanted.get("zone", report.time_zone)
        assert report.time_zone_source == wanted.get("zone_source", report.time_zone_source)
        if report.code == "Success":
            assert list(report.warnings) == wanted.get("warnings", [])
    if "stored" in case:
        prospect = load.store.get("Leads", "1")
        assert prospect is not None
        assert {name: prospect.fields[name] for name in case["stored"]} == case["stored"]
    if all(each.code != "Success" or each.detail == "Unchanged" for each in result.rows):
        assert list(load.store.all()) == held, "a row that failed or changed nothing writes nothing"


@pytest.mark.parametrize("case", CASES["call codes"], ids=lambda case: case["name"])
def test_calls(case: dict[str, Any]) -> None:
    load = loader(case.get("loader", {}), source(case.get("source")))
    call = request(**{"rows": GOOD, **case.get("call", {})})
    result = load.load(call, NOW)
    rows = call.rows or []
    assert result.error == case["error"]
    assert [each.number for each in result.rows] == list(range(1, len(rows) + 1))
    if case["error"]:
        assert result.detail
        assert {each.code for each in result.rows} <= {case["error"]}
        assert not list(load.store.all())
    kept = load_reports(load.store)
    assert [each.result for each in kept] == [result]


def test_the_cases_meet_every_code() -> None:
    met = {each["code"] for case in CASES["row codes"] for each in case["expect"]}
    assert met == {code.text for code in ROW_CODES}
    failed = {case["error"] for case in CASES["call codes"]}
    assert failed - {""} == {code.text for code in CALL_CODES} - {"Service Unavailable"}, "that one: test_store.py"


def test_an_update_keeps_attempts_and_restarts_those_of_a_changed_number() -> None:
    load = loader({}, source())
    load.load(request([{"Id": "1", "Phone": "8015550100", "Cell": "8015550101"}]), NOW)
    held = load.store.get("leads", "1")
    assert held is not None
    assert CallList(load.store, SKILLS[0]).start_attempt(held, NOW) == "+18015550100"
    result = load.load(request([{"Id": "1", "Phone": "8015550102"}]), NOW + timedelta(hours=1))
    assert result.rows[0].detail == "Updated"
    now = load.store.get("leads", "1")
    assert now is not None
    assert (now.attempts, now.state, now.last_attempt, now.created) == (1, "in play", NOW, NOW)
    assert [(each.number, each.attempts) for each in now.destinations] == [("+18015550102", 0), ("+18015550101", 0)]


def test_a_reopened_prospect_starts_over() -> None:
    load = loader({}, source())
    load.load(request(GOOD), NOW)
    calls = CallList(load.store, SKILLS[0])
    calls.start_attempt(load.store.find("leads", ["1"])["1"], NOW)
    change(load.store, "finalize")
    change(load.store, "check in")
    later = NOW + timedelta(days=1)
    load.load(request([{"Id": "1", "Again": True}], skill_no="2"), later)
    now = load.store.get("leads", "1")
    assert now is not None
    assert (now.state, now.attempts, now.skill, now.created) == ("fresh", 0, 2, later)
    assert [each.attempts for each in now.destinations] == [0]


def test_expiration_comes_from_the_row_the_call_or_the_skill() -> None:
    load = loader({}, source())
    load.skills[2] = Skill(number=2, default_contact_expiration=60)
    rows = [{"Id": "1", "Phone": "8015550100", "Expires": "2026-07-01"}, {"Id": "2", "Phone": "8015550100"}]
    load.load(request(rows, default_expiration="2026-06-20T10:00:00-04:00"), NOW)
    load.load(request([{"Id": "3", "Phone": "8015550100"}], skill_no="2"), NOW)
    load.load(request([{"Id": "4", "Phone": "8015550100"}]), NOW)
    assert [each.expires for each in load.store.all()] == [
        datetime(2026, 7, 2, 6, tzinfo=UTC),
        datetime(2026, 6, 20, 14, tzinfo=UTC),
        NOW + timedelta(minutes=60),
        None,
    ]
    again = load.load(request([{"Id": "3", "Phone": "8015550100"}], skill_no="2"), NOW + timedelta(minutes=30))
    assert again.rows[0].detail == "Unchanged", "what the skill gave once is not given anew"


def test_the_zone_of_an_update_stays_unless_its_columns_change() -> None:
    load = loader({}, source())
    default = {"no_time_zone_reject": False, "time_zone": "Pacific Standard Time"}
    load.load(request([{"Id": "1", "Phone": "8005550100"}], **default), NOW)
    kept = load.load(request([{"Id": "1", "City": "Ogden"}]), NOW).rows[0]
    assert kept.code == "Update Rejected", "another city may be in another zone, and none is found for it"
    kept = load.load(request([{"Id": "1", "Notes": "new"}]), NOW).rows[0]
    assert (kept.detail, kept.time_zone, kept.time_zone_source) == ("Updated", "America/Los_Angeles", "Default")
    moved = load.load(request([{"Id": "1", "Phone": "8015550100"}]), NOW).rows[0]
    assert (moved.time_zone, moved.time_zone_source) == ("America/Denver", "Phone")


def test_reports_are_kept_newest_only_and_sum_up_without_data_of_a_record() -> None:
    load = loader({}, source())
    load.limits = Limits(kept_reports=2)
    for number in range(4):
        load.load(request([{"Id": str(number), "Phone": "8015550100"}, {"Id": "", "Phone": ""}]), NOW)
    kept = load_reports(load.store)
    assert [(each.id, each.rows, each.succeeded) for each in kept] == [(3, 2, 1), (4, 2, 1)]
    assert kept[-1].codes == {"Missing External ID": 1, "Success": 1}
    line = summary(request([]), LoadResult(kept[-1].result.rows))
    assert line == 'CreateProspects skill=1 source=leads rows=2 ok=1 failed=1 {"Missing External ID": 1}'


def test_messages_name_row_column_and_value_and_never_a_long_one() -> None:
    load = loader({}, source())
    rows = [{"Id": "1", "Phone": "8015550100", "Score": "x" * 5000}, {"Id": "2", "Phone": "\x1b[2J" * 900}]
    for report in load.load(request(rows), NOW).rows:
        assert len(report.detail) < 200
        assert report.detail.isprintable()
        assert "Score" in report.detail or "PhoneNumber" in report.detail


def test_a_call_may_hold_as_many_rows_as_the_limit_says_and_no_more() -> None:
    load = loader({}, source())
    load.limits = Limits(rows=2)
    rows = [{"Id": str(number), "Phone": "8015550100"} for number in range(3)]
    assert load.load(request(rows), NOW).error == "Too Many Records"
    assert list(load.store.all()) == []
    assert [each.code for each in load.load(request(rows[:2]), NOW).rows] == ["Success", "Success"]
