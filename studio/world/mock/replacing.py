"""Putting something in the place of an action: what is given instead of what it would have done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from studio.runtime.action import DEFAULT, Action, Outcome
from studio.runtime.effects import Answered
from studio.runtime.putting import put
from studio.snippet.copies import from_plain

if TYPE_CHECKING:
    from studio.runtime.context import Context

#: Marks the memo of an action that something else was given for.
_MARK = "given instead"


@dataclass(frozen=True, slots=True)
class Given:
    """What is given at one call: the outcome, values by the names of variables (plain data), time, and an error's text."""

    outcome: str = DEFAULT
    values: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""


def replacing(action: Action, choose: Callable[[Context], Given | None]) -> Callable[[Context], Outcome]:
    """What the engine calls instead of the action; where ``choose`` gives None, the action itself is run after all."""
    really = action.prepare()
    go_on = action.resume

    def resume(context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        kept = memo.get(_MARK)
        return go_on(context, answer, memo) if kept is None else _give(context, Given(**kept))

    def run(context: Context) -> Outcome:
        given = choose(context)
        if given is None:
            return really(context)
        outcome = given.outcome.removeprefix("case ")
        context.report("mock", outcome=outcome, outputs=dict(given.values), seconds=given.seconds)
        if given.seconds <= 0:
            return _give(context, given)
        kept = {"outcome": given.outcome, "values": dict(given.values), "error": given.error}
        return Answered(None, given.seconds, {_MARK: kept})

    # What takes time is gone on with by the action's own resume.
    setattr(action, "resume", resume)  # noqa: B010
    return run


def _give(context: Context, given: Given) -> str:
    """Report the error, write the values, take the branch."""
    if given.error:
        context.fail(given.error)
    for name, value in given.values.items():
        put(context, name, from_plain(value))
    return given.outcome
