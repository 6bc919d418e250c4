"""Absurd values in the properties of the actions of the phone: an outcome, never a fault of our own, never a hang."""

from __future__ import annotations

from typing import Any

import pytest

from studio.runtime.registry import library
from studio.script.catalogue import kind_of
from studio.script.model import Action, Branch, Script
from studio.script.project import Project
from studio.world.settings import WorldSettings
from studio.world.world import World

KINDS = (
    "PLAY MENU CAPTURE MUSIC PLAYLOG PLAYWITHCPA RECORD WHISPER STOPASYNC DTMF INTERRUPT TRANSFER BLINDXFER SIPXFERPUTHD "
    "SIPPUTHEADER SIPGETHEADER SENDSIPINFO PLACECALL LINK UNLINK UNLINKAGT CONFERENCE JOIN LEAVE HANGUP VOICEPARAMS TTSVOICE "
    "LOGCALL STOPLOG BLEEPLOG LOGRECORDINGPRO DONOTRECORD MCRMETADATA IVRLOG ASR ASRALPHANUM ASRCOMPILE ASRCURRENCY ASRDATE "
    "ASRDIGITS ASRNUMBER ASRTIME ASRYESNO ASRMENU TRANSCRIBE CONTINUOUS_TRANSCRIPTION"
).split()
VALUES = (
    "",
    " ",
    "0",
    "-1",
    "1e308",
    "9" * 400,
    "{nothing}",
    "{1 / 0}",
    '"',
    '"%" "" "\\"',
    "%$#&*@^~!",
    "☎\x00\ud800\r\n|;=&",
    "x" * 20_000,
    "global:x",
    "a[1]",
)


class Faults:
    """What went wrong in our own code."""

    wants_changes = False

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, event: Any) -> None:
        if event.kind == "error" and " failed: " in event.data["text"]:
            self.found.append(event.data["text"])


def script(kind: str, value: str, *sorts: str) -> Script:
    """One action whose properties all have this value, or those of these kinds; a variable is one."""
    spec = kind_of(kind)
    assert spec is not None
    properties = {each.name: value for each in spec.properties if not sorts or each.kind in sorts}
    properties |= {each.name: "result" for each in spec.properties if each.kind == "var"}
    actions = [
        Action(id=1, kind="BEGIN", caption="Begin", branches=[Branch(to=2)]),
        Action(
            id=2,
            kind=kind,
            caption="It",
            properties=properties,
            branches=[Branch(to=3)] if spec.default else [],
        ),
        Action(id=3, kind="STOP", caption="Rest"),
    ]
    return Script(name="hostile", media="Phone", actions=actions)


@pytest.mark.parametrize("kind", KINDS)
def test_absurd_values(kind: str) -> None:
    assert library().get(kind) is not None
    tried = 0
    for value in VALUES:
        made = script(kind, value)
        world = World(WorldSettings.model_validate({"callers": {"people": [{"random": True}]}}), Project([made]))
        faults = Faults()
        world.engine.observe(faults)
        loaded = world.engine.loaded(made)
        if not loaded.runnable:
            continue
        tried += 1
        contact = world.start(made)
        contact.know(__agentid="7", __onhold="1")
        world.go_on()
        assert faults.found == [], value[:40]
        assert contact.status in ("waiting", "stuck", "ended", "running"), contact.why
    assert tried >= 8


@pytest.mark.parametrize(
    "answer",
    [
        {"topic": "digits"},
        {"topic": "digits", "digit": None},
        {"topic": "digits", "digit": "123456789"},
        {"topic": "speech", "words": "", "confidence": -5, "seconds": -9},
        {"topic": "speech"},
    ],
)
@pytest.mark.parametrize("kind", ["PLAY", "MENU", "CAPTURE", "RECORD", "ASR", "ASRMENU", "TRANSCRIBE"])
def test_answers_of_other_drivers(kind: str, answer: dict[str, Any]) -> None:
    made = script(kind, "5", "num", "text")
    world = World(project=Project([made]))
    faults = Faults()
    world.engine.observe(faults)
    contact = world.start(made)
    world.engine.run(world.engine.now)
    world.engine.answer(contact, **answer)
    world.go_on()
    assert faults.found == []
