"""What was found before is used again only for what did not change, and a cache is never more than data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import studio
from studio.diagnostics import Diagnostic
from studio.script.checks.files.batch import FEWEST, Batch, make
from studio.script.checks.files.cache import FOLDER, Cache, sources
from studio.script.checks.files.record import Record

TEXT = 'script "{0}"\n    media = Generic\n\nBegin "Begin"\n    -> "Code"\n\nSnippet "Code"\n    Data:\n        | x = (1\n    -> "Done"\n\nStop "Done"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "A.studio"
    made.write_text(TEXT.format("A"), encoding="utf-8")
    os.utime(made, ns=(10**18, 10**18))  # long before any cache is written
    return made


def filled(folder: Path, file: Path) -> Record:
    cache = Cache(folder)
    record, seal = make(file)
    assert seal is not None
    cache.put(file, seal, record)
    cache.save()
    return record


def test_a_record_comes_back_whole(tmp_path: Path, file: Path) -> None:
    record = filled(tmp_path, file)
    assert record.interface is not None
    assert [each.code for each in record.found if each.severity == "error"] == ["SN105"]
    assert Cache(tmp_path).get(file) == record
    assert (tmp_path / FOLDER / ".gitignore").read_text("utf-8").endswith("*\n")
    assert [each.name for each in (tmp_path / FOLDER).iterdir() if each.suffix == ".tmp"] == []


def test_a_changed_file_is_checked_anew(tmp_path: Path, file: Path) -> None:
    record = filled(tmp_path, file)
    file.write_text(TEXT.format("B"), encoding="utf-8")  # of the same length
    assert Cache(tmp_path).get(file) is None
    file.write_text(TEXT.format("A"), encoding="utf-8")  # of another time, as a checkout makes them
    again = Cache(tmp_path)
    assert again.get(file) == record
    file.unlink()
    assert again.get(file) is None


def test_a_change_within_one_tick_of_the_clock_is_seen(tmp_path: Path, file: Path) -> None:
    filled(tmp_path, file)
    state = Cache(tmp_path).file.stat()
    file.write_text(TEXT.format("A"), encoding="utf-8")
    os.utime(file, ns=(state.st_mtime_ns, state.st_mtime_ns))
    filled(tmp_path, file)
    file.write_text(TEXT.format("B"), encoding="utf-8")
    os.utime(file, ns=(state.st_mtime_ns, state.st_mtime_ns))
    assert Cache(tmp_path).get(file) is None


def test_caches_of_another_program_or_place_are_passed_over(tmp_path: Path, file: Path) -> None:
    filled(tmp_path, file)
    stored = Cache(tmp_path).file
    content = json.loads(stored.read_text("utf-8"))
    for change in ({"program": "another"}, {"home": "/elsewhere"}):
        stored.write_text(json.dumps(content | change), encoding="utf-8")
        assert Cache(tmp_path).get(file) is None


def test_all_code_and_data_that_findings_depend_on_belongs_to_the_program() -> None:
    """Else an older program's findings would be taken for those of this one."""
    root = Path(studio.__file__).parent
    found = {each.relative_to(root).as_posix() for each in sources()}
    assert {"snippet/parser.py", "snippet/grammar_table.json", "script/model.py"} <= found
    assert {"script/checks/rules/wiring/branches.py", "script/catalogue/data/flow.json"} <= found


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"null",
        b"{",
        b'{"program": 1}',
        b"\x80\x04cos\nsystem\n",
        b"[" * 100_000,
        b'{"program": "x", "home": "y", "files": {"A.studio": {"seal": 1}}}',
    ],
)
def test_a_broken_cache_is_passed_over_and_replaced(tmp_path: Path, file: Path, damage: bytes) -> None:
    record = filled(tmp_path, file)
    Cache(tmp_path).file.write_bytes(damage)
    assert Cache(tmp_path).get(file) is None
    filled(tmp_path, file)
    assert Cache(tmp_path).get(file) == record


def test_findings_of_impossible_kinds_are_not_believed(tmp_path: Path, file: Path) -> None:
    filled(tmp_path, file)
    stored = Cache(tmp_path).file
    text = stored.read_text("utf-8")
    assert '"severity":"error"' in text
    stored.write_text(text.replace('"severity":"error"', '"severity":"fatal"'), encoding="utf-8")
    assert Cache(tmp_path).get(file) is None


def test_a_link_or_a_file_in_the_folders_place_is_left_alone(tmp_path: Path, file: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / FOLDER).symlink_to(elsewhere)
    filled(tmp_path, file)
    assert list(elsewhere.iterdir()) == []
    (tmp_path / FOLDER).unlink()
    (tmp_path / FOLDER).write_text("mine", encoding="utf-8")
    filled(tmp_path, file)
    assert (tmp_path / FOLDER).read_text("utf-8") == "mine"


def test_a_batch_reads_each_file_once(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "B.studio").write_text(TEXT.format("B"), encoding="utf-8")
    read: list[str] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read.append(self.name) or whole(self))
    batch = Batch([Cache(tmp_path)])
    assert {each.name for each in batch.scripts(tmp_path).scripts()} == {"A", "B"}
    batch.record(file)
    batch.scripts(tmp_path, file)
    batch.save()
    assert sorted(read) == ["A.studio", "B.studio"]
    read.clear()
    warm = Batch([Cache(tmp_path)])
    assert warm.record(file) == batch.record(file)
    assert "A.studio" not in read


def test_what_json_cannot_hold_is_left_out_alone(tmp_path: Path, file: Path) -> None:
    odd = tmp_path / "odd.json"
    action = {"actionId": 1, "name": "WIAT", "caption": "\ud800", "label": "\ud800", "libraryId": "X"}
    document = {"header": {"scriptName": "x\ud800"}, "actions": {"1": action}, "properties": {}, "branches": {}}
    odd.write_text(json.dumps({"scriptContent": document}), encoding="utf-8")
    batch = Batch([Cache(tmp_path)])
    batch.prepare([odd, file])
    batch.save()
    kept = Cache(tmp_path)
    assert batch.record(odd).readable
    assert kept.get(odd) is None
    assert kept.get(file) == batch.record(file)


def test_a_file_that_is_gone_leaves_the_cache(tmp_path: Path, file: Path) -> None:
    filled(tmp_path, file)
    other = tmp_path / "B.studio"
    other.write_text(TEXT.format("B"), encoding="utf-8")
    filled(tmp_path, other)
    file.unlink()
    other.write_text(TEXT.format("C") + "\n", encoding="utf-8")
    filled(tmp_path, other)
    assert '"A.studio"' not in Cache(tmp_path).file.read_text("utf-8")


@pytest.mark.slow
def test_many_new_files_are_the_same_from_several_processes(tmp_path: Path) -> None:
    files = []
    for number in range(FEWEST + 3):
        files.append(tmp_path / f"S{number}.studio")
        files[-1].write_text(TEXT.format(f"S{number}"), encoding="utf-8")
    told: list[tuple[int, int]] = []
    batch = Batch(progress=lambda done, of: told.append((done, of)))
    batch.prepare(files)
    assert told[-1] == (len(files), len(files))
    for each in files[:3]:
        assert batch.record(each) == make(each)[0]


def test_places_in_code_have_lines_in_the_file(file: Path) -> None:
    record, _ = make(file)
    (found,) = [each for each in record.found if each.code == "SN105"]
    assert isinstance(found, Diagnostic)
    assert (found.line, found.column) == (1, 5)
    assert record.anchors == {f"{found.action}/Data": (9, 11)}
    assert record.excerpts[f"{found.action}/Data/1/5"] == "x = (1\n    ^"
