"""``studio campaign run``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.report import WrongUse
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.rehearsal.bundle import Packed
    from studio.rehearsal.rehearsal import Plan, Spread

MOST_DAYS = 3_660
MOST_RUNS = 10_000
_EVERY = 20


@dataclass(frozen=True, slots=True)
class CampaignOptions:
    """The command's options, as they were given."""

    world: Path
    script: Path | None = None
    days: float | None = None
    seed: int | None = None
    seeds: int = 1
    shards: int = 1
    on: str = "here"
    as_json: bool = False


def run_campaign(options: CampaignOptions) -> int:
    """Rehearse a campaign; the exit code: 1 if something went wrong in it, 2 if it can't be rehearsed."""
    from studio.cli.campaign.shown import show
    from studio.rehearsal.bundle import pack
    from studio.rehearsal.rehearsal import rehearse, went_wrong
    from studio.rehearsal.spreading.cluster import ClusterError

    try:
        spread = _spread(options.on)
        packed, problems = pack(options.world, options.script)
        if packed is None:
            return _refused(options, problems)
        plan = _plan(options, packed)
        found = _campaign_problems(options, packed)
        if found:
            return _refused(options, [*problems, *found])
        document = rehearse(packed.bundle, plan, spread, _Progress(options.shards > 1))
    except WrongUse as wrong:
        return _refused(options, [Diagnostic("RH005", "error", str(wrong))])
    except ClusterError as fault:
        return _refused(options, [Diagnostic("RH006", "error", str(fault))])
    except KeyboardInterrupt:
        report.say("stopped; nothing is told of an unfinished rehearsal")
        return 1
    if document["failed"] and not document["runs"]:
        whys = dict.fromkeys(each["why"] for each in document["failed"])
        return _refused(options, [Diagnostic("RH007", "error", why, file=str(options.world)) for why in whys])
    wrong_lines = went_wrong(document)
    if options.as_json:
        report.document(document | {"diagnostics": [each.as_json() for each in problems]})
    else:
        report.findings(problems, to_error=True)
        show(document)
    for line in wrong_lines[:50]:
        report.say(report.printable(line))
    if len(wrong_lines) > 50:
        report.say(f"and {len(wrong_lines) - 50} more")
    return 1 if wrong_lines else 0


def _plan(options: CampaignOptions, packed: Packed) -> Plan:
    from studio.rehearsal.rehearsal import Plan

    settings = packed.settings
    stated = settings.until / 86_400 if settings.until is not None else 1.0
    days = options.days if options.days is not None else stated
    if not 0 < round(days, 6) <= MOST_DAYS:
        raise WrongUse(f"--days takes more than 0 and at most {MOST_DAYS:,}")
    if options.seeds * options.shards > MOST_RUNS:
        raise WrongUse(f"--seeds times --shards is {options.seeds * options.shards:,}; {MOST_RUNS:,} runs at most")
    first = options.seed if options.seed is not None else settings.seed
    return Plan(round(days, 6), tuple(range(first, first + options.seeds)), options.shards)


def _campaign_problems(options: CampaignOptions, packed: Packed) -> list[Diagnostic]:
    """What makes a rehearsal of this world senseless."""
    from studio.rehearsal.sharding import too_many

    skills = [each for each in packed.settings.skills if each.personal_connection]
    if not skills:
        message = "the world states no Personal Connection skill: there is no campaign"
        return [Diagnostic("RH008", "error", message, file=str(options.world))]
    return [each.placed(file=str(options.world)) for each in too_many(packed.settings, options.shards)]


def _spread(on: str) -> Spread:
    from studio.rehearsal.spreading.here import Here

    name, colon, rest = on.partition(":")
    if on == "here":
        return Here()
    if name == "processes":
        from studio.rehearsal.spreading.processes import Processes

        if not colon:
            return Processes()
        if rest.isascii() and rest.isdecimal() and 1 <= int(rest) <= 256:
            return Processes(int(rest))
        raise WrongUse(f"--on processes:N takes 1 to 256, not {rest!r}")
    if name == "dask" and rest.startswith("//"):
        from studio.rehearsal.spreading.cluster import Cluster

        host, _, port = rest[2:].rpartition(":")
        if host and port.isascii() and port.isdecimal() and 0 < int(port) < 65_536:
            return Cluster(f"{host}:{port}")
    raise WrongUse(f"--on takes here, processes, processes:N or dask://HOST:PORT, not {on!r}")


class _Progress:
    """Tells on standard error how far it is: at most some twenty times, and every run that failed."""

    def __init__(self, shared: bool) -> None:
        self._shared = shared

    def __call__(self, done: int, of: int, result: dict[str, Any]) -> None:
        share = f", share {result['shard'] + 1}" if self._shared else ""
        failed = " failed" if "error" in result else ""
        if of > 1 and (failed or done == 1 or done * _EVERY // of != (done - 1) * _EVERY // of):
            report.say(f"{done} of {of}: seed {result['seed']}{share}{failed}")


def _refused(options: CampaignOptions, problems: list[Diagnostic]) -> int:
    if options.as_json:
        none: dict[str, object] = {"runs": [], "ranges": {}, "failed": []}
        report.document(none | {"diagnostics": [each.as_json() for each in problems]})
    else:
        report.findings(problems, to_error=True)
    return 2
