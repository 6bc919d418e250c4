"""The closed set of result codes of Create Prospects v2, and what follows from each.

A script decides on the code alone, so a code says three things: what was wrong, whether the same row is worth
sending again, and whether the record goes back to the system that it came from. The texts are our choice, but
for ``Missing External ID``, which is documented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Whether to send the row again: after mending it, never, or as it is at a later time. Empty for ``Success``.
Retry = Literal["", "Fix", "Never", "Later"]


@dataclass(frozen=True, slots=True)
class Code:
    """One result code: its text, its retry class, and whether a row that bears it goes back to its lead
    source.
    """

    text: str
    retry: Retry
    check_in: bool


SUCCESS = Code("Success", "", False)
INVALID_RECORD = Code("Invalid Record", "Fix", False)
MISSING_EXTERNAL_ID = Code("Missing External ID", "Fix", True)
DUPLICATE_EXTERNAL_ID = Code("Duplicate External ID", "Never", False)
ACTIVE_ON_ANOTHER_SKILL = Code("Active On Another Skill", "Never", False)
PENDING_CHECK_IN = Code("Pending Check In", "Later", False)
RECORD_FINALIZED = Code("Record Finalized", "Never", True)
RECORD_TOO_LONG = Code("Record Too Long", "Fix", True)
REQUIRED_FIELD_MISSING = Code("Required Field Missing", "Fix", True)
INVALID_FIELD_VALUE = Code("Invalid Field Value", "Fix", True)
MISSING_PHONE_NUMBER = Code("Missing Phone Number", "Fix", True)
INVALID_PHONE_NUMBER = Code("Invalid Phone Number", "Fix", True)
INVALID_EXPIRATION_DATE = Code("Invalid Expiration Date", "Fix", True)
RECORD_EXPIRED = Code("Record Expired", "Never", True)
TIME_ZONE_NOT_FOUND = Code("Time Zone Not Found", "Fix", True)
DO_NOT_CALL = Code("Do Not Call", "Never", True)
INVENTORY_LIMIT_EXCEEDED = Code("Inventory Limit Exceeded", "Later", True)
RECORD_NOT_SAVED = Code("Record Not Saved", "Later", True)
UPDATE_REJECTED = Code("Update Rejected", "Fix", False)

#: Codes of Remove Prospects, beside Success, Invalid Record and Missing External ID [choice].
NOT_FOUND_OR_REMOVED = Code("Prospects Not Found Or Removed", "Never", True)
RECORD_IN_USE = Code("Record In Use", "Later", False)
REMOVAL_CODES: tuple[Code, ...] = (
    SUCCESS,
    INVALID_RECORD,
    MISSING_EXTERNAL_ID,
    NOT_FOUND_OR_REMOVED,
    RECORD_IN_USE,
)

#: Codes of single rows in the order in which a row is judged; the first that applies decides. The last one
#: stands in place of those from ``Record Too Long`` on where the prospect lives on the same skill.
ROW_CODES: tuple[Code, ...] = (
    SUCCESS,
    INVALID_RECORD,
    MISSING_EXTERNAL_ID,
    DUPLICATE_EXTERNAL_ID,
    ACTIVE_ON_ANOTHER_SKILL,
    PENDING_CHECK_IN,
    RECORD_FINALIZED,
    RECORD_TOO_LONG,
    REQUIRED_FIELD_MISSING,
    INVALID_FIELD_VALUE,
    MISSING_PHONE_NUMBER,
    INVALID_PHONE_NUMBER,
    INVALID_EXPIRATION_DATE,
    RECORD_EXPIRED,
    TIME_ZONE_NOT_FOUND,
    DO_NOT_CALL,
    INVENTORY_LIMIT_EXCEEDED,
    RECORD_NOT_SAVED,
    UPDATE_REJECTED,
)

INVALID_SKILL = Code("Invalid Skill", "Fix", True)
NOT_PERSONAL_CONNECTION = Code("Skill Is Not Personal Connection", "Fix", True)
INVALID_SOURCE_NAME = Code("Invalid Source Name", "Fix", True)
SOURCE_REMOVED = Code("Source Has Been Removed", "Fix", True)
INVALID_DATA = Code("Invalid Data", "Fix", True)
TOO_MANY_RECORDS = Code("Too Many Records", "Fix", True)
INVALID_DEFAULT_ZONE = Code("Invalid Default Time Zone", "Fix", True)
INVALID_DEFAULT_EXPIRATION = Code("Invalid Default Expiration Date", "Fix", True)
SERVICE_UNAVAILABLE = Code("Service Unavailable", "Later", False)

#: Codes of a call that failed as a whole, in the order in which a call is judged.
CALL_CODES: tuple[Code, ...] = (
    INVALID_SKILL,
    NOT_PERSONAL_CONNECTION,
    INVALID_SOURCE_NAME,
    SOURCE_REMOVED,
    INVALID_DATA,
    TOO_MANY_RECORDS,
    INVALID_DEFAULT_ZONE,
    INVALID_DEFAULT_EXPIRATION,
    SERVICE_UNAVAILABLE,
)

#: Every code by its text.
BY_TEXT: dict[str, Code] = {code.text: code for code in (*ROW_CODES, *REMOVAL_CODES, *CALL_CODES)}
