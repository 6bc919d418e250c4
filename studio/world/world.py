"""A world: an engine with everything that stands outside its scripts, from a file or from settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic, has_errors
from studio.runtime.clock import SECOND, moment
from studio.runtime.contact import Contact, Incoming
from studio.runtime.driving import Driver
from studio.runtime.engine import CannotStart, Engine
from studio.runtime.forking import fork_engine
from studio.runtime.ports import Ports, Prospects
from studio.runtime.registry import Registry, library
from studio.runtime.state import UnreadableState, restore_engine, save_engine
from studio.runtime.tracing import PathRecorder
from studio.script.model import Script
from studio.script.project import Project
from studio.world.apps import AllowCode
from studio.world.environment import filled
from studio.world.http import Service
from studio.world.lists.share import WHOLE, Share
from studio.world.mock.checking import check_stand_ins
from studio.world.mock.stand_ins import StandIns
from studio.world.places import Places, read_placed
from studio.world.result import RunResult, gather, refused
from studio.world.settings import WorldSettings
from studio.world.signals import OutsideEvents, OutsideSignals
from studio.world.snapshot import copy_database, database_text, fill_database
from studio.world.when_asked import WhenAsked

if TYPE_CHECKING:
    from sqlalchemy import Engine as Database

    from studio.crm.source import LeadSource
    from studio.dialer.campaign.campaign import Campaign
    from studio.dialer.connection.personal_connection import PersonalConnection
    from studio.dialer.store.store import ProspectStore
    from studio.plugins import Plugins
    from studio.world.lists.loading import LoadedList
    from studio.world.when.reacting import Reactions
    from studio.world.when.settings import Observation

#: A run without an end of its own stops after a day of virtual time.
A_DAY = 86_400


class World:
    """One world. A thousand of them can run side by side in a process; none knows of another."""

    def __init__(
        self,
        settings: WorldSettings | None = None,
        project: Project | None = None,
        *,
        folder: Path | None = None,
        registry: Registry | None = None,
        services: Mapping[str, Service] | None = None,
        allow_code: AllowCode = False,
        share: Share | None = WHOLE,
    ) -> None:
        """``folder`` is where relative paths of the settings begin. OSError or ValueError where a file of it is unusable.

        ``services`` are in-process services that routes of ``http`` may name, beside ``crm``. ``allow_code`` lets routes name
        apps of their own: those of folders, or any. ``share`` is what the world takes of its lists and of its CRM's leads; with None neither
        are loaded, for a copy that is filled from another world.
        """
        self.settings = settings or WorldSettings()
        self.project = project or Project([])
        self._registry = registry
        self._services = dict(services or {})
        self._allow_code = allow_code
        self.crm: LeadSource | None = None
        self.prospects: ProspectStore | None = None
        self.campaign: Campaign | None = None
        #: What the world does when something happens, where it says so.
        self.reactions: Reactions | None = None
        #: What came of the lists that were loaded when it began.
        self.lists: list[LoadedList] = []
        self.paths = PathRecorder()
        self._broken: Diagnostic | None = None
        self._folder = folder or Path()
        self.engine: Engine
        try:
            self._build(self._folder, share)
            if share is not None and self.settings.lists:
                self._load_lists(share)
        except BaseException:
            self.close()
            raise

    @classmethod
    def load(
        cls,
        path: Path | None,
        script: Path,
        *,
        seed: int | None = None,
        actions: Sequence[Path] = (),
        changes: Mapping[str, Any] | None = None,
        plugins: Plugins | None = None,
    ) -> tuple[World | None, list[Diagnostic]]:
        """The world of a file (or a bare one), with the scripts beside ``script`` as its project.

        ``seed`` and ``changes`` take the place of what the file says; ``actions`` are folders whose files are run as Python:
        actions, and apps that the file names. ``plugins`` bring actions and watch. None, and what is wrong, where the file
        can't be used.
        """
        settings: WorldSettings | None = WorldSettings()
        problems: list[Diagnostic] = []
        places: Places | None = None
        if path is not None:
            settings, problems, places = read_placed(path, WorldSettings)
            if settings is None:
                return None, problems
        changed = dict(changes or {}) | ({"seed": seed} if seed is not None else {})
        assert settings is not None
        if changed:
            settings = settings.model_copy(update=changed)
        registry = library().copy()
        for folder in actions:
            if not folder.is_dir():
                return None, [Diagnostic("WF005", "error", "there is no such folder of actions", file=str(folder))]
            try:
                registry.add_folder(folder)
            except (Exception, SystemExit) as fault:
                message = f"the actions can't be used: {type(fault).__name__}: {fault}"
                return None, [Diagnostic("WF006", "error", message, file=str(folder))]
        if plugins is not None:
            plugins.add_actions(registry)
        project, found = Project.load(script)
        if settings.mock:
            found += check_stand_ins(settings.mock, project.scripts(), places, registry)
            if has_errors(found):
                return None, [*problems, *found]
        try:
            place = path.parent if path else None
            world = cls(settings, project, folder=place, registry=registry, allow_code=list(actions))
        except (OSError, ValueError, KeyError) as fault:
            return None, [cls.fault(fault, path)]
        if plugins is not None:
            plugins.watch(world)
        return world, [*problems, *found]

    @staticmethod
    def fault(fault: OSError | ValueError | KeyError, path: Path | None) -> Diagnostic:
        """Why a world can't be built, as a finding about its file."""
        message = f"there is no service {fault.args[0]!r}" if isinstance(fault, KeyError) else str(fault)
        return Diagnostic("WF004", "error", message, file=str(path))

    # ---------------------------------------------------------------------------------------------- running
    def run(
        self,
        script: Script,
        parameters: Mapping[str, str] | Sequence[str] | None = None,
        *,
        variables: Mapping[str, Any] | None = None,
        until: int | None = None,
        event: Incoming | None = None,
        speed: float | None = None,
    ) -> RunResult:
        """Begin a contact in a script and go on until nothing can, or until a time (microseconds).

        Parameters are values by position, or by p1, p2, …; ``variables`` are set in the main frame before Begin; ``event``
        begins it at that event action. ``speed`` is that of a real clock (1: real time); without it time is virtual.
        """
        try:
            contact = self.start(script, parameters, variables=variables, event=event)
        except CannotStart as fault:
            return refused(self.engine, self._explained(script, fault.problems))
        if self.campaign is not None:
            self.campaign.adopt(contact)
        self.go_on(until, speed=speed)
        return self.result()

    def start(
        self,
        script: Script,
        parameters: Mapping[str, str] | Sequence[str] | None = None,
        *,
        variables: Mapping[str, Any] | None = None,
        event: Incoming | None = None,
    ) -> Contact:
        """Begin a contact; CannotStart if the script must not."""
        named = dict(parameters) if isinstance(parameters, Mapping) else {}
        values = list(parameters or []) if not named else []
        while f"p{len(values) + 1}" in named:
            values.append(named.pop(f"p{len(values) + 1}"))
        return self.engine.start(script, values, event=event, given=named | dict(variables or {}))

    def go_on(self, until: int | None = None, *, speed: float | None = None, at_most: bool | None = None) -> None:
        """Go on until nothing can, or until a time; by default as long as the settings say, at most a day.

        The clock then stands at a time that is given, and where the last thing happened if none is; ``at_most`` says otherwise.
        ``speed`` lets so many seconds of virtual time pass in each real one; without it time is virtual.
        """
        length = self.settings.until if self.settings.until is not None else A_DAY
        latest = until if until is not None else self.engine.now + round(length * SECOND)
        with self._store_may_fail():
            if speed is not None:
                Driver(self.engine, speed).run(latest)
            else:
                self.engine.run(latest, at_most=until is None if at_most is None else at_most)

    @contextmanager
    def _store_may_fail(self) -> Iterator[None]:
        """A dialer whose store fails can't go on: the run ends there, with a finding."""
        if self.prospects is None:
            yield
            return
        from studio.dialer.store.engines import DATABASE_ERRORS, reason

        try:
            yield
        except DATABASE_ERRORS as fault:
            message = f"the run ended here, as the prospect store failed: {reason(fault)}"
            self._broken = Diagnostic("WF007", "error", message)

    def signal(self, contact: str, values: Sequence[str] = ()) -> bool:
        """Signal a contact by its id, as the platform's API does (S1 is 0); False if it can't hear it."""
        return self.engine.signal(contact, list(values))

    def event(self, contact: str, kind: str, values: Sequence[str] = (), **fields: str) -> bool:
        """Let an event happen to a contact: ``world.event("1001", "ONDATA", name="Ann")``; False if there is none such."""
        return self.engine.raise_event(contact, kind.upper(), list(values), fields)

    def result(self) -> RunResult:
        """How things stand now."""
        found = gather(self.engine, self.paths)
        return found if self._broken is None else replace(found, status="failed", diagnostics=[self._broken])

    # ------------------------------------------------------------------------------------------------ state
    def save(self) -> dict[str, Any]:
        """The whole world as JSON-able data: contacts, time, chance, its parts, its databases in memory.

        Real things (files, servers, databases on disk) are not in it: they stay as they are.
        """
        return {
            "engine": save_engine(self.engine),
            "paths": self.paths.state(),
            "databases": {name: database_text(engine) for name, engine in self._databases().items()},
        }

    def restore(self, data: dict[str, Any]) -> None:
        """Bring a newly made world of the same settings and scripts to a saved state.

        UnreadableState if it can't be; the world is of no use then.
        """
        if not isinstance(data, dict) or "engine" not in data:
            raise UnreadableState("this is no saved world")
        try:
            if "store" in data["databases"] and self.prospects is None:
                self.engine.ports.prospects.build()
            self._fill(data["databases"])
            self.paths.restore(data["paths"])
        except (KeyError, TypeError, AttributeError, ValueError) as fault:
            raise UnreadableState(f"this is no saved world: {type(fault).__name__} {fault}") from fault
        restore_engine(self.engine, data["engine"])

    def fork(self) -> World:
        """A copy that goes on by itself; scripts are shared, databases in memory and parts copied."""
        other = World(
            self.settings,
            self.project,
            folder=self._folder,
            registry=self._registry,
            services=self._services,
            allow_code=self._allow_code,
            share=None,
        )
        other.engine.share_compiled(self.engine.compiled)
        if self.prospects is not None and other.prospects is None:
            other.engine.ports.prospects.build()
        theirs = other._databases()
        for name, engine in self._databases().items():
            copy_database(engine, theirs[name])
        if other.prospects is not None:
            other.prospects.forget()
        other.paths.go_on_from(self.paths)
        fork_engine(self.engine, other.engine)
        return other

    def share_scripts(self, other: World) -> bool:
        """Compile together with another world of the same project; False, and nothing done, where they compile differently."""
        alike = (
            self.project is other.project
            and self.settings.limits == other.settings.limits
            and self.settings.mock == other.settings.mock
            and self.engine.registry.is_like(other.engine.registry)
        )
        if alike:
            self.engine.share_compiled(other.engine.compiled)
        return alike

    def _databases(self) -> dict[str, Database]:
        found = {}
        # A lead source behind a service has none.
        crm = getattr(self.crm, "engine", None)
        if crm is not None:
            found["crm"] = crm
        if self.prospects is not None:
            self.prospects.flush()
            found["store"] = self.prospects.database.engine
        return found

    def _fill(self, texts: dict[str, str | None]) -> None:
        for name, engine in self._databases().items():
            fill_database(engine, texts[name])
        if self.prospects is not None:
            self.prospects.forget()

    def close(self) -> None:
        """Let go of stores and connections."""
        # A world that could not be built may have no engine yet.
        ports = self.engine.ports if hasattr(self, "engine") else ()
        for part in (self.crm, self.prospects, *ports):
            close = getattr(part, "close", None)
            if close is not None:
                close()

    def now(self) -> datetime:
        """The world's time, in UTC."""
        return moment(self.engine.now)

    # --------------------------------------------------------------------------------------------- building
    def _build(self, folder: Path, share: Share | None) -> None:
        settings = self.settings
        services = dict(self._services)
        if settings.crm is not None:
            services["crm"] = self._build_crm(folder, share)
        prospects = self._build_prospects()
        mock = StandIns(settings.mock, self._registry) if settings.mock else None
        self.engine = Engine(
            self.project.resolve,
            settings,
            ports=Ports(
                http=self._build_http(services, folder),
                prospects=prospects,
                mock=mock,
            ),
            registry=self._registry,
            stand_in=mock,
        )
        self.engine.observe(self.paths)
        for name, part in settings.parts().items():
            self.engine.ports.put(name, part.build(self.engine, folder))
        for number, each in enumerate(settings.signals):
            OutsideSignals(each, number).begin(self.engine)
        for number, event in enumerate(settings.events):
            OutsideEvents(event, number).begin(self.engine)
        if self.prospects is not None:
            from studio.dialer.campaign.campaign import Campaign

            self.campaign = Campaign(self.engine, self.prospects, prospects.skills, self._brain)
            prospects.listeners.append(self.campaign)
            self.engine.ports.put("campaign", self.campaign)
        if settings.when:
            self._watch(settings.when)

    def _watch(self, observations: Sequence[Observation]) -> None:
        from studio.world.when.answering import AnsweringHttp
        from studio.world.when.reacting import Reactions

        ports = self.engine.ports
        self.reactions = Reactions(observations, self.engine)
        ports.put("when", self.reactions)
        ports.put("http", AnsweringHttp(ports.find("http"), self.reactions))

    def _build_http(self, services: Mapping[str, Service], folder: Path) -> Any:
        http = self.settings.http
        return http.build(services, folder, allow_code=self._allow_code) if http.routes else None

    def _build_crm(self, folder: Path, share: Share | None) -> Any:
        from studio.crm.service import crm_app
        from studio.world.asgi import AsgiService
        from studio.world.lists.share import identity_of

        stated = self.settings.crm
        assert stated is not None
        if share is None:
            self.crm = stated.open(self.now, folder)
        elif share.of == 1:
            self.crm = stated.build(self.now, folder)
        else:
            self.crm = stated.build(self.now, folder, lambda lead: share.has(identity_of(lead, self.settings.sources)))
        return AsgiService(crm_app(self.crm))

    def _load_lists(self, share: Share) -> None:
        from studio.world.lists.loading import load_lists

        connection: PersonalConnection = self.engine.ports.prospects
        self.lists = load_lists(self.settings.lists, connection, self.now(), self._folder, share)

    def _build_prospects(self) -> Any:
        if not (self.settings.skills or self.settings.sources):
            # Scripts can make sources in any world; few do, and a database is not made for the others.
            return WhenAsked(self._open_prospects, Prospects)
        return self._open_prospects()

    def _open_prospects(self) -> PersonalConnection:
        from sqlalchemy.exc import SQLAlchemyError

        from studio.dialer.connection.personal_connection import PersonalConnection
        from studio.dialer.store.store import ProspectStore

        settings = self.settings
        try:
            self.prospects = ProspectStore(filled(settings.store, "store"), settings.store_busy_seconds)
        except (SQLAlchemyError, ImportError) as fault:
            raise ValueError(f"the store can't be opened: {fault}") from fault
        self.prospects.look()
        finder = settings.zones.build(self._folder)
        return PersonalConnection(
            self.prospects, settings.skills, settings.sources, unit_zone=settings.zone, finder=finder
        )

    def _brain(self, name: str) -> Script | None:
        return self.project.resolve(name, "")

    def _explained(self, script: Script, problems: list[Diagnostic]) -> list[Diagnostic]:
        """All errors that a check finds, since those of loading alone would tell only part."""
        from studio.script.checks import check_script

        found = [each for each in check_script(script, self.project) if each.severity == "error"]
        return found or problems
