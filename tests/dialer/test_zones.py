"""Time zones: of numbers, places and names; the order in which they are asked; and when a window is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from cases import read_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType as Kind
from phonenumbers import timezone
from phonenumbers.tzdata import TIMEZONE_DATA

from studio.dialer.calling.windows import is_open, next_opening
from studio.dialer.records.zone_names import zone_name
from studio.dialer.settings.hours import Window
from studio.dialer.settings.skills import Skill
from studio.dialer.zones.explaining import explain_zone
from studio.dialer.zones.finder import Found, ZoneFinder
from studio.dialer.zones.settings import ZoneSettings
from studio.dialer.zones.states import zone_of_state
from studio.dialer.zones.tables import TableError, read_zips

#: Values are slow to come where the machine is busy.
SLOW = [HealthCheck.too_slow]
NOW = datetime(2026, 1, 15, 18, tzinfo=UTC)
CASES = read_cases(Path(__file__).with_name("zone_cases.yaml"))
SPLIT = "208 219 250 270 308 418 423 541 574 605 606 620 701 709 775 785 807 812 850 867 879 906 907 928 986"


@pytest.mark.parametrize(("number", "zones"), CASES["numbers"].items())
def test_of_number(number: str, zones: list[str]) -> None:
    found = ZoneFinder().of_number("+1" + number.rstrip("x"), NOW) if not number.endswith("x") else ()
    if zones and number[:3] in SPLIT.split():
        # Of several names the clocks count, and the library may come to spell the same clock otherwise.
        assert set(found) <= set(zones)
        assert len(found) >= min(2, len(zones))
    else:
        assert list(found) == zones


@pytest.mark.parametrize("area", SPLIT.split())
def test_the_default_of_a_split_area_code_is_never_taken_alone(area: str) -> None:
    zones = ZoneFinder().of_number(f"+1{area}5550100", NOW)
    assert zones == () or len(zones) > 1


def test_no_exchange_of_a_split_area_code_gets_less_than_the_raw_table_says() -> None:
    """By the library's raw table, with nothing of the finder: every exchange of the 25 codes."""
    by_area: dict[str, set[str]] = {}
    for prefix, zones in TIMEZONE_DATA.items():
        if prefix.startswith("1") and len(prefix) >= 4:
            by_area.setdefault(prefix[1:4], set()).update(zones)
    split = {area: zones for area, zones in by_area.items() if len(zones) > 1}
    assert set(SPLIT.split()) <= set(split)
    finder = ZoneFinder()
    unlisted = 0
    for area, whole in split.items():
        for exchange in range(200, 1000):
            digits = f"1{area}{exchange}"
            listed = TIMEZONE_DATA.get(digits) or TIMEZONE_DATA.get(digits[:6]) or TIMEZONE_DATA.get(digits[:5])
            zones = finder.of_number(f"+{digits}0100", NOW)
            if not zones:
                continue  # no number to dial there, or too many clocks
            unlisted += listed is None
            offsets = {_clock(name) for name in listed or whole}
            assert {_clock(name) for name in zones} == offsets, (area, exchange)
    assert unlisted > 10_000


@cache
def _clock(name: str) -> tuple[timedelta | None, ...]:
    return tuple((NOW + timedelta(days=day)).astimezone(ZoneInfo(name)).utcoffset() for day in range(0, 364, 28))


def test_a_mobile_number_abroad_may_be_anywhere_in_its_country() -> None:
    finder = ZoneFinder(calling_codes=(1, 7, 44, 61))
    assert finder.of_number("+61292000000", NOW) == ("Australia/Sydney",), "a landline tells its city"
    assert finder.of_number("+61412345678", NOW) == (), "the table has Sydney for every mobile number"
    assert finder.of_number("+79261234567", NOW) == ()
    assert finder.of_number("+447911123456", NOW) == ("Europe/Guernsey",), "one clock in the whole country"


@pytest.mark.parametrize(("code", "zone"), CASES["canadian"].items())
def test_of_canadian_code(code: str, zone: str | None) -> None:
    assert ZoneFinder().of_zip(code) == zone


@pytest.mark.parametrize("case", CASES["steps"], ids=lambda case: case["name"])
def test_every_step_is_told_and_the_explanation_is_what_is_found(case: dict[str, Any]) -> None:
    zips = {"10001": "America/New_York"}
    cities = {("El Paso", "TX"): "America/Denver"}
    finder = ZoneFinder(zips.get, lambda city, state: cities.get((city, state))) if case.get("tables") else ZoneFinder()
    told = explain_zone(finder, NOW, **case["record"])
    assert list(told.steps) == case["steps"]
    assert told.found == finder.find(NOW, **case["record"])


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(
    time_zone=st.sampled_from(("", "Mars", "ET")),
    zip_code=st.sampled_from(("", "10001", "1", "K1A 0B1", "V1A 0B1")),
    state=st.sampled_from(("", "CO", "TX")),
    numbers=st.lists(st.integers(2_002_000_000, 9_999_999_999).map("+1{}".format), max_size=2),
    default=st.sampled_from((None, "UTC")),
)
def test_explaining_finds_what_finding_finds(**record: Any) -> None:
    told = explain_zone(ZoneFinder(), NOW, **record)
    assert told.found == ZoneFinder().find(NOW, **record)
    deciding = {"Default": "default: UTC", "": "no default"}.get(told.found.source)
    assert deciding is None or told.steps[-1] == deciding
    assert all(zone in " ".join(told.steps) for zone in told.found.zones)


@pytest.fixture
def own_tables(tmp_path: Path) -> ZoneSettings:
    """Tables of one's own."""
    (tmp_path / "zips.csv").write_text("zip,zone\n10001,PT\nk1a,America/Halifax\n")
    (tmp_path / "cities.csv").write_text("City,State,Zone\nSt. Paul,mn,America/Chicago\nEl Paso,Texas,MT\n")
    return ZoneSettings(zips=tmp_path / "zips.csv", cities=tmp_path / "cities.csv")


def test_tables_of_ones_own(own_tables: ZoneSettings) -> None:
    finder = own_tables.build(Path())
    assert finder.of_zip("10001") == "America/Los_Angeles"
    assert finder.of_zip("10002") is None
    assert finder.of_zip("K1A 0B1") == "America/Halifax"
    assert finder.of_zip("K2A 0B1") == "America/Toronto"
    assert finder.of_city("st  paul", "Minnesota") == "America/Chicago"
    assert finder.of_city("EL PASO", "tx") == "America/Denver"
    assert finder.of_city("Pensacola", "FL") is None


@pytest.mark.slow
def test_tables_of_ones_own_come_before_the_installed_one(own_tables: ZoneSettings) -> None:
    finder = own_tables.model_copy(update={"us_zips": True}).build(Path())
    assert finder.of_zip("10001") == "America/Los_Angeles"
    assert finder.of_zip("10002") == "America/New_York"
    assert finder.of_zip("K1A 0B1") == "America/Halifax"
    assert finder.of_city("el paso", "TX") == "America/Denver"
    assert finder.of_city("Pensacola", "FL") == "America/Chicago", "of the installed table"
    assert finder.of_city("Chattanooga", "TN") is None, "its zips do not agree"
    assert finder.of_zip("09001") is None, "military mail"


@pytest.mark.parametrize(("text", "faults"), CASES["tables"].items())
def test_faults_of_a_table_are_told_at_their_places(tmp_path: Path, text: str, faults: list[list[Any]]) -> None:
    (tmp_path / "zips.csv").write_text(text, encoding="latin-1")
    with pytest.raises(TableError) as fault:
        read_zips(tmp_path / "zips.csv")
    assert [[each.code, each.line, each.column] for each in fault.value.findings] == faults


def test_numbers_elsewhere_tell_nothing_unless_asked_for() -> None:
    assert ZoneFinder().of_number("+442079460000", NOW) == ()
    assert ZoneFinder(calling_codes=(1, 44)).of_number("+442079460000", NOW) == ("Europe/London",)


@settings(derandomize=True, max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(st.integers(2_002_000_000, 9_999_999_999))
def test_of_number_agrees_with_the_library_but_for_the_guards(national: int) -> None:
    number = phonenumbers.PhoneNumber(country_code=1, national_number=national)
    found = ZoneFinder().of_number(f"+1{national}", NOW)
    geographic = phonenumbers.number_type(number) in (Kind.FIXED_LINE, Kind.MOBILE, Kind.FIXED_LINE_OR_MOBILE)
    if not geographic:
        assert found == ()
        return
    theirs = timezone.time_zones_for_geographical_number(number)
    if len(theirs) == 1 and str(national)[:3] not in SPLIT.split():
        assert found == theirs
    elif found:
        assert set(found) & set(theirs)


@pytest.mark.parametrize(("state", "zone"), CASES["states"].items())
def test_of_state(state: str, zone: str | None) -> None:
    assert zone_of_state(state) == zone


@pytest.mark.parametrize(("text", "zone"), CASES["names"].items())
def test_names(text: str, zone: str | None) -> None:
    assert zone_name(text) == zone


def test_the_record_comes_before_zip_city_state_and_number() -> None:
    zips = {"10001": "America/New_York", "K1A": "America/Toronto"}
    cities = {("El Paso", "TX"): "America/Denver"}
    finder = ZoneFinder(zips.get, lambda city, state: cities.get((city, state)))
    phone = ["+16025550100"]

    def found(**columns: object) -> Found:
        return finder.find(NOW, **{"numbers": phone, "default": "America/Chicago"} | columns)  # type: ignore[arg-type]

    assert found(time_zone="HT", zip_code="10001") == Found(("Pacific/Honolulu",), "Record")
    assert found(zip_code="10001-1234", state="CO") == Found(("America/New_York",), "Zip")
    assert found(zip_code="k1a 0b1") == Found(("America/Toronto",), "Zip")
    assert found(zip_code="99999", city="El Paso", state="TX") == Found(("America/Denver",), "CityState")
    assert found(city="Denver", state="CO") == Found(("America/Denver",), "CityState")
    assert found(city="Dallas", state="TX") == Found(("America/Phoenix",), "Phone")
    assert found(numbers=["+18005550100", "+18015550100"]).source == "Default", "the first number decides"
    assert found(numbers=[]) == Found(("America/Chicago",), "Default", ("zone from default",))
    assert found(numbers=[], default=None) == Found((), "")
    told = found(time_zone="Mars", numbers=["+14235550100"]).warnings
    assert told == ("zone ignored: Mars", "zone ambiguous: 2 zones")


def test_clocks_are_compared_over_the_whole_coming_year() -> None:
    # In summer Denver and Chicago differ as in winter; Phoenix and Denver agree in winter alone.
    for month in (1, 7):
        found = ZoneFinder().of_number("+19282830100", datetime(2026, month, 15, tzinfo=UTC))
        assert found == ("America/Denver", "America/Phoenix")


def test_a_window_opens_when_every_zone_is_inside_and_shuts_a_minute_early() -> None:
    skill = Skill(number=1)
    zones = ("America/Chicago", "America/New_York")
    open_hours = []
    for minute in range(24 * 60):
        now = datetime(2026, 1, 15, 5, tzinfo=UTC) + timedelta(minutes=minute)  # midnight in New York
        if is_open(skill, zones, now, "America/New_York"):
            open_hours.append(minute)
    assert (open_hours[0], open_hours[-1]) == (9 * 60, 21 * 60 - 2)
    assert len(open_hours) == open_hours[-1] - open_hours[0] + 1


def test_windows_of_zones_days_and_the_skill() -> None:
    skill = Skill.model_validate(
        {
            "number": 1,
            "zones": {"Mountain Standard Time": {"start": "10:00", "end": "12:00"}, "HT": {"active": False}},
            "schedule": {"sunday": {"active": False}, "saturday": {"start": "13:30", "end": "24:00"}},
        }
    )
    unit = "America/New_York"
    friday = datetime(2026, 1, 16, 16, tzinfo=UTC)
    assert not is_open(skill, ("America/Denver",), friday, unit)
    assert next_opening(skill, ("America/Denver",), friday, unit) == friday.replace(hour=17)
    assert next_opening(skill, ("Pacific/Honolulu",), friday, unit) is None
    assert not is_open(skill, (), friday, unit)
    night = friday + timedelta(days=1)  # Saturday, 11:00 in New York
    assert next_opening(skill, ("America/Denver",), night, unit) == datetime(2026, 1, 17, 18, 30, tzinfo=UTC)
    sunday = datetime(2026, 1, 18, 18, tzinfo=UTC)
    assert next_opening(skill, ("America/Chicago",), sunday, unit) == datetime(2026, 1, 19, 14, tzinfo=UTC)


def test_zones_that_are_not_listed_are_off_where_the_skill_says_so() -> None:
    skill = Skill.model_validate({"number": 1, "zones": {"ET": {}}, "only_listed_zones": True})
    assert skill.window_of("America/New_York") == Window()
    assert skill.window_of("America/Denver") is None


def test_summer_time_moves_the_window_with_the_local_clock() -> None:
    skill = Skill(number=1)
    zones = ("America/New_York",)
    for day, first in ((datetime(2026, 3, 7, tzinfo=UTC), 13), (datetime(2026, 3, 9, tzinfo=UTC), 12)):
        assert next_opening(skill, zones, day.replace(hour=6), "UTC") == day.replace(hour=first)
