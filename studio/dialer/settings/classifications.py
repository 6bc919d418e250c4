"""The platform's system classifications of dispositions [documented]."""

from __future__ import annotations

#: Their names by number.
CLASSIFICATIONS = {
    1: "Positive with amount",
    2: "Positive without amount",
    3: "Negative, do not call for the skill",
    4: "Negative, do not call for the tenant",
    5: "Negative",
    6: "Other",
    7: "Retry, agent-specific",
    8: "Retry at a time, any agent",
    9: "Retry, unspecified",
    10: "Retry, not available",
    11: "Retry, answering machine",
    12: "Final answering machine",
    13: "Fax, by an agent",
    14: "Message left",
    15: "Busy",
    16: "Error",
    17: "Fax",
    18: "Bad number",
    19: "Answering machine",
    20: "No answer",
    21: "Number changed",
    22: "Disconnected",
    23: "Network busy",
    24: "Abandon",
    25: "Agent abandon",
    26: "Manual suppression",
    27: "Web-service suppression",
}

#: Those that finish a record [documented].
FINAL = frozenset({1, 2, 3, 4, 5, 12, 16, 26, 27})

#: Those that finish a number [documented]; a record with another number goes on [documented: intercepts end only the number].
NUMBER_FINAL = frozenset({18, 21, 22})
