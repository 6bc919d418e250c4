"""A member that there isn't is told with those that come near; a number with a 0 before it is no number."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.world.checking import check_file


def found(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    file = tmp_path / "world.yaml"
    file.write_text(text)
    return [(each.message, each.hint) for each in check_file(file)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("callers: {peple: []}", "callers.peple", "near: people"),
        ("callers: {people: [{does: [{at: 1s, pres: '1'}]}]}", "callers.people.0.does.0.pres", "near: press, result"),
        ("values: {business: 1}", "values.business", "there are lists, most"),
        ("when: [{when: {starts: a}, do: {sett: {a: 1}}}]", "when.0.do.0.sett", "near: set"),
        ("xyzzy: 1", "xyzzy", ""),
    ],
)
def test_a_wrong_member_is_told_with_what_there_is(tmp_path: Path, text: str, message: str, hint: str) -> None:
    assert found(tmp_path, text) == [(f"{message}: there is no such member", hint)]


@pytest.mark.parametrize("number", ["0123", "-01", "00"])
def test_a_number_with_a_0_before_it_is_refused(tmp_path: Path, number: str) -> None:
    [(message, _)] = found(tmp_path, f"callers: {{people: [{{ani: {number}}}]}}")
    assert message == f"to YAML {number} is an octal number: put it in quotes, or leave out the 0"


@pytest.mark.parametrize("number", ["0", "'0123'", "0891", "10"])
def test_other_numbers_are_taken(tmp_path: Path, number: str) -> None:
    assert not found(tmp_path, f"callers: {{people: [{{ani: {number}}}]}}")
