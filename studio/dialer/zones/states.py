"""States, provinces and territories of the USA and Canada that lie in one time zone as a whole.

General knowledge, chosen with care [our choice]: a state of which even a small part keeps another time
(Arizona for the Navajo Nation, Nevada for West Wendover) is left out, so that its prospects are placed by
their phone numbers.
"""

from __future__ import annotations

_CODES = {
    "America/New_York": "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL LA MN MO MS OK WI",
    "America/Denver": "CO MT NM UT WY",
    "America/Los_Angeles": "CA WA",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR",
    "America/St_Thomas": "VI",
    "Pacific/Guam": "GU",
    "Pacific/Saipan": "MP",
    "Pacific/Pago_Pago": "AS",
    "America/Edmonton": "AB NT",
    "America/Winnipeg": "MB",
    "America/Halifax": "NS PE",
    "America/Moncton": "NB",
    "America/Whitehorse": "YT",
}

_NAMES = {
    "alabama": "AL",
    "alberta": "AB",
    "arkansas": "AR",
    "california": "CA",
    "colorado": "CO",
    "connecticut": "CT",
    "delaware": "DE",
    "district of columbia": "DC",
    "georgia": "GA",
    "hawaii": "HI",
    "illinois": "IL",
    "iowa": "IA",
    "louisiana": "LA",
    "maine": "ME",
    "manitoba": "MB",
    "maryland": "MD",
    "massachusetts": "MA",
    "minnesota": "MN",
    "mississippi": "MS",
    "missouri": "MO",
    "montana": "MT",
    "new brunswick": "NB",
    "new hampshire": "NH",
    "new jersey": "NJ",
    "new mexico": "NM",
    "new york": "NY",
    "north carolina": "NC",
    "northwest territories": "NT",
    "nova scotia": "NS",
    "ohio": "OH",
    "oklahoma": "OK",
    "pennsylvania": "PA",
    "prince edward island": "PE",
    "puerto rico": "PR",
    "rhode island": "RI",
    "south carolina": "SC",
    "utah": "UT",
    "vermont": "VT",
    "virginia": "VA",
    "washington": "WA",
    "west virginia": "WV",
    "wisconsin": "WI",
    "wyoming": "WY",
    "yukon": "YT",
}

#: States that lie in several zones: their names are known, their zone is not.
_SPLIT_NAMES = {
    "alaska": "AK",
    "arizona": "AZ",
    "british columbia": "BC",
    "florida": "FL",
    "idaho": "ID",
    "indiana": "IN",
    "kansas": "KS",
    "kentucky": "KY",
    "michigan": "MI",
    "nebraska": "NE",
    "nevada": "NV",
    "newfoundland and labrador": "NL",
    "north dakota": "ND",
    "nunavut": "NU",
    "ontario": "ON",
    "oregon": "OR",
    "quebec": "QC",
    "saskatchewan": "SK",
    "south dakota": "SD",
    "tennessee": "TN",
    "texas": "TX",
}
_ALL_NAMES = _NAMES | _SPLIT_NAMES
_ZONES = {code: zone for zone, codes in _CODES.items() for code in codes.split()}


def zone_of_state(state: str) -> str | None:
    """The zone of a state or province given by its two letters or its English name; None where it is not just
    one.
    """
    return _ZONES.get(code_of_state(state))


def code_of_state(state: str) -> str:
    """The two letters of a state given by these or by its English name; other texts as they are, in upper case."""
    written = " ".join(state.split())
    return _ALL_NAMES.get(written.lower(), written.upper())
