"""Names of files in a book: they follow the scripts' names, and never lead out of it."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.book.paths import Paths, relative

NAMES = [
    ("Common\\Callback", "Common/Callback"),
    ("Common/Callback", "Common/Callback"),
    ("Entry_PROD", "Entry_PROD"),
    ("Create Prospects\\Load (v2)", "Create Prospects/Load (v2)"),
    ("Büro\\Übergabe", "Büro/Übergabe"),
    ("..\\..\\x", "x"),
    ("\\x", "x"),
    ("C:\\x", "C_/x"),
    ("/etc/passwd", "etc/passwd"),
    ("", "script"),
    ("..", "script"),
    (". \\ .", "script"),
    ("con", "con_"),
    ("con..:", "con_.._"),
    ("Aux.txt\\LPT1", "Aux_.txt/LPT1_"),
    (".hidden", "hidden"),
    ("end. ", "end"),
    ("a.md", "a_md"),
    ("a.HTML\\b", "a_HTML/b"),
    ("a<b>|c?*\"':", "a_b__c_____"),
    ("a\x00b\n\u202ec", "a_b__c"),
    ("x" * 500, "x" * 100),
    ("é" * 500, "é" * 50),
    ("\\".join("abcdefghijkl"), "e/f/g/h/i/j/k/l"),
]


@pytest.mark.parametrize(("name", "path"), NAMES, ids=[ascii(name)[:30] for name, _ in NAMES])
def test_names(name: str, path: str) -> None:
    assert Paths().path_of(name) == path


def test_no_two_scripts_share_a_page_on_any_file_system() -> None:
    paths = Paths(["README", "index/skills"])
    names = ["a", "A", "a", "a-2", "x\\B", "X\\b", "X\\C", "Readme", "index\\skills", "a<", "a>"]
    assert [paths.path_of(each) for each in names] == [
        "a", "A-2", "a-3", "a-2-2", "x/B", "x/b-2", "x/C", "Readme-2", "index/skills-2", "a_", "a_-2",
    ]  # fmt: skip


PIECES = [*"\\/.: \tabAB-_~$%", "\x00", "é", "\ud800", "con", "..", "nul", ".md"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(HOSTILE, max_size=8))
def test_every_path_is_safe(names: list[str]) -> None:
    paths = Paths()
    found = [paths.path_of(each) for each in names]
    assert len({each.casefold() for each in found}) == len(names)
    for each in found:
        path = PurePosixPath(f"{each}.md")
        assert not path.is_absolute()
        assert not PureWindowsPath(str(path)).drive
        for part in path.parts:
            assert part not in ("", ".", "..")
            assert part == part.strip(" .")
            assert not set(part) & set('\\:*?"<>|\x00')
            assert part.partition(".")[0].lower() not in ("con", "nul")
            part.encode("utf-8")


@pytest.mark.parametrize(
    ("page", "to", "way"),
    [
        ("README", "Common/Callback", "Common/Callback"),
        ("Common/Callback", "README", "../README"),
        ("Common/Callback", "Common/Menu", "Menu"),
        ("Common/Sub/x", "Common/Menu", "../Menu"),
        ("Common/x", "Commons/x", "../Commons/x"),
        ("a/b/c", "a/b", "../b"),
        ("a", "a/b", "a/b"),
    ],
)
def test_ways_between_pages(page: str, to: str, way: str) -> None:
    assert relative(page, to) == way
