"""From the decisions of a run in a made-up world to the members of a scenario."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from studio.runtime.action import DEFAULT
from studio.script.catalogue import kind_of
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.syntax import fold
from studio.testing.exercise.happenings import SIGNAL
from studio.testing.exercise.starting import BEGIN
from studio.testing.explorers.paths.trial import Stated

#: Texts of a scenario are no longer.
_LONGEST = 2_000
_KEYS = "0123456789*#"


class Translator:
    """Translates runs of one script. ``said`` lists what no scenario can say of the last one."""

    def __init__(self, script: Script, project: Project, spelled: Mapping[str, str]) -> None:
        """``spelled`` gives variables as the script writes them, by their folded names."""
        self._script = script
        self._project = project
        self._spelled = spelled
        self.unsaid: list[str] = []

    def scenario(self, start: str, made: Mapping[str, Any]) -> Stated:
        """The scenario that says what was decided."""
        self.unsaid = []
        given: Stated = {}
        parameters, variables = self._inputs(made)
        if start != BEGIN:
            event = made.get("event") or {"values": [], "fields": {}}
            given["begin-at"] = _event(start, event)
        elif parameters:
            given["parameters"] = parameters
        if variables:
            given["variables"] = variables
        stand_ins = self._stand_ins(made)
        if stand_ins:
            given["stand-ins"] = stand_ins
        when = [*self._happenings(made), *_answers(made)]
        return {"given": given, "when": when}

    def _inputs(self, made: Mapping[str, Any]) -> tuple[Stated, Stated]:
        names = {fold(each.strip()): each.strip() for each in self._script.parameters()}
        parameters: Stated = {}
        variables: Stated = {}
        for key, value in made.items():
            word, _, name = key.partition(" ")
            if word == "parameter":
                parameters[names.get(name, name)] = _text(value)
            elif word == "variable" and value is not None:
                variables[self._spelled.get(name, name)] = value
        return parameters, variables

    def _stand_ins(self, made: Mapping[str, Any]) -> list[Stated]:
        calls: dict[tuple[str, int], list[Stated]] = {}
        for key, value in made.items():
            if key.startswith("call ") and value:
                name, number, _ = key.removeprefix("call ").rsplit(" ", 2)
                calls.setdefault((name, int(number)), []).append(_answer(value))
        found = []
        for (name, of), answers in calls.items():
            script = self._script if name == self._script.name else self._project.resolve(name, "")
            action = script.action(of) if script is not None else None
            if action is None:
                continue
            stated: Stated = {"caption": action.caption} if action.caption.strip() else {"kind": action.kind}
            if script is not self._script:
                stated["script"] = name
            same = all(each == answers[0] for each in answers)
            found.append(stated | (answers[0] if same else {"first": answers}))
        return found

    def _happenings(self, made: Mapping[str, Any]) -> list[Stated]:
        found = []
        for each in made.get("happenings", []):
            deed: Stated
            match each["kind"]:
                case "digits":
                    keys = "".join(key for key in "".join(each["values"]) if key in _KEYS)[:40]
                    if not keys:
                        continue
                    deed = {"press": keys}
                case "desk":
                    self.unsaid.append("an agent sends a page or a form, which no observation does")
                    continue
                case kind if kind == SIGNAL:
                    deed = {"signal": [_text(value) for value in each["values"]]}
                case kind:
                    deed = {"event": _event(kind, each)}
            found.append({"when": {"after": each["after"]}, "do": deed})
        return found


def _event(kind: str, event: Mapping[str, Any]) -> Stated:
    known = kind_of(kind)
    found: Stated = {"event": known.name if known is not None else kind}
    if any(event["values"]):
        found["values"] = [_text(each) for each in event["values"]]
    if event["fields"]:
        found["fields"] = {name: _text(each) for name, each in event["fields"].items()}
    return found


def _answer(made: Mapping[str, Any]) -> Stated:
    found: Stated = {}
    outcome = made["outcome"].removeprefix("case ")
    if outcome != DEFAULT or made["error"]:
        found["branch"] = outcome
    if made["error"]:
        found["error"] = made["error"]
    if made["values"]:
        found["variables"] = dict(made["values"])
    if made["seconds"]:
        found["delay"] = made["seconds"]
    # Something has to be said.
    return found or {"branch": DEFAULT}


def _answers(made: Mapping[str, Any]) -> list[Stated]:
    found = []
    for key, value in made.items():
        if not key.startswith("http "):
            continue
        answer: Stated = {}
        if value["status"] == 0:
            answer["fault"] = "down"
        else:
            if value["status"] != 200:
                answer["status"] = value["status"]
            answer |= body_of(value["body"])
        if value["delay"]:
            answer["delay"] = value["delay"]
        number = int(key.removeprefix("http "))
        found.append({"when": {"requests": "*", "number": number}, "do": {"answer": answer or 200}, "times": 1})
    return found


def body_of(text: str) -> Stated:
    """The body of an answer, as JSON where it is that."""
    try:
        return {"json": json.loads(text)}
    except ValueError:
        return {"body": text} if text else {}


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:_LONGEST]
