"""What compiled snippets do, case by case; the plain walk over the tree has to do the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.diagnostics import has_errors
from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.limits import Limits
from studio.snippet.parser import parse_snippet
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import from_plain, plain_value
from studio.snippet.variables import Variables
from studio.snippet.walker import walk

CASES = read_cases(Path(__file__).parent / "compiler.yaml")


def given(value: Any) -> Any:
    """A value of the file; ``1500 times x`` stands for a long text."""
    times = re.fullmatch(r"(\d+) times (.)", value) if isinstance(value, str) else None
    return times[2] * int(times[1]) if times else from_plain(value)


def run_compiled(code: str, variables: Variables, host: PlainHost) -> None:
    unit = SnippetUnit({7: (code, 2048)})
    assert not has_errors(unit.problems[7]), unit.problems[7]
    unit.snippet(7)(variables, host)


def run_walked(code: str, variables: Variables, host: PlainHost) -> None:
    program = parse_snippet(code).program
    assert program is not None
    walk(program, variables, host)


@pytest.mark.parametrize("run", [run_compiled, run_walked])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any], run: Any) -> None:
    if "compiled only" in case and run is run_walked:
        pytest.skip("a walk takes too long")
    main = Variables()
    variables = Variables(main) if "main" in case else main
    for name, value in case.get("main", {}).items():
        main[name] = given(value)
    for name, value in case.get("given", {}).items():
        variables[name] = given(value)
    host = PlainHost(limits=Limits(calls=20_000))
    error = None
    try:
        run(case["code"], variables, host)
    except SnippetError as fault:
        error = fault
    if "error" in case:
        assert error is not None
        assert error.line == case["error"][0]
        assert case["error"][1] in error.message
    else:
        assert error is None
    for frame, expected in ((variables, case.get("expect", {})), (main, case.get("global", {}))):
        for name, value in expected.items():
            found = plain_value(frame.get(name))
            assert (found, type(found)) == (value, type(value)), name
    assert host.traced == case.get("traced", [])
    assert [code for code, *_ in host.warnings] == case.get("warned", [])
