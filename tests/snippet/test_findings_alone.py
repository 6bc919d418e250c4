"""A unit that only looks for faults finds just those of one that can be run."""

from __future__ import annotations

import pytest

from studio.snippet.unit import SnippetUnit

DEEP = "x = " + "(" * 60 + "1" + ")" * 60
CHAIN = "x = 1" + " + 1" * 3000
BLOCKS = "".join("  " * depth + f"IF x = {depth}\n{{\n" for depth in range(40)) + "x = 1\n" + "}\n" * 40
SOURCES = [
    "x = 1",
    "x = (1",
    "x = nosuch(1)\ny = len()",
    "FUNCTION f(a)\n{\n    RETURN a\n}\nx = f(1, 2)",
    "x = " + '"' + "a" * 3000 + '"',
    DEEP,
    CHAIN,
    BLOCKS,
]


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_the_same_findings(source: str) -> None:
    sources = {1: (source, 2048), 2: ("y = f(1)", 2048)}
    assert SnippetUnit(sources, runs=False).problems == SnippetUnit(sources).problems


def test_expressions_texts_and_targets() -> None:
    faults, whole = SnippetUnit({}, runs=False), SnippetUnit({})
    for source in ("1 +", "nosuch(1)", "a.b[1]", CHAIN[4:]):
        assert faults.expression(source)[1] == whole.expression(source)[1]
        assert faults.text(f"{{{source}}}")[1] == whole.text(f"{{{source}}}")[1]
        assert faults.target(source)[1] == whole.target(source)[1]
    assert faults.expression("1")[0] is None
    with pytest.raises(KeyError):
        SnippetUnit({1: ("x = 1", 2048)}, runs=False).snippet(1)
