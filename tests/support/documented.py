"""Actions as the vendor's pages describe them: every scenario of the shared file, played by ``test_documented_*.py``.

The scripts stand beside those files (``documented.yaml``); numbers and names come from the scenario. What can't be played
yet is listed (``documented_lacking.yaml``), and a scenario of a lacking action fails as soon as it could be played.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.diagnostics import Diagnostic
from studio.snippet.values import plain_value

TESTS = Path(__file__).resolve().parents[1]
FILE = TESTS.parents[1] / "shared" / "cases" / "actions.yaml"
if not FILE.is_file():
    pytest.skip("the folder shared/ is not here", allow_module_level=True)

CASES: dict[str, dict[str, Any]] = {each["id"]: each for each in read_cases(FILE)}
HERE = TESTS / "actions"
SCRIPTS = read_cases(HERE / "documented.yaml")
Bench = Callable[..., Any]
Case = dict[str, Any]


def documented(id: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Hand the scenario of this id to a test, as ``case``."""
    return pytest.mark.parametrize("case", [pytest.param(CASES.get(id, {}), id=id)])


def lines(*branches: str) -> str:
    """Branches as lines of a script: ``Default`` or a label, each to "Rest" where it does not say where to."""
    whole = [each if "->" in each else f'{each} -> "Rest"' for each in branches]
    return "\n".join("    " + each.removeprefix("Default ") for each in whole)


def scripts(id: str, **values: Any) -> list[str]:
    """The scripts of a scenario, filled in, the main script first."""
    texts = []
    for name, text in SCRIPTS[id].items():
        text = re.sub("(?: *)@(branches|parameters)@", lambda found: str(values.get(found[1], "")), text)
        text = re.sub("@(\\w+)@", lambda found: str(values.get(found[1], "")), text)
        if not text.startswith("script "):
            first = text.split('"')[1]
            text = f'script "{name}"\n    media = Generic\n\nBegin "Begin"\n    -> "{first}"\n\n{text}'
        texts.append(text)
    return texts


def found(contact: Any) -> dict[str, Any]:
    """The main script's variables by folded name."""
    return {name: plain_value(value) for name, value in contact.frames[0].variables.items()}


def errors(findings: list[Diagnostic]) -> list[Diagnostic]:
    return [each for each in findings if each.severity == "error"]
