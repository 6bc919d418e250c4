"""Names of time zones: Windows standard names, IANA names, and the short names that US lists use."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

#: Short names of US lists and the zones that they stand for, in summer as in winter [our choice]. Some are IANA names too, of
#: clocks that never change: nobody who writes EST into a list means one, and an hour too late in the evening would be the price.
SHORT_NAMES = {
    **dict.fromkeys(("et", "est", "edt"), "America/New_York"),
    **dict.fromkeys(("ct", "cst", "cdt"), "America/Chicago"),
    **dict.fromkeys(("mt", "mdt"), "America/Denver"),
    **dict.fromkeys(("pt", "pst", "pdt"), "America/Los_Angeles"),
    **dict.fromkeys(("akt", "akst", "akdt"), "America/Anchorage"),
    **dict.fromkeys(("ht", "hst"), "Pacific/Honolulu"),
}

#: Names that say too little: Arizona and Colorado both write it, and are an hour apart in summer [our choice].
DOUBTFUL = frozenset({"mst"})


def zone_name(text: str) -> str | None:
    """The IANA name of a zone written as Windows standard name, IANA name or US short name, in any letter
    case.

    None where the text names no known zone. Windows names are the platform's own [documented]; the others are
    accepted besides [our choice].
    """
    key = text.strip().lower()
    if not key or len(key) > 100 or key in DOUBTFUL:
        return None
    return SHORT_NAMES.get(key) or _windows().get(key) or _iana().get(key)


@cache
def zone(name: str) -> ZoneInfo:
    """The rules of the zone with this IANA name, which must be one that `zone_name` gave."""
    return ZoneInfo(name)


@cache
def _windows() -> dict[str, str]:
    from tzlocal.windows_tz import win_tz

    return {windows.lower(): iana for windows, iana in win_tz.items()}


@cache
def _iana() -> dict[str, str]:
    # The list comes from the tzdata package, so that every machine knows the same names.
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.lower(): name for name in names}
