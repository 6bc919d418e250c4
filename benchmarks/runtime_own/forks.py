"""What a second contact costs that goes on from where another is."""

from __future__ import annotations

import copy
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from measuring import say

from runtime_own import scripts
from runtime_own.turns import timed

MODULE = "studio.runtime.forking"
VARIABLES, OBJECTS = 50, 10


def code(objects: int) -> list[str]:
    """Fifty variables, so many of which are objects with a member, one inside another, and two elements."""
    lines = [f'v{place:02}="text of {place}"' for place in range(VARIABLES - objects)]
    for place in range(objects):
        name = f"o{place:02}"
        lines += [
            f"DYNAMIC {name}",
            f'{name}.name="number {place}"',
            f'{name}.home.city="Utah {place}"',
            f'{name}.phones[1].number="2145550148"',
            f'{name}.phones[2].number="2145550155"',
        ]
    return lines


def plain(objects: int) -> dict[str, Any]:
    """The same as plain dicts and lists."""
    found: dict[str, Any] = {f"v{place:02}": f"text of {place}" for place in range(VARIABLES - objects)}
    for place in range(objects):
        phones = [{"number": "2145550148"}, {"number": "2145550155"}]
        found[f"o{place:02}"] = {"name": f"number {place}", "home": {"city": f"Utah {place}"}, "phones": phones}
    return found


def forks(count: int, repeats: int) -> dict[str, Any]:
    """Microseconds of a fork, without and with objects; of a deep copy of the same data as plain dicts beside it."""
    say("forks …")
    there = find_spec(MODULE) is not None
    found: dict[str, Any] = {"missing": [] if there else [MODULE], "rows": []}
    for objects in (0, OBJECTS):
        data = plain(objects)
        row: dict[str, Any] = {"objects": objects, "studio_us": None}
        if there:
            row["studio_us"] = min(fork(objects, count) for _ in range(repeats)) / count * 1e6
        seconds = min(timed(partial(copies, data, count)) for _ in range(repeats))
        row["deepcopy_us"] = seconds / count * 1e6
        found["rows"].append(row)
    return found


def copies(data: dict[str, Any], count: int) -> None:
    """So many deep copies, none of which is kept."""
    for _ in range(count):
        copy.deepcopy(data)


def fork(objects: int, count: int) -> float:
    """Seconds of so many forks of one contact, none of which is kept."""
    fork_contact = import_module(MODULE).fork_contact
    one = scripts.idle(code(objects))
    engine = scripts.engine(one)
    contact = engine.start(one)
    engine.run(engine.now)
    scripts.expect(contact, "v00", "text of 0")

    def work() -> None:
        for _ in range(count):
            fork_contact(contact, engine)

    return timed(work)
