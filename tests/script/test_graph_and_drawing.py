"""The graph of a script, its catalogue of kinds, the names of branches, and the drawing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.branches import case_for, connector_for, normal
from studio.script.catalogue import display, kind_of, kinds
from studio.script.drawing import draw as mermaid
from studio.script.graph import entries, graph, reachable
from studio.script.model import Action, Branch, Script
from studio.script.project import Project


def action(id: int, kind: str, *branches: Branch, caption: str = "") -> Action:
    return Action(id=id, kind=kind, caption=caption or kind.title(), branches=list(branches))


SCRIPT = Script(
    name="A",
    actions=[
        action(1, "BEGIN", Branch(to=2)),
        action(2, "SNIPPET", Branch(to=3), Branch(to=4, type="branch", label="OnError")),
        action(
            3, "CASE", Branch(to=4, type="custom", label="Error"), Branch(to=2), Branch(to=4, type="branch", label="x")
        ),
        action(4, "RUNSUB", Branch(to=99)),
        action(5, "ONSIGNAL", Branch(to=6)),
        action(6, "END"),
        action(7, "WAIT", Branch(to=7)),
    ],
)


def test_graph() -> None:
    made = graph(SCRIPT)
    assert list(made.nodes) == [1, 2, 3, 4, 5, 6, 7]
    assert made.nodes[2] == {"kind": "SNIPPET", "caption": "Snippet"}
    assert set(made.edges(keys=True)) == {
        (1, 2, ("default", "")),
        (2, 3, ("default", "")),
        (2, 4, ("branch", "OnError")),
        (3, 4, ("custom", "Error")),
        (3, 2, ("default", "")),
        (3, 4, ("branch", "x")),
        (5, 6, ("default", "")),
        (7, 7, ("default", "")),
    }
    assert entries(SCRIPT) == [1, 5]
    assert reachable(SCRIPT) == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("OnError", "Error", True),
        ("onerror", "ERROR", True),
        ("", "Default", True),
        ("Default", "default", True),
        ("On", "Error", False),
        ("On", "on", True),
        ("Timeout", "OnTimeout", True),
        ("True", "False", False),
    ],
)
def test_names_of_fixed_branches(one: str, other: str, same: bool) -> None:
    assert (normal(one) == normal(other)) == same


def test_connectors() -> None:
    _, snippet, case, *_ = SCRIPT.actions
    assert connector_for(snippet, "Error") is snippet.branches[1]
    assert connector_for(snippet, "Default") is snippet.branches[0]
    assert connector_for(case, "OnError") is None
    assert case_for(case, " Error ") is case.branches[0]
    assert case_for(case, "OnError") is None
    assert case_for(case, "error") is None


def test_catalogue() -> None:
    runsub = kind_of("RunSub")
    assert runsub is not None
    assert [each.name for each in runsub.properties] == ["ScriptName", "ParamCount", "ReturnVariable", "Parameters"]
    assert set(runsub.branches) == {"Error"}
    assert kind_of("CREATEPROSPECT2") is kind_of("createprospects2")
    assert kind_of("CREATEPROSPECT") is kind_of("CreateProspects")
    assert (display("CREATEPROSPECTS2"), display("REST_API"), display("NewKind")) == (
        "CreateProspects2",
        "REST_API",
        "NewKind",
    )
    assert kind_of("no such kind") is None
    every = kinds()
    assert len(every) > 86
    for kind in every:
        names = [each.name.lower() for each in kind.properties]
        assert len(names) == len(set(names)), kind.name
        assert not (kind.ends and (kind.default or kind.branches)), kind.name
        for spec in kind.properties:
            assert not spec.choices or spec.default in (*spec.choices, ""), (kind.name, spec.name)


def test_catalogue_knows_all_that_real_exports_have(shared: Path) -> None:
    reference = json.loads((shared / "reference" / "action-catalogue.json").read_text("utf-8"))
    entries = reference.get("kinds", reference.get("actions", reference))
    assert len(entries) >= 86
    for name, entry in entries.items():
        known = kind_of(name)
        assert known is not None, name
        observed = [each["name"] if isinstance(each, dict) else each for each in entry["properties"]]
        assert [each.name for each in known.properties] == observed, name


NODE = re.compile(r'    n\d+(\(\[|\{|\[\[|\[|>)"[^"]*"(\]\)|\}|\]\]|\])(:::\w+)?')
EDGE = re.compile(r'    n\d+ (-->|-\.->)(\|"[^"]*"\|)? n\d+')
STYLE = re.compile(r"    (classDef \w+|linkStyle \d+(,\d+)*) [\w:#,\- ]+")
ENTITY = re.compile(r"#\d+;|<br/>|</?i>")


def assert_mermaid(text: str) -> None:
    """The lines of the small part of Mermaid that drawings use; in labels nothing that Mermaid or HTML would read."""
    head, name, *lines = text.removesuffix("\n").split("\n")
    assert head == "flowchart TD"
    assert re.fullmatch(r"    %% [\w \-\\/.]*", name)
    for line in lines:
        assert NODE.fullmatch(line) or EDGE.fullmatch(line) or STYLE.fullmatch(line), line
        for label in re.findall(r'"([^"]*)"', line):
            assert not re.search(r'[<>&;#`"\[\]{}|\\]', ENTITY.sub("", label)), label


def test_drawing() -> None:
    text = mermaid(SCRIPT)
    assert_mermaid(text)
    assert text == mermaid(SCRIPT)
    assert "n1 --> n2" in text
    assert 'n2 -.->|"OnError"| n4' in text
    assert 'n3 -->|"= Error"| n4' in text
    assert "n99" not in text
    shapes = {line.split('"')[0].strip() for line in text.split("\n") if NODE.fullmatch(line)}
    assert {"n1([", "n3{", "n4[[", "n5>", "n6([", "n2["} <= shapes


HOSTILE = st.text(
    st.sampled_from([*"\"'`[](){}|<>&;#%\\/-=.:\n\r\t end", "\u2028", "\ud800", "\x00", "é", "猫"]), max_size=20
)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_caption_breaks_a_drawing(name: str, caption: str, kind: str, label: str) -> None:
    branches = (Branch(to=1, type="branch", label=label), Branch(to=1, type="custom", label=label))
    text = mermaid(Script(name=name, actions=[action(1, kind, *branches, caption=caption)]))
    text.encode("utf-8")
    assert_mermaid(text)


def test_production_scripts_are_drawn(shared: Path) -> None:
    project, _ = Project.load(shared / "corpus")
    for script in project.scripts():
        text = mermaid(script)
        assert_mermaid(text)
        assert len([line for line in text.split("\n") if NODE.fullmatch(line)]) == len(script.actions)
        assert len([line for line in text.split("\n") if EDGE.fullmatch(line)]) == sum(
            len(each.branches) for each in script.actions
        )


@pytest.mark.slow
def test_a_long_chain_is_no_recursion() -> None:
    many = [action(number, "WAIT", Branch(to=number + 1)) for number in range(3000)]
    script = Script(name="x", actions=[*many, action(3000, "BEGIN", Branch(to=0))])
    assert len(reachable(script)) == 3001
    assert_mermaid(mermaid(script))
