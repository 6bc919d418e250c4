"""Scripts put into the text form: their order, onto a text that is there, and the names of files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.conversion import NoPath, by_flow, in_flow_order, path_of, put_onto
from studio.script.files import read_script
from studio.script.model import Action, Branch, Script
from studio.script.text import print_text, read_text

CASES = read_cases(Path(__file__).parent / "conversion.yaml")
ROOT = Path(__file__).resolve().parents[2]
EXPORTS = sorted((ROOT.parent / "shared" / "corpus").glob("*.json"))


def script(text: str) -> Script:
    made, problems = read_text(text)
    assert made is not None
    assert problems == []
    return made


@pytest.mark.parametrize("case", CASES, ids=[each["rule"] for each in CASES])
def test_onto_a_text_that_is_there(case: dict[str, Any]) -> None:
    there, comes = script(case["there"]), script(case["comes"])
    onto = put_onto(comes, there)
    assert print_text(onto.script) == case["becomes"]
    assert [each.caption for each in onto.came] == case.get("came", [])
    assert {each.caption: count for each, count in onto.went} == case.get("went", {})
    assert comes == script(case["comes"]), "what was given is left as it was"


def test_the_order_of_flow() -> None:
    made = script(
        'script "T"\n'
        'Annotation "Note"\n'
        'Wait "Ring"\n -> "Ring 2"\n'
        'Wait "Ring 2"\n -> "Ring"\n'
        'Onrelease "Gone"\n -> "Late"\n'
        'End "End"\n'
        'Wait "Late"\n -> "End"\n'
        'Case "Which"\n case 2 -> "Second"\n -> "First"\n'
        'Wait "First"\n -> "End"\n'
        'Wait "Second"\n -> "Deep"\n'
        'Wait "Deep"\n -> "Which"\n'
        'Begin "Begin"\n -> "Which"\n'
    )
    order = ["Begin", "Which", "Second", "Deep", "First", "End", "Gone", "Late", "Note", "Ring", "Ring 2"]
    assert [each.action.caption for each in by_flow(made)] == order
    leaders = {each.action.caption: each.leader.caption if each.leader else None for each in by_flow(made)}
    assert leaders["Deep"] == "Second"
    assert leaders["Gone"] is None
    assert in_flow_order(in_flow_order(made)) == in_flow_order(made)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_an_export_put_onto_its_own_text_changes_nothing(path: Path) -> None:
    export, _ = read_script(path)
    assert export is not None
    text = print_text(in_flow_order(export)).replace("\nSnippet ", "\n// kept\nSnippet ")
    onto = put_onto(export, script(text))
    assert print_text(onto.script) == text
    assert (onto.came, onto.went) == ([], [])


@st.composite
def drawn(draw: st.DrawFn) -> Script:
    ids = draw(st.lists(st.integers(1, 12), unique=True, max_size=8))
    made = Script(name="T", comments=draw(st.lists(st.sampled_from("xy"), max_size=2)))
    for id in ids:
        lines = draw(st.lists(st.sampled_from("abc"), max_size=4))
        branches = [
            Branch(to=to, type="custom", label=str(at), comments=draw(st.lists(st.just("b"), max_size=1)))
            for at, to in enumerate(draw(st.lists(st.sampled_from(ids), max_size=3)))
        ]
        comments = [(at, "c") for at in range(len(lines)) if draw(st.booleans())]
        made.actions.append(
            Action(
                id=id,
                kind=draw(st.sampled_from(["SNIPPET", "WAIT", "BEGIN"])),
                caption=draw(st.sampled_from("ABC")),
                properties={"Data": "\n".join(lines)},
                property_comments={"Data": comments} if comments else {},
                branches=branches,
            )
        )
    return made


@settings(max_examples=25, derandomize=True, deadline=None)
@given(drawn(), drawn())
def test_nothing_is_lost_or_made_up(comes: Script, there: Script) -> None:
    for each in comes.actions:
        each.property_comments = {}
        for branch in each.branches:
            branch.comments = []
    onto = put_onto(comes, there)
    bare = onto.script.model_copy(deep=True)
    for action in bare.actions:
        action.comments, action.property_comments = [], {}
        for branch in action.branches:
            branch.comments = []
    assert sorted(each.model_dump_json() for each in bare.actions) == sorted(
        each.model_dump_json() for each in comes.actions
    )
    kept = _comments(onto.script) + sum(count for _, count in onto.went)
    assert kept == _comments(there)
    # Every action stands once, those of both scripts in the order of the text.
    assert len(onto.script.actions) == len(comes.actions)
    again, problems = read_text(print_text(onto.script))
    assert problems == []
    assert again is not None
    assert [each.id for each in again.actions] == [each.id for each in onto.script.actions]


def _comments(made: Script) -> int:
    return len(made.comments) + sum(
        len(action.comments)
        + sum(map(len, action.property_comments.values()))
        + sum(len(branch.comments) for branch in action.branches)
        for action in made.actions
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Main", "Main.studio"),
        ("Common\\Callback", "Common/Callback.studio"),
        ("Common/Callback", "Common/Callback.studio"),
        ("A: b", "A%3A b.studio"),
        ("50% off?", "50%25 off%3F.studio"),
        ("con", "%63on.studio"),
        ("CON .x", "%43ON .x.studio"),
        ("Aux.old\\Console", "%41ux.old/Console.studio"),
        (".git\\x", "%2Egit/x.studio"),
        ("v1.2.", "v1.2%2E.studio"),
        ("Tab\tin", "Tab%09in.studio"),
        ("Café", "Café.studio"),
    ],
)
def test_the_file_of_a_script(name: str, path: str) -> None:
    assert str(path_of(name, ".studio")) == path


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..\\x",
        "a\\..\\..\\x",
        "\\x",
        "/etc/x",
        "C:\\x",
        "c:/x",
        "a\\\\b",
        "a\\",
        ".",
        "a\\ \\b",
        "x" * 300,
        "\ud800",
    ],
)
def test_names_that_lead_to_no_file(name: str) -> None:
    with pytest.raises(NoPath):
        path_of(name, ".studio")
