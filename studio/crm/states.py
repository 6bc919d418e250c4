"""Where a lead can stand in the CRM, and where a check-in puts it."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a lead stands. Only IN_CRM leads are offered."""

    IN_CRM = "in the CRM"
    OUT = "out"
    IN_DIALER = "in the dialer"
    CHECKED_IN = "checked in"
    FINISHED = "finished"


#: Result codes that pass by themselves: such a lead is offered again [choice].
_LATER = (
    *("pending check in", "inventory limit exceeded", "record not saved", "service unavailable"),
    # Faults of the call: the lead itself is sound, and the dialer may hold it from an earlier call.
    *("invalid skill", "skill is not personal connection", "invalid source name", "source has been removed"),
    *("invalid data", "too many records", "invalid default time zone", "invalid default expiration date"),
)
_LOADED = frozenset({"", "success"})
_FINALIZED = "record finalized"


def after_check_in(result_code: str, state: State) -> State:
    """The state of a lead after a check-in with a ResultCode [choice].

    No code (or ``Success``) says that the dialer is through with the lead. A failure moves only a lead that
    the dialer was not reported to hold: one that was loaded before comes back by its end, never by a later
    call's fault. A code of the row itself would come again at every pull, so the lead rests with it as its
    reason until somebody has mended and released it; a code that passes puts it back to be offered.
    """
    code = result_code.strip().lower()
    if code in _LOADED or code == _FINALIZED:
        return State.FINISHED
    if state in (State.IN_DIALER, State.FINISHED):
        return state
    return State.IN_CRM if code in _LATER else State.CHECKED_IN
