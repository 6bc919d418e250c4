"""A check that finds too few says what there was of that sort."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.testing.scenario.reading import read_suite
from studio.testing.scenario.running import run_case
from studio.testing.stage import Stage

SCRIPT = """script "main"
    media = Phone

Begin "Begin"
    -> "Say"

Play "Say"
    Sequence = "%Good morning"
    -> "Say more"

Play "Say more"
    Sequence = "more.wav"
    -> "Work"

Runsub "Work"
    ScriptName = nobody
    -> "Help"

Runsub "Help"
    ScriptName = helper
    -> "Mail"

Email "Mail"
    SenderAddress = a@example.com
    Recipient = b@example.com
    Subject = Hello
    -> "End"

End "End"
"""
HELPER = 'script "helper"\n    media = Phone\n\nBegin "Begin"\n    -> "Back"\n\nReturn "Back"\n'


@pytest.mark.parametrize(
    ("expect", "why"),
    [
        (
            "plays: [Evening]",
            "a prompt with 'Evening' was never played; there was %Good morning, more.wav",
        ),
        ("plays: [{name: morning, times: 2}]", "a prompt with 'morning' was played once, not twice; there was"),
        ("plays: [{name: morning, times: 0}]", "a prompt with 'morning' was played once, and should never be"),
        ("calls: [{name: main, times: 1}]", "subscript main was never run, not once; there was helper"),
        (
            "errors: [denied]",
            "an error of \"*\" with 'denied' was never met; there was \"Work\": script 'nobody' not found",
        ),
        ("happens: [{text: mail, with: {subject: Bye}}]", "there was one whose subject is 'Hello', not 'Bye'"),
        ("happens: [{text: hangs up}]", "hangs up was never told"),
        ("requests: [https://a.example/]", "https://a.example/ was never asked for"),
        ("signals: [X]", "a signal X was never sent"),
    ],
)
def test_it_is_told(tmp_path: Path, expect: str, why: str) -> None:
    (tmp_path / "main.studio").write_text(SCRIPT)
    (tmp_path / "helper.studio").write_text(HELPER)
    file = tmp_path / "test_it.yaml"
    file.write_text(f"script: main.studio\nscenarios:\n  - name: A\n    expect:\n      {expect}\n")
    suite = read_suite(file, Stage())
    assert suite.usable, suite.problems
    [check] = run_case(suite.cases[0], Stage()).checks
    assert why in check.why
