"""The calls to the outside that a scenario makes: requests, and actions that can fail by what stands outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from studio.script.branches import normal
from studio.script.catalogue import families, kind_of
from studio.script.model import Action, Script
from studio.testing.ran import Ran
from studio.world.mock.matching import Matcher
from studio.world.mock.settings import StandInSettings
from studio.world.when.happening import request_fits
from studio.world.when.settings import Asked

#: Kinds that fail by their own code alone: they are made to fail only where a branch for it is wired.
_OWN_FAMILIES = ("flow", "event")
_OWN = frozenset(("ASSIGN", "SNIPPET", "PARSE", "LOCATE", "SAVEVARIABLES"))
#: Visits of one action that are made to fail, the first ones.
_VISITS = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One call: a request (``method``, ``url``), or the ``number``-th visit of an action.

    Of a request ``number`` counts, with every try, those whose verb is its own and whose address begins as its own does, since
    that is how observations count; ``tries`` is how often the action tries.
    """

    script: str
    action: int
    caption: str
    kind: str
    number: int
    method: str = ""
    url: str = ""
    tries: int = 1

    def __str__(self) -> str:
        what = f'"{self.caption}"'
        if self.method:
            what += f", {self.method} {self.url}"
        return what + (f" (no. {self.number})" if self.number > 1 else "")


def calls_of(ran: Ran, stand_ins: tuple[StandInSettings, ...]) -> list[Call]:
    """The calls of a run, in order; an action that the scenario replaces by a stand-in calls nobody."""
    scripts = {each.name: each for each in ran.world.project.scripts()} | {ran.script.name: ran.script}
    matcher = Matcher(stand_ins)
    found: list[Call] = []
    sent: list[tuple[str, str]] = []
    tries = ran.world.settings.platform.rest_tries
    visits: Counter[tuple[str, int]] = Counter()
    asking = {(each.script, each.action) for each in ran.requests}
    for each in ran.events:
        if each.action is None:
            continue
        if each.kind == "http":
            method, whole = str(each.data["method"]), str(each.data["url"])
            url = whole.partition("?")[0]
            sent.append((method, whole))
            if each.data.get("attempt", 1) == 1:
                asked = Asked(method=method, url=url)
                number = sum(request_fits(asked, *one) for one in sent)
                found.append(Call(each.script, each.action, each.caption, each.action_kind, number, method, url, tries))
            continue
        if each.kind != "action" or (each.script, each.action) in asking:
            continue
        visits[each.script, each.action] += 1
        action = _action(scripts, each.script, each.action)
        fails = action is not None and can_fail(action) and matcher.find(each.script, action) is None
        if fails and visits[each.script, each.action] <= _VISITS:
            found.append(
                Call(each.script, each.action, each.caption, each.action_kind, visits[each.script, each.action])
            )
    return found


def can_fail(action: Action) -> bool:
    """True if an action may fail by what stands outside, or has a branch for its failure."""
    kind = kind_of(action.kind)
    if kind is not None and (kind.event or kind.ends):
        return False
    if any(is_error(each.label) for each in action.branches if each.type == "branch"):
        return True
    return (
        kind is not None and action.kind.upper() not in own_kinds() and any(is_error(label) for label in kind.branches)
    )


def is_error(label: str) -> bool:
    """True for the branch that a failed action takes."""
    return normal(label) == "error"


def error_branches(scripts: list[Script]) -> Iterator[tuple[str, int, str]]:
    """Script, action and caption of every wired branch for failures."""
    for script in scripts:
        there = {each.id for each in script.actions}
        for action in script.actions:
            if any(each.type == "branch" and is_error(each.label) and each.to in there for each in action.branches):
                yield script.name, action.id, action.caption


def own_kinds() -> frozenset[str]:
    """Kinds whose outcome the script decides itself."""
    flow = {name.upper() for each in families() if each.key in _OWN_FAMILIES for name in each.kinds if name != "RUNSUB"}
    return _OWN | frozenset(flow)


def _action(scripts: dict[str, Script], script: str, id: int) -> Action | None:
    found = scripts.get(script)
    return next((each for each in found.actions if each.id == id), None) if found is not None else None
