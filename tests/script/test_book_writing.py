"""The folder of a book: a second book replaces the first, and nothing else is touched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from studio.script.book import BookFolder
from studio.script.book.writing import MANIFEST


def write(folder: Path, **files: str) -> object:
    """A book of files by name (``__`` is a ``/``)."""
    return BookFolder(folder).write((name.replace("__", "/"), text.encode()) for name, text in files.items())


def held(folder: Path) -> dict[str, str]:
    """Name and content of every file in a folder, the manifest aside."""
    return {
        each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8")
        for each in sorted(folder.rglob("*"))
        if each.is_file() and each.name != MANIFEST
    }


def test_a_second_book_replaces_the_first(tmp_path: Path) -> None:
    book = tmp_path / "new" / "book"
    first = write(book, front="1", a__b__x="x", a__y="y")
    assert (sorted(first.written), first.same, first.removed) == (["a/b/x", "a/y", "front"], [], [])
    (book / "a" / "mine.txt").write_text("mine", encoding="utf-8")
    second = write(book, front="2", a__y="y", z="z")
    assert (second.written, second.same, second.removed, second.kept) == (["front", "z"], ["a/y"], ["a/b/x"], [])
    assert held(book) == {"front": "2", "a/y": "y", "z": "z", "a/mine.txt": "mine"}
    assert not (book / "a" / "b").exists()
    third = write(book, front="3")
    assert sorted(third.removed) == ["a/y", "z"]
    assert held(book) == {"front": "3", "a/mine.txt": "mine"}


def test_a_file_of_somebody_else_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "front").write_text("mine", encoding="utf-8")
    done = write(tmp_path, a="a", front="book", b="b")
    assert [each.code for each in done.problems] == ["BK101"]
    assert held(tmp_path) == {"a": "a", "front": "mine"}
    (tmp_path / "front").unlink()
    assert write(tmp_path, front="book").problems == []
    # What the broken run had written was known as the book's.
    assert held(tmp_path) == {"front": "book"}


def test_a_page_that_was_changed_by_hand_stays_when_its_script_is_gone(tmp_path: Path) -> None:
    write(tmp_path, front="1", x="x", y="y")
    (tmp_path / "x").write_text("changed", encoding="utf-8")
    (tmp_path / "y").write_text("changed", encoding="utf-8")
    done = write(tmp_path, front="1", y="y")
    assert (done.kept, done.written) == (["x"], ["y"])
    assert held(tmp_path) == {"front": "1", "x": "changed", "y": "y"}
    assert write(tmp_path, front="1", y="y").kept == ["x"]


def test_a_page_that_is_gone_already_is_no_matter(tmp_path: Path) -> None:
    write(tmp_path, front="1", x="x")
    (tmp_path / "x").unlink()
    done = write(tmp_path, front="1")
    assert (done.problems, done.removed, done.kept) == ([], [], [])


MANIFESTS = [
    "no json",
    "[]",
    "{}",
    '{"format": 1}',
    '{"format": 1, "files": []}',
    '{"format": 2, "files": {"mine": "x"}}',
    "[" * 100_000,
    "\x00",
]


@pytest.mark.parametrize("text", MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_manifest_that_is_none_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    done = write(tmp_path, front="1")
    assert (done.problems, held(tmp_path)) == ([], {"front": "1", "mine": "mine"})


def test_a_manifest_can_not_make_the_book_delete_what_it_did_not_write(tmp_path: Path) -> None:
    import hashlib

    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    book = tmp_path / "book"
    write(book, front="1")
    (book / "inside").write_text("mine", encoding="utf-8")
    (book / "folder").mkdir()
    digest = hashlib.sha256(b"mine").hexdigest()
    names = ["../outside", str(outside), "..\\outside", "inside/../../outside", "folder", "", ".", "C:outside"]
    files = dict.fromkeys(names, digest) | {"inside": "0" * 64, "front": 3}
    (book / MANIFEST).write_text(json.dumps({"format": 1, "files": files}), encoding="utf-8")
    (book / "front").unlink()
    done = write(book, front="2")
    assert (done.removed, done.kept) == ([], ["inside"])
    assert outside.read_text(encoding="utf-8") == "mine"
    assert held(book) == {"front": "2", "inside": "mine"}
    assert (book / "folder").is_dir()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_lead_nothing_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x").write_text("mine", encoding="utf-8")
    book = tmp_path / "book"
    book.mkdir()
    (book / "a").symlink_to(outside)
    done = write(book, a__x="book")
    assert [each.code for each in done.problems] == ["BK101"]
    (book / "front").symlink_to(outside / "x")
    done = write(book, front="book")
    assert [each.code for each in done.problems] == ["BK101"]
    assert held(outside) == {"x": "mine"}


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "book"):
        done = write(folder, front="1")
        assert [each.code for each in done.problems] == ["FI010"]
    (tmp_path / "book" / "front").mkdir(parents=True)
    assert [each.code for each in write(tmp_path / "book", front="1").problems] == ["BK101"]
    (tmp_path / "book2").mkdir()
    (tmp_path / "book2" / "a").write_text("mine", encoding="utf-8")
    assert [each.code for each in write(tmp_path / "book2", a__x="1").problems] == ["FI010"]
