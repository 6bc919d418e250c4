"""The rules about variables, members, loops, errors, secrets, limits and style: what they find, and where they keep quiet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.checks import RULES, check_script
from studio.script.checks.rules.limits.secret_texts import named_secret, secrets_in
from studio.script.model import Action, Branch, Script
from studio.script.project import Project
from studio.script.text import read_text

CASES = read_cases(Path(__file__).parent / "checks_rules.yaml")
OURS = re.compile("CK(?:[4-8]|9[0-8])")


def read(text: str) -> Script:
    script, problems = read_text(text, None)
    assert script is not None
    assert problems == []
    return script


def script_of(case: dict[str, Any]) -> Script:
    """The case's actions between a Begin and a Stop."""
    flow = case["flow"]
    first = re.match(r'\w+ "([^"]*)"', flow)
    assert first is not None
    parts = ['script "A"\n']
    parts += [f"    media = {case['media']}\n"] if "media" in case else []
    parts += ['Begin "Begin"\n']
    parts += [f"    Parameters: {case['parameters']}\n"] if "parameters" in case else []
    parts += [f'    -> "{first[1]}"\n', flow]
    # The last action goes on to the end unless the case says where it leads.
    parts += [*([] if leads_on(flow) else ['    -> "Stop"\n']), 'Stop "Stop"\n', case.get("more", "")]
    return read("".join(parts))


def leads_on(flow: str) -> bool:
    """True if the last action of a text has a branch, or is an end."""
    lines = flow.rstrip("\n").split("\n")
    head = max(number for number, line in enumerate(lines) if not line.startswith(" "))
    return lines[head].startswith(("Stop", "If")) or any("->" in line for line in lines[head:] if "|" not in line)


@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_findings(case: dict[str, Any]) -> None:
    script = script_of(case)
    project = Project([script, *map(read, case.get("others", []))])
    found = [
        each
        for each in check_script(script, project, enabled=lambda code: True)
        if OURS.match(each.code) and each.code not in case.get("apart", [])
    ]
    assert [(each.code, each.caption) for each in found] == [(code, caption) for code, caption, _ in case["finds"]], (
        found
    )
    for each, (_, _, words) in zip(found, case["finds"], strict=True):
        assert words in each.message
        assert each.severity == RULES[each.code].severity
        assert not any(hidden in str(each) for hidden in case.get("hidden", []))


def test_findings_in_code_stand_at_their_line() -> None:
    script = script_of({"flow": 'Snippet "Work"\n    Data:\n        | a = 1\n        | TRACE b[0]\n        | a = a\n'})
    found = {each.code: (each.property, each.line, each.column, each.in_code) for each in check_script(script)}
    assert found["CK503"] == ("Data", 2, 7, True)
    assert found["CK910"] == ("Data", 3, 1, True)


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("password", "k9Trees!x", True),
        ("User Password", "k9Trees!x", True),
        ("password", "abc", False),
        ("password", "{given}", False),
        ("password", "changeme", False),
        ("password", "https://a.example/reset", False),
        ("apiKey", "a1b2c3d4e5f6", True),
        ("apiKey", "abcdefghijkl", False),
        ("token", "a1b2", False),
        ("tokens", "a1b2c3d4e5f6", False),
        ("name", "a1b2c3d4e5f6", False),
    ],
)
def test_what_a_secret_is(name: str, value: str, secret: bool) -> None:
    told = named_secret(name, value)
    assert bool(told) is secret
    assert value not in told


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bearer " + "a1" * 20, ["CK802"]),
        ("-----BEGIN RSA PRIVATE KEY-----", ["CK802"]),
        ("AKIA" + "ABCDEFGH12345678", ["CK802"]),
        ("ftp://ann:k9Trees@files.example/x", ["CK803"]),
        ("https://crm.example/a@b?c=d", []),
        ("mailto:ann@crm.example", []),
        ("Basic " + "YW5uOms5VHJlZXM=", ["CK802"]),
        ("Basic information", []),
        ("4539148803436467", ["CK805"]),
        ("4539 1488 0343 6467 and 3782-822463-10005", ["CK805", "CK805"]),
        ("378282246310005", ["CK805"]),
        ("+4539148803436467123", []),
    ],
)
def test_texts_that_give_something_away(text: str, codes: list[str]) -> None:
    assert [code for code, *_ in secrets_in(text)] == codes


PIECES = st.sampled_from(
    ["x", "x.a", "x[0]", "{", "}", '"', "IF", "FOR i = 1 TO 2", "=", " ", "\n", "DYNAMIC x", "RETURN", "//", "1", "global:",
     "FOREACH r IN x.FailedRecords", "x.append(1)", "FUNCTION f(x)", "f(x)", "SWITCH x", "CASE 1", "TODO", "é", "\t", "|"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)
KINDS = st.sampled_from(
    "SNIPPET ASSIGN IF CASE LOOP FOR WAIT RUNSUB RETURN END ONRELEASE ONSIGNAL REST_API CREATEPROSPECTS2 MENU PLAY GETVALUE NOSUCH".split()
)
NAMES = ["Data", "Variable", "Value", "Expression", "CounterName", "Repeat", "ToValue", "FromValue", "Seconds", "ScriptName",
         "ReturnVariable", "Results", "Sequence", "ServiceAddress", "Headers", "Skill", "ReturnValue"]  # fmt: skip


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    actions = [Action(id=1, kind="BEGIN", caption="b", properties={"Parameters": draw(st.lists(TEXTS, max_size=3))})]
    count = draw(st.integers(1, 6))
    for id in range(2, count + 2):
        properties: dict[str, Any] = {name: draw(TEXTS) for name in draw(st.lists(st.sampled_from(NAMES), max_size=4))}
        properties["Parameters"] = draw(st.lists(TEXTS, max_size=2))
        actions.append(
            Action(id=id, kind=draw(KINDS), caption=draw(st.sampled_from(["", "c", "c "])), properties=properties)
        )
    for each in actions:
        targets = draw(st.lists(st.integers(1, count + 1), max_size=3))
        labels = ["", "Error", "Repeat"]
        each.branches = [
            Branch(to=to, type="branch" if label else "default", label=label)
            for to, label in zip(targets, labels, strict=False)
        ]
    return Script(name="S", actions=actions)


@given(scripts())
@settings(derandomize=True, max_examples=30, deadline=None)
def test_whatever_a_script_holds_the_rules_come_to_an_end(script: Script) -> None:
    """No fault of a script is a fault of the rules, and each finding stands at an action of it."""
    found = check_script(script, Project([script]), enabled=lambda code: True)
    assert all(each.action is None or script.action(each.action) is not None for each in found)
    for each in found:
        action = script.action(each.action) if each.action is not None else None
        if each.in_code and action is not None:
            assert each.property in action.properties
