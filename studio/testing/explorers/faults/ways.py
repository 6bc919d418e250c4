"""The ways in which a call can fail, as what a scenario says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from studio.testing.explorers.faults.calls import Call
from studio.testing.scenario import Case
from studio.world.when.happening import request_fits

#: Ways in which a request fails, as observations say them. ``late`` comes, but takes a while.
_REQUESTS: dict[str, dict[str, Any]] = {
    "refused": {"fault": "down"},
    "time-out": {"fault": "slow"},
    "status 500": {"fault": "status", "status": 500},
    "rubbish": {"fault": "rubbish"},
    "answer lost": {"fault": "lost"},
}
#: Virtual seconds by which a slow answer comes later.
LATE = 5
#: After these there is no further try.
ONE_TRY = ("slow", "rubbish")
ERROR = "the outside has failed"


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its name, and whether it hits one try or the whole call with its retries."""

    name: str
    whole: bool = True

    def __str__(self) -> str:
        return self.name if self.whole else f"{self.name}, first try only"


def ways_of(call: Call, case: Case) -> Iterator[Way]:
    """The ways in which a call can fail. One that the scenario answers itself has no service that could be slow."""
    if not call.method:
        yield Way("error")
        return
    for name in _REQUESTS:
        yield Way(name)
    for name in _REQUESTS:
        if name not in ONE_TRY and call.tries > 1:
            yield Way(name, whole=False)
    own = [each.when.requests for each in case.scenario.when if each.when.requests is not None]
    if not any(request_fits(each, call.method, call.url) for each in own):
        yield Way("slow")


def with_fault(scenario: Mapping[str, Any], call: Call, way: Way) -> dict[str, Any]:
    """A scenario in which this call fails in this way; what it expects is left out."""
    made = {name: value for name, value in scenario.items() if name not in ("expect", "skip")}
    made["name"] = f"{scenario['name']}: {call} fails, {way}"
    if call.method:
        slow = {"fault": "slow", "delay": f"{LATE}s"}
        answer = slow if way.name == "slow" else dict(_REQUESTS[way.name])
        observation: dict[str, Any] = {
            "when": {"requests": {"method": call.method, "url": call.url}},
            "do": {"answer": answer},
            # What is not tried again is one try: a further one would hit the next call.
            "times": call.tries if way.whole and way.name not in ONE_TRY else 1,
            "optional": True,
        }
        if call.number > 1:
            observation["when"]["number"] = call.number
        made["when"] = [observation, *made.get("when", [])]
        return made
    given = dict(made.get("given") or {})
    own = {"script": call.script, "caption": call.caption, "kind": call.kind}
    answers = [*([{"as-is": True}] * (call.number - 1)), {"error": ERROR}]
    stand_in = own | {"first": answers, "then": {"as-is": True}}
    name = "stand_ins" if "stand_ins" in given else "stand-ins"
    given[name] = [stand_in, *(given.get(name) or [])]
    made["given"] = given
    return made
