"""List files: what is read of them, every fault at its place, and which field a column fills."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import write_workbook

from studio.dialer.lists.faults import ListError
from studio.dialer.lists.files import ListFile, ListLimits, read_list
from studio.dialer.lists.matching import match_fields
from studio.dialer.lists.seen import SeenIds

CASES = read_cases(Path(__file__).with_name("list_cases.yaml"))
#: Values are slow to come where the machine is busy.
SLOW = [HealthCheck.too_slow]


def written(folder: Path, text: str, ending: str = ".csv", encoding: str = "utf-8") -> Path:
    path = folder / f"list{ending}"
    path.write_bytes(text.encode(encoding))
    return path


def faults_of(path: Path, limits: ListLimits | None = None) -> list[list[Any]]:
    with pytest.raises(ListError) as fault:
        read_list(path, limits)
    assert all(each.file == str(path) for each in fault.value.findings)
    return [[each.code, each.line, each.column] for each in fault.value.findings]


def rows_of(file: ListFile) -> list[list[Any]]:
    return [[row.number, row.values] for row in file.rows()]


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["name"])
def test_texts(tmp_path: Path, case: dict[str, Any]) -> None:
    path = written(tmp_path, case["text"], case.get("ending", ".csv"), "latin-1" if case.get("latin") else "utf-8")
    if "faults" in case:
        assert faults_of(path) == case["faults"]
        return
    file = read_list(path)
    assert list(file.columns) == case["columns"]
    assert rows_of(file) == case["rows"]
    assert file.count == len(case["rows"])
    assert rows_of(file) == case["rows"], "a second time as well"
    assert [each.code for each in file.warnings] == case.get("warnings", [])


def test_a_row_with_something_under_no_heading_is_no_record(tmp_path: Path) -> None:
    file = read_list(written(tmp_path, "id,,phone\n1,,801\n2,x,802\n3,,803,late\n4,,804,,\n"))
    assert [row.fault for row in file.rows()] == [
        "",
        "cell 2 stands under no heading",
        "the row has 4 cells under 3 headings",
        "",
    ]
    assert [(each.code, each.line) for each in file.warnings] == [("LF201", 3), ("LF201", 4)]
    assert file.count == 4


def test_limits_of_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, "id\n1\n2\n3\n")
    assert read_list(path, ListLimits(records=3)).count == 3
    assert faults_of(path, ListLimits(records=2)) == [["LF009", 4, None]]
    assert faults_of(path, ListLimits(size=8)) == [["LF002", None, None]]
    assert read_list(path, ListLimits(size=9)).count == 3
    assert ListLimits() == ListLimits(256 * 1024 * 1024, 500_000, 512)


def test_what_is_no_ordinary_file(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [["LF001", None, None]]
    assert faults_of(tmp_path / "none.csv") == [["LF001", None, None]]
    assert faults_of(Path("/dev/zero")) == [["LF001", None, None]]


def test_after_a_hundred_faults_nothing_more_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "id,x\n" + "1,é\n" * 150, encoding="latin-1")
    found = faults_of(path)
    assert [each[0] for each in found] == ["LF004"] * 100 + ["LF010"]


def test_a_line_without_end(tmp_path: Path) -> None:
    assert faults_of(written(tmp_path, "id,x\n1," + "a" * 1_000_001)) == [["LF005", 2, None]]


def test_a_file_that_changes_after_it_was_looked_through(tmp_path: Path) -> None:
    path = written(tmp_path, "id\n1\n2\n")
    file = read_list(path)
    path.write_text('id\n1\n"2\n')
    with pytest.raises(ListError, match="never closed"):
        rows_of(file)
    path.unlink()
    with pytest.raises(ListError, match="can't be read"):
        rows_of(file)


# ------------------------------------------------------------------------------------------------- Excel
def test_cells_of_a_workbook_are_the_text_that_a_person_would_write(tmp_path: Path) -> None:
    cells: dict[str, str | int | float | bool] = {
        "A1": "id",
        "B1": "phone",
        "C1": "zip",
        "D1": "day",
        "E1": "time",
        "F1": "hot",
        "G1": "score",
        "A2": "007",
        "B2": 8015550100,
        "C2": "02134",
        "D2": "date:46173",
        "E2": "time:46173.75",
        "F2": True,
        "A4": 8,
        "B4": "801 555 0101",
        "G4": 1.5,
    }
    file = read_list(write_workbook(tmp_path / "list.xlsx", cells))
    assert file.columns == ("id", "phone", "zip", "day", "time", "hot", "score")
    first, second = rows_of(file)
    assert first == [
        2,
        {
            "id": "007",
            "phone": "8015550100",
            "zip": "02134",
            "day": "2026-05-31",
            "time": "2026-05-31 18:00:00",
            "hot": "TRUE",
            "score": "",
        },
    ]
    assert second[0] == 4
    assert (second[1]["id"], second[1]["phone"], second[1]["score"]) == ("8", "801 555 0101", "1.5")


def test_an_old_workbook() -> None:
    file = read_list(Path(__file__).with_name("sample_list.xls"))
    assert rows_of(file) == [
        [2, {"External ID": "007", "Phone": "8015550100", "Zip": "02134", "Day": "2026-05-31"}],
        [3, {"External ID": "8", "Phone": "x", "Zip": "", "Day": ""}],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<x:row xmlns:x="y" r="1048576"><x:c r="XFD1048576"/></x:row>',
        '<row r="3000000"><c r="H3000000"><v>1</v></c></row>',
    ],
)
def test_a_small_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path, rows: str) -> None:
    path = write_workbook(tmp_path / "list.xlsx", {"A1": "id", "A2": "1"}, rows)
    assert path.stat().st_size < 3000
    assert faults_of(path) == [["LF002", None, None]]


def test_a_workbook_that_ends_the_process_which_reads_it_is_refused(tmp_path: Path) -> None:
    content = bytearray(Path(__file__).with_name("sample_list.xls").read_bytes())
    content[1662] = 39  # how far the sheet reaches, as it says: the library asks for 687 GB at once
    (tmp_path / "list.xls").write_bytes(content)
    with pytest.raises(ListError, match="asks for more than can be given") as fault:
        read_list(tmp_path / "list.xls")
    assert fault.value.findings[0].code == "LF007"


def test_a_workbook_is_read_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "list.xlsx", {"A1": "id", "A2": "1"})
    monkeypatch.setattr("studio.dialer.lists.excel.PATIENCE", 0.0001)
    assert faults_of(path) == [["LF007", None, None]]


def test_without_the_library_for_excel_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "list.xlsx", {"A1": "id", "A2": "1"})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ListError, match=r"mini-studio\[excel\]") as fault:
        read_list(path)
    assert fault.value.findings[0].code == "LF006"


# ---------------------------------------------------------------------------------------------- matching
@pytest.mark.parametrize("case", CASES["matching"], ids=lambda case: case["name"])
def test_matching(case: dict[str, Any]) -> None:
    sample = case.get("sample", {})
    rows = [dict(zip(sample, values, strict=False)) for values in zip(*_padded(sample), strict=True)]
    found = match_fields(case["columns"], rows)
    assert found.map == case["map"]
    assert [each.column for each in found.matches] == [each for each in case["columns"] if each in found.map.values()]
    assert found.missing == case.get("missing", [])
    assert set(found.map.values()) | set(found.unused) == set(case["columns"])
    if "unused" in case:
        assert found.unused == case["unused"]


def _padded(sample: dict[str, list[str]]) -> list[list[str]]:
    most = max(map(len, sample.values()), default=0)
    return [values + [""] * (most - len(values)) for values in sample.values()]


# -------------------------------------------------------------------------------------------- properties
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(
    derandomize=True, max_examples=40, deadline=None, suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;|\t"))
def test_what_a_csv_writer_writes_is_read_as_it_was(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    wanted = [dict(zip("abc", row, strict=True)) for row in rows if any(cell.strip() for cell in row)]
    path = written(tmp_path, out.getvalue())
    if not wanted:
        assert faults_of(path) == [["LF008", None, None]]
        return
    assert [row.values for row in read_list(path).rows()] == wanted


@settings(
    derandomize=True,
    max_examples=100,
    deadline=None,
    suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=300), st.sampled_from((".csv", ".tab", ".xls", ".xlsx")), st.sampled_from((b"", b"id,x\n")))
def test_any_bytes_are_read_or_refused_with_a_code(tmp_path: Path, content: bytes, ending: str, start: bytes) -> None:
    path = tmp_path / f"list{ending}"
    path.write_bytes(start + content)
    try:
        file = read_list(path)
    except ListError as fault:
        codes = [each.code for each in fault.findings]
    else:
        codes = ["LF000"]
        assert len(rows_of(file)) == file.count
    assert codes
    assert all(each.startswith("LF") for each in codes)


@settings(derandomize=True, max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.lists(st.text("abc", max_size=3), max_size=200))
def test_the_first_row_of_an_id_is_known(ids: list[str]) -> None:
    seen, first = SeenIds(), {}
    for row, each in enumerate(ids, start=1):
        assert seen.first(each, row) == first.setdefault(each, row)


def test_many_ids() -> None:
    seen = SeenIds()
    assert all(seen.first(f"ID{n}", n) == n for n in range(5_000))
    assert all(seen.first(f"ID{n}", 9_999) == n for n in range(5_000))
