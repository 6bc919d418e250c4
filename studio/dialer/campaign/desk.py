"""One skill at work: its list, its floor of agents, its brain, and the scripts that its calls start.

It looks at the skill every thirty seconds, lets the floor run a minute ahead, and notes what has ended. Ends that something
follows from at once (a check-in, a disposition script, a signal) are noted at their own times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.dialer.calling.call_list import CallList, Counts, Ended, Outcome
from studio.dialer.campaign.brain import Brain
from studio.dialer.campaign.calls import ABANDON, REFUSED, Call
from studio.dialer.campaign.chances import Chances
from studio.dialer.campaign.check_in import CheckIns
from studio.dialer.campaign.figures import Figures
from studio.dialer.campaign.floor import Floor
from studio.dialer.campaign.pacing import Pacing
from studio.dialer.campaign.scripts import AgentScripts, Scripts
from studio.dialer.campaign.signalling import EVERY, Signaller, Thresholds
from studio.dialer.campaign.started import Started
from studio.dialer.campaign.supply import Supply
from studio.dialer.campaign.suppressing import Suppression
from studio.dialer.campaign.tally import Tally
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.outcomes import CallingSettings
from studio.dialer.settings.skills import Skill
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND, micros, moment
from studio.runtime.ports import LoadResult

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: So many times the wanted number of ready prospects is handed over at once.
READY_AT_ONCE = 5
MINUTE = 60 * SECOND
#: Of what went wrong so many are kept.
MOST_TROUBLES = 20
#: Members that are plain data.
_SAVED = ("running", "_begun", "_expired", "_dry_since", "_dry_told", "troubles")
#: Somebody answered and no agent was free [classification documented].
_ABANDONED = Outcome("Abandon", classification=24)
#: A refused preview counts as an attempt [documented]; its name and classification are our choice.
_REFUSED = Outcome("Preview Refused", classification=9)


class Desk:
    """One skill: its queue, its agents, its brain."""

    def __init__(self, engine: Engine, store: ProspectStore, skill: Skill, scripts: Scripts, started: Started) -> None:
        self.name = f"skill {skill.number}"
        self.skill = skill
        self.running = skill.running
        self.troubles: list[str] = []
        self.calls = CallList(store, skill, engine.settings.zone)
        self._engine = engine
        self._calling: CallingSettings = getattr(skill, "calling", None) or CallingSettings(agents=0)
        self._tally = Tally(skill.number, moment(micros(engine.settings.start)), engine.settings.zone)
        self._pacing = Pacing(skill.delivery.maximum_ratio, self._calling.abandon_percent, engine.settings.zone)
        self._floor = Floor(self._calling, engine.now, self._pacing.ratio)
        chances = Chances(engine.settings.seed, skill.number, self._calling)
        self._supply = Supply(self.calls, self._calling, chances, skill.delivery.maximum_ringing_duration)
        self.brain = Brain(engine, started, _signaller(skill), scripts.brain, self._trouble)
        self._agent_scripts = AgentScripts(engine, started, scripts, self._calling.numbers, self._trouble)
        self._once = _Once(self)
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
            self._supply.read = self._suppression.read
        self._problems = scripts.problems
        self._begun = False
        self._expired: int | None = None
        #: Since when nothing is left to dial, and whether that was told.
        self._dry_since: int | None = None
        self._dry_told = False
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
        if not self._begun and self.running:
            self._begun = True
            for problem in self._problems:
                self._trouble(problem)
            if self._xs_active("skill_changed_active"):
                self.brain.signals.changed = "Started"
            self.brain.start()
            if self.check_ins is not None:
                self.check_ins.begin()
            self._engine.at(self._engine.now, self)

    def use(self, skill: Skill) -> None:
        """Go by these settings of the skill from now on; agents and what calls come to stay as they are."""
        self.skill = self.calls.skill = skill
        self.brain.signals.thresholds = _thresholds(skill)

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
        self.brain.signals.loaded(sum(row.detail.startswith("Created") for row in result.rows))
        self._supply.held.clear()  # some of them may have been changed: they are read anew when their call ends
        if self._begun:
            self._wake_at(self._engine.now)

    def removed(self) -> None:
        """Records were taken out of the dialer."""
        self._supply.held.clear()

    # ---------------------------------------------------------------------------------------------- rhythm
    def wake(self, engine: Engine) -> None:
        """Every 30 seconds: note what has ended, let the floor go on, and see whether the queue is low."""
        self._settle()
        if engine.now % MINUTE < EVERY * SECOND:
            self._expire()
            self._go_on(engine.now + MINUTE)
        self._look()
        engine.at(engine.now + EVERY * SECOND, self)

    def wake_once(self) -> None:
        """Outside the rhythm: something has ended, or was loaded."""
        self._wakes.discard(self._engine.now)
        self._settle()
        if self._suppression is not None:
            self._go_on(self._engine.now + 1)
        self._look()

    def contacts_ended(self) -> None:
        """Some of the dialer's contacts have ended, perhaps some of this skill."""
        if self.check_ins is not None:
            self.check_ins.deliver()
        if self._suppression is not None:
            self._wake_at(self._engine.now)

    def _wake_at(self, time: int) -> None:
        if time not in self._wakes:
            self._wakes.add(time)
            self._engine.at(time, self._once)

    def _look(self) -> None:
        self._agent_scripts.end_resting()
        if self._suppression is not None:
            self._suppression.end_late()
        if self.check_ins is not None:
            self.check_ins.deliver()
        active = self.running and self._xs_active("get_contacts_active")
        self.brain.look(self._counts, self._is_open() if active else False, active, self.figures)

    # ----------------------------------------------------------------------------------------------- calls
    def _go_on(self, until: int) -> None:
        """Let the floor run; whoever is begun is in play."""
        engine = self._engine
        now = engine.now
        supply = self._supply if self.running and self._is_open() else None
        if self._suppression is not None:
            until = now + 1
        if supply is None:
            begun = self._floor.run(now, until, None)
        else:
            supply.begin(moment(now))
            wanted = self._floor.lines_wanted(now) > 0
            begun = self._floor.run(now, until, supply)
            for call, number in zip(begun, supply.finish(), strict=True):
                call.number = number
            if wanted and until > now + 1:
                self._note_dry(not begun)
        for call in begun:
            prospect = self._supply.held[call.prospect]
            self._tally.dialled(prospect, moment(call.start))
            self._agent_scripts.previewed(call, self.skill, prospect)
        self._follow()

    def _follow(self) -> None:
        """Have the ends noted at their own times from which something follows."""
        floor = self._floor
        if self._suppression is not None:
            following = floor.next_time()
            if following is not None:
                self._wake_at(following)
        for call in floor.newly_ending():
            if self._matters(call):
                self._wake_at(call.end)

    def _matters(self, call: Call) -> bool:
        if call.agent >= 0 and self._agent_scripts.wants_dispositions:
            return True
        if self.check_ins is None and not self._xs_active("get_contacts_active"):
            return False
        retry = self.skill.retry
        final = call.outcome >= 0 and self._calling.outcomes[call.outcome].final
        return final or call.attempt >= retry.maximum_attempts

    def _settle(self) -> None:
        """Note what has ended by now."""
        ended = self._floor.take_ended(self._engine.now)
        if not ended:
            return
        held = self._supply.held
        outcomes = [self._outcome(each) for each in ended]
        found = self.calls.settle_all(
            [
                Ended(held.pop(call.prospect, call.prospect), call.number, outcome, moment(call.end))
                for call, outcome in zip(ended, outcomes, strict=True)
            ]
        )
        for call, outcome, prospect in zip(ended, outcomes, found, strict=True):
            self._note(call, outcome, prospect)
        if self.check_ins is not None:
            self.check_ins.add([each for each in found if each.state == "finalized"])

    def _note(self, call: Call, outcome: Outcome, prospect: Prospect) -> None:
        talked = outcome.connected
        if talked or call.outcome == ABANDON:
            self._pacing.answered(call.answered, call.outcome == ABANDON)
        self._tally.ended(call, prospect, outcome, talked, call.outcome == ABANDON)
        if self._engine.observers:
            self._engine.announce(
                "world", None, text="call", skill=self.brain.signals.skill, prospect=prospect.external_id,
                zones=list(prospect.zones), attempt=call.attempt, state=prospect.state, outcome=outcome.name,
                at=moment(call.start).isoformat(), end=moment(call.end).isoformat(), agent=self._agent(call),
                delivery=call.delivery,
            )  # fmt: skip
        if call.agent >= 0:
            self._agent_scripts.disposed(call, self.skill, prospect, outcome.name, outcome.classification)

    def _outcome(self, call: Call) -> Outcome:
        if call.outcome == ABANDON:
            return _ABANDONED
        if call.outcome == REFUSED:
            return _REFUSED
        stated = self._calling.outcomes[call.outcome]
        back = None
        if stated.callback_minutes is not None:
            back = moment(call.end + stated.callback_minutes * MINUTE)
        return Outcome(
            stated.name,
            stated.final,
            stated.number_final,
            back,
            classification=stated.classification,
            connected=stated.connected,
            agent=self._agent(call) if stated.personal else None,
        )

    def _agent(self, call: Call) -> int | None:
        return self._calling.numbers[call.agent] if call.agent >= 0 else None

    # -------------------------------------------------------------------------------------------- the list
    def _counts(self) -> Counts:
        """The counts; where too few are with pacing and agents are there to call, more are handed over."""
        at = moment(self._engine.now)
        counts = self.calls.counts(at)
        wanted = self.brain.signals.thresholds.ready + self._calling.agents
        if self._calling.agents and counts.ready < wanted <= counts.available and self._is_open():
            self.calls.hand_to_pacing(at, READY_AT_ONCE * wanted)
            counts = self.calls.counts(at)
        return counts

    def _is_open(self) -> bool:
        """Whether anybody may be called now; found once a minute."""
        minute = self._engine.now // MINUTE
        if minute != self._open_at[0]:
            self._open_at = (minute, self.calls.is_open(moment(self._engine.now)))
        return self._open_at[1]

    def _expire(self) -> None:
        """Once an hour, and at the first look: finalize what has expired."""
        now = self._engine.now
        if self._expired is None or now - self._expired >= 60 * MINUTE:
            self._expired = now
            self._finalized(self.calls.finalize_expired(moment(now)))

    def _suppressed(self, prospect: Prospect, disposition: str) -> None:
        name = "Suppressed" if disposition == "Default" else disposition
        self._finalized([self.calls.finalize(prospect.id, name, moment(self._engine.now))])

    def _finalized(self, some: Sequence[Prospect]) -> None:
        if some:
            self._tally.finalized(some, moment(self._engine.now))
            if self.check_ins is not None:
                self.check_ins.add(some)

    def _note_dry(self, dry: bool) -> None:
        """Count minutes at which agents were free and nothing was there to dial."""
        if not dry:
            self._dry_since, self._dry_told = None, False
            return
        now = self._engine.now
        self.figures.empty_minutes += 1
        if self._dry_since is None:
            self._dry_since = now
        if not self._dry_told and now - self._dry_since >= self.skill.delivery.end_of_list_notifications_delay * SECOND:
            self._dry_told = True
            self._engine.announce("world", None, text="end of list", skill=self.brain.signals.skill)

    def _xs_active(self, name: str) -> bool:
        return self.skill.xs is not None and bool(getattr(self.skill.xs, name))

    def _trouble(self, text: str) -> None:
        """Tell of what went wrong, and keep it for reports."""
        if len(self.troubles) < MOST_TROUBLES:
            self.troubles.append(text)
        self._engine.announce("world", None, text="trouble", skill=self.brain.signals.skill, why=text)

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """What it is in the middle of, as plain data."""
        return {
            "members": {name: getattr(self, name) for name in _SAVED} | {"troubles": list(self.troubles)},
            "brain": self.brain.state(),
            "floor": self._floor.state(),
            "pacing": self._pacing.state(),
            "figures": self.figures.as_json(),
            "scripts": self._agent_scripts.state(),
            "supply": self._supply.state(),
            "wakes": sorted(self._wakes),
            "check_ins": self.check_ins.state() if self.check_ins is not None else None,
            "suppression": self._suppression.state() if self._suppression is not None else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; the engine has its contacts already."""
        for name in _SAVED:
            setattr(self, name, state["members"][name])
        self.troubles = list(self.troubles)
        self.brain.restore(state["brain"])
        self._floor.restore(state["floor"])
        self._pacing.restore(state["pacing"])
        self._tally.figures = Figures.from_json(state["figures"])
        self._agent_scripts.restore(state["scripts"])
        self._supply.restore(state["supply"])
        self._wakes = set(state["wakes"])
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
