"""A world: an engine with everything that stands outside its scripts, from a file or from settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic, has_errors
from studio.runtime.clock import SECOND, moment
from studio.runtime.contact import Contact
from studio.runtime.engine import CannotStart, Engine
from studio.runtime.ports import Ports
from studio.runtime.registry import Registry, library
from studio.runtime.trace import PathRecorder
from studio.script.model import Script
from studio.script.project import Project
from studio.world.mock.checking import check_stand_ins
from studio.world.mock.stand_ins import StandIns
from studio.world.places import Places, read_placed
from studio.world.result import RunResult, gather, refused
from studio.world.settings import WorldSettings
from studio.world.signals import OutsideEvents, OutsideSignals

if TYPE_CHECKING:
    from studio.crm.store import Crm
    from studio.dialer.campaign import Campaign
    from studio.dialer.store import ProspectStore

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
    ) -> None:
        """``folder`` is where relative paths of the settings begin. OSError or ValueError where a file of it is unusable."""
        self.settings = settings or WorldSettings()
        self.project = project or Project([])
        self._registry = registry
        self.crm: Crm | None = None
        self.prospects: ProspectStore | None = None
        self.campaign: Campaign | None = None
        self.paths = PathRecorder()
        self.engine: Engine
        self._build(folder or Path())

    @classmethod
    def load(
        cls,
        path: Path | None,
        script: Path,
        *,
        seed: int | None = None,
        actions: Sequence[Path] = (),
        changes: Mapping[str, Any] | None = None,
    ) -> tuple[World | None, list[Diagnostic]]:
        """The world of a file (or a bare one), with the scripts beside ``script`` as its project.

        ``seed`` and ``changes`` take the place of what the file says; ``actions`` are folders whose files are run as Python.
        None, and what is wrong, where the file can't be used.
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
            registry.add_folder(folder)
        project, found = Project.load(script)
        if settings.mock:
            found += check_stand_ins(settings.mock, project.scripts(), places, registry)
            if has_errors(found):
                return None, [*problems, *found]
        try:
            return cls(settings, project, folder=path.parent if path else None, registry=registry), [
                *problems,
                *found,
            ]
        except (OSError, ValueError, KeyError) as fault:
            return None, [cls.fault(fault, path)]

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
    ) -> RunResult:
        """Begin a contact in a script and go on until nothing can, or until a time (microseconds).

        Parameters are values by position, or by p1, p2, …; ``variables`` are set in the main frame before Begin.
        """
        try:
            contact = self.start(script, parameters, variables=variables)
        except CannotStart as fault:
            return refused(self.engine, self._explained(script, fault.problems))
        if self.campaign is not None:
            self.campaign.adopt(contact)
        self.go_on(until)
        return self.result()

    def start(
        self,
        script: Script,
        parameters: Mapping[str, str] | Sequence[str] | None = None,
        *,
        variables: Mapping[str, Any] | None = None,
    ) -> Contact:
        """Begin a contact; CannotStart if the script must not."""
        named = dict(parameters) if isinstance(parameters, Mapping) else {}
        contact = self.engine.start(script, list(parameters or []) if not named else [])
        for name, value in (named | dict(variables or {})).items():
            self.engine.spellings.setdefault(name.lower(), name)
            contact.frames[0].variables[name.lower()] = value
        return contact

    def go_on(self, until: int | None = None) -> None:
        """Go on until nothing can, or until a time; by default as long as the settings say, at most a day."""
        if until is not None:
            self.engine.run(until)
            return
        length = self.settings.until if self.settings.until is not None else A_DAY
        self.engine.run(self.engine.now + round(length * SECOND), at_most=True)

    def result(self) -> RunResult:
        """How things stand now."""
        return gather(self.engine, self.paths)

    def close(self) -> None:
        """Let go of stores and connections."""
        for part in (self.crm, self.prospects, *self.engine.ports):
            close = getattr(part, "close", None)
            if close is not None:
                close()

    def now(self) -> datetime:
        """The world's time, in UTC."""
        return moment(self.engine.now)

    # --------------------------------------------------------------------------------------------- building
    def _build(self, folder: Path) -> None:
        settings = self.settings
        services = {}
        if settings.crm is not None:
            services["crm"] = self._build_crm(folder)
        prospects = self._build_prospects()
        mock = StandIns(settings.mock, self._registry) if settings.mock else None
        self.engine = Engine(
            self.project.resolve,
            settings,
            ports=Ports(
                http=settings.http.build(services) if settings.http.routes else None,
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
            from studio.dialer.campaign import Campaign

            self.campaign = Campaign(self.engine, self.prospects, settings.skills, self._brain)
            self.engine.ports.put("prospects", self.campaign.watching(prospects))

    def _build_crm(self, folder: Path) -> Any:
        from studio.crm.seed import LeadsFileError, read_leads
        from studio.crm.service import crm_app
        from studio.crm.store import Crm
        from studio.world.asgi import AsgiService

        stated = self.settings.crm
        assert stated is not None
        self.crm = Crm(clock=self.now, lease_minutes=stated.lease_minutes)
        if stated.leads is not None:
            try:
                self.crm.add(read_leads(folder / stated.leads))
            except LeadsFileError as fault:
                raise ValueError(str(fault)) from fault
        return AsgiService(crm_app(self.crm))

    def _build_prospects(self) -> Any:
        if not (self.settings.skills or self.settings.sources):
            return None
        from sqlalchemy.exc import SQLAlchemyError

        from studio.dialer.loading import Loader
        from studio.dialer.store import ProspectStore

        try:
            self.prospects = ProspectStore(self.settings.store, self.settings.store_busy_seconds)
        except (SQLAlchemyError, ImportError) as fault:
            raise ValueError(f"the store can't be opened: {fault}") from fault
        return Loader(self.prospects, self.settings.skills, self.settings.sources, unit_zone=self.settings.zone)

    def _brain(self, name: str) -> Script | None:
        return self.project.resolve(name, "")

    def _explained(self, script: Script, problems: list[Diagnostic]) -> list[Diagnostic]:
        """All errors that a check finds, since those of loading alone would tell only part."""
        from studio.script.checks import check_script

        found = [each for each in check_script(script, self.project) if each.severity == "error"]
        return found or problems
