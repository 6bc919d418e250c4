"""One skill's calls: its floor, what the floor is given, and what is noted when a call has ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from studio.dialer.calling.call_list import CallList, Ended, Outcome
from studio.dialer.campaign.calls import ABANDON, REFUSED, Call
from studio.dialer.campaign.chances import Chances
from studio.dialer.campaign.counting import MINUTE
from studio.dialer.campaign.floor import Floor
from studio.dialer.campaign.pacing import Pacing
from studio.dialer.campaign.scripts import AgentScripts
from studio.dialer.campaign.supply import Supply
from studio.dialer.campaign.suppressing import Suppression
from studio.dialer.campaign.tally import Tally
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.outcomes import CallingSettings
from studio.dialer.settings.skills import Skill
from studio.runtime.clock import SECOND, moment

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Somebody answered and no agent was free [classification documented].
_ABANDONED = Outcome("Abandon", classification=24)
#: A refused preview counts as an attempt [documented]; its name and classification are our choice.
_REFUSED = Outcome("Preview Refused", classification=9)


class Dialling:
    """Lets the floor run and keeps the store in step with it.

    The caller sees to transactions: each method is one piece of work, and nothing of it has happened where the store refuses the
    transaction that it is in.
    """

    def __init__(
        self,
        engine: Engine,
        calls: CallList,
        skill: Skill,
        calling: CallingSettings,
        tally: Tally,
        scripts: AgentScripts,
        wake: Callable[[int], None],
    ) -> None:
        """``wake`` asks for a look at a time."""
        zone = engine.settings.zone
        self.skill = skill
        self.suppression: Suppression | None = None
        self._engine = engine
        self._calls = calls
        self._calling = calling
        self._tally = tally
        self._scripts = scripts
        self._wake = wake
        self._pacing = Pacing(skill.delivery.maximum_ratio, calling.abandon_percent, zone)
        self._floor = Floor(calling, engine.now, self._pacing.ratio)
        chances = Chances(engine.settings.seed, skill.number, calling)
        self._supply = Supply(calls, calling, chances, skill.delivery.maximum_ringing_duration)
        #: Since when nothing is left to dial, and whether that was told.
        self._dry_since: int | None = None
        self._dry_told = False

    @property
    def has_agents(self) -> bool:
        """Whether anybody is there to call."""
        return self._calling.agents > 0

    @property
    def busy(self) -> bool:
        """Whether any call is under way."""
        return bool(self._floor.calls)

    def use(self, skill: Skill) -> None:
        """Go by these settings of the skill from now on."""
        self.skill = skill
        self._pacing.maximum = skill.delivery.maximum_ratio
        self._supply.longest_ring = skill.delivery.maximum_ringing_duration

    def suppress_by(self, suppression: Suppression) -> None:
        """Dial only what a suppression script permits. Then nothing is planned ahead: each line waits for its answer."""
        self.suppression = suppression
        self._supply.read = suppression.read

    def read_anew(self) -> None:
        """Records may have been changed: those in play are read anew when their calls end."""
        self._supply.held.clear()

    def go_on(self, until: int, dials: bool, follows: Callable[[Call], bool]) -> int:
        """Let the floor run until a time; how many attempts begin. Without ``dials`` none does.

        ``follows`` says of a call whether something follows from its end at once.
        """
        now = self._engine.now
        if self.suppression is not None:
            until = now + 1
        begun: list[Call] = []
        if dials:
            self._supply.begin(moment(now))
            wanted = self._floor.lines_wanted(now) > 0
            begun = self._floor.run(now, until, self._supply)
            for call, number in zip(begun, self._supply.finish(), strict=True):
                call.number = number
            if wanted and until > now + 1:
                self._note_dry(not begun)
        else:
            self._floor.run(now, until, None)
        for call in begun:
            prospect = self._supply.held[call.prospect]
            self._tally.dialled(prospect, moment(call.start))
            self._scripts.previewed(call, self.skill, prospect)
        if self._calls.store.is_shared:
            # Another program may change records while they are in play.
            self._supply.held.clear()
        following = self._floor.next_time() if self.suppression is not None else None
        if following is not None:
            self._wake(following)
        for call in self._floor.newly_ending():
            if follows(call):
                self._wake(call.end)
        return len(begun)

    def settle(self) -> list[Prospect]:
        """Note what has ended by now; the records that were dialled, as they now stand."""
        ended = self._floor.take_ended(self._engine.now)
        if not ended:
            return []
        held = self._supply.held
        outcomes = [self._outcome(each) for each in ended]
        found = self._calls.settle_all(
            [
                Ended(held.pop(call.prospect, call.prospect), call.number, outcome, moment(call.end))
                for call, outcome in zip(ended, outcomes, strict=True)
            ]
        )
        for call, outcome, prospect in zip(ended, outcomes, found, strict=True):
            if prospect is not None:
                self._note(call, outcome, prospect)
        return [each for each in found if each is not None]

    def is_final(self, call: Call) -> bool:
        """Whether a call is likely to finish its record."""
        final = call.outcome >= 0 and self._calling.outcomes[call.outcome].final
        return final or call.attempt >= self.skill.retry.maximum_attempts

    def _note(self, call: Call, outcome: Outcome, prospect: Prospect) -> None:
        abandoned = call.outcome == ABANDON
        if outcome.connected or abandoned:
            self._pacing.answered(call.answered, abandoned)
        last = prospect.attempts >= self.skill.retry.maximum_attempts
        self._tally.ended(call, prospect, outcome, abandoned, last)
        if self._engine.is_heard:
            self._engine.announce(
                "world", None, text="call", skill=str(self.skill.number), prospect=prospect.external_id,
                zones=list(prospect.zones), attempt=call.attempt, state=prospect.state, outcome=outcome.name,
                at=moment(call.start).isoformat(), end=moment(call.end).isoformat(), agent=self._agent(call),
                delivery=call.delivery,
            )  # fmt: skip
        if call.agent >= 0:
            self._scripts.disposed(call, self.skill, prospect, outcome.name, outcome.classification)

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

    def _note_dry(self, dry: bool) -> None:
        """Count minutes at which agents were free and nothing was there to dial."""
        if not dry:
            self._dry_since, self._dry_told = None, False
            return
        now = self._engine.now
        self._tally.figures.empty_minutes += 1
        if self._dry_since is None:
            self._dry_since = now
        delay = self.skill.delivery.end_of_list_notifications_delay * SECOND
        if not self._dry_told and now - self._dry_since >= delay:
            self._dry_told = True
            self._engine.announce("world", None, text="end of list", skill=str(self.skill.number))

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "floor": self._floor.state(),
            "pacing": self._pacing.state(),
            "supply": self._supply.state(),
            "dry": [self._dry_since, self._dry_told],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._floor.restore(state["floor"])
        self._pacing.restore(state["pacing"])
        self._supply.restore(state["supply"])
        self._dry_since, self._dry_told = state["dry"]


def finalized(some: Sequence[Prospect]) -> list[Prospect]:
    """Those of them that are finished."""
    return [each for each in some if each.state == "finalized"]
