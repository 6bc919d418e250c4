"""What an attempt makes of a record: limits, rests, callbacks, ends [documented settings; exact rules our choice]."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from studio.dialer.calling.cadence import first_rested
from studio.dialer.calling.outcome import Outcome
from studio.dialer.records.prospect import Destination, Prospect, State
from studio.dialer.settings.skills import Skill


def begin(prospect: Prospect, number: Destination, now: datetime) -> None:
    """Put a record in play: this number (of it) is dialled at ``now`` (UTC)."""
    number.attempts += 1
    number.last_attempt = now
    prospect.attempts += 1
    # A callback keeps its time while it is tried, by which it is known as one.
    prospect.due = prospect.due if prospect.state == "callback" else None
    prospect.state = "in play"
    prospect.last_attempt = prospect.modified = now


def settle(
    prospect: Prospect, number: str, outcome: Outcome, now: datetime, skill: Skill, recent: Sequence[datetime] = ()
) -> None:
    """Note how the attempt at ``number`` (E.164) of a record in play ended at ``now`` (UTC), and what becomes of the record.

    ``recent`` are its attempts within the sliding window of the skill's restricted calling, oldest first.
    """
    for each in prospect.destinations:
        if each.number == number:
            each.final = each.final or outcome.number_final
    was_callback, prospect.due = prospect.due is not None, None
    prospect.outcome, prospect.classification = outcome.name[:100], outcome.classification
    prospect.modified = now
    prospect.live_answers += outcome.connected
    prospect.callbacks += outcome.callback is not None
    retry = skill.retry
    rested = first_rested(prospect, skill.cadence)
    if prospect.leaving:
        prospect.state, prospect.leaving = "removed", False
    elif outcome.final or prospect.next_number() is None:
        end(prospect, "finalized")
    elif is_spent(prospect, skill):
        end(prospect, "finalized" if retry.finalize_when_exhausted else "exhausted")
    elif outcome.callback is not None:
        prospect.agent = outcome.agent if outcome.agent is not None else prospect.agent
        prospect.state, prospect.due = "callback", outcome.callback
    else:
        goes_on = was_callback and not outcome.connected
        rest = retry.callback_rest_minutes if goes_on else retry.minimum_retry_minutes
        prospect.state = "callback" if goes_on else "resting"
        prospect.due = max(now + timedelta(minutes=rest), rested or now)
    if prospect.due is not None:
        prospect.due = max(prospect.due, _allowed_again(recent, skill) or prospect.due)


def is_spent(prospect: Prospect, skill: Skill) -> bool:
    """Whether a record has had all the attempts that the skill grants it."""
    retry = skill.retry
    return (
        prospect.attempts >= retry.maximum_attempts
        or prospect.live_answers >= retry.maximum_number_of_handled_calls
        or prospect.callbacks > retry.maximum_number_of_callbacks
        or first_rested(prospect, skill.cadence) is None
    )


def end(prospect: Prospect, state: State) -> None:
    """End a record's life at the list."""
    prospect.state, prospect.due = state, None
    if state == "finalized":
        prospect.finalizations += 1


def _allowed_again(recent: Sequence[datetime], skill: Skill) -> datetime | None:
    """When the sliding window allows another attempt; None where it does already."""
    retry = skill.retry
    most = retry.restricted_calling_max_attempts
    if not most or not retry.restricted_calling_minutes or len(recent) < most:
        return None
    return recent[-most] + timedelta(minutes=retry.restricted_calling_minutes)
