"""The fields of a prospect record: which there are, and how a value must look.

Values arrive as text, numbers or nothing; `converted` gives what is stored, or says what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

from studio.dialer.records.dates import read_date, read_time
from studio.dialer.records.phones import read_phone


class Kind(Enum):
    """What a field holds. The names are those of the platform's data types where it has them."""

    STRING = "String"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    DECIMAL = "Decimal"
    DATE = "Date"
    TIME = "Time"
    EMAIL = "Email"
    PHONE = "Phone"
    SMS = "SMSPhone"
    #: A number that is shown to the person called, not one to dial.
    CALLER_ID = "CallerID"
    COUNT = "Count"
    NAME = "Name"
    EXTERNAL_ID = "ExternalID"
    TIME_ZONE = "TimeZone"
    EXPIRATION = "ExpirationDate"


#: The kinds that are destinations: what the dialer reaches a person by.
DESTINATIONS = (Kind.PHONE, Kind.SMS)

#: Destinations of one prospect at most [documented].
MOST_DESTINATIONS = 6

#: Characters of an external ID, and of a first or last name, at most [our choice].
LONGEST_EXTERNAL_ID = 255
LONGEST_NAME = 100

#: The system fields of a source map [documented] and those of calling lists that are taken besides [our
#: choice].
SYSTEM_FIELDS: dict[str, Kind] = {
    "Address": Kind.STRING,
    "Agent": Kind.COUNT,
    "CallerID": Kind.CALLER_ID,
    "CallRequestDateTime": Kind.DATE,
    "CallRequestStaleMinutes": Kind.COUNT,
    "City": Kind.STRING,
    "Compliance": Kind.BOOLEAN,
    "ConfirmationRequired": Kind.BOOLEAN,
    "CustomerField1": Kind.STRING,
    "CustomerField2": Kind.STRING,
    "ExpirationDate": Kind.EXPIRATION,
    "ExternalID": Kind.EXTERNAL_ID,
    "FirstName": Kind.NAME,
    "LastName": Kind.NAME,
    "Notes": Kind.STRING,
    "OverrideFinalizationStatuses": Kind.BOOLEAN,
    "PhoneNumber": Kind.PHONE,
    "PreferredCallTime": Kind.DATE,
    "Priority": Kind.BOOLEAN,
    "Score": Kind.DECIMAL,
    "SMSPhoneNumber": Kind.SMS,
    "State": Kind.STRING,
    "TimeZone": Kind.TIME_ZONE,
    "Zip": Kind.STRING,
}

_TRUE = frozenset(("true", "yes", "y", "1"))
_FALSE = frozenset(("false", "no", "n", "0"))
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")


def text_of(value: Any) -> str:
    """A value of a row as trimmed text: a whole number without a point, none with an exponent, nothing as empty text.

    Never fails.
    """
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    try:
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        if isinstance(value, float) and "e" in repr(value):
            return format(Decimal(repr(value)), "f")
        if isinstance(value, int | float):
            return str(value)
        return json.dumps(value, default=str)
    except (ValueError, TypeError, RecursionError):
        return ""


def plain(value: Any) -> Any:
    """A value of a row as JSON can hold it: text, a number of ordinary size, or None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return int(value)
    if isinstance(value, float) and value - value == 0:
        return value
    return text_of(value)


def is_true(text: str) -> bool | None:
    """The Boolean that ``text`` says, or None where it says none: true/false, yes/no, y/n, 1/0 in any letter
    case.
    """
    word = text.lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


#: A stored value, or None where the text doesn't fit.
Value = str | int | float | bool | None


def converted(kind: Kind, text: str, region: str = "US") -> Value:
    """What is stored for the non-empty ``text`` in a field of this kind; None where the text doesn't fit it.

    Destinations, time zone and expiration have rules of their own elsewhere and are stored as the text that
    they are.
    """
    if kind is Kind.CALLER_ID:
        phone = read_phone(text, region)
        return None if phone is None else phone.number
    convert = CONVERTERS.get(kind)
    return text if convert is None else convert(text)


def _whole(text: str) -> Value:
    return int(text) if _WHOLE.fullmatch(text) else None


def _count(text: str) -> Value:
    value = _whole(text)
    return value if isinstance(value, int) and value >= 0 else None


def _decimal(text: str) -> Value:
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else None


def _date(text: str) -> Value:
    return None if read_date(text) is None else text


def _email(text: str) -> Value:
    return text if len(text) <= 254 and _EMAIL.fullmatch(text) else None


def _name(text: str) -> Value:
    return text if len(text) <= LONGEST_NAME else None


#: How the text of a field is converted, for the kinds that don't take any text.
CONVERTERS: dict[Kind, Callable[[str], Value]] = {
    Kind.BOOLEAN: is_true,
    Kind.INTEGER: _whole,
    Kind.COUNT: _count,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIME: read_time,
    Kind.EMAIL: _email,
    Kind.NAME: _name,
}

#: What a field of a kind takes, for messages.
EXPECTED: dict[Kind, str] = {
    Kind.BOOLEAN: "true or false",
    Kind.INTEGER: "a whole number",
    Kind.COUNT: "a whole number of 0 or more",
    Kind.DECIMAL: "a number",
    Kind.DATE: "a date such as 2026-05-31 or 5/31/2026 6:00 PM",
    Kind.TIME: "a time such as 18:00 or 6:00 PM",
    Kind.EMAIL: "an e-mail address",
    Kind.CALLER_ID: "a phone number",
    Kind.NAME: f"at most {LONGEST_NAME} characters",
    Kind.EXTERNAL_ID: f"at most {LONGEST_EXTERNAL_ID} characters",
}
