"""What a script gives by its Return can be expected of it, though nobody has called it."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.testing.scenario.reading import read_suite
from studio.testing.scenario.running import run_case
from studio.testing.stage import Stage

SCRIPT = """script "helper"
    media = Phone

Begin "Begin"
    Parameters: what
    -> "Is there a value?"

If "Is there a value?"
    Expression = what = "nothing"
    True -> "Nothing"
    False -> "Something"

Return "Nothing"

Return "Something"
    ReturnValue = {what}|{p2}

Onrelease "The end"
    -> "Last"

Snippet "Last"
    Data = ASSIGN last = 1
"""


@pytest.mark.parametrize(
    ("given", "expect", "why"),
    [
        ("[a, b]", "a|b", ""),
        ("[a, b]", "{like: 'a*'}", ""),
        ("[a, b]", "a", "what it returns is 'a|b', not 'a'"),
        ("[nothing]", "null", ""),
        ("[nothing]", "a", "what it returns is null, not 'a'"),
        ("[a, b]", "null", "what it returns is 'a|b', not null"),
    ],
)
def test_what_is_returned(tmp_path: Path, given: str, expect: str, why: str) -> None:
    (tmp_path / "helper.studio").write_text(SCRIPT)
    file = tmp_path / "test_it.yaml"
    file.write_text(
        f"script: helper.studio\nscenarios: [{{name: A, given: {{parameters: {given}}}, expect: {{returns: {expect}, took: [Last]}}}}]"
    )
    suite = read_suite(file, Stage())
    assert not suite.problems
    assert "".join(each.why for each in run_case(suite.cases[0], Stage()).checks) == why
