"""``studio world``: the schema, the example, and checks."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from studio.world.reference.example import example
from studio.world.reference.members import sections
from studio.world.reference.schema import world_schema
from studio.world.settings import WorldSettings

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = 'script "main"\n\nBegin "Begin"\n    -> "Hours"\n\nHours "Hours"\n    Profile = x\n    -> "End"\n\nEnd "End"\n'


def switched_on(text: str) -> str:
    """The example with everything in it switched on."""
    return re.sub(r"^#(?!#)", "", text.partition("\n")[2], flags=re.M)


def test_the_example_is_the_world_without_a_file() -> None:
    made = WorldSettings.model_validate(yaml.safe_load(example()))
    assert made == WorldSettings()


def test_the_example_has_every_member(studio: Any, tmp_path: Path) -> None:
    text = switched_on(example())
    for section in sections():
        for member in section.members:
            assert re.search(rf"^ *(- )?{re.escape(member.name)}:", text, re.M), member.name
    file = tmp_path / "world.yaml"
    file.write_text(text, encoding="utf-8")
    done = studio("world", "check", str(file), "--json")
    # Members may exclude one another, as the example of a stand-in shows; none is unknown.
    assert not [each for each in json.loads(done.out) if "no such member" in each["message"] or each["code"] != "WF003"]


def test_new_writes_a_file_once(studio: Any, tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    assert studio("world", "new", str(file)).code == 0
    assert file.read_text(encoding="utf-8") == example()
    assert studio("world", "check", str(file)).code == 0
    file.write_text("seed: 5\n", encoding="utf-8")
    done = studio("world", "new", str(file))
    assert (done.code, file.read_text(encoding="utf-8")) == (2, "seed: 5\n")
    assert "there already" in done.err
    assert studio("world", "new", str(tmp_path / "none" / "world.yaml")).code == 2
    assert studio("world", "new").out == example()


def test_check_tells_everything_with_its_place(studio: Any, tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    file.write_text("sed: 1\nzone: Nowhere\nmock:\n  - branch: x\n", encoding="utf-8")
    done = studio("world", "check", str(file), "--json")
    assert done.code == 1
    found = json.loads(done.out)
    assert sorted((each["code"], each["line"]) for each in found) == [("WF003", 1), ("WF003", 2), ("WF003", 4)]
    assert all(each["file"] == str(file) for each in found)


def test_check_finds_mistakes_in_observations(studio: Any, tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    text = """
    when:
      - when: {does: x, after: 1s}
      - when: {reaches: x}
        do: {answer: 500}
      - when: {at: "25:00"}
        do:
          - {press: 1}
          - {event: WAIT}
          - {sat: {a: 1}}
      - when: {requests: x}
        do: {answer: broken}
    """
    file.write_text(re.sub("^    ", "", text, flags=re.M), encoding="utf-8")
    done = studio("world", "check", str(file), "--json")
    assert done.code == 1
    found = [(each["code"], each["line"], each["message"].partition(": ")[2][:34]) for each in json.loads(done.out)]
    assert found == [
        ("WF003", 3, "give one of starts, at, after, rea"),
        ("WF003", 4, "an answer is for a request: say `r"),
        ("WF003", 6, "'25:00' is no time of day such as "),
        ("WF003", 9, "'WAIT' is no event action"),
        ("WF003", 10, "there is no such member"),
        ("WF003", 12, "Input should be 'down', 'slow', 'r"),
    ]


def test_check_holds_stand_ins_to_the_project(studio: Any, tmp_path: Path) -> None:
    (tmp_path / "main.studio").write_text(SCRIPT, encoding="utf-8")
    file = tmp_path / "world.yaml"
    file.write_text("mock:\n  - {kind: HOURS, branch: Shut}\n  - {kind: MENU}\n", encoding="utf-8")
    assert studio("world", "check", str(file)).code == 0
    for script in (tmp_path, tmp_path / "main.studio"):
        done = studio("world", "check", str(file), "--script", str(script), "--json")
        assert done.code == 1
        assert [each["code"] for each in json.loads(done.out)] == ["WF101", "WF106"]
    file.write_text("mock:\n  - {kind: MENU}\n", encoding="utf-8")
    done = studio("world", "check", str(file), "--script", str(tmp_path))
    assert done.code == 0
    assert "WF106" in done.out
    assert studio("world", "check", str(file), "--script", str(tmp_path / "none.studio")).code == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [("crm: {leads: none.csv}", 1), ("http: {routes: [{prefix: 'https://x.example/', service: x}]}", 1)],
)
def test_check_tries_what_a_world_names(studio: Any, tmp_path: Path, text: str, code: int) -> None:
    file = tmp_path / "world.yaml"
    file.write_text(text + "\nstore: sqlite:///made.db\nsources: [{name: x}]\n", encoding="utf-8")
    done = studio("world", "check", str(file), "--json")
    assert done.code == code
    assert [each["code"] for each in json.loads(done.out)] == ["WF004"]
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_read(studio: Any, tmp_path: Path) -> None:
    assert studio("world", "check", str(tmp_path / "none.yaml")).code == 2


# ------------------------------------------------------------------------------------------------- schema
def as_an_editor_sees(content: Any) -> Any:
    """Dates and times as texts."""
    match content:
        case dict():
            return {name: as_an_editor_sees(each) for name, each in content.items()}
        case list():
            return [as_an_editor_sees(each) for each in content]
        case date():
            return content.isoformat()
    return content


def test_the_schema_takes_what_the_models_take() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(world_schema())
    validator.check_schema(world_schema())
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("scripts/*/world*.yaml")]
    pages = [ROOT / "docs" / "world-file.md", *(ROOT / "docs" / "world").glob("*.md")]
    for path in pages:
        texts += re.findall(r"^```yaml\n(.*?)^```$", path.read_text(encoding="utf-8"), re.M | re.S)
    assert len(texts) > 3
    for text in [*texts, example()]:
        plain = as_an_editor_sees(yaml.safe_load(text) or {})
        assert [each.message for each in validator.iter_errors(plain)] == []


@pytest.mark.parametrize(
    "text",
    [
        "sed: 1",
        "limits: {looppasses: 3}",
        "limits: narrow",
        "platform: {rest_seconds: 0}",
        "skills: [{name: x}]",
        "mock: [{caption: x, delay: soon}]",
        "signals: [{after: 1s}]",
        "signal_mode: both",
        "skills: [{number: 1, window: {start: '8:60'}}]",
    ],
)
def test_the_schema_refuses_what_the_models_refuse(text: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    content = yaml.safe_load(text)
    assert list(jsonschema.Draft202012Validator(world_schema()).iter_errors(content))
    with pytest.raises(ValidationError):
        WorldSettings.model_validate(content)


@pytest.mark.parametrize(
    "text",
    [
        "limits: wide",
        "limits: {profile: wide, seconds: 3.5}",
        "platform: none",
        "platform: {rest_tries: 1, run_seconds: null}",
        "skills: [{skillNo: 1, xsSettings: {brain_script: x}, window: {start: '8:00'}}]",
        "mock: [{caption: x, delay: 2s, branch: true}, {kind: MENU, branch: 1, outputs: {Variable: [1, {a: null}]}}]",
    ],
)
def test_the_schema_takes_every_spelling(text: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    content = yaml.safe_load(text)
    assert [each.message for each in jsonschema.Draft202012Validator(world_schema()).iter_errors(content)] == []
    WorldSettings.model_validate(content)
