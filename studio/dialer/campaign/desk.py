"""One skill at work: its list, its calls, its brain, and the scripts that it starts.

It looks at the skill every thirty seconds, lets the floor run a minute ahead, and notes what has ended. Ends that something
follows from at once (a check-in, a disposition script, a signal) are noted at their own times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from studio.dialer.calling.call_list import CallList, Counts
from studio.dialer.campaign.brain import Brain
from studio.dialer.campaign.calls import Call
from studio.dialer.campaign.check_in import CheckIns
from studio.dialer.campaign.counting import MINUTE, Counting
from studio.dialer.campaign.dialling import Dialling, finalized
from studio.dialer.campaign.figures import Figures
from studio.dialer.campaign.scripts import AgentScripts, Scripts
from studio.dialer.campaign.signalling import EVERY, Signaller, Thresholds
from studio.dialer.campaign.started import Started
from studio.dialer.campaign.suppressing import WEB_SERVICE, Suppression
from studio.dialer.campaign.tally import Tally
from studio.dialer.loading.load_reports import last_load
from studio.dialer.loading.rows import UPDATED
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.outcomes import CallingSettings
from studio.dialer.settings.skills import Skill
from studio.dialer.store.engines import DATABASE_ERRORS, reason
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND, micros, moment
from studio.runtime.ports import LoadResult

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Of what went wrong so much is kept.
MOST_TROUBLES = 20
#: Minutes between two looks for records that have expired.
_EXPIRE_EVERY = 60
#: Minutes between two looks for records that were too long in pacing, and for callbacks that were not kept.
_STALE_EVERY = 5
#: Members that are plain data.
_SAVED = ("running", "_begun", "_expired")


class Desk:
    """One skill: its queue, its agents, its brain."""

    def __init__(self, engine: Engine, store: ProspectStore, skill: Skill, scripts: Scripts, started: Started) -> None:
        self.name = f"skill {skill.number}"
        self.skill = skill
        self.running = skill.running
        self.troubles: list[str] = []
        calling: CallingSettings = getattr(skill, "calling", None) or CallingSettings(agents=0)
        lists = getattr(engine.ports.find("directory"), "numbers", None)
        agents = calling.numbers if calling.agents else None
        self.calls = CallList(store, skill, engine.settings.zone, lists, agents)
        self._engine = engine
        self._once = _Once(self)
        self._tally = Tally(skill.number, moment(micros(engine.settings.start)), engine.settings.zone)
        self.brain = Brain(engine, started, _signaller(skill), scripts.brain, self._trouble)
        self._counting = Counting(self.calls, calling.agents, lambda: self.brain.signals.thresholds)
        self._agent_scripts = AgentScripts(engine, started, scripts, calling.numbers, self._trouble)
        self._dialling = Dialling(engine, self.calls, skill, calling, self._tally, self._agent_scripts, self._wake_at)
        self.check_ins: CheckIns | None = None
        if scripts.check_in is not None:
            self.check_ins = CheckIns(
                engine, store, skill, scripts.check_in, started, lambda: self.figures, self._wake_at
            )
        self._suppression: Suppression | None = None
        if scripts.suppression is not None:
            self._suppression = Suppression(
                engine, self.calls, scripts.suppression, started, self._suppressed, self._trouble
            )
            self._dialling.suppress_by(self._suppression)
        self._problems = scripts.problems
        self._begun = False
        self._expired: int | None = None
        #: Whether exhausted records may have been granted more since they were last looked through.
        self._grants = True
        self._wakes: set[int] = set()
        self._open_at = (-1, False)
        for process in (self, self._once):
            engine.processes[process.name] = process

    @property
    def figures(self) -> Figures:
        """The counts so far."""
        return self._tally.figures

    # ---------------------------------------------------------------------------------------- from outside
    def begin(self) -> None:
        """Start the brain if it isn't there, and look at the skill from now on."""
        if self._begun or not self.running:
            return
        self._begun = True
        for problem in self._problems:
            self._trouble(problem)
        if self._xs_active("skill_changed_active"):
            self.brain.signals.changed = "Started"
        self.brain.start()
        self._guarded(self._take_up)
        self._engine.at(self._engine.now, self)

    def use(self, skill: Skill) -> None:
        """Go by these settings of the skill from now on; agents and what calls come to stay as they are."""
        self.skill = self.calls.skill = skill
        self._expired = None  # so that who is exhausted is looked at now
        self._grants = True
        self._counting.anew()
        self._dialling.use(skill)
        self.brain.signals.thresholds = _thresholds(skill)
        if self.check_ins is not None:
            self.check_ins.skill = skill

    def changed(self, what: str) -> None:
        """The skill was ``Started`` or ``Stopped``, or its ``Settings`` have changed."""
        if what in ("Started", "Stopped"):
            running = what == "Started"
            if running == self.running and self._begun:
                return
            self.running = running
        if not self._begun:
            self.begin()
            return
        if self._xs_active("skill_changed_active"):
            self.brain.signals.changed = what
        self._wake_at(self._engine.now)

    def loaded(self, result: LoadResult) -> None:
        """Rows of a load were for this skill."""
        self._tally.loaded(result.rows)
        # A number that is new may have a turn in the cadence.
        self._grants = self._grants or any(row.detail == UPDATED for row in result.rows)
        self.brain.signals.loaded(sum(row.detail.startswith("Created") for row in result.rows))
        self.read_anew()
        if self._begun:
            self._wake_at(self._engine.now)

    def read_anew(self) -> None:
        """Records may have been changed: those in play are read anew when their calls end."""
        self._dialling.read_anew()
        self._counting.anew()

    # ---------------------------------------------------------------------------------------------- rhythm
    def wake(self, engine: Engine) -> None:
        """Every 30 seconds: note what has ended, let the floor go on, and see whether the queue is low."""
        engine.at(engine.now + EVERY * SECOND, self)
        if engine.now % MINUTE < EVERY * SECOND:
            self._guarded(self._every_minute)
        elif self._dialling.busy:
            self._guarded(self._settle)
        self._guarded(self._look)

    def wake_once(self) -> None:
        """Outside the rhythm: something has ended, or was loaded."""
        self._wakes.discard(self._engine.now)
        if self._suppression is not None:
            self._guarded(self._dial_now)
        elif self._dialling.busy:
            self._guarded(self._settle)
        self._guarded(self._look)

    def contacts_ended(self) -> None:
        """Some of the dialer's contacts have ended, perhaps some of this skill."""
        if self.check_ins is not None:
            self._guarded(self.check_ins.deliver)
        if self._suppression is not None:
            self._wake_at(self._engine.now)

    def _wake_at(self, time: int) -> None:
        if time not in self._wakes:
            self._wakes.add(time)
            self._engine.at(time, self._once)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do it; where the store fails it is told, and done with the next look."""
        try:
            work()
        except DATABASE_ERRORS as fault:
            self._trouble(f"the prospect store failed: {reason(fault)}")

    # ------------------------------------------------------------------------------------------------- work
    def _take_up(self) -> None:
        """Go on with what an earlier run on the same store has left."""
        with self.calls.store.transaction():
            earlier = last_load(self.calls.store)
            if earlier and self.calls.store.is_shared:
                # A lead source that outlives the run answers a known id with the old batch.
                self.brain.signals.series = f"{earlier}-"
            self.calls.free_in_play(moment(self._engine.now))
            if self.check_ins is not None:
                self.check_ins.begin()

    def _every_minute(self) -> None:
        now = self._engine.now
        if self._expired is None or now - self._expired >= _EXPIRE_EVERY * MINUTE:
            self._finalized(self.calls.finalize_expired(moment(now)))
            if self._grants or self.calls.store.is_shared:
                self._grants = False
                self.calls.grant_again(moment(now))
            if self.check_ins is not None:
                self.check_ins.add_missing()
            self._expired = now
        if now // MINUTE % _STALE_EVERY == 0:
            self.calls.take_back_stale(moment(now))
        dials = self.running and self._dialling.has_agents and self._is_open()
        if dials or self._dialling.busy:
            with self._at_once():
                self._settle()
                self._go_on(now + MINUTE, dials)

    def _dial_now(self) -> None:
        with self._at_once():
            self._settle()
            self._go_on(self._engine.now + 1, self.running and self._is_open())

    def _at_once(self) -> AbstractContextManager[Any]:
        """One transaction for what is written in a look, where others use the database too; else it is written when it is read."""
        store = self.calls.store
        return store.transaction() if store.is_shared else nullcontext()

    def _go_on(self, until: int, dials: bool) -> None:
        self._counting.attempted(self._dialling.go_on(until, dials, self._follows))
        self._finalized(self.calls.take_refused())

    def _settle(self) -> None:
        with self._at_once():
            found = self._dialling.settle()
            if self.check_ins is not None:
                self.check_ins.add(finalized(found))

    def _follows(self, call: Call) -> bool:
        """Whether something follows from the end of a call at once."""
        if call.agent >= 0 and self._agent_scripts.wants_dispositions:
            return True
        told = self.check_ins is not None or self._xs_active("get_contacts_active")
        return told and self._dialling.is_final(call)

    def _look(self) -> None:
        self._agent_scripts.end_resting()
        if self._suppression is not None:
            self._suppression.end_late()
        if self.check_ins is not None:
            self.check_ins.deliver()
        active = self.running and self._xs_active("get_contacts_active")
        self.brain.look(self._counts, active and self._is_open(), active, self.figures)

    def _counts(self) -> Counts:
        return self._counting.counts(self._engine.now, self._is_open())

    def _is_open(self) -> bool:
        """Whether anybody may be called now; found once a minute."""
        minute = self._engine.now // MINUTE
        if minute != self._open_at[0]:
            self._open_at = (minute, self.calls.is_open(moment(self._engine.now)))
        return self._open_at[1]

    def _suppressed(self, prospect: Prospect, disposition: str) -> None:
        name = "Suppressed" if disposition == "Default" else disposition
        self._finalized([self.calls.finalize(prospect.id, name, moment(self._engine.now), WEB_SERVICE)])

    def _finalized(self, some: Sequence[Prospect]) -> None:
        if some:
            self._counting.anew()
            self._tally.finalized(some, moment(self._engine.now))
            if self.check_ins is not None:
                self.check_ins.add(some)

    def _xs_active(self, name: str) -> bool:
        return self.skill.xs is not None and bool(getattr(self.skill.xs, name))

    def _trouble(self, text: str) -> None:
        """Tell of what went wrong, and keep it for reports."""
        if len(self.troubles) < MOST_TROUBLES:
            self.troubles.append(text)
        self._engine.announce("world", None, text="trouble", skill=str(self.skill.number), why=text)

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """What it is in the middle of, as plain data."""
        return {
            "members": {name: getattr(self, name) for name in _SAVED},
            "troubles": list(self.troubles),
            "brain": self.brain.state(),
            "dialling": self._dialling.state(),
            "figures": self.figures.as_json(),
            "scripts": self._agent_scripts.state(),
            "wakes": sorted(self._wakes),
            "counts": self._counting.state(),
            "check_ins": self.check_ins.state() if self.check_ins is not None else None,
            "suppression": self._suppression.state() if self._suppression is not None else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; the engine has its contacts already."""
        for name in _SAVED:
            setattr(self, name, state["members"][name])
        self.troubles = list(state["troubles"])
        self.brain.restore(state["brain"])
        self._dialling.restore(state["dialling"])
        self._tally.figures = Figures.from_json(state["figures"])
        self._agent_scripts.restore(state["scripts"])
        self._wakes = set(state["wakes"])
        self._counting.restore(state["counts"])
        self._open_at = (-1, False)
        if self.check_ins is not None:
            self.check_ins.restore(state["check_ins"])
        if self._suppression is not None:
            self._suppression.restore(state["suppression"])


class _Once:
    """A look at a skill outside its rhythm."""

    def __init__(self, desk: Desk) -> None:
        self.name = f"look at {desk.name}"
        self._desk = desk

    def wake(self, engine: Engine) -> None:
        self._desk.wake_once()


def _signaller(skill: Skill) -> Signaller:
    external = skill.xs.external_skill if skill.xs is not None else ""
    return Signaller(str(skill.number), external, _thresholds(skill))


def _thresholds(skill: Skill) -> Thresholds:
    xs = skill.xs
    if xs is None:
        return Thresholds(1, 1, 1, 1)
    return Thresholds(xs.fresh_threshold, xs.available_threshold, xs.ready_threshold, xs.number_to_retrieve)
