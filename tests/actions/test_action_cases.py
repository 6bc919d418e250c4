"""What each action does, as cases: scripts, what they are given, and what comes out.

The cases stand in YAML files, one for each file of ``actions/``. A case has a ``name`` that says the rule, its ``basis``
(documented, inferred or choice), a ``script`` (and ``others``), what is ``given`` (variables of the main script),
``parameters``, ``about`` (predefined values), ``settings`` (members of a world file), ``without`` (parts that the world lacks)
and ``answers`` (what services answer, one after the other, the last one again and again: ``status``, ``reason``, ``headers``,
``body``, ``delay``, or ``failure``), and what is to come out: ``expect`` (variables), ``absent``,
``branches`` (caption and branch of each action but Begin), ``path``, ``status``, ``error`` (part of _ERR), ``events`` (kinds),
``contacts`` (the other contacts: script, status,
``expect``, ``absent``), ``told`` and ``untold`` (members of world events), ``clock`` (seconds that the actions took).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.manual.cases import whole
from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.snippet.values import plain_value

HERE = Path(__file__).parent
ACTIONS = HERE.parents[1] / "actions"
BASES = {"documented", "inferred", "choice"}
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(HERE.glob("cases/*.yaml"))
    for case in read_cases(path)
]


class Service:
    """Answers every request with the next of the case's answers."""

    def __init__(self, answers: list[dict[str, Any]]) -> None:
        self.answers = answers

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if "failure" in given:
            raise HttpFailure(given["failure"], delay=given.get("delay", 0.0))
        return HttpAnswer(
            given.get("status", 200),
            given.get("reason", "OK"),
            given.get("headers", {}),
            given.get("body", "").encode(),
            given.get("delay", 0.0),
        )


def test_every_file_of_actions_has_its_cases() -> None:
    files = {path.stem for path in ACTIONS.glob("*.py") if not path.name.startswith("_")}
    assert sorted(files - {path.stem for path in HERE.glob("cases/*.yaml")}) == []


@pytest.mark.parametrize("path", sorted(HERE.glob("cases/*.yaml")), ids=lambda path: path.stem)
def test_every_case_says_on_what_it_rests(path: Path) -> None:
    assert [case["name"] for case in read_cases(path) if case.get("basis") not in BASES] == []


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], bench: Callable[..., Any]) -> None:
    scripts = [whole(case["script"], "main")]
    scripts += [whole(text, name) for name, text in case.get("others", {}).items()]
    http = {"http": Service([*case["answers"]])} if "answers" in case else {}
    run = bench(*scripts, **http, **case.get("settings", {}))
    for part in case.get("without", []):
        run.engine.ports.put(part, None)
    contact = run.start(*[str(value) for value in case.get("parameters", [])])
    contact.know(**case.get("about", {}))
    for name, value in case.get("given", {}).items():
        # LONG stands for a thousand characters.
        contact.frames[0].variables[name.lower()] = "a" * 1000 if value == "LONG" else value
    run.go_on(case.get("seconds", 86_400))
    found = dict(contact.frames[0].variables)
    for name, value in case.get("expect", {}).items():
        assert found.get(name.lower()) == value, name
    for name in case.get("absent", []):
        assert name.lower() not in found
    others = list(run.engine.contacts.values())[1:] if "contacts" in case else []
    for other, wanted in zip(others, case.get("contacts", []), strict=True):
        assert other.frames[0].script.name == wanted.get("script", other.frames[0].script.name)
        assert other.status == wanted.get("status", other.status)
        for name, value in wanted.get("expect", {}).items():
            assert plain_value(other.frames[0].variables[name.lower()]) == value, name
        for name in wanted.get("absent", []):
            assert name.lower() not in other.frames[0].variables
    if "branches" in case:
        assert [list(each) for each in run.branches() if each[0] != "Begin"] == case["branches"]
    if "path" in case:
        assert run.captions(contact) == case["path"]
    if "status" in case:
        assert contact.status == case["status"]
    if "error" in case:
        assert case["error"] in str(found.get("_err"))
    if "events" in case:
        for kind in case["events"]:
            assert kind in run.kinds(), kind
    for wanted in case.get("told", []):
        # Something outside the script was told of that has these members, as text.
        found_any = any(
            wanted.items() <= {key: str(value) for key, value in each.items()}.items() for each in run.of("world")
        )
        assert found_any, (wanted, run.of("world"))
    for wanted in case.get("untold", []):
        assert not [
            each
            for each in run.of("world")
            if wanted.items() <= {key: str(value) for key, value in each.items()}.items()
        ]
    if "clock" in case:
        assert run.engine.now - contact.since <= 86_400_000_000
        assert sum(each["seconds"] for each in run.of("action")) == case["clock"]
