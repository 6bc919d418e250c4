"""The dialer at work: for each running skill agents call, the queue drains, and the brain is signalled when it runs low.

A process of the engine: it acts at times of its own and reaches a brain by signals alone. All of its rhythm is our choice.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from studio.dialer.calling.call_list import Attempt, CallList, Counts, Outcome
from studio.dialer.campaign.figures import Figures, count
from studio.dialer.campaign.signalling import EVERY, GET_CONTACTS, SKILL_CHANGED, SentSignal, Signaller, Thresholds
from studio.dialer.records.zone_names import zone
from studio.dialer.settings.outcomes import CallingSettings
from studio.dialer.settings.skills import Skill
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND, iso, micros, moment
from studio.runtime.ports import LoadRequest, LoadResult, Prospects
from studio.script.model import Script

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: So many times the wanted number of ready prospects is handed over at once.
READY_AT_ONCE = 5
MINUTE = 60 * SECOND
#: Members of a desk that are plain data.
_SAVED = ("_last_id", "_counted", "_was_open", "_slack", "_changed", "_expired", "_look_at_once")
#: The counts are taken at least so often in calling hours.
COUNT_EVERY = 2 * MINUTE


class Campaign:
    """The skills of a world, their brains and their agents."""

    def __init__(
        self,
        engine: Engine,
        store: ProspectStore,
        skills: Sequence[Skill],
        script: Callable[[str], Script | None],
    ) -> None:
        """``script`` gives the script that a brain's name means. ValueError if a running skill's brain isn't there."""
        self._engine = engine
        self.desks = [
            Desk(engine, store, skill, _brain_of(skill, script))
            for skill in skills
            if skill.running and skill.xs is not None
        ]

    def adopt(self, contact: Contact) -> None:
        """Take a contact that has just begun as the brain of the skills that name its script; start the other brains."""
        for desk in self.desks:
            if desk.brain is None and desk.script is not None and desk.script.name == contact.frames[0].script.name:
                desk.brain = contact
            desk.begin()

    def begin(self) -> None:
        """Start every brain and look at every skill."""
        for desk in self.desks:
            desk.begin()

    def watching(self, prospects: Prospects) -> Prospects:
        """The same way to load, seen by the skills: a load is looked at at once."""
        return _Watched(prospects, self)

    def figures(self) -> list[Figures]:
        """What every skill's campaign has come to so far, in the order of the skills."""
        return [desk.figures for desk in self.desks]

    def loaded(self, request: LoadRequest, result: LoadResult) -> None:
        """A load has been carried out."""
        for desk in self.desks:
            if str(desk.skill.number) == request.skill_no:
                desk.loaded(result)


class _Watched:
    def __init__(self, prospects: Prospects, campaign: Campaign) -> None:
        self._prospects = prospects
        self._campaign = campaign

    def load(self, request: LoadRequest, now: datetime) -> LoadResult:
        result = self._prospects.load(request, now)
        self._campaign.loaded(request, result)
        return result


class Desk:
    """One skill: its queue, its agents, its brain."""

    def __init__(self, engine: Engine, store: ProspectStore, skill: Skill, script: Script | None) -> None:
        xs = skill.xs
        assert xs is not None
        self.name = f"skill {skill.number}"
        self.skill = skill
        self.script = script
        self.brain: Contact | None = None
        self.figures = Figures(skill.number)
        self.calls = CallList(store, skill, engine.settings.zone)
        wanted = Thresholds(xs.fresh_threshold, xs.available_threshold, xs.ready_threshold, xs.number_to_retrieve)
        self.signals = Signaller(str(skill.number), xs.external_skill, wanted)
        if xs.skill_changed_active:
            self.signals.changed = "Started"
        calling: CallingSettings | None = getattr(skill, "calling", None)
        self._calling = calling or CallingSettings(agents=0)
        self._engine = engine
        #: When each agent is free again.
        self._free = [0] * self._calling.agents
        #: The counts when they were last taken, when that was, and how many calls they stay good for.
        self._counts = Counts(0, 0, 0)
        self._counted = 0
        self._was_open = False
        self._slack = 0
        self._changed = True
        self._open_at = (-1, False)
        self._expired: int | None = None
        self._look_at_once = False
        self._last_id = ""
        self._once = _Once(self)
        for process in (self, self._once):
            engine.processes[process.name] = process

    def state(self) -> dict[str, Any]:
        """What it is in the middle of, as plain data."""
        return {
            "brain": self.brain.id if self.brain is not None else None,
            "free": list(self._free),
            "counts": [self._counts.fresh, self._counts.available, self._counts.ready],
            "members": {name: getattr(self, name) for name in _SAVED},
            "open_at": list(self._open_at),
            "signals": self.signals.state(),
            "figures": self.figures.as_json(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; the engine has its contacts already."""
        self.brain = self._engine.contacts[state["brain"]] if state["brain"] is not None else None
        self._free = list(state["free"])
        self._counts = Counts(*state["counts"])
        for name in _SAVED:
            setattr(self, name, state["members"][name])
        self._open_at = (state["open_at"][0], state["open_at"][1])
        self.signals.restore(state["signals"])
        self.figures = Figures.from_json(state["figures"])

    def begin(self) -> None:
        """Start the brain if it isn't there, and look at the skill from now on."""
        self._start_brain()
        self._engine.at(self._engine.now, self)

    def loaded(self, result: LoadResult) -> None:
        """Rows of a load were for this skill."""
        self.signals.created += sum(row.detail.startswith("Created") for row in result.rows)
        for row in result.rows:
            count(self.figures.loads, row.code)
        self._slack, self._changed = 0, True
        if not self._look_at_once:
            self._look_at_once = True
            self._engine.at(self._engine.now, self._once)

    def wake(self, engine: Engine) -> None:
        """Every 30 seconds: let agents call, once a minute, and see whether the queue is low."""
        if engine.now % MINUTE < EVERY * SECOND:
            self._expire()
            self._call()
        self.look()
        engine.at(engine.now + EVERY * SECOND, self)

    def look(self) -> None:
        """See whether the brain has answered, and whether it must be told something."""
        self._look_at_once = False
        if self._has_answered():
            self.signals.answered()
        self._signal()

    # ----------------------------------------------------------------------------------------------- calls
    def _call(self) -> None:
        """Agents who are free within this minute take prospects off the list.

        The last minute of a window hands nothing out, so a call that begins within this minute is still inside.
        """
        engine = self._engine
        free = sum(each < engine.now + MINUTE for each in self._free)
        if not free or not self._is_open():
            return
        picked = self.calls.pick(moment(engine.now), free)
        attempts = []
        talked: dict[int, int] = {}
        for prospect in picked:
            start = max(self._free[0], engine.now)
            outcome = self._calling.pick(engine.chance())
            end = start + outcome.seconds * SECOND
            heapq.heapreplace(self._free, end + self._calling.pause_seconds * SECOND)
            talked[prospect.id] = outcome.seconds if outcome.connected else -1
            attempts.append(Attempt(prospect, Outcome(outcome.name, outcome.final), moment(start), moment(end)))
        self.calls.attempt_all(attempts)
        for attempt in attempts:
            self._count_call(attempt, talked[attempt.prospect.id])
        if self._free and len(picked) < free:
            self.figures.empty_minutes += 1
        self._slack -= len(attempts)
        self._changed = self._changed or bool(attempts)
        if engine.observers:
            for each in attempts:
                self._tell_call(each)

    def _count_call(self, attempt: Attempt, talked: int) -> None:
        prospect, figures = attempt.prospect, self.figures
        figures.attempts += 1
        count(figures.outcomes, attempt.outcome.name)
        local = attempt.start.astimezone(zone(prospect.zones[0])) if prospect.zones else attempt.start
        count(figures.by_hour, local.hour)
        began = moment(micros(self._engine.settings.start)).astimezone(self._engine.zone).date()
        day = figures.day((attempt.start.astimezone(self._engine.zone).date() - began).days)
        day.attempts += 1
        if talked >= 0:
            figures.connects += 1
            figures.talk_seconds += talked
            day.connects += 1
        if prospect.state == "finalized":
            day.finals += 1
            count(figures.finals, prospect.outcome)

    def _tell_call(self, attempt: Attempt) -> None:
        prospect = attempt.prospect
        self._engine.announce(
            "world", None, text="call", skill=self.signals.skill, prospect=prospect.external_id,
            zones=list(prospect.zones), attempt=prospect.attempts, state=prospect.state,
            outcome=attempt.outcome.name, at=attempt.start.isoformat(),
        )  # fmt: skip

    def _count(self) -> Counts:
        """The counts, taken anew where they may have come to a threshold.

        A call takes one of each at most, so as many calls as the smallest distance change nothing; zones that open or close
        and rests that end do, hence the least is every few minutes of calling hours.
        """
        now = self._engine.now
        at = moment(now)
        is_open = self._is_open()
        near = self._changed and self._slack <= 0
        old = is_open and now - self._counted >= COUNT_EVERY
        if not (near or old or is_open != self._was_open):
            return self._counts
        self._counts = self.calls.counts(at)
        thresholds = self.signals.thresholds
        wanted = thresholds.ready + len(self._free)
        if is_open and self._free and self._counts.ready < wanted <= self._counts.available:
            self.calls.hand_to_pacing(at, READY_AT_ONCE * wanted)
            self._counts = self.calls.counts(at)
        self._counted, self._was_open, self._changed = now, is_open, False
        self._slack = thresholds.distance(self._counts, is_open)
        return self._counts

    def _is_open(self) -> bool:
        """Whether anybody may be called now; found once a minute."""
        minute = self._engine.now // MINUTE
        if minute != self._open_at[0]:
            self._open_at = (minute, self.calls.is_open(moment(self._engine.now)))
        return self._open_at[1]

    # --------------------------------------------------------------------------------------------- signals
    def _signal(self) -> None:
        engine = self._engine
        counts = self._count()
        xs = self.skill.xs
        assert xs is not None
        sent = self.signals.next_signal(engine.now, iso(engine.now), counts, self._is_open(), xs.get_contacts_active)
        if sent is None:
            return
        self._start_brain()
        if self.brain is None:
            return
        again = sent.sent != engine.now or sent.values[8] == self._last_id
        self._last_id = sent.id
        count(self.figures.signals, "again" if again else sent.values[0])
        if engine.observers:
            self._tell_signal(sent, counts)
        engine.signal(self.brain.id, sent.values)

    def _tell_signal(self, sent: SentSignal, counts: Counts) -> None:
        told: dict[str, Any] = {
            "text": "signal", "event": sent.values[0], "skill": self.signals.skill, "id": sent.id,
            "again": sent.sent != self._engine.now or sent is not self.signals.unanswered,
        }  # fmt: skip
        if sent.values[0] == GET_CONTACTS:
            thresholds = self.signals.thresholds
            told |= {
                "low": list(self.signals.reasons), "wanted": thresholds.retrieve,
                "fresh": counts.fresh, "available": counts.available, "ready": counts.ready,
                "thresholds": {"fresh": thresholds.fresh, "available": thresholds.available, "ready": thresholds.ready},
            }  # fmt: skip
        elif sent.values[0] == SKILL_CHANGED:
            told["state"] = sent.values[3]
        self._engine.announce("world", None, **told)

    def _has_answered(self) -> bool:
        """True once the brain has entered Onsignal with the signal and rests in its main script: parked, or in a Wait."""
        sent, brain = self.signals.unanswered, self.brain
        if sent is None or brain is None or not brain.alive or len(brain.frames) > 1:
            return False
        at_rest = brain.parked or (brain.due is not None and brain.pending is None)
        return at_rest and not brain.incoming and sent.id in brain.heard

    def _start_brain(self) -> None:
        if self.script is None or (self.brain is not None and self.brain.alive):
            return
        again = self.brain is not None
        self.brain = self._engine.start(self.script)
        if again:
            self._engine.announce("world", None, text="brain", skill=self.signals.skill, contact=self.brain.id)

    def _expire(self) -> None:
        """Once an hour, and at the first look: finalize what has expired."""
        if self._expired is None or self._engine.now - self._expired >= 3600 * SECOND:
            self._expired = self._engine.now
            if self.calls.finalize_expired(moment(self._engine.now)):
                self._slack, self._changed = 0, True


class _Once:
    """A look at a skill outside its rhythm."""

    def __init__(self, desk: Desk) -> None:
        self.name = f"look at {desk.name}"
        self._desk = desk

    def wake(self, engine: Engine) -> None:
        self._desk.look()


def _brain_of(skill: Skill, script: Callable[[str], Script | None]) -> Script | None:
    name = skill.xs.brain_script if skill.xs is not None else None
    if name is None:
        return None
    found = script(str(name))
    if found is None:
        raise ValueError(f"skill {skill.number}: its brain, script {name!r}, is not in the project")
    return found
