"""Scenarios about loading and scripts: what the loader and a check make of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import phonenumbers
import pytest
from databases import new_store
from phonenumbers import timezone
from pydantic import ValidationError
from scenarios import Checks

from studio.dialer.calling.call_list import CallList, Outcome
from studio.dialer.calling.windows import is_open
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.zones.finder import ZoneFinder
from studio.runtime.ports import LoadRequest, LoadResult, RowReport
from studio.script.checks import check_script
from studio.script.project import Project
from studio.script.text import read_text

NOW = datetime(2026, 1, 15, 18, tzinfo=UTC)
check = Checks()


def codes_of(text: str, *others: str) -> set[str]:
    """The codes of what a check finds in a script."""
    scripts = [script for script, _ in map(read_text, (text, *others)) if script is not None]
    return {each.code for each in check_script(scripts[0], Project(scripts))}


@check("cp2-not-for-digital")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    script = 'script "A"\n    media = {}\nBegin "Begin"\n    -> "Load"\nCreateProspects2 "Load"\n'
    assert "CK105" in codes_of(script.format(given["script_type"]))
    assert not any("CK105" in codes_of(script.format(each)) for each in expect["allowed_types"])


@check("checkin-generic-only")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    script = 'script "A"\n    media = {}\nBegin "Begin"\n    -> "Stop"\n{} "Event"\n    -> "Stop"\nStop "Stop"\n'
    assert ("CK105" in codes_of(script.format(given["script_type"], given["has"]))) is not expect["works"]
    assert "CK105" not in codes_of(script.format("Generic", given["has"]))


@check("preview-no-runsub")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    script = f'script "A"\nBegin "Begin"\n    -> "Do"\n{given["after"]} "Event"\n    -> "Do"\n{given["action"]} "Do"\n'
    assert ("CK711" in codes_of(script)) is not expect["allowed"]
    assert "CK711" not in codes_of(script.replace(given["action"], "Snippet"))


@check("one-onsignal")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    head, event = 'script "A"\nBegin "Begin"\n    -> "Stop"\nStop "Stop"\n', 'Onsignal "Signal {}"\n    -> "Stop"\n'
    events = [event.format(number) for number in range(given["script_has_onsignal"])]
    assert ("CK203" in codes_of(head + "".join(events))) is not expect["valid"]
    assert "CK203" not in codes_of(head + events[0])


@check("runsub-needs-return")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    caller = 'script "A"\nBegin "Begin"\n    -> "Sub"\nRunsub "Sub"\n    ScriptName = B\n    -> "Sub"\n'
    callee = 'script "B"\nBegin "Begin"\n    -> "End"\nStop "End"\n'
    assert ("CK302" in codes_of(caller, callee)) is not expect["valid"]
    assert "CK302" not in codes_of(caller, callee.replace("Stop ", "Return "))


PHONES = ("Phone", "Home", "Cell")


def new_loader(mapped: dict[str, str] | None = None, **more: Any) -> Loader:
    names = {"ExternalID": "Id", "City": "City", "State": "State", "Zip": "Zip"} if mapped is None else mapped
    fields = [{"name": name, "type": "Phone"} for name in PHONES]
    if mapped is None:
        names = names | {name: name for name in (*PHONES, "OverrideFinalizationStatuses")}
    source = Source.model_validate({"name": "Leads", "map": names, "fields": fields} | more.pop("source", {}))
    return Loader(new_store(), [Skill(number=1)], [source], **more)


def load(loader: Loader, rows: Any, **terms: Any) -> LoadResult:
    return loader.load(LoadRequest("1", "Leads", rows, **terms), NOW)


def one(row: dict[str, Any], loader: Loader | None = None, **terms: Any) -> RowReport:
    [report] = load(loader or new_loader(), [{"Id": "1"} | row], **terms).rows
    return report


@check("cp2-missing-map")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    result = load(new_loader(source={"map": given["source_map"]}), given["rows"])
    assert [each.code for each in result.rows] == [expect["error_text"]]


@check("cp2-no-zone-reject")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    report = one({"Phone": "8005550100"}, no_time_zone_reject=given["NoTimeZoneReject"], time_zone="ET")
    assert report.code == "Time Zone Not Found"


@check("cp2-update-existing")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader({"ExternalID": "ExternalID", "City": "City", "PhoneNumber": "Phone"})
    load(loader, [given["existing"] | {"Phone": "8015550100"}])
    assert load(loader, given["rows"]).rows[0].detail == "Updated"
    [held] = loader.store.all()
    assert held.fields["City"] == expect["City"]


@check("cp2-two-lists")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    result = load(new_loader(), [{"Id": "1", "Phone": "8015550100"}, {"Id": "2", "Phone": "none"}])
    good = [each.code == "Success" for each in result.rows]
    assert (sum(good), len(good) - sum(good)) == (expect["SuccessfulRecords"], expect["FailedRecords"])


@check("xs-threshold-range-low")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    low, high = expect["range"]
    for value, good in ((low - 1, False), (low, True), (high, True), (high + 1, False)):
        try:
            Skill.model_validate({"number": 1, "xsSettings": dict.fromkeys(given, value)})
        except ValidationError:
            assert not good
        else:
            assert good


@check("xs-only-for-pc-skills")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Skill.model_validate({"number": 1, "personal_connection": False, "xsSettings": {}})


@check("list-zone-order", "list-zone-city-before-phone")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    report = one(given["row"], new_loader(finder=ZoneFinder({"10001": "America/New_York"}.get)))
    zones = {"Eastern": "America/New_York", "Mountain": "America/Denver"}
    assert (report.time_zone_source, report.time_zone) == (expect["zone_from"], zones[expect["zone"]])


@check("list-zone-outside-na")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert one(given["row"]).code == "Time Zone Not Found"


@check("list-value-required")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    name = given["custom_field"]["name"]
    fields = [{"name": name, "required": given["custom_field"]["value_required"]}]
    loader = new_loader({"ExternalID": "Id", "PhoneNumber": "Phone", name: name}, source={"fields": fields})
    assert one(given["row"] | {"Phone": "8015550100"}, loader).code == "Required Field Missing"


@check("pc-exhausted-finalizes")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader()
    one({"Phone": "8015550100"}, loader)
    retry = {name: given[name] for name in ("maximumAttempts", "finalizeWhenExhausted")}
    calls = CallList(loader.store, Skill.model_validate({"number": 1, "retry": retry}))
    now = NOW
    for _attempt in range(given["attempts"]):
        [prospect] = calls.pick(now)
        calls.attempt(prospect, Outcome("No Answer"), now, now)
        now += timedelta(hours=1)
    assert [each.state for each in calls.awaiting_check_in()] == [expect["state"]]


@check("num-801", "num-navajo")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    number = phonenumbers.parse(given["number"], "US")
    assert list(timezone.time_zones_for_number(number)) == expect["zones"]
    report = one({"Phone": given["number"]})
    assert report.time_zone.split(", ") == expect["zones"]


@check("num-seven-digits", "num-too-long")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    number = phonenumbers.parse(given["number"], "US")
    assert phonenumbers.is_possible_number(number) is expect["is_possible"]
    assert one({"Phone": given["number"]}).code == "Invalid Phone Number"


@check("p-empty-data")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert load(new_loader(), []) == LoadResult([])


@check("p-too-many")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader()
    result = load(loader, [{"Id": str(number), "Phone": "8015550100"} for number in range(given["rows"])])
    assert result.error == expect["_ERR"]
    assert len(list(loader.store.all())) == expect["loaded"]


@check("p-failed-update-not-checked-in")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader()
    one({"Phone": "8015550100"}, loader)
    held = list(loader.store.all())
    report = one(given["row"], loader)
    assert report.code == expect["ResultCode"]
    assert expect["ResultDetail_names"] in report.detail
    assert str(report.check_in) == expect["CheckIn"]
    assert list(loader.store.all()) == held


@check("p-finalized-no-override", "p-finalized-override")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader()
    one({"Phone": "8015550100"}, loader)
    calls = CallList(loader.store, Skill(number=1))
    calls.attempt(calls.pick(NOW)[0], Outcome("Sold", final=True), NOW, NOW)
    calls.mark_checked_in(1, NOW)
    report = one(given["row"], loader)
    assert report.code == expect["ResultCode"]
    if "CheckIn" in expect:
        assert str(report.check_in) == expect["CheckIn"]
    else:
        [held] = loader.store.all()
        assert (held.state, held.attempts) == (expect["state"], expect["attempts"])


@check("p-one-bad-number-of-two", "p-no-phone")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    report = one(given["row"])
    assert report.code == expect["ResultCode"]
    assert expect.get("warning") in (None, *report.warnings)


@check("p-zone-area-code-union", "p-zone-listed-exchange")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    zones = one(given["row"]).time_zone.split(", ")
    assert zones == expect["zones"]
    if "dialable_eastern" in expect:
        midnight = datetime(2026, 1, 15, 5, tzinfo=UTC)
        skill = Skill(number=1)
        hours = [
            hour for hour in range(24) if is_open(skill, zones, midnight + timedelta(hours=hour), "America/New_York")
        ]
        first, end = expect["dialable_eastern"]
        assert hours == list(range(first, end))


@check("p-crm-column-case")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader(given["map"] | {"PhoneNumber": "Phone"})
    [report] = load(loader, [given["row"] | {"Phone": "8015550100"}]).rows
    assert (report.code, report.external_id) == ("Success", expect["ExternalID"])


@check("p-external-id-text")
def _(given: dict[str, Any], expect: dict[str, Any]) -> None:
    loader = new_loader({"ExternalID": "ID", "PhoneNumber": "Phone"})
    load(loader, [row | {"Phone": "8015550100"} for row in given["rows"]])
    assert len(list(loader.store.all())) == expect["prospects"]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("case", check.cases())
def test_case(case: dict[str, Any]) -> None:
    check.run(case)
