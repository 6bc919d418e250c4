"""Phone numbers: read as people and systems write them, kept in one form (E.164).

The ``phonenumbers`` library knows the plans; on top of it stand the guards that a dialer needs. Its tables of
places and carriers are never loaded: they would cost some hundred megabytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber

#: Longer texts are no phone number; the library refuses them too.
LONGEST_TEXT = 250

# The common ways of writing a number of the North American plan, taken without the library's slower reader. A
# test holds this pattern to what the library answers.
_PLAIN = re.compile(r"(?:\+?1[-. ]?)?(?:\(([2-9][0-9]{2})\) ?|([2-9][0-9]{2})[-. ]?)([2-9][0-9]{2})[-. ]?([0-9]{4})")
_NORTH_AMERICAN = re.compile(r"[2-9][0-9]{2}[2-9][0-9]{6}")


@dataclass(frozen=True, slots=True)
class Phone:
    """A usable number: its E.164 form, and whether an extension was dropped from what was written."""

    number: str
    extension_dropped: bool = False


def read_phone(text: str, region: str = "US") -> Phone | None:
    """The number in ``text``, or None where it is no number that could be dialled.

    ``region`` (ISO 3166, two letters) is where a number without a country code belongs. Usable is what the
    library finds possible and, in the North American plan, what has an area code and an exchange that begin
    with 2 to 9: seven digits alone are not enough. That the library doesn't know a number as valid is no
    reason to refuse it, as new area codes reach its tables late. [our choice]
    """
    text = text.strip()
    if region == "US" or region == "CA":
        plain = _PLAIN.fullmatch(text)
        if plain is not None:
            return Phone(f"+1{plain[1] or plain[2]}{plain[3]}{plain[4]}")
    if not text or len(text) > LONGEST_TEXT:
        return None
    try:
        found = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_possible_number(found):
        return None
    if found.country_code == 1:
        national = phonenumbers.national_significant_number(found)
        if not _NORTH_AMERICAN.fullmatch(national):
            return None
    number = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return Phone(number, bool(found.extension))


def library_number(number: str) -> PhoneNumber:
    """The library's object for a number in E.164 form."""
    if number.startswith("+1") and len(number) == 12:
        return PhoneNumber(country_code=1, national_number=int(number[2:]))
    return phonenumbers.parse(number, None)


def shown(number: str) -> str:
    """A number as it is shown and compared by people: ten digits in the North American plan, E.164 elsewhere."""
    return number[2:] if number.startswith("+1") and len(number) == 12 else number
