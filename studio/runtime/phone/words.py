"""What spoken words mean: digits, numbers, letters, money, yes and no, times and dates. English, as the platform's own
grammars [documented for English; every word list is our choice]. None where words mean nothing of the kind.
"""

from __future__ import annotations

import re

_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS = (
    {word: int(digit) for word, digit in _DIGITS.items() if word not in ("oh", "o")}
    | {word: 10 + place for place, word in enumerate(_TEENS)}
    | {word: 20 + 10 * place for place, word in enumerate(_TENS)}
)
_SIGNS = {
    "space": " ", "period": ".", "dot": ".", "point": ".", "underscore": "_", "dash": "-", "hyphen": "-", "slash": "/",
    "at": "@", "comma": ",", "pound": "#", "hash": "#", "star": "*", "plus": "+", "colon": ":",
}  # fmt: skip
_LETTERS = {
    word: word[0].upper()
    for word in (
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa "
        "quebec romeo sierra tango uniform victor whiskey whisky x-ray xray yankee zulu"
    ).split()
}
_YES = frozenset("yes yeah yep yup sure true ok okay correct right affirmative".split())
_NO = frozenset("no nope nah false wrong incorrect negative".split())
_MONTHS = (
    "january february march april may june july august september october november december"
).split()  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
LARGEST = 999_999
#: More words than this mean nothing.
_MOST = 60


def _split(words: str) -> list[str]:
    found = re.findall(r"[a-z]+(?:-ray)?|[0-9]+|\S", words.lower().replace(",", ""))
    return [each for each in found if each != "-"] if len(found) <= _MOST else []


def yes_no(words: str) -> str | None:
    """``yes`` or ``no``."""
    said = set(_split(words))
    yes, no = bool(said & _YES), bool(said & _NO)
    return None if yes is no else "yes" if yes else "no"


def digits(words: str) -> str | None:
    """A row of digits, said one by one."""
    said = [_DIGITS.get(each, each) for each in _split(words)]
    text = "".join(said)
    return text if text.isascii() and text.isdigit() else None


def letters(words: str) -> str | None:
    """Letters, digits and signs, said one by one: by themselves, as alpha, bravo, or by the name of a sign."""
    text = ""
    for each in _split(words):
        if each in _LETTERS:
            text += _LETTERS[each]
        elif each in _DIGITS and each != "o":
            text += _DIGITS[each]
        elif each in _SIGNS:
            text += _SIGNS[each]
        elif each.isdigit() or len(each) == 1:
            text += each.upper()
        else:
            return None
    return text or None


def number(words: str) -> int | None:
    """A whole number up to 999,999."""
    return _number(_split(words))


def _number(said: list[str]) -> int | None:
    total = part = 0
    some = False
    for each in said:
        if each == "and" and some:
            continue
        if each in _UNITS:
            part += _UNITS[each]
        elif each.isascii() and each.isdigit() and len(each) <= 6:
            part += int(each)
        elif each == "hundred" and some:
            part = (part or 1) * 100
        elif each == "thousand" and some and not total:
            total, part = (part or 1) * 1000, 0
        else:
            return None
        some = True
    return total + part if some and total + part <= LARGEST else None


def money(words: str) -> str | None:
    """A sum with two decimals: ``twelve dollars and fifty cents`` is 12.50."""
    plain = words.replace("$", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", plain):
        return f"{float(plain):.2f}"
    said = _split(plain)
    cut = next((place for place, each in enumerate(said) if each in ("dollar", "dollars")), None)
    if cut is None:
        if said[-1:] not in (["cent"], ["cents"]):
            whole = _number(said)
            return None if whole is None else f"{whole}.00"
        whole, rest = 0, said
    else:
        whole, rest = _number(said[:cut]), said[cut + 1 :]
    rest = [each for each in rest if each not in ("cent", "cents")]
    if rest[:1] == ["and"]:
        rest = rest[1:]
    cents = _number(rest) if rest else 0
    return f"{whole}.{cents:02d}" if whole is not None and cents is not None and cents < 100 else None


def time(words: str) -> str | None:
    """A time of day as HH:MM, 00:00 to 23:59: ``twelve p m``, ``half past`` is not known, ``14:30``, ``noon``."""
    plain = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", words.lower())
    if plain.strip() in ("noon", "midday"):
        return "12:00"
    if plain.strip() == "midnight":
        return "00:00"
    said = [each for each in _split(plain) if each not in (":", "hours", "hour", "o", "clock", "at", "in", "the", "'")]
    late = bool({"pm", "afternoon", "evening"} & set(said))
    early = bool({"am", "morning"} & set(said))
    said = [each for each in said if each not in ("am", "pm", "morning", "afternoon", "evening")]
    for cut in range(1, len(said) + 1):
        hour, minute = _number(said[:cut]), _number(said[cut:]) if said[cut:] else 0
        if hour is not None and minute is not None and hour < 24 and minute < 60 and cut == _hour_words(said):
            if (late or early) and not 1 <= hour <= 12:
                return None
            hour = hour % 12 + 12 * late if late or early else hour
            return f"{hour:02d}:{minute:02d}"
    return None


def _hour_words(said: list[str]) -> int:
    """How many words name the hour: two for twenty-one to twenty-three."""
    return 2 if said[:1] == ["twenty"] and said[1:2] and _UNITS.get(said[1], 10) < 4 else 1


def date(words: str, year: int) -> str | None:
    """A date as M/d/yyyy: ``march second``, ``March 2nd 2026``, ``3/2/2026``; without a year that of today."""
    plain = words.lower().strip()
    found = re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})", plain)
    if found:
        return _valid(int(found[3]), int(found[1]), int(found[2]))
    said = [each for each in _split(re.sub(r"([0-9])(st|nd|rd|th)\b", r"\1", plain)) if each not in ("the", "of")]
    if said[:1] and said[0] not in _MONTHS and len(said) > 1:
        # The day may come first.
        at = next((place for place, each in enumerate(said) if each in _MONTHS), None)
        if at is None:
            return None
        said = [said[at], *said[:at], *said[at + 1 :]]
    if not said or said[0] not in _MONTHS:
        return None
    for cut in range(len(said), 1, -1):
        day = _day(said[1:cut])
        given = _year(said[cut:]) if said[cut:] else year
        if day is not None and given is not None:
            return _valid(given, _MONTHS.index(said[0]) + 1, day)
    return None


def _day(said: list[str]) -> int | None:
    if said and said[-1] in _ORDINALS:
        before = _number(said[:-1]) if said[:-1] else 0
        return None if before not in (0, 20, 30) else before + _ORDINALS[said[-1]]
    day = _number(said)
    return day if day is not None and 1 <= day <= 31 else None


def _year(said: list[str]) -> int | None:
    whole = _number(said)
    if whole is not None and whole >= 1900:
        return whole if whole < 10_000 else None
    for cut in range(1, len(said)):
        century, rest = _number(said[:cut]), _number(said[cut:])
        if century in (19, 20, 21) and rest is not None and 10 <= rest < 100:
            return century * 100 + rest
    return None


def _valid(year: int, month: int, day: int) -> str | None:
    lengths = (
        31,
        29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28,
        *(31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
    )
    return f"{month}/{day}/{year:04d}" if 1 <= month <= 12 and 1 <= day <= lengths[month - 1] else None
