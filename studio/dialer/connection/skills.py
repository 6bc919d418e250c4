"""Skills as scripts see and change them: GetSkillInfo and Update Skill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic.fields import FieldInfo

from studio.dialer.records.fields import is_true, plain, text_of
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import folded

#: How SkillData may name the skill [choice].
_NUMBER = ("skillno", "skillid", "skill_no", "skill", "number")
#: Parts of a skill whose settings are known by their own names, without the part's.
_PARTS = ("xs", "retry", "cadence", "list_management", "delivery")


class InvalidSkillData(ValueError):
    """What a script wants of a skill can't be; the message says why."""


def number_of(changes: Mapping[str, Any]) -> str:
    """The number of the skill that changes are meant for, as text; empty where they name none."""
    return next((text_of(value) for name, value in changes.items() if folded(name) in _NUMBER), "")


def changed(skill: Skill, changes: Mapping[str, Any]) -> tuple[Skill, dict[str, Any]]:
    """The skill with the changes that it knows, by the platform's names in any letter case, and those it doesn't know.

    Texts are read as numbers and Booleans where the setting is one. InvalidSkillData where a value does not fit.
    """
    settings = skill.model_dump()
    unknown: dict[str, Any] = {}
    for name, place, value in _placed(skill, changes):
        if place is None:
            unknown[name] = plain(value) if not isinstance(value, (dict, list)) else value
            continue
        part, member = place
        if part is not None and settings[part] is None:
            settings[part] = {}
        target = settings if part is None else settings[part]
        if not isinstance(target, dict):
            raise InvalidSkillData(f"{part} is no object with settings")
        if isinstance(value, Mapping) and isinstance(target.get(member), dict):
            target[member] = target[member] | dict(value)
        else:
            said = is_true(text_of(value)) if isinstance(target.get(member), bool) else None
            target[member] = value if said is None else said
    try:
        return type(skill).model_validate(settings), unknown
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        raise InvalidSkillData(f"{where}: {first['msg']}") from fault


def _placed(skill: Skill, changes: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str | None, str] | None, Any]]:
    """Every change by itself with its place, those of a part that is given as an object too; None where it isn't known."""
    for name, value in changes.items():
        if folded(name) in _NUMBER:
            continue
        place = _place(skill, folded(name))
        if place is None or place[1] not in _PARTS or not isinstance(value, Mapping):
            yield name, place, value
            continue
        part = place[1]
        for member, each in value.items():
            found = _member(_fields_of(skill, part), folded(member))
            yield member, None if found is None else (part, found), each


def info(skill: Skill, more: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a skill, under the names of the platform's API where it has them [choice]."""
    xs = skill.xs
    found: dict[str, Any] = {
        "skillId": skill.number,
        "skillName": skill.name,
        "mediaTypeName": "Phone Call",
        "isActive": True,
        "isOutbound": True,
        "Running": skill.running,
        "externalOutboundSkill_No": xs.external_skill if xs is not None else "",
    }
    for part in _PARTS:
        settings = getattr(skill, part, None)
        if isinstance(settings, BaseModel):
            found |= {name: plain(value) for name, value in _members(settings) if not isinstance(value, (tuple, dict))}
    return found | {name: value for name, value in more.items() if name not in found}


def _members(settings: BaseModel) -> Iterator[tuple[str, Any]]:
    """The members of a part by the platform's names."""
    for name, field in type(settings).model_fields.items():
        yield _names(name, field.validation_alias)[0], getattr(settings, name)


def _place(skill: Skill, wanted: str) -> tuple[str | None, str] | None:
    """Where in a skill's settings a name belongs: the part, None for the skill itself, and the member."""
    own = _member(type(skill).model_fields, wanted)
    if own is not None:
        return None, own
    for part in _PARTS:
        found = _member(_fields_of(skill, part), wanted)
        if found is not None:
            return part, found
    return None


def _member(fields: Mapping[str, FieldInfo], wanted: str) -> str | None:
    """The member that goes by this name (folded), its own or one of the platform's."""
    for name, field in fields.items():
        if wanted in map(folded, _names(name, field.validation_alias)):
            return name
    return None


def _fields_of(skill: Skill, part: str) -> dict[str, FieldInfo]:
    """The settings that a part of a skill can have, also where the skill has none of it."""
    stated = type(skill).model_fields.get(part)
    if stated is None:
        return {}
    kinds = [each for each in (stated.annotation, *get_args(stated.annotation)) if isinstance(each, type)]
    return next((each.model_fields for each in kinds if issubclass(each, BaseModel)), {})


def _names(name: str, alias: Any) -> list[str]:
    found = [each for each in alias.choices if isinstance(each, str)] if isinstance(alias, AliasChoices) else []
    return [*found, name]
