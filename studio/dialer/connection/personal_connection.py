"""The one place where actions reach the dialer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from studio.dialer.connection import searching
from studio.dialer.connection.removing import remove
from studio.dialer.connection.skills import InvalidSkillData, changed, info, number_of
from studio.dialer.connection.sources import Sources, identity_map
from studio.dialer.connection.stated_sources import with_sources
from studio.dialer.loading import codes
from studio.dialer.loading.loader import STORE_FAILURES, Loader, refused
from studio.dialer.records.prospect import Prospect, utc
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source, folded
from studio.dialer.store.source_book import SourceBook
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import Found, LoadRequest, LoadResult
from studio.runtime.ports.directory import Verdict

_FAILED = "the prospect store failed"


class Listener(Protocol):
    """Who wants to know what scripts do with the dialer."""

    def loaded(self, request: LoadRequest, result: LoadResult) -> None:
        """A load was carried out, or refused."""
        ...

    def removed(self, prospects: Sequence[Prospect]) -> None:
        """Prospects were taken out."""
        ...

    def skill_changed(self, skill: Skill, what: str) -> None:
        """A skill was ``Started`` or ``Stopped``, or its ``Settings`` have changed: as it is now."""
        ...

    def skill_restored(self, skill: Skill) -> None:
        """In a saved run a skill was as it is here; nothing has changed since."""
        ...


class PersonalConnection:
    """Sources, prospects and skills over one store, as `studio.runtime.ports.Prospects` has them.

    ``stated`` are the sources of a world file: they are put into the store at first use. ``listeners`` hear of every load,
    removal and change of a skill.
    """

    def __init__(self, store: ProspectStore, skills: Iterable[Skill], stated: Iterable[Source], **loading: Any) -> None:
        """``loading`` are the other settings of a `Loader`."""
        self.store = store
        self.skills = {each.number: each for each in skills}
        self.listeners: list[Listener] = []
        self._stated = tuple(stated)
        self._unwritten = self._stated
        self._book = SourceBook(store)
        self._sources = Sources(self._book, self.in_use)
        #: What scripts have set of skills: known settings and others, by the skill's number.
        self._changes: dict[int, dict[str, Any]] = {}
        self._others: dict[int, dict[str, Any]] = {}
        self.loader = Loader(store, (), self, **loading)
        self.loader.skills = self.skills

    # ----------------------------------------------------------------------------------------------- sources
    def get(self, name: str) -> Source | None:
        """The source of this name as loads see it, or None. Errors are the store's."""
        return self.book().get(name)

    def by_identity(self, name: str) -> Source | None:
        """The source with the identity map, as `make` would make it where there is none; None where its name can't be.

        Errors are the store's.
        """
        found = self.get(name)
        if found is not None:
            return found.model_copy(update={"map": identity_map(found.fields)})
        if self._ready().unfit(name)[0]:
            return None
        fields = tuple(self._book.fields())
        return Source.model_validate({"name": name.strip(), "map": identity_map(fields), "fields": fields})

    def make(self, source: Source) -> None:
        """Make a source, with its map, where there is none of its name. Errors are the store's."""
        if self.get(source.name) is None:
            self._book.add(source.name, source.map)

    def book(self) -> SourceBook:
        """The sources of the store, those of the world file among them. Errors are the store's."""
        if self._unwritten:
            stated = self._unwritten
            # Worlds of a process that begin with the same sources begin with the same content.
            if not self.store.database.begin_with(lambda: with_sources(stated)):
                self._book.state_all(stated)
            self._unwritten = ()
        return self._book

    def in_use(self, source: str) -> set[str]:
        """Fields (folded) that a filter or a skill's cadence uses; of every source where ``source`` is empty."""
        stated = [each for each in self._stated if not source or folded(each.name) == folded(source)]
        found = {folded(name) for each in stated for name in each.fields_in_use}
        for skill in self.skills.values():
            if skill.cadence is not None:
                found |= {folded(each.field) for each in skill.cadence.steps}
        return found

    def create_source(self, name: str) -> Verdict:
        """Create Source."""
        return self._verdict(lambda: self._ready().create(name))

    def source_names(self) -> list[str]:
        """Get Sources; none where the store fails."""
        try:
            return self.book().names()
        except STORE_FAILURES:
            return []

    def map_of(self, source: str) -> dict[str, str] | None:
        """Get Source Map."""
        try:
            return self._ready().map_of(source)
        except STORE_FAILURES:
            return None

    def set_map(self, source: str, mapping: Any) -> Verdict:
        """Create Source Map."""
        return self._verdict(lambda: self._ready().set_map(source, mapping))

    def define_field(self, name: str, type: str, default: str, associations: str) -> Verdict:
        """Create User Field."""
        return self._verdict(lambda: self._ready().define(name, type, default, associations))

    def _ready(self) -> Sources:
        self.book()
        return self._sources

    def _verdict(self, work: Any) -> Verdict:
        try:
            found: Verdict = work()
        except STORE_FAILURES as fault:
            return "Error", f"{_FAILED}: {type(fault).__name__}"
        return found

    # --------------------------------------------------------------------------------------------- prospects
    def load(self, request: LoadRequest, now: datetime) -> LoadResult:
        """Create Prospects v2; with an identity map the first version."""
        result = self.loader.load(request, now)
        for each in self.listeners:
            each.loaded(request, result)
        return result

    def remove(self, source: str, rows: list[Any] | None, now: datetime) -> LoadResult:
        """Remove Prospects."""
        request = LoadRequest("", source, rows)
        try:
            known = self.get(source)
            if known is None:
                return refused(request, codes.INVALID_SOURCE_NAME, f"there is no source {source[:40]!r}")
            if known.removed:
                return refused(request, codes.SOURCE_REMOVED, "the source has been removed")
            if rows is None:
                return refused(request, codes.INVALID_DATA, "ProspectsToRemove must be an array of records")
            if len(rows) > self.loader.limits.rows:
                return refused(
                    request, codes.TOO_MANY_RECORDS, f"{len(rows)} records, {self.loader.limits.rows} at most"
                )
            reports, gone = remove(self.store, known, rows, utc(now))
        except STORE_FAILURES as fault:
            return refused(request, codes.SERVICE_UNAVAILABLE, f"{_FAILED}: {type(fault).__name__}")
        for each in self.listeners:
            each.removed(gone)
        return LoadResult(reports)

    def search(self, source: str, options: Mapping[str, Any]) -> Found:
        """Get Prospect."""
        try:
            known = self.get(source)
            if known is None or known.removed:
                return Found(error=codes.INVALID_SOURCE_NAME.text)
            return searching.find(self.store, known, options)
        except STORE_FAILURES as fault:
            return Found(error=f"{_FAILED}: {type(fault).__name__}")

    # ------------------------------------------------------------------------------------------------ skills
    def skill_info(self, wanted: list[str], ours: bool) -> list[dict[str, Any]]:
        """GetSkillInfo: the skills of Personal Connection in the order of their numbers; all where none is named."""
        found = []
        for number, skill in sorted(self.skills.items()):
            external = skill.xs.external_skill if skill.xs is not None else ""
            named = str(number) if ours else external
            if skill.personal_connection and (not wanted or (named and named in wanted)):
                found.append(info(skill, self._others.get(number, {})))
        return found

    def update_skill(self, changes: Mapping[str, Any]) -> Verdict:
        """Update Skill: what the skill's settings know is changed, the rest kept with it."""
        number = number_of(changes)
        skill = self.skills.get(int(number)) if number.isdecimal() and len(number) < 18 else None
        if skill is None or not skill.personal_connection:
            return "Error", f"SkillData names no skill of Personal Connection: {number[:40]!r}"
        try:
            self._change(skill, changes)
        except InvalidSkillData as fault:
            return "Error", str(fault)
        return "", ""

    def _change(self, skill: Skill, changes: Mapping[str, Any]) -> None:
        after, others = changed(skill, changes)
        self._others.setdefault(skill.number, {}).update(others)
        self._changes.setdefault(skill.number, {}).update(
            {name: value for name, value in changes.items() if name not in others}
        )
        self.skills[skill.number] = after
        what = []
        if after.running != skill.running:
            what.append("Started" if after.running else "Stopped")
        if after.model_copy(update={"running": skill.running}) != skill or others:
            what.append("Settings")
        for word in what:
            for each in self.listeners:
                each.skill_changed(after, word)

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """What scripts have set of skills, as plain data; sources and prospects are the store's."""
        return {
            "changes": {str(number): dict(each) for number, each in self._changes.items()},
            "others": {str(number): dict(each) for number, each in self._others.items()},
            "written": not self._unwritten,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved state; listeners restore their own."""
        self._unwritten = () if state["written"] else self._stated
        self._others = {int(number): dict(each) for number, each in state["others"].items()}
        self._changes = {int(number): dict(each) for number, each in state["changes"].items()}
        for number, changes in self._changes.items():
            if number in self.skills:
                self.skills[number] = changed(self.skills[number], changes)[0]
                for each in self.listeners:
                    each.skill_restored(self.skills[number])
