"""World files with mistakes: each is told at its line, and none costs a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SEVERAL = """\
start: yesterday
zone: Mars/Phobos
seed: x
nosuch: 1
http:
  routes:
    - prefix: nonsense
      service: crm
  faults:
    - fault: bang
skills:
  - number: abc
    name: a
"""


def test_every_mistake_is_told_at_its_line(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(SEVERAL, encoding="utf-8")
    done = studio("run", good, "--world", "world.yaml", "--json")
    assert (done.code, done.document["status"]) == (2, "failed")
    found = {(each["code"], each["line"]) for each in done.document["diagnostics"]}
    assert found >= {("WF003", line) for line in (1, 2, 3, 4, 7, 10, 12)}
    assert all(each["file"] == "world.yaml" for each in done.document["diagnostics"])


#: World file -> code and line of the finding.
MISTAKES = {
    "a day that no month has": ("start: 2026-02-30\n", "WF002", 1),
    "a number that is none": ('zone: UTC\nseed: !!int "x"\n', "WF002", 2),
    "a number with 10,000 digits": (f"seed: {'9' * 10_000}\n", "WF002", 1),
    "a start beyond the calendar": ("start: 9999-12-31T23:59:59Z\n", "WF003", 1),
    "an endless length": ("until: .inf\n", "WF003", 1),
    "a length that is no number": ("until: .nan\n", "WF003", 1),
    "a zone out of another folder": ('zone: "../../etc/passwd"\n', "WF003", 1),
    "a name twice": ("seed: 1\nzone: UTC\nseed: 2\n", "WF002", 3),
    "a list": ("- seed\n", "WF003", 1),
    "a key that is a list": ("? [a]\n: 1\n", "WF002", 1),
    "an object of Python": ("!!python/object/apply:os.getcwd []\n", "WF002", 1),
    "no YAML": ("seed: [1\n", "WF002", 2),
    "a NUL": ("seed: \0\n", "WF002", None),
    "nested 20,000 deep": ("[" * 20_000, "WF002", None),
    "an alias": ("a: &a [x]\nb: [*a, *a]\n", "WF002", 1),
    "a bomb": ("a: &a [x]\n" + "".join(f"a{n}: &a{n} [*a{n or ''}, *a]\n" for n in range(9)), "WF002", None),
    "3,000 mistakes": ("".join(f"key{n}: 1\n" for n in range(3_000)), "WF003", 1),
    "too large": ("# " + "x" * 400_000, "WF001", None),
    "a service that isn't there": (
        "http: {routes: [{prefix: 'https://x.example/', service: nosuch}]}\n",
        "WF004",
        None,
    ),
    "a store that isn't one": ("store: 'rubbish://x'\nskills: [{number: 1, name: a}]\n", "WF004", None),
    "leads that aren't there": ("crm: {leads: nosuch.csv}\n", "WF004", None),
    "leads that are binary": ("crm: {leads: binary.csv}\n", "WF004", None),
    "leads without a key": ("crm: {leads: keyless.csv}\n", "WF004", None),
    "a brain that isn't there": (
        "skills: [{number: 1, name: a, running: true, xs: {xsScriptID: nowhere, xsGetContactsActive: true}}]\n",
        "WF004",
        None,
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_world_that_cannot_be_is_refused(studio: Any, good: Path, tmp_path: Path, what: str) -> None:
    text, code, line = MISTAKES[what]
    (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)))
    (tmp_path / "keyless.csv").write_text("Name\nAnn\n", encoding="utf-8")
    done = studio("run", good, "--world", "world.yaml", "--json")
    assert done.code == 2
    found = done.document["diagnostics"][0]
    assert found["code"] == code
    assert line in (None, found["line"])
    assert found["message"]


def test_an_empty_world_is_a_world_with_nothing_in_it(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text("# nothing\n", encoding="utf-8")
    assert studio("run", good, "--world", "world.yaml").code == 0


@pytest.mark.slow
def test_the_demo_tells_the_same_story_for_the_same_seed(studio: Any) -> None:
    first, second = (studio("demo", "--days", "0.01") for _ in range(2))
    assert first.code == 0
    assert "leads, each counted once" in first.out
    assert first == second


@pytest.mark.slow
def test_the_demo_as_json_has_the_balance(studio: Any) -> None:
    done = studio("demo", "--days", "0.01", "--json")
    assert (done.code, done.err) == (0, "")
    assert {"status", "clock", "contacts", "balance"} <= set(done.document)
