"""Random bytes, and random changes of real scripts: reading and checking never raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.diagnostics import Diagnostic
from studio.script.checks import check_script, check_snippet
from studio.script.files import read_script, read_source

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects"
SOURCES = [file.read_bytes() for file in sorted(EXAMPLE.glob("*.studio"))]
#: Pieces that mean something to a reader, put where they don't belong.
PIECES = [
    b"{",
    b"}",
    b'"',
    b"|",
    b"\n",
    b"\r",
    b"\t",
    b"->",
    b" = ",
    b":=",
    b"- ",
    b"editor\n",
    b'$"\\ud800"',
    b"#1",
    b"case ",
]
PIECES += [
    b"\xff",
    b"\0",
    b"\xef\xbb\xbf",
    "\u2028".encode(),
    b"(" * 300,
    b'"{' * 300,
    b"IF 1\n",
    b"FUNCTION f(",
    b"//",
    b"script",
]
ANY = settings(
    derandomize=True, max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _judge(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    script, found = read_script(file)
    assert script is not None or found
    if script is not None:
        found += check_script(script)
    source, _ = read_source(file)
    if source is not None:
        found += check_snippet(source)
    assert all(isinstance(each, Diagnostic) and each.code and each.message for each in found)


@ANY
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    _judge(tmp_path / "x.studio", content)


@st.composite
def _changed(draw: st.DrawFn) -> bytes:
    source = draw(st.sampled_from(SOURCES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(source)))
        end = min(len(source), start + draw(st.integers(0, 40)))
        source = source[:start] + draw(st.sampled_from([b"", *PIECES])) + source[end:]
    return source


@ANY
@given(_changed())
def test_any_change_of_a_real_script(tmp_path: Path, content: bytes) -> None:
    _judge(tmp_path / "x.studio", content)


@pytest.mark.parametrize("start", ["{", "[", "<", "script ", "\ufeff"])
def test_a_first_character_alone(tmp_path: Path, start: str) -> None:
    _judge(tmp_path / "x.studio", start.encode())
