"""A rehearsal's document for people."""

from __future__ import annotations

from typing import Any

from studio.cli.report import printable

#: Figures with their words, in the order in which they are told.
_FIGURES = (
    ("attempts", "attempts"),
    ("connects", "connects"),
    ("abandoned", "abandoned"),
    ("exhausted", "exhausted"),
    ("empty_minutes", "minutes with an empty queue"),
    ("talk_seconds", "seconds of talk"),
)
#: Figures that count by name.
_COUNTS = (
    ("loads", "loaded"),
    ("outcomes", "outcome"),
    ("finals", "final"),
    ("signals", "signal"),
    ("check_ins", "check-in"),
)
_WIDE = 14


def show(document: dict[str, Any]) -> None:
    """Print it: one run as it is, several as ranges."""
    runs = document["runs"]
    if not runs:
        return
    several = len(runs) > 1
    _introduce(document, several)
    for at, first in enumerate(runs[0]["skills"]):
        number = str(first["skill"])
        found = document["ranges"][number] if several else runs[0]["skills"][at]
        print(f"\nSkill {number}{_heading(several)}")
        for name, words in _FIGURES:
            _line(words, found[name])
        for name, words in _COUNTS:
            for each, value in _greatest_first(found[name]):
                _line(f"{words}: {each}", value)
        _days(found["by_day"], several)
    for each in runs[0]["lists"]:
        told = ", ".join(f"{code} {count:,}" for code, count in each["codes"].items())
        print()
        print(printable(f"List {each['file']}: {each['records']:,} records ({told})"))
    stands = document["ranges"].get("balance") if several else (runs[0]["balance"] or {}).get("places")
    if stands:
        print(f"\nLeads of the CRM{_heading(several)}")
        for place, value in stands.items():
            _line(place, value)


def _introduce(document: dict[str, Any], several: bool) -> None:
    days = f"{document['days']:g} day{'s' * (document['days'] != 1)} of {document['world']}"
    seeds = document["seeds"]
    runs = len(document["runs"])
    told = f"{runs} runs, seeds {seeds[0]} to {seeds[-1]}" if several else f"seed {document['runs'][0]['seed']}"
    shares = f", in {document['shards']} shares" if document["shards"] > 1 else ""
    print(printable(f"{days}: {told}{shares}."))


def _heading(several: bool) -> str:
    if not several:
        return ""
    names = "".join(f"{name:>{_WIDE}}" for name in ("median", "least", "10 %", "90 %", "most"))
    return f"\n{'':34}{names}"


def _line(words: str, value: Any) -> None:
    print(printable(f"  {words[:32]:<32}{_value(value)}"))


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(f"{value[name]:>{_WIDE},}" for name in ("median", "least", "p10", "p90", "most"))
    return f"{value:>{_WIDE},}"


def _greatest_first(counts: dict[str, Any]) -> list[tuple[str, Any]]:
    def size(item: tuple[str, Any]) -> tuple[float, str]:
        value = item[1]["median"] if isinstance(item[1], dict) else item[1]
        return -value, item[0]

    return sorted(counts.items(), key=size)


def _days(days: list[dict[str, Any]], several: bool) -> None:
    if len(days) < 2:
        return
    print(f"  {'day':<6}{'attempts':>26}{'connects':>26}{'finals':>26}")
    for number, each in enumerate(days, 1):
        told = "".join(f"{_brief(each[name]):>26}" for name in ("attempts", "connects", "finals"))
        print(f"  {number:<6}{told}")
    if several:
        print("  (median, least and most)")


def _brief(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['median']:,} ({value['least']:,}–{value['most']:,})"
    return f"{value:,}"
