"""The data of the catalogue: every entry of every file held to a schema, and all of them to each other and to the text form."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

import studio.script.catalogue.reading as reading
from studio.script.catalogue import MEDIA, Family, Kind, families, kind_of, kinds
from studio.script.catalogue.telling import PROPERTY_KINDS
from studio.script.text import read_text
from studio.script.text.form import kind_form
from studio.script.text.names import kind_text

FOLDER = Path(reading.__file__).parent / "data"
FORM = json.loads((FOLDER.parents[1] / "text" / "form1.json").read_text("utf-8"))

#: One line for people: begins with a capital, ends with a full stop.
Sentence = Annotated[str, StringConstraints(pattern=r"^[A-Z][^\n]*\.$", max_length=160)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]
Guid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PropertyEntry(Strict):
    name: Text
    kind: Literal["text", "value", "expr", "num", "bool", "enum", "var", "list", "names", "code", "words"]
    default: Text = "-"
    required: Literal[True] = True
    choices: list[Text] = Field(default=["-"], min_length=1)
    more: Literal[True] = True


class Entry(Strict):
    display: Text
    title: Text = "-"
    about: Sentence
    library: Guid = "00000000-0000-0000-0000-000000000000"
    source: Literal["observed", "documented", "named"]
    name_source: Literal["documented", "inferred"] = "inferred"
    page: Annotated[str, StringConstraints(pattern=r"^[\w/ ]+$")] = "-"
    aliases: list[Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]+$")]] = Field(default=["-"], min_length=1)
    media: Literal["all", "acd"] | list[Literal[MEDIA]] = "all"
    event: Literal[True] = True
    ends: Literal[True] = True
    cases: Literal[True] = True
    default: Literal[True] = True
    branches: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]\w*$")], int | None] = {}
    guessed: list[Text] = Field(default=["-"], min_length=1)
    whole: Literal[True] = True
    open: Literal[True] = True
    trusted: Literal[True] = True
    properties: list[PropertyEntry] = Field(default=[PropertyEntry(name="-", kind="text")], min_length=1)


class FamilyFile(Strict):
    title: Text
    about: Sentence
    kinds: dict[Text, Entry] = Field(min_length=1)


def test_every_file_is_a_family_and_every_family_a_file() -> None:
    assert {each.stem for each in FOLDER.iterdir()} == set(reading.FAMILIES)
    assert [each.key for each in families()] == list(reading.FAMILIES)


@pytest.mark.parametrize("key", reading.FAMILIES)
def test_every_entry_is_as_the_schema_says(key: str) -> None:
    text = (FOLDER / f"{key}.json").read_text("utf-8")
    FamilyFile.model_validate_json(text)
    # A name that stands there twice would hide an entry.
    names = re.findall(r'^    "((?:[^"\\]|\\.)+)": \{$', text, re.M)
    assert names == list(json.loads(text)["kinds"])
    assert max(map(len, text.splitlines())) <= 200


def test_no_name_no_library_id_and_no_other_name_is_there_twice() -> None:
    every = kinds()
    assert len(every) == sum(len(each.kinds) for each in families()) > 220
    assert not [name for name, times in Counter(each.name.upper() for each in every).items() if times > 1]
    assert not [id for id, times in Counter(each.library for each in every if each.library).items() if times > 1]
    others = [alias for each in every for alias in each.aliases]
    assert len(others) == len({*others}) == len({*others} - {each.name for each in every})
    assert all(kind_of(alias.lower()) is each for each in every for alias in each.aliases)


@pytest.mark.parametrize("family", families(), ids=lambda family: family.key)
def test_every_entry_makes_sense(family: Family) -> None:
    for name in family.kinds:
        kind = kind_of(name)
        assert kind is not None, name
        makes_sense(kind)


def makes_sense(kind: Kind) -> None:
    names = [each.name.lower() for each in kind.properties]
    assert len(names) == len({*names})
    slots = list(kind.branches.values())
    assert len(slots) == len({*slots})
    assert kind.guessed <= set(kind.branches)
    assert not (kind.ends and (kind.default or kind.branches or kind.cases))
    assert not (kind.event and kind.ends)
    for spec in kind.properties:
        assert spec.kind in PROPERTY_KINDS
        if spec.choices:
            assert spec.kind == "enum"
            assert spec.default in (*spec.choices, "")
            assert len({each.lower() for each in spec.choices}) == len(spec.choices)
        assert not spec.more or spec.choices
        assert spec.kind != "bool" or spec.default in ("", "True", "False")
    if kind.source == "observed":
        assert kind.library
        assert (kind.name_source, kind.open, kind.trusted) == ("observed", False, False)
    else:
        assert kind.name_source != "observed"
    if kind.source == "named":
        assert (kind.open, kind.properties, kind.branches, kind.default) == (True, (), {}, False)


def test_every_kind_is_printed_so_that_it_reads_back() -> None:
    every = kinds()
    assert [each.name for each in every if each.display.upper() != each.name.upper()] == []
    assert [each.name for each in every if kind_of(each.display) is not each] == []
    heads = [f'{kind_text(each.name)} "{number}"' for number, each in enumerate(every)]
    script, problems = read_text("\n".join(['script "A"', *heads]))
    assert problems == []
    assert script is not None
    assert [each.kind for each in script.actions] == [each.name for each in every]


def test_the_catalogue_agrees_with_the_frozen_list_of_the_text_form() -> None:
    for name in FORM:
        agrees_with_the_form(name)


def agrees_with_the_form(name: str) -> None:
    kind, form = kind_of(name), kind_form(name)
    assert kind is not None
    assert form is not None
    assert kind.library == form.library.lower()
    assert [each.name for each in kind.properties] == list(form.properties)
    for spec in kind.properties:
        default = form.properties[spec.name]
        assert isinstance(default, list) == (spec.kind in ("list", "names"))
        assert default in ("", [], spec.default), spec.name
    for label in kind.branches:
        if label not in kind.guessed:
            assert form.slot(label) == kind.branches[label]


def test_slots_that_exports_have_shown_are_theirs(shared: Path) -> None:
    reference: dict[str, Any] = json.loads((shared / "reference" / "action-catalogue.json").read_text("utf-8"))
    shown = 0
    for name, entry in reference.items():
        kind = kind_of(name)
        assert kind is not None
        for slot, label in entry["branches"]["named"]:
            assert (kind.branches[label], label in kind.guessed) == (slot, False), (name, label)
            shown += 1
        assert set(kind.branches) - {label for _, label in entry["branches"]["named"]} == kind.guessed
        types = {"call": "Phone", "digital": "Digital"}
        assert not kind.media or {types[each] for each in entry["scriptTypes"]} <= set(kind.media), name
    assert shown > 20
