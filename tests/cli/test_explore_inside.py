"""``studio explore paths`` and ``studio explore mutations``: what is printed, exit codes, odd input."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[1] / "testing" / "explorers"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    folder = tmp_path / "orders"
    folder.mkdir()
    shutil.copy(HERE / "orders.studio", folder / "orders.studio")
    shutil.copy(HERE / "orders.yaml", folder / "test_orders.yaml")
    return folder


def test_mutations_are_told_by_script_and_action(studio: Any, orders: Path) -> None:
    done = studio("explore", "mutations", orders)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0].split() == "script mutants killed cut survived not reached not run %".split()
    assert "not noticed in orders" in lines
    assert '    #3 If "Any order?"' in lines
    assert "        Expression: another number: order.days > 0 → order.days > 1" in lines
    assert any("mutants were noticed" in each and each.endswith("%") for each in lines)
    assert done.err == ""


def test_mutations_as_a_document_and_as_files(studio: Any, orders: Path, tmp_path: Path) -> None:
    done = studio("explore", "mutations", orders, "--json", "--save", tmp_path / "out")
    counts = done.document["counts"]
    assert sum(counts.values()) == len(done.document["mutants"])
    assert len(done.document["saved"]) == counts["survived"] > 0
    assert all(Path(each).is_file() for each in done.document["saved"])
    noticed = counts["killed"] + counts["cut"]
    assert done.document["score"] == noticed * 100 // (noticed + counts["survived"])


def test_paths_are_proposed_and_saved(studio: Any, orders: Path, tmp_path: Path) -> None:
    done = studio("explore", "paths", orders, "--save", tmp_path / "out")
    # One branch lies out of reach.
    assert done.code == 1
    assert '    orders: "Never" -> Default' in done.out
    assert "no scenario takes 7 of 12 branches" in done.out
    assert "4 proposals for 6 of them, 0 that no scenario says, 1 out of reach, 0 not found" in done.out
    assert "    Which state? takes PAID, and 1 more branch" in done.out.splitlines()
    files = sorted((tmp_path / "out").iterdir())
    assert all(f"written into {each}:" in done.out for each in files)
    assert all(each.name.startswith("test_orders_proposed") for each in files)


def test_nothing_missing_is_a_success(studio: Any, tmp_path: Path) -> None:
    file = tmp_path / "main.studio"
    file.write_text('script "main"\n    media = Phone\n\nBegin "Begin"\n    -> "End"\n\nEnd "End"\n', encoding="utf-8")
    done = studio("explore", "paths", file)
    assert done.code == 0
    assert "Begin takes Default" in done.out
    (tmp_path / "test_main.yaml").write_text("script: main.studio\nscenarios:\n  - name: It ends\n", encoding="utf-8")
    done = studio("explore", "paths", tmp_path)
    assert (done.code, done.out) == (0, "all 1 branches are taken by 1 scenario\n")
    document = studio("explore", "paths", tmp_path, "--json").document
    assert (document["branches"], document["not_taken"], document["proposals"]) == (1, [], [])


@pytest.mark.parametrize("command", ["paths", "mutations"])
def test_unusable_input_is_told(studio: Any, orders: Path, tmp_path: Path, command: str) -> None:
    nothing = studio("explore", command, tmp_path / "none")
    assert (nothing.code, nothing.out) == (2, "")
    assert "there is no such file or folder" in nothing.err
    (tmp_path / "empty").mkdir()
    empty = studio("explore", command, tmp_path / "empty")
    assert empty.code == 2
    assert "there is no scenario" in empty.err
    assert "no scenario has 'nobody' in its name" in studio("explore", command, orders, "-k", "nobody").err
    broken = orders / "test_broken.yaml"
    for content in (
        "scenarios: 3\n",
        "scenarios:\n  - name: x\n",
        "script: orders.studio\nscenarios:\n  - {nam: x}\n",
        "{",
    ):
        broken.write_text(content, encoding="utf-8")
        done = studio("explore", command, broken)
        assert done.code == 2, content
        assert "TS0" in done.err
    refused = studio("explore", command, broken, "--json")
    assert refused.document["status"] == "refused"


def test_no_time_at_all_is_no_fault(studio: Any, orders: Path) -> None:
    done = studio("explore", "mutations", orders, "--seconds", "0")
    assert done.code == 0
    assert "were not run: the time was over" in done.out
    done = studio("explore", "paths", orders, "--seconds", "0")
    assert done.code == 1
    assert "0 proposals" in done.out


def test_a_script_that_cannot_start_is_told(studio: Any, tmp_path: Path) -> None:
    file = tmp_path / "wrong.studio"
    file.write_text(
        'script "wrong"\n\nBegin "Begin"\n    -> "Ask"\n\nIf "Ask"\n    Expression = x = = 1\n    True -> "Ask"\n',
        encoding="utf-8",
    )
    done = studio("explore", "paths", file)
    assert done.code == 2
    assert "error" in done.err


@pytest.mark.parametrize("command", ["paths", "mutations"])
def test_scenarios_that_fail_as_they_are(studio: Any, orders: Path, command: str) -> None:
    file = orders / "test_orders.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("In 4 days.", "In 5 days."), encoding="utf-8")
    done = studio("explore", command, orders)
    if command == "mutations":
        assert done.code == 2
        assert "1 of 1 scenarios do not pass as they are" in done.out
        assert "say is 'In 4 days.', not 'In 5 days.'" in done.out
    else:
        # What it takes, it takes.
        assert "no scenario takes 7 of 12 branches" in done.out
