"""The people on the phone: who is on which line, what they do and when, and that all of it is plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from studio.runtime.state import restore_engine, save_engine
from studio.script.project import Project
from studio.world.callers.patterns import fits, fits_path
from studio.world.callers.recordings import wav
from studio.world.callers.settings import (
    Act,
    CallerSettings,
    CallersSettings,
    Heard,
    NumberSettings,
    RandomSettings,
    Reaction,
    Which,
)
from studio.world.places import read_yaml
from studio.world.settings import WorldSettings
from studio.world.world import World

IVR = """
script "Entry\\ivr"
    media = Phone

Begin "Begin"
    -> "Menu"

Menu "Menu"
    Sequence = "%Press one or two." "menu.wav"
    Timeout = 3
    -> "Menu"
    case 1 -> "Number"
    case 2 -> "Leave word"

Play "Number"
    Sequence = "%Your number, please."
    -> "Take"
    Digit -> "Take"

Capture "Take"
    Variable = number
    MaxDigits = 4
    -> "Leave word"

Record "Leave word"
    FileName = {ContactID}.wav
    MaxSilence = 3
    NoVoiceTimeout = 5
    -> "Ask"
    NoVoice -> "Ask"

Asryesno "Ask"
    Sequence = "%Anything else?"
    Yes -> "Menu"
    -> "Bye"

Hangup "Bye"

Onrelease "Gone"
    -> "End"

End "End"
"""


def described(run: Any) -> list[Any]:
    """Everything that happened, as plain data."""
    return [
        (each.time, each.kind, each.contact, each.caption, json.dumps(each.data, default=str)) for each in run.events
    ]


# ------------------------------------------------------------------------------------------------------ who it is
def who(bench: Callable[..., Any], people: list[Any], about: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Which caller is on the line of each contact, and what each knows."""
    run = bench(IVR, callers={"people": people})
    contacts = [run.engine.start(run.scripts[0], about=each) for each in about]
    lines = run.engine.ports.callers
    return [lines.line(each).caller for each in contacts], [each.about for each in contacts]


def test_the_first_caller_who_fits_is_on_the_line(bench: Callable[..., Any]) -> None:
    people = [
        {"contacts": {"ani": "+1555*"}},
        {"contacts": {"dnis": "800*"}},
        {"contacts": {"script": "entry\\*", "number": [2, 3]}},
        {"contacts": {"script": "other"}},
    ]
    about = [{}, {"ANI": "+1 555 0100"}, {"DNIS": "800"}, {}, {}, {}]
    assert who(bench, people, about)[0] == [None, 0, 1, 2, 2, None]


def test_a_caller_brings_numbers_that_the_contact_lacks(bench: Callable[..., Any]) -> None:
    people = [{"ani": 5550100, "dnis": "8005550100"}]
    found = who(bench, people, [{}, {"ANI": "123"}])[1]
    assert found == [{"ani": "5550100", "dnis": "8005550100"}, {"ani": "123", "dnis": "8005550100"}]


def test_scripts_can_read_them(bench: Callable[..., Any]) -> None:
    script = 'script "s"\n\nBegin "Begin"\n    -> "S"\n\nSnippet "S"\n    Data:\n        | seen = "{ANI}/{DNIS}"\n'
    run = bench(script, callers={"people": [{"ani": "1", "dnis": "2"}]})
    assert run.run().frames[0].variables["seen"] == "1/2"


def test_only_the_phone_has_callers(bench: Callable[..., Any]) -> None:
    run = bench(IVR.replace("media = Phone", "media = Email"), callers={"people": [{"ani": "1"}]})
    assert run.start().about is None


def test_a_contact_that_begins_later_has_its_caller_then(bench: Callable[..., Any]) -> None:
    run = bench(IVR, callers={"people": [{"does": [{"at": "1s", "hang_up": True}]}]})
    contact = run.engine.start(run.scripts[0], when=run.engine.now + 60_000_000)
    run.go_on()
    assert run.of("world")[-1] == {"text": "hangs up", "who": "caller"}
    assert run.captions(contact)[-2:] == ["Gone", "End"]
    assert [each.time for each in run.events if each.data.get("text") == "hangs up"] == [contact.start + 1_000_000]


# ------------------------------------------------------------------------------------------------- what is done
def test_keys_come_one_after_another(bench: Callable[..., Any]) -> None:
    people = [{"does": [{"when": {"caption": "Menu"}, "press": "1"}, {"when": {"kind": "play"}, "press": "1234#"}]}]
    run = bench(IVR, callers={"people": people, "key_seconds": 0.25})
    contact = run.run(seconds=4)
    keys = [(each.time - contact.start, each.data["key"]) for each in run.events if each.data.get("text") == "presses"]
    assert keys == [(0, "1"), (0, "1"), (250_000, "2"), (500_000, "3"), (750_000, "4"), (1_000_000, "#")]
    assert contact.frames[0].variables["number"] == "1234"


def test_without_time_between_them_they_keep_their_order(bench: Callable[..., Any]) -> None:
    people = [{"does": [{"when": {"caption": "Menu"}, "press": "1"}, {"when": {"kind": "play"}, "press": "1234"}]}]
    run = bench(IVR, callers={"people": people, "key_seconds": 0})
    assert run.run(seconds=4).frames[0].variables["number"] == "1234"


def test_the_interface_for_tests_and_other_drivers(bench: Callable[..., Any]) -> None:
    run = bench(IVR)
    contact = run.start()
    callers = run.engine.ports.callers
    run.go_on(1)
    assert not callers.say(run.engine, contact, "hello"), "a menu hears no words"
    assert callers.press(run.engine, contact, "2")
    run.go_on(1)
    assert callers.say(run.engine, contact, "call me", seconds=2)
    run.go_on(5)
    assert {"text": "recorded", "file": "1001.wav", "seconds": 6.0, "words": "call me"} in run.of("world")
    with pytest.raises(ValueError, match="no keys"):
        callers.press(run.engine, contact, "call")
    assert callers.hang_up(run.engine, contact, "16", "done")
    run.go_on()
    assert contact.status == "ended"
    assert not callers.hang_up(run.engine, contact)
    assert not callers.press(run.engine, contact, "1")
    assert not callers.say(run.engine, contact, "hello")
    assert not callers.fax(run.engine, contact)
    assert not callers.info(run.engine, contact, "a=1")


def test_nothing_more_comes_from_a_caller_who_has_hung_up(bench: Callable[..., Any]) -> None:
    does = [
        {"at": "1s", "hang_up": True},
        {"at": "2s", "press": "1"},
        {"when": {"kind": "MENU"}, "press": "1", "after": "5s"},
    ]
    run = bench(IVR, callers={"people": [{"does": does}]})
    contact = run.run()
    assert [each["text"] for each in run.of("world")] == ["plays", "hangs up"]
    assert contact.status == "ended"
    assert run.engine.ports.callers.lines == {}, "nothing is kept of lines that are no more"


def test_keys_words_and_the_hang_up_of_one_act_come_in_this_order(bench: Callable[..., Any]) -> None:
    act = {"at": "1s", "press": "21", "say": "fifteen letters", "hang_up": True}
    run = bench(IVR, callers={"people": [{"does": [act]}], "key_seconds": 1})
    contact = run.run()
    told = [(each.time - contact.start, each.data["text"]) for each in run.events if each.kind == "world"]
    assert [each for each in told if each[1] in ("presses", "says", "hangs up")] == [
        (1_000_000, "presses"), (2_000_000, "presses"), (2_000_000, "says"), (3_000_000, "hangs up"),
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------------- chance
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_caller_by_chance_does_the_same_again(bench: Callable[..., Any], seed: int) -> None:
    chance = {"hang_up": 0.1, "press": 0.6, "speak": 0.2, "words": ["yes", "no", "well"]}
    runs = [bench(IVR, seed=seed, callers={"people": [{"random": chance}]}) for _ in range(2)]
    for run in runs:
        for _ in range(5):
            run.start()
        run.go_on(600)
    first, second = map(described, runs)
    assert first == second
    assert {"presses", "hangs up"} <= {each["text"] for each in runs[0].of("world")}


def test_another_seed_is_another_run(bench: Callable[..., Any]) -> None:
    def keys(seed: int) -> list[str]:
        run = bench(IVR, seed=seed, callers={"people": [{"random": True}]})
        run.run(seconds=300)
        return [each["key"] for each in run.of("world") if each["text"] == "presses"]

    assert len({tuple(keys(seed)) for seed in range(5)}) > 1


def test_a_caller_by_chance_chooses_what_there_is(bench: Callable[..., Any]) -> None:
    chance = {"hang_up": 0, "press": 1, "choose": 1}
    run = bench(IVR, callers={"people": [{"random": chance}]})
    for _ in range(20):
        run.start()
    run.go_on(8)
    assert {branch for caption, branch in run.branches() if caption == "Menu"} == {"1", "2"}


# ------------------------------------------------------------------------------------------------------ state
PEOPLE = [
    {"contacts": {"number": [1]}, "does": [{"when": {"caption": "Menu"}, "press": "9", "then": [{"press": "1", "after": "1s"}]},
                                          {"when": {"kind": "play"}, "press": "1234", "after": "1s"},
                                          {"when": {"kind": "RECORD"}, "say": "my words", "after": "1s"},
                                          {"when": {"kind": "ASRYESNO"}, "say": "no", "after": "1s", "from": "end"}]},
    {"random": {"speak": 0.2, "words": ["yes", "no"]}, "does": [{"at": "50s", "hang_up": True}]},
]  # fmt: skip


def test_a_world_goes_on_from_its_saved_state(bench: Callable[..., Any]) -> None:
    def made() -> Any:
        return bench(IVR, callers={"people": PEOPLE})

    whole = made()
    for _ in range(3):
        whole.start()
    whole.go_on()
    wanted = described(whole)
    for seconds in (0, 1.7, 2.5, 4.2, 7, 12, 30):
        first = made()
        for _ in range(3):
            first.start()
        first.go_on(seconds)
        saved = json.loads(json.dumps(save_engine(first.engine)))
        second = made()
        restore_engine(second.engine, saved)
        assert json.loads(json.dumps(save_engine(second.engine))) == saved
        second.go_on()
        assert described(first) + described(second) == wanted, seconds


# ------------------------------------------------------------------------------------------------ sounds and files
class Files:
    """Files in memory."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def exists(self, name: str, script: str = "") -> bool:
        if name.startswith("..\\.."):
            raise OSError("above the root")
        return name in self.held

    def seconds(self, name: str, script: str = "") -> float:
        return (len(self.held[name]) - 44) / 100

    def write(self, name: str, script: str, content: bytes, *, contact: str = "", purpose: str = "") -> None:
        assert script == "Entry\\ivr"
        if "?" in name:
            raise OSError("no such name")
        self.held[name] = content


def test_a_sound_file_is_as_long_as_it_says(bench: Callable[..., Any]) -> None:
    run = bench(IVR)
    files = Files()
    run.engine.ports.put("files", files)
    files.held["menu.wav"] = wav(7.5)
    run.run(seconds=1)
    assert run.of("world")[0]["seconds"] == round(17 / 15 + 7.5, 3)


def test_a_name_that_the_files_refuse_is_one_of_which_nothing_is_known(bench: Callable[..., Any]) -> None:
    run = bench(IVR.replace("menu.wav", "..\\..\\..\\x.wav"))
    run.engine.ports.put("files", Files())
    run.run(seconds=1)
    assert run.of("world")[0]["seconds"] == round(17 / 15 + 5, 3)


def test_a_recording_is_written_and_has_its_words(bench: Callable[..., Any]) -> None:
    run = bench(IVR, callers={"people": PEOPLE[:1]})
    files = Files()
    run.engine.ports.put("files", files)
    run.run()
    data = files.held["1001.wav"]
    assert data[:4] + data[8:12] == b"RIFFWAVE"
    place = data.index(b"data")
    assert int.from_bytes(data[place + 4 : place + 8], "little") == 100 + round(800 / 15) + 300
    assert b"my words" in data


def test_a_recording_that_cant_be_written_is_an_error(bench: Callable[..., Any]) -> None:
    run = bench(IVR.replace("{ContactID}.wav", "a?.wav"), callers={"people": PEOPLE[:1]})
    run.engine.ports.put("files", Files())
    contact = run.run()
    assert "can't be written" in contact.frames[0].variables["_err"]


# -------------------------------------------------------------------------------------------------- the world file
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("callers: {people: [{does: [{press: '1'}]}]}", "either when (a prompt) or at (a time)"),
        ("callers: {people: [{does: [{at: 1s, when: {kind: MENU}, press: '1'}]}]}", "either when"),
        ("callers: {people: [{does: [{at: 1s, press: one}]}]}", "keys are 0 to 9"),
        ("callers: {people: [{does: [{at: soon, press: '1'}]}]}", "is no length"),
        ("callers: {people: [{does: [{at: 1s, after: 2s, press: '1'}]}]}", "belong to a prompt"),
        ("callers: {people: [{name: A}, {name: A}]}", "same name"),
        ("callers: {numbers: [{match: '*', caller: Bob}]}", "no caller named"),
        ("callers: {numbers: [{match: '*', outcome: Maybe}]}", "Answered"),
        ("callers: {people: [{random: {press: 0.9, hang_up: 0.9}}]}", "more than 1"),
        ("callers: {people: [{random: {least: 9s, most: 1s}}]}", "least is above"),
        ("callers: {people: [{does: [{at: 1s, confidence: 200}]}]}", "100"),
        ("callers: {characters_a_second: 0}", "greater than"),
        ("callers: {nobody: 1}", "no such member"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "world.yaml"
    path.write_text(text, encoding="utf-8")
    settings, problems = read_yaml(path, WorldSettings)
    assert settings is None
    assert any(told in each.message and each.line == 1 for each in problems), problems


def test_an_empty_world_has_silent_callers() -> None:
    world = World(WorldSettings(), Project([]))
    assert world.engine.ports.callers.dial(world.engine, "5550100").outcome == "Answered"


@pytest.mark.parametrize(
    ("pattern", "text", "whole"),
    [
        ("*", "", True),
        ("", "", True),
        ("", "x", False),
        ("a*c", "abbbc", True),
        ("a*c", "abbb", False),
        ("?b*", "ABc", True),
        ("*a*b", "xaxxab", True),
        ("[a]", "a", False),
        ("a**", "a", True),
        ("*" * 500 + "b", "a" * 5_000, False),
    ],
)
def test_patterns(pattern: str, text: str, whole: bool) -> None:
    assert fits(pattern, text) is whole


def test_patterns_of_files() -> None:
    assert fits_path("menu*.wav", "..\\Prompts\\Menu_1.wav")
    assert fits_path("*/prompts/*", "..\\Prompts\\x.wav")
    assert not fits_path("prompts/*", "..\\Other\\x.wav")


# ---------------------------------------------------------------------------------------------------------- the page
PAGE = Path(__file__).parents[2] / "docs" / "world" / "callers.md"


def test_the_example_of_the_page_is_valid() -> None:
    boxes = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert boxes
    for box in boxes:
        World(WorldSettings.model_validate(yaml.safe_load(box)), Project([]))


def test_every_member_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    models = (Act, CallerSettings, CallersSettings, Heard, NumberSettings, RandomSettings, Reaction, Which)
    members = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert sorted(each for each in members if f"`{each}`" not in text) == []
    assert all(field.description for model in models for field in model.model_fields.values())
