"""Facts as data: every use of a variable with its place, functions, and what a script names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.cycles import cycles
from studio.script.facts import Facts, Use, facts_of, is_predefined
from studio.script.facts.things import sequence_items
from studio.script.files import find_scripts, read_script
from studio.script.model import Action, Branch, Script
from studio.script.text import read_text
from studio.snippet.parser import parse_snippet
from studio.snippet.trees import expression_tree, snippet_tree, text_tree

CASES = read_cases(Path(__file__).parent / "facts.yaml")


def read(text: str) -> Script:
    script, _ = read_text(text, None)
    assert script is not None
    return script


def told(use: Use) -> str:
    place = use.place
    steps = "".join(f".{each}" if isinstance(each, str) else f"[{'' if each is None else each}]" for each in use.steps)
    parts = [use.mode, use.how, f"{place.caption}/{place.property}", f"{place.line}:{place.column}"]
    parts += [f"#{place.item}"] * bool(place.item) + [steps] * bool(steps)
    parts += ["global"] * use.main + ["guarded"] * use.guarded + ["tested"] * use.tested
    return " ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=[each["about"] for each in CASES])
def test_facts(case: dict[str, Any]) -> None:
    facts = facts_of(read(case["text"]))
    if "variables" in case:
        assert {key: [told(use) for use in each.uses] for key, each in facts.variables.items()} == case["variables"]
    if "functions" in case:
        assert functions(facts) == case["functions"]
    if "things" in case:
        assert [f"{each.sort} {each.name}: {each.detail}" + " dynamic" * each.dynamic for each in facts.things] == case[
            "things"
        ]
    named = {
        "unset": sorted(facts.unset_reads),
        "sets": sorted(facts.sets),
        "globals": sorted(facts.global_sets),
        "mentions": sorted(facts.mentions),
        "broken": [f"{each.caption}/{each.property}" for each in facts.broken],
        "dynamic": [f"{each.caption}/{each.property}" for each in facts.dynamic_names],
        "open": [each.caption for each in facts.open_ended],
    }
    assert {name: named[name] for name in named if name in case} == {name: case[name] for name in named if name in case}


def functions(facts: Facts) -> dict[str, dict[str, list[str]]]:
    return {
        key: {
            "defined": [
                f"{one.place.line}:{one.place.column} ({', '.join(one.parameters)}) {'body' if one.body else 'header'}"
                for one in each.definitions
            ],
            "called": [f"{one.place.line}:{one.place.column} {one.values}" for one in each.calls],
        }
        for key, each in facts.functions.items()
    }


def test_lines_of_the_file_are_known_where_the_script_is_text() -> None:
    facts = facts_of(read(CASES[0]["text"]))
    assert [each.place.file_line for each in facts.variables["total"].uses] == [6, 7, 7]
    assert [each.place.file_line for each in facts.variables["times"].uses] == [10]
    export = Action(id=1, kind="SNIPPET", caption="", properties={"Data": "a = 1\r\nb = 2"})
    b = facts_of(Script(name="x", actions=[export])).variables["b"].uses[0].place
    assert (b.line, b.column, b.file_line) == (2, 1, None)


@pytest.mark.parametrize(
    ("name", "known"),
    [("ani", True), ("_err", True), ("p1", True), ("sp12", True), ("p", False), ("spam", False), ("px1", False)],
)
def test_names_of_the_platform(name: str, known: bool) -> None:
    assert is_predefined(name) is known


@pytest.mark.parametrize(
    ("sequence", "items"),
    [
        ('"a.wav" "%b c"', [(1, "a.wav"), (9, "%b c")]),
        ('"%{x.replace("a","b")} y"', [(1, '%{x.replace("a","b")} y')]),
        ("", []),
        ('"open', []),
        ('"}" "{" "x"', [(1, "}")]),
    ],
)
def test_items_of_a_sequence(sequence: str, items: list[tuple[int, str]]) -> None:
    assert list(sequence_items(sequence)) == items


def test_a_tree_is_read_once_and_is_the_parser_s() -> None:
    source = "x = 1\nTRACE x"
    assert snippet_tree(source) is snippet_tree(source)
    assert snippet_tree(source).program == parse_snippet(source).program
    assert expression_tree("a + b")[0] is expression_tree("a + b")[0]
    long = "{a} " * 5000
    assert text_tree(long)[0] == text_tree(long)[0]


GRAPHS = st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 14), max_size=4), max_size=13)


@given(GRAPHS)
@settings(derandomize=True, max_examples=50, deadline=None)
def test_cycles_are_those_that_networkx_finds(following: dict[int, list[int]]) -> None:
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(following)
    graph.add_edges_from((one, other) for one, others in following.items() for other in others if other in following)
    expected = {
        frozenset(group)
        for group in networkx.strongly_connected_components(graph)
        if len(group) > 1 or any(one in following[one] for one in group)
    }
    assert set(cycles(following)) == expected
    assert len(cycles(following)) == len(expected)


def test_a_long_way_is_no_recursion() -> None:
    following = {each: [each + 1] for each in range(20_000)}
    assert cycles(following) == []
    assert [len(each) for each in cycles(following | {20_000: [0]})] == [20_001]


def test_facts_of_production_scripts(shared: Path) -> None:
    """Each use stands where its name does, in whatever form the code is."""
    places = 0
    for file in find_scripts(shared / "corpus"):
        script, _ = read_script(file)
        assert script is not None
        actions = {each.id: each for each in script.actions}
        facts = facts_of(script)
        for known in facts.variables.values():
            for use in known.uses:
                value = actions[use.place.action].properties[use.place.property]
                text = str(value[use.place.item - 1]) if use.place.item else value
                line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[use.place.line - 1]
                there = line[use.place.column - 1 :].lower()
                assert there.removeprefix("global:" if use.main else "").startswith(use.key), (file.name, use)
                places += 1
        assert not facts.broken
    assert places > 1000


@pytest.mark.slow
def test_time_grows_with_the_script_alone() -> None:
    """Ten times the actions take no more than some thirty times the time: a square would take a hundred."""
    import time

    def seconds(count: int) -> float:
        code = "x = x + 1\nDYNAMIC o\no.a = x\nTRACE o.b\nFOREACH i IN list { y = i.z }"
        actions = [Action(id=1, kind="BEGIN", caption="b", properties={"Parameters": ["o"]}, branches=[Branch(to=2)])]
        actions += [
            Action(id=each, kind="LOOP", caption="", properties={"Repeat": "2", "CounterName": "x"},
                   branches=[Branch(to=each + 1, type="branch", label="Repeat"), Branch(to=2, type="branch", label="Finished")])
            if each % 3 == 0
            else Action(id=each, kind="SNIPPET", caption="s", properties={"Data": code}, branches=[Branch(to=each + 1)])
            if each % 3 == 1
            else Action(id=each, kind="RUNSUB", caption="r", properties={"ScriptName": "S", "Parameters": ["{o}", "{x}"]},
                        branches=[Branch(to=each + 1)])
            for each in range(2, count)
        ]  # fmt: skip
        from studio.script.checks import check_alone

        script = Script(name="x", actions=actions)
        began = time.process_time()
        check_alone(script)
        return time.process_time() - began

    seconds(300)
    assert seconds(20_000) < 30 * seconds(2_000)
