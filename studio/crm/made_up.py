"""Invented leads for the example: names from lists, phone numbers from the ranges that are kept for fiction.

Every North American number is 555-0100 to 555-0199 of a real area code, every British one lies in the range
that its regulator keeps for drama. One lead in ten has a flaw, so that every result code that a row can have
by itself comes up. The same seed gives the same leads on every Python.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from studio.crm import made_up_words as words

T = TypeVar("T")
SEED = 20_261
COUNT = 2_000
COLUMNS = (
    *("LeadId", "External ID", "Campaign", "First Name", "Last Name"),
    *("Home Phone", "Cell Phone", "Work Phone", "City", "State", "Time Zone"),
    *("Is Cell", "Hot", "Score", "Agent", "Product", "Expires", "Notes"),
)
_PHONES = ("Home Phone", "Cell Phone", "Work Phone")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A lead's row, and the result code that its flaw is meant for; empty for a good lead."""

    row: dict[str, str]
    flaw: str = ""


#: How many leads in a thousand have a flaw, by the code that it is meant for.
FLAWS = {
    "Missing External ID": 12,
    "Duplicate External ID": 6,
    "Required Field Missing": 10,
    "Invalid Field Value": 14,
    "Missing Phone Number": 13,
    "Invalid Phone Number": 13,
    "Invalid Expiration Date": 9,
    "Record Expired": 10,
    "Time Zone Not Found": 15,
}


def made_up_leads(count: int = COUNT, seed: int = SEED, campaign: str = "7001") -> list[MadeUp]:
    """So many leads, numbered from L10001, in an order that mixes good and flawed ones."""
    random = Random(seed)
    flaws = [flaw for flaw, share in FLAWS.items() for _ in range(count * share // 1_000)]
    flaws += [""] * (count - len(flaws))
    _shuffle(random, flaws)
    found: list[MadeUp] = []
    for number, flaw in enumerate(flaws):
        row = _good(random, number, campaign)
        if flaw == "Duplicate External ID":
            before = found[-1].row["External ID"] if found else ""
            row["External ID"], flaw = (before, flaw) if before else (row["External ID"], "")
        elif flaw:
            _SPOIL[flaw](random, row)
        found.append(MadeUp(row, flaw))
    return found


def as_csv(leads: list[MadeUp]) -> str:
    """The leads as a CSV file with a heading."""
    text = io.StringIO()
    lines = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    lines.writeheader()
    lines.writerows(lead.row for lead in leads)
    return text.getvalue()


def _good(random: Random, number: int, campaign: str) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    row["LeadId"] = f"L{10_001 + number}"
    # Leading zeros are part of an external ID.
    row["External ID"] = f"{random.randrange(10):02}-{40_000 + 7 * number}"
    row["Campaign"] = campaign
    row["First Name"] = _pick(random, words.FIRST_NAMES)
    row["Last Name"] = _pick(random, words.LAST_NAMES)
    place = _pick(random, words.SPLIT_PLACES if _chance(random, 6) else words.PLACES)
    code = _pick(random, place.codes)
    row["Home Phone"] = _number(random, code)
    if _chance(random, 55):
        row["Cell Phone"] = _number(random, code)
    if _chance(random, 20):
        row["Work Phone"] = _number(random, _pick(random, place.codes))
    if _chance(random, 6):
        # The first number is empty: the next one decides.
        row["Home Phone"], row["Cell Phone"] = "", _number(random, code)
    if _chance(random, 60):
        row["City"], row["State"] = place.city, place.state
    if _chance(random, 8):
        row["Time Zone"] = _pick(random, place.zones)
    row["Is Cell"] = "yes" if not row["Home Phone"] else _pick(random, ("", "", "no", "false"))
    row["Hot"] = "true" if _chance(random, 4) else ""
    row["Score"] = str(random.randrange(100)) if _chance(random, 70) else ""
    row["Agent"] = str(1_001 + random.randrange(4)) if _chance(random, 2) else ""
    row["Product"] = _pick(random, words.PRODUCTS)
    if _chance(random, 25):
        row["Expires"] = _pick(random, words.EXPIRATIONS)
    if _chance(random, 6):
        row["Notes"] = _pick(random, words.NOTES)
    _warn(random, row)
    return row


def _warn(random: Random, row: dict[str, str]) -> None:
    """Once in a while something that a load mends and warns of."""
    case = random.randrange(100)
    if case < 2:
        row["Work Phone"] = _pick(random, words.BAD_PHONES)
    elif case == 2 and row["Home Phone"]:
        row["Cell Phone"] = row["Home Phone"]
    elif case == 3 and row["State"]:
        row["Time Zone"] = _pick(random, words.UNKNOWN_ZONES)


def _no_zone(random: Random, row: dict[str, str]) -> None:
    row["City"] = row["State"] = ""
    row["Time Zone"] = _pick(random, ("", "", *words.UNKNOWN_ZONES))
    # No other number, for which one decides is the affair of the map.
    row["Cell Phone"] = row["Work Phone"] = ""
    codes = _pick(random, (words.TOLL_FREE, words.NO_AREA, words.NORTH))
    row["Home Phone"] = _number(random, _pick(random, codes)) if _chance(random, 75) else _british(random)


def _wrong_value(random: Random, row: dict[str, str]) -> None:
    column, values = _pick(random, words.WRONG_VALUES)
    row[column] = _pick(random, values)


def _no_phone(_: Random, row: dict[str, str]) -> None:
    for column in _PHONES:
        row[column] = ""


def _bad_phone(random: Random, row: dict[str, str]) -> None:
    for column in _PHONES:
        row[column] = _pick(random, words.BAD_PHONES) if row[column] or column == "Home Phone" else ""


def _put(column: str, values: tuple[str, ...]) -> Callable[[Random, dict[str, str]], None]:
    def spoil(random: Random, row: dict[str, str]) -> None:
        row[column] = _pick(random, values)

    return spoil


_SPOIL: dict[str, Callable[[Random, dict[str, str]], None]] = {
    "Missing External ID": _put("External ID", ("",)),
    "Required Field Missing": _put("Product", ("",)),
    "Invalid Field Value": _wrong_value,
    "Missing Phone Number": _no_phone,
    "Invalid Phone Number": _bad_phone,
    "Invalid Expiration Date": _put("Expires", words.NO_DATES),
    "Record Expired": _put("Expires", words.PAST_DATES),
    "Time Zone Not Found": _no_zone,
}


def _number(random: Random, code: str) -> str:
    line = f"01{random.randrange(100):02}"
    match random.randrange(12):
        case 0:
            return f"({code}) 555-{line}"
        case 1:
            return f"+1{code}555{line}"
        case 2:
            return f"{code}-555-{line}"
        case _:
            return f"{code}555{line}"


def _british(random: Random) -> str:
    return f"+44 20 7946 0{random.randrange(1_000):03}"


def _chance(random: Random, percent: int) -> bool:
    return random.randrange(100) < percent


def _pick(random: Random, choices: tuple[T, ...]) -> T:
    return choices[random.randrange(len(choices))]


def _shuffle(random: Random, values: list[str]) -> None:
    for last in range(len(values) - 1, 0, -1):
        other = random.randrange(last + 1)
        values[last], values[other] = values[other], values[last]
