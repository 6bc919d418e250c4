"""Absurd values in every property of the actions of routing and hours: an outcome each time, never a traceback or a hang."""

from __future__ import annotations

from typing import Any

import pytest

from studio.runtime.registry import library
from studio.script.model import Action, Branch, Script
from studio.script.project import Project
from studio.world.settings import WorldSettings
from studio.world.world import World

KINDS = (
    "HOURS TIMEZONE REQAGENT REQAGENT_DIGITAL UPDATECONTACT RESKILL GETQUEUE EWTESTIMATE COUNTAGENTS AGENTSTATE INFO "
    "BUSCRIPTCOUNT PULLAGENT PULLOBAGENT CALLBACK QUEUECALLBACK QUERYCALLBACK CONTACTTAKEOVER COMMITMENT PRMS_CREATE QUEUEVM "
    "QUEUEWI QUEUEWI2 ENDWI"
).split()
VALUES = [
    "", " ", "x" * 5_000, "{missing}", "{missing[3].a}", "-1", "1e300", "9" * 400, "|,;|,", "\x00\x1b\u2028", "Default", "All",
    "0", "-0", "1/0", "NULL", "main", "5550100", "3/2/2026", "9999-12-31T23:59:59-12:00", "0001-01-01", "Asia/Tokyo", "global:x",
    "é猫😀", "a" * 200 + "|" * 200,
]  # fmt: skip
WORLDS: dict[str, dict[str, Any]] = {
    "empty": {},
    "busy": {
        "agents": {
            "skills": [{"number": 101, "name": "Sales"}, {"name": "main", "script": "main"}],
            "agents": [{"id": 1, "skills": {"101": 1}}, {"id": 2, "skills": {"main": 3}, "state": "Dialer"}],
            "answer_after": "0s",
            "talk": "10s",
        },
        "hours": {"profiles": [{"name": "main"}]},
    },
}


def script(kind: str, value: str, queued: bool) -> Script:
    """Begin, perhaps Reqagent, the action with this value everywhere, Stop; and the events that may come."""
    classes = {each.kind: each for each in library().classes()}
    properties = {each.name: value for each in classes[kind].properties()}
    actions = [Action(id=1, kind="BEGIN", caption="Begin", branches=[Branch(to=2 if queued else 3)])]
    if queued:
        actions.append(Action(id=2, kind="REQAGENT", caption="Q", branches=[Branch(to=3)]))
    actions.append(Action(id=3, kind=kind, caption="It", properties=properties, branches=[Branch(to=4)]))
    actions.append(Action(id=4, kind="STOP", caption="Stop"))
    for number, event in enumerate(("ONANSWER", "ONRESKILL", "ONRELEASE"), 5):
        actions.append(Action(id=number, kind=event, caption=event.capitalize(), branches=[Branch(to=4)]))
    return Script(name="main", media="Phone", actions=actions)


def tried(kind: str, value: str, stated: str, queued: bool) -> None:
    made = script(kind, value, queued)
    world = World(WorldSettings.model_validate({"step_limit": 500, **WORLDS[stated]}), Project([made]))
    if not world.engine.loaded(made).runnable:
        return
    contact = world.start(made)
    world.engine.run(world.engine.now + 60_000_000)
    assert contact.status in ("waiting", "ended", "stuck", "failed")
    assert "Traceback" not in str(contact.main.variables["_err"])


@pytest.mark.parametrize("kind", KINDS)
def test_absurd_values(kind: str) -> None:
    for value in ("x" * 5_000, "{missing[3].a}", "1e300", "|,;|,"):
        tried(kind, value, "busy", queued=True)


@pytest.mark.slow
@pytest.mark.parametrize("stated", WORLDS)
@pytest.mark.parametrize("kind", KINDS)
def test_more_of_them(kind: str, stated: str) -> None:
    for value in VALUES:
        for queued in (False, True):
            tried(kind, value, stated, queued)
