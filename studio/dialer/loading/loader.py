"""Create Prospects v2: takes a call's rows into the prospect store.

A call is judged first, and refused as a whole or carried out. Then every row is judged by itself; what is
loaded is written in one transaction, so that a call whose store fails has loaded nothing that is known of,
and can be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from studio.dialer.loading import codes
from studio.dialer.loading.codes import Code
from studio.dialer.loading.judging import Terms
from studio.dialer.loading.load_reports import keep_report
from studio.dialer.loading.rows import Batch
from studio.dialer.records.dates import Moment, read_date
from studio.dialer.records.expiry import expires_at
from studio.dialer.records.prospect import utc
from studio.dialer.records.zone_names import zone_name
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source, folded
from studio.dialer.store.engines import FAILURES
from studio.dialer.store.store import ProspectStore
from studio.dialer.store.versions import StoreVersionError
from studio.dialer.zones.finder import ZoneFinder, short
from studio.runtime.ports import LoadRequest, LoadResult, RowReport

#: What a store may fail with.
STORE_FAILURES = (*FAILURES, UnicodeError, StoreVersionError)

_SKILL_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call, one record and the whole store may hold; None for no limit. [our choice where not
    documented]
    """

    rows: int = 10_000
    inventory: int | None = 1_000_000
    record_characters: int | None = None
    kept_reports: int = 1_000


@dataclass(frozen=True, slots=True)
class _Accepted:
    source: Source
    terms: Terms
    rows: list[object]


@runtime_checkable
class SourceFinder(Protocol):
    """Where a loader finds the sources of its calls. Errors are the store's."""

    def get(self, name: str) -> Source | None:
        """The source of this name in any letter case, or None."""
        ...

    def by_identity(self, name: str) -> Source | None:
        """The same with a map in which every column fills the field of its own name; as it would be made where there is none."""
        ...

    def make(self, source: Source) -> None:
        """Make the source of a call that is carried out, where it isn't there."""
        ...


class StatedSources:
    """Sources that are given once and for all, by folded name."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {folded(each.name): each for each in sources}

    def get(self, name: str) -> Source | None:
        """The source of this name, or None."""
        return self._sources.get(folded(name))

    def by_identity(self, name: str) -> Source | None:
        """None: nothing is made here."""
        return None

    def make(self, source: Source) -> None:
        """Nothing: they are all there."""


class Loader:
    """Loads rows into a store, for known skills and sources.

    ``unit_zone`` is the business unit's time zone by any name that `zone_name` knows. ``region`` is where
    phone numbers without a country code belong. ``do_not_call`` says of an E.164 number whether it is listed;
    it is asked at load only with ``dnc_check="load"``, as the platform looks when it dials. With ``strict``
    columns that the map doesn't use are warned of. ``skills`` (by number) may be changed between calls.
    """

    def __init__(
        self,
        store: ProspectStore,
        skills: Iterable[Skill],
        sources: Iterable[Source] | SourceFinder,
        *,
        unit_zone: str = "America/New_York",
        finder: ZoneFinder | None = None,
        limits: Limits | None = None,
        region: str = "US",
        do_not_call: Callable[[str], bool] | None = None,
        dnc_check: Literal["dial", "load"] = "dial",
        strict: bool = False,
    ) -> None:
        known = zone_name(unit_zone)
        if known is None:
            raise ValueError(f"{unit_zone!r} is no time zone; use a name such as America/New_York")
        self.store = store
        self.skills = {each.number: each for each in skills}
        self.sources: SourceFinder = sources if isinstance(sources, SourceFinder) else StatedSources(sources)
        self.unit_zone = known
        self.limits = limits or Limits()
        self._finder = finder or ZoneFinder()
        self._region = region
        self._do_not_call = do_not_call if dnc_check == "load" else None
        self._strict = strict

    def load(self, request: LoadRequest, now: datetime) -> LoadResult:
        """Load the rows at ``now`` (UTC): one report for every row, in order. Never raises.

        A call error loads nothing. With ``Service Unavailable`` it isn't known what was stored; repeating the
        same call is safe.
        """
        now = utc(now)
        try:
            accepted = self._judge_call(request, now)
        except STORE_FAILURES as problem:
            return _unavailable(request, problem)
        if isinstance(accepted, LoadResult):
            try:
                keep_report(self.store, request, accepted, now, self.limits.kept_reports)
            except STORE_FAILURES:
                return accepted  # the call was refused anyway: that its report is lost changes nothing
            return accepted
        try:
            with self.store.transaction():
                if request.identity_map:
                    self.sources.make(accepted.source)
                batch = Batch(self.store, accepted.source, accepted.terms, self.limits.inventory)
                result = LoadResult(batch.load(accepted.rows))
                keep_report(self.store, request, result, now, self.limits.kept_reports)
                return result
        except STORE_FAILURES as problem:
            return _unavailable(request, problem)

    def _judge_call(self, request: LoadRequest, now: datetime) -> _Accepted | LoadResult:
        """The call made ready, or why it is refused; faults are looked for in the order of the call codes."""
        skill = self._skill(request.skill_no)
        if skill is None:
            return refused(request, codes.INVALID_SKILL, f"there is no skill {short(request.skill_no)!r}")
        if not skill.personal_connection:
            detail = f"skill {skill.number} takes no prospects"
            return refused(request, codes.NOT_PERSONAL_CONNECTION, detail)
        find = self.sources.by_identity if request.identity_map else self.sources.get
        source = find(request.source_name)
        if source is None:
            detail = f"there is no source {short(request.source_name)!r}"
            return refused(request, codes.INVALID_SOURCE_NAME, detail)
        if source.removed:
            return refused(request, codes.SOURCE_REMOVED, f"source {short(source.name)!r} has been removed")
        rows = request.rows
        if rows is None:
            return refused(request, codes.INVALID_DATA, "Data must be an array of records")
        if len(rows) > self.limits.rows:
            detail = f"{len(rows)} records, {self.limits.rows} at most; split them"
            return refused(request, codes.TOO_MANY_RECORDS, detail)
        zone = zone_name(request.time_zone)
        if zone is None and request.time_zone.strip():
            detail = f"{short(request.time_zone)!r} is no time zone"
            return refused(request, codes.INVALID_DEFAULT_ZONE, detail)
        expiration = self._expiration(request.default_expiration, now)
        if isinstance(expiration, str):
            return refused(request, codes.INVALID_DEFAULT_EXPIRATION, expiration)
        terms = Terms(
            plan=source.plan,
            skill=skill,
            now=now,
            unit_zone=self.unit_zone,
            default_zone=None if request.no_time_zone_reject else zone,
            default_expiration=expiration,
            finder=self._finder,
            region=self._region,
            longest_record=self.limits.record_characters,
            do_not_call=self._do_not_call,
            strict=self._strict,
        )
        return _Accepted(source, terms, rows)

    def _skill(self, text: str) -> Skill | None:
        text = text.strip()
        return self.skills.get(int(text)) if _SKILL_NUMBER.fullmatch(text) else None

    def _expiration(self, text: str, now: datetime) -> Moment | str | None:
        """The default expiration date, None where none is given, or what is wrong with it."""
        if not text.strip():
            return None
        moment = read_date(text)
        if moment is None:
            return f"{short(text)!r} is no date; write it as 2026-05-31 or 5/31/2026"
        if expires_at(moment, (self.unit_zone,)) <= now:
            return f"{short(text)!r} is not in the future"
        return moment


def refused(request: LoadRequest, code: Code, detail: str) -> LoadResult:
    """A call that failed as a whole: every row bears its code."""
    count = len(request.rows or ())
    rows = [RowReport(number, code.text, detail, code.retry, code.check_in) for number in range(1, count + 1)]
    return LoadResult(rows, code.text, detail)


def _unavailable(request: LoadRequest, problem: Exception) -> LoadResult:
    reason = short(str(getattr(problem, "orig", None) or problem), 200)
    return refused(request, codes.SERVICE_UNAVAILABLE, f"the prospect store failed: {reason}")
