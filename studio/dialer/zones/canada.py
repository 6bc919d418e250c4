"""Canadian postal codes: the zone of their first three characters, where these lie in one zone as a whole.

General knowledge, chosen with care [our choice]. Left out are districts in which some places keep another time:
Labrador, the east of Quebec's shore and its islands, northern Ontario, Saskatchewan outside its cities, and the
interior and north-east of British Columbia.
"""

from __future__ import annotations

#: Beginnings of codes, the longest first.
_ZONES = {
    "A2V": None,  # Labrador City
    "X0E": "America/Edmonton",
    "X0G": "America/Edmonton",
    "A1": "America/St_Johns",
    "A2": "America/St_Johns",
    "S4": "America/Regina",
    "S6": "America/Regina",
    "S7": "America/Regina",
    "V2": "America/Vancouver",
    "V3": "America/Vancouver",
    "V4": "America/Vancouver",
    "V5": "America/Vancouver",
    "V6": "America/Vancouver",
    "V7": "America/Vancouver",
    "V8": "America/Vancouver",
    "V9": "America/Vancouver",
    "X1": "America/Edmonton",
    "B": "America/Halifax",
    "C": "America/Halifax",
    "E": "America/Moncton",
    "H": "America/Toronto",
    "J": "America/Toronto",
    "K": "America/Toronto",
    "L": "America/Toronto",
    "M": "America/Toronto",
    "N": "America/Toronto",
    "R": "America/Winnipeg",
    "T": "America/Edmonton",
    "Y": "America/Whitehorse",
}


def zone_of_fsa(code: str) -> str | None:
    """The zone of the first three characters of a Canadian code (upper case); None where it is not just one."""
    for length in (3, 2, 1):
        beginning = code[:length]
        if beginning in _ZONES:
            return _ZONES[beginning]
    return None
