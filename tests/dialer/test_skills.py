"""Settings of skills, sources and maps: ranges, spellings, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import CustomField, Source


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("xsFreshThreshold", 1, 30_000),
        ("xsAvailableThreshold", 1, 30_000),
        ("xsReadyThreshold", 1, 30_000),
        ("xsNumberToRetrieve", 1, 10_000),
    ],
)
def test_xs_ranges(name: str, low: int, high: int) -> None:
    for good in (low, high):
        Skill.model_validate({"number": 1, "xsSettings": {name: good}})
    for bad in (low - 1, high + 1):
        with pytest.raises(ValidationError, match=name):
            Skill.model_validate({"number": 1, "xsSettings": {name: bad}})


@pytest.mark.parametrize(
    "settings",
    [
        {"personal_connection": False, "xs": {}},
        {"default_contact_expiration": 0},
        {"default_contact_expiration": 527_040},
        {"retry": {"maximumAttempts": 301}},
        {"window": {"start": "21:00", "end": "08:00"}},
        {"window": {"start": "8", "end": "25:00"}},
        {"zones": {"Mars": {}}},
        {"colour": "red"},
    ],
)
def test_refused_skills(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Skill.model_validate({"number": 1} | settings)


@pytest.mark.parametrize("name", ["xsScriptID", "xsScriptId", "brain_script"])
def test_both_documented_spellings_are_read(name: str) -> None:
    skill = Skill.model_validate({"skillNo": 1, "xsSettings": {name: "brain"}})
    assert skill.xs is not None
    assert skill.xs.brain_script == "brain"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"map": {"Shoe": "Shoe"}}, "Shoe"),
        ({"map": {"City": "Place", "State": " place "}}, "Place|place"),
        ({"map": {"FirstName": "Name", "firstname": "Other", "LastName": "name"}}, "LastName"),
        ({"name": "x" * 256}, "255"),
        ({"fields": [{"name": "Work", "type": "Blob"}]}, "Blob|Decimal"),
        ({"fields": [{"name": "Work", "type": "Phone", "default": "8015550100"}]}, "no default"),
        ({"fields": [{"name": "Age", "type": "Int", "default": "old"}]}, "Age"),
        (
            {
                "map": {name: name for name in "abcdefg"},
                "fields": [{"name": name, "type": "Phone"} for name in "abcdefg"],
            },
            "6 destinations",
        ),
    ],
)
def test_refused_sources(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Source.model_validate({"name": "Leads"} | settings)


def test_maps_count_in_any_case_and_an_empty_column_is_none() -> None:
    source = Source(name="Leads", map={"externalid": " ID ", "phonenumber": "Phone", "City": ""})
    assert source.plan.external_id == "id"
    assert [each.name for each in source.plan.columns] == ["PhoneNumber"]


def test_a_default_value_fits_its_type() -> None:
    assert CustomField(name="Age", type="Int", default="7").default == "7"
