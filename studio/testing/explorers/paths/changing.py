"""Scenarios with one decision changed: other signals, answers, keys, values, stand-ins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import families, kind_of
from studio.script.model import Action, Script
from studio.script.project import Project
from studio.snippet.syntax import fold
from studio.testing.coverage import BranchKey
from studio.testing.exercise.choices import random_of
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.lexicon import Lexicon
from studio.testing.exercise.outside import outputs_of, root_of
from studio.testing.exercise.starting import called_by
from studio.testing.explorers.paths.bases import Base
from studio.testing.explorers.paths.trial import Stated, Tried

#: How many values are tried for one thing, and drawn for one answer.
_VALUES, _DRAWN = 12, 6
_ODD: tuple[Any, ...] = ("", "0", "1", "true")
#: Kinds whose branch the script decides itself: their inputs are changed, never they.
_DECIDED = frozenset(("SNIPPET", "ASSIGN", "PARSE", "LOCATE", "SAVEVARIABLES"))
_SERVICES = frozenset(("REST_API", "SNIPPET"))
_ERROR = normal("OnError")


class Changes:
    """Makes changes of scenarios of one script; what the script compares and reads says which values are worth trying."""

    def __init__(self, script: Script, project: Project, seed: int) -> None:
        self._script = script
        self._scripts = {each.name: each for each in (script, *called_by(script, project))}
        self._lexicon = Lexicon(self._scripts.values())
        self._random = random_of(f"paths/{seed}/{script.name}")
        self._drawer = Drawer(self._lexicon, self._random, [])

    def of(self, base: Base, tried: Tried, missing: Iterable[BranchKey]) -> Iterator[Stated]:
        """Scenarios with one change each, those that lead to missing branches first as far as can be seen."""
        wanted = list(missing)
        near = [each for each in wanted if (each.script, each.action) in tried.reached and each.script in self._scripts]
        actions = [(key, self._scripts[key.script].action(key.action)) for key in near]
        for key, action in actions:
            if action is not None:
                yield from self._at(base.scenario, tried, key, action)
        yield from self._signals(base)
        yield from self._events(base, tried)
        yield from self._inputs(base.scenario)
        yield from self._answers(base.scenario, tried)

    # ------------------------------------------------------------------------------------------ at an action
    def _at(self, scenario: Stated, tried: Tried, key: BranchKey, action: Action) -> Iterator[Stated]:
        """What lets an action that is reached take a branch that it did not."""
        fails = normal(key.branch) == _ERROR
        if action.kind.upper() in _SERVICES:
            for script, number, request in tried.requests:
                if (script, number) == (key.script, action.id):
                    if fails:
                        once = {"when": {"requests": request}, "do": {"answer": 500}, "times": 1}
                        yield _with(scenario, once)
                    for answer in (500, "down") if fails else (200,):
                        yield _with(scenario, {"when": {"requests": request}, "do": {"answer": answer}})
        if action.caption.strip():
            for keys in self._keys(key.branch):
                yield _with(scenario, {"when": {"reaches": action.caption}, "do": {"press": keys, "after": 1}})
        if not self._decides(action) or (fails and action.kind.upper() not in _DECIDED):
            stated: Stated = {"caption": action.caption} if action.caption.strip() else {"kind": action.kind}
            if key.script != self._script.name:
                stated["script"] = key.script
            outcome = {"error": "it failed"} if fails else {"branch": key.branch}
            given = scenario.get("given", {})
            before = given.get("stand-ins", [])
            yield scenario | {"given": given | {"stand-ins": [stated | outcome, *before]}}

    def _keys(self, branch: str) -> Sequence[str]:
        if branch and set(branch) <= set("0123456789*#"):
            return (branch,)
        return ("1", "#", "5555550123#") if normal(branch) in ("digit", DEFAULT, "complete", "success") else ()

    def _decides(self, action: Action) -> bool:
        """True if the script itself decides which branch an action takes."""
        kind = action.kind.upper()
        known = kind_of(kind)
        flow = any(each.key == "flow" and kind in each.kinds for each in families())
        return kind in _DECIDED or kind in _SERVICES or flow or bool(known and known.event)

    # ------------------------------------------------------------------------------------ signals and events
    def _signals(self, base: Base) -> Iterator[Stated]:
        """Signals with values that the script knows: other ones in the place of those that are sent, or one more."""
        if not any(each.kind.upper() == "ONSIGNAL" for each in self._script.actions):
            return
        sent = _sent(base)
        firsts = [*(str(each) for each in islice(self._lexicon.of("sp1").values, _VALUES)), "other"]
        for first in firsts:
            values = [first, *sent[1:]]
            yield _with(base.scenario, {"when": {"after": 1}, "do": {"signal": values}})
            for place in range(2, 10):
                for value in islice(self._lexicon.of(f"sp{place}").values, _VALUES):
                    filled = [*values, *[""] * (place - len(values))]
                    filled[place - 1] = str(value)
                    yield _with(base.scenario, {"when": {"after": 1}, "do": {"signal": filled}})

    def _events(self, base: Base, tried: Tried) -> Iterator[Stated]:
        for action in self._script.actions:
            known = kind_of(action.kind)
            if known is None or not known.event or known.name.upper() == "ONSIGNAL":
                continue
            if (self._script.name, action.id) not in tried.reached:
                if known.name.upper() == "ONRELEASE":
                    yield _with(base.scenario, {"when": {"after": 1}, "do": {"hang_up": True}})
                yield _with(base.scenario, {"when": {"after": 1}, "do": {"event": known.name}})

    # ---------------------------------------------------------------------------------------------- values
    def _inputs(self, scenario: Stated) -> Iterator[Stated]:
        given = scenario.get("given", {})
        for member, names in (("parameters", self._script.parameters()), ("variables", self._lexicon.inputs())):
            before = given.get(member, {})
            if not isinstance(before, dict):
                continue
            for name in dict.fromkeys(each.strip() for each in names if each.strip()):
                hints = self._lexicon.of(fold(name))
                shaped = (
                    [self._drawer.value(fold(name), self._random) for _ in range(_DRAWN)] if _is_shaped(hints) else []
                )
                for value in (*islice(hints.values, _VALUES), *shaped, *_ODD):
                    told = str(value)[:2000] if member == "parameters" else value
                    yield scenario | {"given": given | {member: before | {name: told}}}

    def _answers(self, scenario: Stated, tried: Tried) -> Iterator[Stated]:
        """Other answers to what was asked for: failures, and objects with the members that the script reads."""
        for script, number, request in tried.requests:
            model = self._scripts[script].action(number) if script in self._scripts else None
            names = (
                [each for each in outputs_of(model, None) if "header" not in each.lower()] if model is not None else []
            )
            drawn = [self._drawer.value(root_of(names[0]), self._random) for _ in range(_DRAWN)] if names else []
            bodies = [{}, [], *(each for each in drawn if isinstance(each, (dict, list)))]
            for answer in (500, "down", *({"json": each} for each in bodies)):
                yield _with(scenario, {"when": {"requests": request}, "do": {"answer": answer}})


def _is_shaped(hints: Any) -> bool:
    return bool(hints.shape.object or hints.shape.items is not None or hints.dividers or hints.counted or hints.sizes)


def _sent(base: Base) -> list[str]:
    """The values of a signal that is sent in a scenario, as a pattern for others."""
    listed = [*base.scenario.get("when", []), *base.head.content.get("when", [])]
    for each in listed if isinstance(listed, list) else []:
        deeds = each.get("do", []) if isinstance(each, dict) else []
        for deed in deeds if isinstance(deeds, list) else [deeds]:
            signal = deed.get("signal") if isinstance(deed, dict) else None
            if signal is not None:
                return [str(one) for one in (signal if isinstance(signal, list) else [signal])]
    return []


def _with(scenario: Stated, observation: Stated) -> Stated:
    # Of two answers to a request the first counts.
    return scenario | {"when": [observation, *scenario.get("when", [])]}
