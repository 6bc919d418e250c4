"""``studio check`` on a screen: the line of code below a finding about code, and none below the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SCRIPT = """script "bad"
    media = Generic

Begin "Begin"
    -> "Code"

Snippet "Code"
    Data:
        | x = 1
        |
        |     y = (x
    -> "Ask"

If "Ask"
    Expression = x = = 1
    True -> "nowhere"
"""


def test_a_bare_snippet(studio: Any) -> None:
    Path("a.snippet").write_bytes(b"x = 1\r\n\ty = = 2\r\n")
    lines = studio("check", "a.snippet").out.splitlines()
    assert lines[0].startswith("a.snippet:2:6: error SN")
    assert lines[1:3] == ["        y = = 2", " " * 12 + "^"]


def test_code_in_a_script(studio: Any) -> None:
    Path("bad.studio").write_text(SCRIPT, encoding="utf-8")
    lines = studio("check", "bad.studio").out.splitlines()
    snippet = next(place for place, line in enumerate(lines) if "SN105" in line)
    assert lines[snippet + 1 : snippet + 3] == ["        y = (x", " " * 12 + "^"]
    expression = next(place for place, line in enumerate(lines) if "Expression line 1 column" in line)
    assert lines[expression + 1 : expression + 3] == ["    x = = 1", " " * 8 + "^"]
    carets = [line for line in lines if line.strip() == "^"]
    assert len(carets) == len([line for line in lines if " SN" in line])


def test_the_document_has_none(studio: Any) -> None:
    Path("a.snippet").write_text("x = (\n", encoding="utf-8")
    done = studio("check", "a.snippet", "--json")
    assert "^" not in done.out
    assert done.document[0]["code"] == "SN105"
