"""What a scenario says of its script that can't be: captions, branches, parameters and names that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.branches import DEFAULT, normal
from studio.script.catalogue import kind_of
from studio.script.facts import Facts
from studio.script.facts.names import is_predefined
from studio.script.model import Action, Script
from studio.script.project import Project
from studio.snippet.syntax import fold
from studio.testing.scenario.leading import led_to
from studio.testing.scenario.model import Expect, Scenario, Shared
from studio.world.mock.matching import plain
from studio.world.places import Places
from studio.world.when.happening import action_fits, script_fits
from studio.world.when.settings import Deed, Observation

Path = tuple[str | int, ...]
#: How a path begins that leads to what the file says for all scenarios.
_TOP = ""
#: Members of an observation that name an action by its caption.
_CAPTIONS = ("reaches", "does", "waits", "rests", "fails")
#: Members of expectations that name steps.
STEPS = ("took", "never", "order", "unordered", "path")


def check_scenario(
    scenario: Scenario, shared: Shared, script: Script, project: Project, places: Places, at: Path
) -> Iterator[Diagnostic]:
    """What is wrong with a scenario for its script, and with what its file says for all; ``at`` leads to it in the file.

    What is given is that of both together; observations and expectations are each one's own.
    """
    return _Check(script, project, places, at).all(scenario, shared)


def within(places: Places, scenario: Path, steps: Path) -> dict[str, Any]:
    """Where a member of a scenario stands: in the scenario itself, or at the top of the file if all have it from there."""
    for length in range(len(steps), 0, -1):
        for top in (scenario, ()):
            if places.holds(*top, *steps[:length]):
                return places(*top, *steps[:length])
    return places(*scenario)


class _Check:
    def __init__(self, script: Script, project: Project, places: Places, at: Path) -> None:
        self._script = script
        self._project = project
        self._scripts = project.scripts()
        self._places = places
        self._at = at
        self._variables: set[str] = project.remembered("variables that scripts name", self._named)

    def all(self, scenario: Scenario, shared: Shared) -> Iterator[Diagnostic]:
        yield from self._given(scenario)
        yield from self._observations(scenario.when, ("when",))
        yield from self._observations(shared.when, (_TOP, "when"))
        for part in ("expect", "always"):
            yield from self._expect(getattr(scenario, part), (part,))
        yield from self._expect(shared.always, (_TOP, "always"))
        if scenario.explore.signals and not self._has("ONSIGNAL"):
            message = f"{self._script.name} has no Onsignal: nothing hears the signals"
            yield self._found("TS107", message, ("explore", "signals"), severity="warning")

    def _observations(self, observations: Sequence[Observation], at: Path) -> Iterator[Diagnostic]:
        for number, each in enumerate(observations):
            where: Path = (*at, number, "when")
            for name in _CAPTIONS:
                caption = getattr(each.when, name)
                if caption:
                    yield from self._action(caption, each.when.branch, each.when.script, (*where, name))
            for name in ("starts", "ends", "calls", "script"):
                yield from self._names(getattr(each.when, name), (*where, name))
            for place, deed in enumerate(each.do):
                yield from self._deed(deed, (*at, number, "do", place))

    def _deed(self, deed: Deed, where: Path) -> Iterator[Diagnostic]:
        yield from self._names(deed.to, (*where, "to"))
        for name in ("set", "expect"):
            for variable in getattr(deed, name):
                yield from self._variable(variable, (*where, name, variable))
        if deed.signal is not None and not self._heard("ONSIGNAL"):
            yield self._found(
                "TS107", "no script has an Onsignal: nothing hears the signal", (*where, "signal"), "", "warning"
            )
        if deed.event is not None and not self._heard(deed.event.event):
            message = f"no script has an {deed.event.event}: nothing hears the event"
            yield self._found("TS107", message, (*where, "event"), "", "warning")

    def _given(self, scenario: Scenario) -> Iterator[Diagnostic]:
        given = scenario.given
        names = [each.lower() for each in self._script.parameters()]
        if isinstance(given.parameters, dict):
            for name in given.parameters:
                numbered = name.lower()[:1] == "p" and name[1:].isdecimal() and 1 <= int(name[1:]) <= 20
                if name.lower() not in names and not numbered:
                    known = ", ".join(self._script.parameters()) or "none by name"
                    message = f"Begin has no parameter {name!r}"
                    yield self._found(
                        "TS103", message, ("given", "parameters", name), f"it takes {known}, or p1, p2, …"
                    )
        for name in given.variables:
            yield from self._variable(name, ("given", "variables", name))
        if given.begin_at is not None:
            known_kind = kind_of(given.begin_at.event)
            kind = known_kind.name.upper() if known_kind is not None else given.begin_at.event
            if not self._has(kind):
                message = f"{self._script.name} has no {given.begin_at.event} to begin at"
                yield self._found("TS106", message, ("given", "begin-at"))

    def _expect(self, expect: Expect, at: Path) -> Iterator[Diagnostic]:
        if expect.at:
            yield from self._action(expect.at, "", "", (*at, "at"))
        for name in STEPS:
            for number, each in enumerate(getattr(expect, name)):
                yield from self._action(each.caption, each.branch, each.script, (*at, name, number))
        for name in expect.variables:
            yield from self._variable(name, (*at, "variables", name))
        for member in ("calls", "spawns"):
            for number, named in enumerate(getattr(expect, member)):
                yield from self._names(named.name, (*at, member, number))
        never = {(plain(each.caption), each.branch, each.script) for each in expect.never}
        for number, each in enumerate(expect.took):
            if (plain(each.caption), each.branch, each.script) in never:
                message = f'"{each.caption}" is expected under took and under never'
                yield self._found("TS108", message, (*at, "took", number))

    # ------------------------------------------------------------------------------------------------ lookups
    def _action(self, caption: str, branch: str, script: str, where: Path) -> Iterator[Diagnostic]:
        if script:
            yield from self._names(script, (*where, "script"))
        meant = [
            (each, action)
            for each in self._scripts
            if not script or script_fits(script, each.name)
            for action in each.actions
            if action_fits(caption, action.caption, action.id)
        ]
        if not meant:
            known = {plain(action.caption): action.caption for each in self._scripts for action in each.actions}
            close = get_close_matches(plain(caption), known, 3)
            hint = "near: " + ", ".join(f'"{known[each]}"' for each in close) if close else ""
            elsewhere = [
                each.name for each in self._scripts if any(action_fits(caption, a.caption, a.id) for a in each.actions)
            ]
            if elsewhere:
                hint = f"one stands in {', '.join(elsewhere[:3])}"
            inside = f" of {script}" if script else ""
            yield self._found("TS101", f'no action{inside} is called "{caption}"', where, hint)
            return
        if not script:
            led = {each.name for each in led_to(self._script, self._project)}
            near = [(each, action) for each, action in meant if each.name in led]
            if not near:
                names = ", ".join(sorted({each.name for each, _ in meant})[:3])
                message = f'"{caption}" is in no script that {self._script.name} leads to, but in {names}'
                yield self._found("TS110", message, where, "say `script` if it is meant", "warning")
            meant = near or meant
        if branch and not any(_has_branch(action, branch) for _, action in meant):
            labels = dict.fromkeys(each.label or DEFAULT for _, action in meant for each in action.branches)
            message = f'"{meant[0][1].caption}" has no branch {branch!r}'
            yield self._found("TS102", message, where, f"it has {', '.join(labels) or 'none'}")

    def _variable(self, name: str, where: Path) -> Iterator[Diagnostic]:
        bare = fold(name.rpartition(":")[2].partition(".")[0].partition("[")[0])
        if bare not in self._variables and not is_predefined(bare):
            close = get_close_matches(bare, self._variables, 3)
            hint = f"near: {', '.join(close)}" if close else ""
            yield self._found("TS104", f"no script names a variable {name!r}", where, hint, "warning")

    def _names(self, name: str, where: Path) -> Iterator[Diagnostic]:
        if name and not any(script_fits(name, each.name) for each in self._scripts):
            close = get_close_matches(name.lower(), [each.name for each in self._scripts], 3)
            hint = f"near: {', '.join(close)}" if close else ""
            yield self._found("TS105", f"the project has no script {name!r}", where, hint, "warning")

    def _heard(self, event: str) -> bool:
        """True if any script of the project has such an event action."""
        known = kind_of(event)
        wanted = known.name.upper() if known is not None else event.upper()
        kinds: set[str] = self._project.remembered(
            "kinds of actions", lambda: {action.kind.upper() for each in self._scripts for action in each.actions}
        )
        return wanted in kinds

    def _has(self, kind: str) -> bool:
        return any(each.kind.upper() == kind for each in self._script.actions)

    def _named(self) -> set[str]:
        """Every variable that a script of the project names."""
        found: set[str] = set()
        for each in self._scripts:
            found.update(fold(name) for name in each.parameters())
            found.update(_variables_of(each))
        return found

    def _found(self, code: str, message: str, where: Path, hint: str = "", severity: Any = "error") -> Diagnostic:
        place = within(self._places, (), where[1:]) if where[0] == _TOP else within(self._places, self._at, where)
        return Diagnostic(code, severity, message, hint, **place)


def _has_branch(action: Action, branch: str) -> bool:
    """True if an action has a branch of this name, wired or not."""
    wanted = branch.strip()
    labels = [each.label or DEFAULT for each in action.branches]
    if any(each.strip() == wanted for each in labels):
        return True
    known = kind_of(action.kind)
    fixed: Sequence[str] = (DEFAULT, *(known.branches if known is not None else ()))
    return normal(wanted) in {normal(each) for each in (*fixed, *labels)}


def _variables_of(script: Script) -> Iterator[str]:
    facts = Facts(script)
    yield from (fold(each.rpartition(":")[2]) for each in (*facts.variables, *facts.mentions))
