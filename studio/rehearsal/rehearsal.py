"""A rehearsal as a whole: its runs, and the document of what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from studio.dialer.campaign.figures import Figures
from studio.rehearsal.bundle import Bundle
from studio.rehearsal.job import Job, Result
from studio.rehearsal.ranges import ranges
from studio.world.lists.share import Share


class Spread(Protocol):
    """Where the runs of a rehearsal are carried out."""

    def run(self, bundle: Bundle, jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """Every job's place and result, as they come. A job that comes to nothing has a result with ``error``."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: the campaign for every seed, each in so many shares."""

    days: float
    seeds: tuple[int, ...]
    shards: int = 1

    def jobs(self) -> list[Job]:
        """The runs, by seed and share."""
        return [Job(seed, self.days, Share(n, self.shards)) for seed in self.seeds for n in range(self.shards)]


def rehearse(
    bundle: Bundle, plan: Plan, spread: Spread, progress: Callable[[int, int, Result], None] = lambda *_: None
) -> dict[str, Any]:
    """Run it and give the document of ``studio campaign run --json``: the same wherever and in whatever order runs end.

    ``progress`` is told how many runs are over, of how many, and the last one's result.
    """
    jobs = plan.jobs()
    results: list[Result | None] = [None] * len(jobs)
    for done, (place, result) in enumerate(spread.run(bundle, jobs), 1):
        results[place] = result
        progress(done, len(jobs), result)
    runs = []
    failed = []
    for number, seed in enumerate(plan.seeds):
        shares = results[number * plan.shards : (number + 1) * plan.shards]
        lost = [
            _failure(seed, n, each, plan.shards) for n, each in enumerate(shares) if each is None or "error" in each
        ]
        failed += lost
        if not lost:
            runs.append(_merged([each for each in shares if each is not None]))
    return {
        "world": bundle.world.rpartition("/")[2],
        "days": plan.days,
        "seeds": list(plan.seeds),
        "shards": plan.shards,
        "runs": runs,
        "ranges": _ranges(runs),
        "failed": failed,
    }


def went_wrong(document: dict[str, Any]) -> list[str]:
    """What makes a rehearsal a failed one, a line each: failed runs, troubles with scripts, lost leads, parked check-ins."""
    found = [f"seed {each['seed']}{_share(each)}: {each['why']}" for each in document["failed"]]
    for run in document["runs"]:
        told = [f"skill {skill}: {text}" for skill, text in run["troubles"]]
        stands = run["balance"]
        if stands is not None and not stands["holds"]:
            told.append(f"{stands['places']['lost']} leads are lost, {stands['places']['in two places']} in two places")
        for skill in run["skills"]:
            parked = skill["check_ins"].get("parked", 0)
            if parked:
                told.append(f"skill {skill['skill']}: {parked} check-ins are parked")
        found += [f"seed {run['seed']}: {each}" for each in told]
    return found


def _share(failure: dict[str, Any]) -> str:
    return f", share {failure['shard'] + 1}" if "shard" in failure else ""


def _failure(seed: int, shard: int, result: Result | None, shards: int) -> dict[str, Any]:
    why = "it was not run" if result is None else result["error"]
    return {"seed": seed, **({"shard": shard} if shards > 1 else {}), "why": why}


def _merged(shares: list[Result]) -> dict[str, Any]:
    """One run of all its shares."""
    first = shares[0]
    skills: dict[int, Figures] = {}
    for share in shares:
        for each in share["skills"]:
            figures = Figures.from_json(each)
            if figures.skill in skills:
                skills[figures.skill].add(figures)
            else:
                skills[figures.skill] = figures
    return {
        "seed": first["seed"],
        "clock": first["clock"],
        "skills": [each.as_json() for each in skills.values()],
        "lists": [_added([share["lists"][at] for share in shares]) for at in range(len(first["lists"]))],
        "balance": None if first["balance"] is None else _added([share["balance"] for share in shares]),
        "troubles": [each for share in shares for each in share["troubles"]],
    }


def _added(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The same members added up; what is no number stays as the first one has it, and holds only where all do."""
    found: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            if isinstance(value, dict):
                found[name] = _added([found.get(name, {}), value])
            elif isinstance(value, bool):
                found[name] = found.get(name, True) and value
            elif isinstance(value, int) and name != "skill":
                found[name] = found.get(name, 0) + value
            else:
                found.setdefault(name, value)
    for name in ("codes", "reasons"):
        if name in found:
            found[name] = dict(sorted(found[name].items()))
    return found


def _ranges(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Ranges of every skill's figures by its number, and of the leads' places under ``balance``."""
    numbers = list(dict.fromkeys(each["skill"] for run in runs for each in run["skills"]))
    found: dict[str, Any] = {
        str(number): ranges([_without(each) for run in runs for each in run["skills"] if each["skill"] == number])
        for number in numbers
    }
    stand = [run["balance"]["places"] for run in runs if run["balance"] is not None]
    return found | ({"balance": ranges(stand)} if stand else {})


def _without(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in figures.items() if name != "skill"}
