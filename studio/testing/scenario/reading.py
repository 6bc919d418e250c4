"""Reading scenario files: every mistake of a file at once, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from studio.diagnostics import Diagnostic
from studio.script.model import Script
from studio.script.project import Project
from studio.testing.scenario.checking import STEPS, check_scenario, within
from studio.testing.scenario.model import Expect, Explore, Given, Scenario, Shared
from studio.testing.scenario.stand_ins import check_stand_ins, stand_in_places
from studio.testing.stage import Stage, Unusable, merged
from studio.world.members import near_members
from studio.world.places import Places, mistake_text, read_content, validated
from studio.world.settings import WorldSettings
from studio.world.when.settings import Happens, Observation

#: Files that are found in folders.
PATTERNS = ("test_*.yaml", "test_*.yml")
_MISTAKE = "TS003"
#: What is wrong with a file as YAML, and the code under which it is told.
_CODES = {"WF001": "TS001", "WF002": "TS002"}


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario that can be run: what it says, its script and project, and the settings of its world."""

    file: Path
    line: int
    scenario: Scenario
    script: Script
    project: Project
    settings: WorldSettings
    world_folder: Path
    always: tuple[Expect, ...] = ()
    #: The scenario, and its whole file, as they are written there.
    stated: dict[str, Any] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the scenario."""
        return self.scenario.name


@dataclass(slots=True)
class Suite:
    """The scenarios of a file, and what is wrong with it. With an error nothing of it is run."""

    file: Path
    cases: list[Case] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        """False if something is wrong."""
        return not any(each.severity == "error" for each in self.problems)


def is_scenario_file(path: Path) -> bool:
    """True for a file that is called like a scenario file."""
    return any(path.match(each) for each in PATTERNS)


def find_suites(paths: Sequence[Path]) -> list[Path]:
    """The scenario files of files and folders, in order; a file that is named counts whatever it is called."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = {each for pattern in PATTERNS for each in path.rglob(pattern)}
            found.update(dict.fromkeys(sorted(each for each in inside if not _is_hidden(each, path))))
        else:
            found[path] = None
    return list(found)


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def read_suite(path: Path, stage: Stage) -> Suite:
    """The scenarios of a file, ready to run; or everything that is wrong with it."""
    content, problems, places = read_content(path)
    if problems:
        return Suite(path, problems=[_renamed(each) for each in problems])
    suite = _Reader(path, stage, places).read(content)
    suite.problems.sort(key=lambda each: (each.line or 0, each.column or 0))
    return suite


def suite_of(content: Any, path: Path, stage: Stage) -> Suite:
    """The same for content that stands in no file yet; ``path`` is where it would lie."""
    return _Reader(path, stage, Places(path, None)).read(content)


def _renamed(found: Diagnostic) -> Diagnostic:
    """A fault of YAML is told as one of a scenario file."""
    flow = "but got '?'" in found.message or "':'" in found.message
    hint = "inside [ ] and { } a text with ? : , stands in quotes" if flow else ""
    return replace(found, code=_CODES.get(found.code, _MISTAKE), hint=hint)


class _Reader:
    """Reads one file. Each part is read by itself, so that a mistake in one hides none in another."""

    def __init__(self, path: Path, stage: Stage, places: Places) -> None:
        self._path = path
        self._stage = stage
        self._places = places
        self._problems: dict[Diagnostic, None] = {}

    def read(self, content: Any) -> Suite:
        if not isinstance(content, dict) or not isinstance(content.get("scenarios"), list):
            self._say(_MISTAKE, "a scenario file is a mapping with a list `scenarios`", ("scenarios",))
            return Suite(self._path, problems=list(self._problems))
        if not content["scenarios"]:
            self._say(_MISTAKE, "there is no scenario in it", ("scenarios",))
        shared = self._whole(Shared, (), {name: value for name, value in content.items() if name != "scenarios"})
        cases = []
        seen: set[str] = set()
        for number, stated in enumerate(content["scenarios"]):
            steps: tuple[str | int, ...] = ("scenarios", number)
            scenario = self._whole(Scenario, steps, stated)
            if isinstance(stated, dict) and (not scenario.name or scenario.name in seen):
                what = f"two scenarios are called {scenario.name!r}" if scenario.name else "a scenario needs a name"
                self._say("TS004", what, (*steps, "name"))
            seen.add(scenario.name)
            case = self._case(shared, scenario, steps, stated if isinstance(stated, dict) else {}, content)
            if case is not None:
                cases.append(case)
        return Suite(self._path, cases, list(self._problems))

    # ----------------------------------------------------------------------------------------------- models
    def _whole(self, model: type[Any], steps: tuple[str | int, ...], content: Any) -> Any:
        """What a mapping says; parts with mistakes are left out, and the mistakes told."""
        if not isinstance(content, dict):
            self._say(_MISTAKE, f"this is no mapping, but {type(content).__name__}", steps)
            return model.model_construct(set())
        good: dict[str, Any] = {}
        for name, value in self._times_as_written(content, steps).items():
            inner = _PARTS.get(name)
            if inner is None or name not in model.model_fields or value is None:
                good[name] = value
            elif inner is Observation:
                good[name] = self._list(inner, (*steps, name), value)
            else:
                good[name] = self._members(inner, (*steps, name), value)
        return self._members(model, steps, good)

    def _times_as_written(self, content: dict[Any, Any], steps: tuple[str | int, ...]) -> dict[Any, Any]:
        """YAML reads ``until: 17:01`` as a number to the base of 60: it is a time of day, and no length in seconds."""
        given = content.get("given")
        written = self._places.text(*steps, "given", "until")
        if isinstance(given, dict) and isinstance(given.get("until"), int) and ":" in written:
            return {**content, "given": {**given, "until": written}}
        return content

    def _list(self, model: type[BaseModel], steps: tuple[str | int, ...], content: Any) -> list[Any]:
        if not isinstance(content, list):
            self._say(_MISTAKE, "a list belongs here", steps)
            return []
        found = []
        for number, each in enumerate(content):
            made, problems = validated(each, model, self._places, _MISTAKE, (*steps, number))
            self._problems.update(dict.fromkeys(problems))
            # One with a mistake keeps its place, so that those behind it keep theirs.
            found.append(made if made is not None else Observation.model_construct(when=Happens.model_construct()))
        return found

    def _members(self, model: type[BaseModel], steps: tuple[str | int, ...], content: Any) -> Any:
        """A model of the members that are right; those that are wrong are told and left out."""
        found, problems = validated(content, model, self._places, _MISTAKE, steps)
        self._problems.update(dict.fromkeys(problems))
        if found is not None:
            return found
        known = {each.alias or name: name for name, each in model.model_fields.items()}
        known |= {name: name for name in model.model_fields}
        right = {}
        for name, value in content.items() if isinstance(content, dict) else ():
            if name in known:
                if name in STEPS and isinstance(value, list):
                    # One with a mistake keeps its place, as a step that any action is.
                    anything = "*" * (2 + STEPS.index(name))
                    good = [validated({name: [each]}, model, self._places)[0] is not None for each in value]
                    value = [each if fine else anything for each, fine in zip(value, good, strict=True)]
                alone, _ = validated({name: value}, model, self._places)
                if alone is not None:
                    right[known[name]] = getattr(alone, known[name])
        return model.model_construct(set(right), **right)

    # ------------------------------------------------------------------------------------------------- cases
    def _case(
        self,
        shared: Shared,
        scenario: Scenario,
        steps: tuple[str | int, ...],
        stated: dict[str, Any],
        content: dict[str, Any],
    ) -> Case | None:
        named = scenario.script or shared.script
        where: tuple[str | int, ...] = (*steps, "script") if scenario.script else ("script",)
        if not named:
            self._say("TS005", "which script? say `script` here or at the top of the file", steps)
            return None
        try:
            script, project = self._stage.script(self._path.parent / named)
        except Unusable as fault:
            self._say("TS006", f"the script can't be used: {_first(fault)}", where)
            return None
        settings = self._settings(script, project, shared, scenario, steps, content, stated)
        own = scenario.given
        given = shared.given.model_copy(
            update={name: getattr(own, name) for name in own.model_fields_set}
            | {
                "variables": {**shared.given.variables, **own.variables},
                "parameters": _joined(shared.given.parameters, own.parameters),
            }
        )
        checked = scenario.model_copy(
            update={
                "given": given,
                "explore": scenario.explore if scenario.explore.model_fields_set else shared.explore,
            }
        )
        always = tuple(each for each in (shared.always, scenario.always) if not each.empty)
        complete = checked.model_copy(update={"when": (*scenario.when, *shared.when)})
        for each in check_scenario(checked, shared, script, project, self._places, steps):
            self._problems.setdefault(each)
        if settings is None:
            return None
        line = self._places(*steps)["line"] or 1
        folder = (self._path.parent / shared.world).parent if shared.world is not None else self._path.parent
        return Case(self._path, line, complete, script, project, settings, folder, always, stated, content)

    def _settings(
        self,
        script: Script,
        project: Project,
        shared: Shared,
        scenario: Scenario,
        steps: tuple[str | int, ...],
        content: dict[str, Any],
        stated: dict[str, Any],
    ) -> WorldSettings | None:
        try:
            base = self._stage.stated(self._path.parent / shared.world if shared.world is not None else None)
        except Unusable as fault:
            for each in fault.problems:
                self._problems.setdefault(each)
            return None
        found = merged(base, shared.given.world)
        found = merged(found, scenario.given.world)
        stand_ins = [*_raw(stated, "stand-ins"), *_raw(content, "stand-ins")]
        observations = [*_raw_list(stated.get("when")), *_raw_list(content.get("when"))]
        changes: dict[str, Any] = {}
        if stand_ins:
            changes["mock"] = stand_ins
        if observations:
            changes["when"] = observations
        found = merged(found, changes)
        seed = scenario.given.seed if scenario.given.seed is not None else shared.given.seed
        if seed is not None:
            found["seed"] = seed
        settings, problems = self._validated(found, steps, {"mock": len(stand_ins), "when": len(observations)})
        for each in problems:
            self._problems.setdefault(each)
        if settings is not None and settings.mock:
            place = stand_in_places(
                self._places, steps, len(_raw(stated, "stand-ins")), len(_raw(content, "stand-ins"))
            )
            for each in check_stand_ins(settings.mock, script, project, place, self._stage.registry):
                self._problems.setdefault(each)
        return settings

    def _validated(
        self, found: dict[str, Any], steps: tuple[str | int, ...], own: dict[str, int]
    ) -> tuple[WorldSettings | None, list[Diagnostic]]:
        """The settings of a world; ``own`` is how many entries of its lists stand in front, as members of their own."""
        from pydantic import ValidationError

        try:
            return self._stage.validated(found), []
        except ValidationError as fault:
            problems = []
            for each in fault.errors()[:50]:
                loc = each["loc"]
                if len(loc) > 1 and loc[0] in own and isinstance(loc[1], int):
                    if loc[1] < own[str(loc[0])]:
                        # Told where they are stated.
                        continue
                    loc = (loc[0], loc[1] - own[str(loc[0])], *loc[2:])
                place = within(self._places, steps, ("given", "world", *loc))
                hint = near_members(WorldSettings, each["loc"]) if each["type"] == "extra_forbidden" else ""
                text = f"world: {mistake_text({**each, 'loc': loc})}"
                problems.append(Diagnostic(_MISTAKE, "error", text, hint, **place))
            return None, problems

    def _say(self, code: str, message: str, steps: tuple[str | int, ...], hint: str = "") -> None:
        self._problems.setdefault(Diagnostic(code, "error", message, hint, **self._places(*steps)))


#: Members that are read by themselves.
_PARTS: dict[str, type[BaseModel]] = {
    "given": Given,
    "when": Observation,
    "expect": Expect,
    "always": Expect,
    "explore": Explore,
}


def _raw(stated: dict[str, Any], name: str) -> list[Any]:
    given = stated.get("given")
    found = (given.get(name) or given.get(name.replace("-", "_"))) if isinstance(given, dict) else None
    return found if isinstance(found, list) else []


def _raw_list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **second}
    return second or first


def _first(fault: Unusable) -> str:
    """The first of what is wrong, with its place, and how much more there is."""
    if not fault.problems:
        return str(fault)
    first, more = fault.problems[0], len(fault.problems) - 1
    where = f" ({Path(first.file).name}:{first.line})" if first.file and first.line else ""
    return f"{first.message}{where}" + (f", and {more} more" if more else "")
