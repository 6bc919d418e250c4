"""Words that invented leads are made of."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A city with area codes and ways to name its zone."""

    city: str
    state: str
    codes: tuple[str, ...]
    zones: tuple[str, ...]


_FIRST = """
    Ada Alma Amir Ana Anton Aya Bea Ben Bo Cal Carla Chen Cleo Dan Dara Dina Eli Elsa Emil Enzo Esme Eva
    Finn Flora Gil Greta Hana Hugo Ida Igor Ines Iris Ivo Jan Jia Jonas Juno Kai Kira Lars Lea Leo Lina Luz
    Mara Max Mia Milo Nadia Nils Noa Nora Olga Omar Oscar Pia Priya Ravi Rita Rosa Sam Sara Sofia Tara Theo
    Tom Uma Vera Viktor Wanda
    Yara Yuki Zoe Zoë José Søren Łukasz"""

_LAST = """
    Abbot Adler Alder Archer Baker Banks Barrow Bell Birch Bishop Blake Brook Burton Carver Castle Clay
    Cole Cooper Cross Dale Dean Drake Dyer Elm Farrow Fenn Field Fisher Fletcher Flint Ford Frost Gardener
    Glass Grove Hale Hart Hawk Heath Hill Holt Hunter Ivory Kemp Lake Lane Larch Linden Marsh Mason Mead
    Miller Moor North O'Dell Oakes Page Penn Pike Poole Quill Reed Rivers Rowan Sage Sawyer Shore Slate
    Stone Summers Thorn Tiller Vale Wade Weaver Wells West Wilde Winter Wolf Yates D'Arcy Muñoz Brontë"""
FIRST_NAMES = tuple(_FIRST.split())
LAST_NAMES = tuple(_LAST.split())

_ET = ("Eastern Standard Time", "America/New_York", "ET")
_CT = ("Central Standard Time", "America/Chicago", "CT")
_MT = ("Mountain Standard Time", "America/Denver", "MT")
_PT = ("Pacific Standard Time", "America/Los_Angeles", "PT")
PLACES = (
    Place("New York", "NY", ("212", "718", "347"), _ET),
    Place("Boston", "MA", ("617", "857"), _ET),
    Place("Atlanta", "GA", ("404", "678"), _ET),
    Place("Philadelphia", "PA", ("215", "267"), _ET),
    Place("Charlotte", "NC", ("704", "980"), _ET),
    Place("Chicago", "IL", ("312", "773"), _CT),
    Place("Dallas", "TX", ("214", "972"), _CT),
    Place("Houston", "TX", ("713", "832"), _CT),
    Place("Minneapolis", "MN", ("612", "763"), _CT),
    Place("New Orleans", "LA", ("504",), _CT),
    Place("Milwaukee", "WI", ("414",), _CT),
    Place("Denver", "CO", ("303", "720"), _MT),
    Place("Salt Lake City", "UT", ("801", "385"), _MT),
    Place("Albuquerque", "NM", ("505",), _MT),
    Place("Phoenix", "AZ", ("602", "480"), ("US Mountain Standard Time", "America/Phoenix")),
    Place("Los Angeles", "CA", ("213", "310"), _PT),
    Place("San Francisco", "CA", ("415", "628"), _PT),
    Place("Seattle", "WA", ("206",), _PT),
    Place("Las Vegas", "NV", ("702", "725"), _PT),
    Place("Honolulu", "HI", ("808",), ("Hawaiian Standard Time", "Pacific/Honolulu", "HT")),
    Place("Toronto", "ON", ("416", "647"), ("America/Toronto",)),
    Place("Calgary", "AB", ("403", "587"), ("America/Edmonton",)),
)
#: Places whose area codes more than one zone shares, so that their leads may be called only where all agree.
SPLIT_PLACES = (
    Place("Gary", "IN", ("219",), _CT),
    Place("Paducah", "KY", ("270",), _CT),
    Place("Chattanooga", "TN", ("423",), _ET),
    Place("Pensacola", "FL", ("850",), _CT),
    Place("Rapid City", "SD", ("605",), _MT),
    Place("Boise", "ID", ("208",), _MT),
)
TOLL_FREE = ("800", "888", "877", "866")
#: Area code whose places lie in more zones than a dialer can respect at once.
NORTH = ("867",)
#: Area codes that are not in use, so that no zone is known.
NO_AREA = ("211", "555", "999")
PRODUCTS = ("Basic", "Plus", "Solar", "Family")
EXPIRATIONS = ("2031-06-30", "2032-01-31", "12/31/2031", "2033-03-15T18:00:00", "2031-09-01 12:00")
NOTES = (
    "Prefers the evening",
    "Asked for a call back, twice",
    'Goes by "Max"',
    "Moved last year",
    "Speaks Spanish and English",
)
BAD_PHONES = ("555-0142", "n/a", "123", "112-555-0170", "(030) 555-0101", "call the office", "3125550")
UNKNOWN_ZONES = ("Middle Earth Time", "GMT-ish", "unknown")
NO_DATES = ("soon", "31/12/2031", "2031-02-30", "next year", "12-2031")
PAST_DATES = ("2019-12-31", "2021-06-30", "1/15/2022", "2020-02-29T12:00:00")
#: Columns that take a number or yes and no, with values that are neither.
WRONG_VALUES = (
    ("Score", ("high", "9 of 10", "7,5")),
    ("Is Cell", ("maybe", "2", "x")),
    ("Hot", ("very", "on Mondays")),
    ("Agent", ("Bob", "12a")),
)
