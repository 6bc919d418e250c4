"""Leads from a file whose state is kept beside it, and the list with where each lead stands."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from studio.crm.files import side_url, write_list
from studio.crm.seed import LeadsFileError
from studio.crm.source import all_leads
from studio.crm.store import Crm
from studio.world.lead_files import read_lead_file


def _list(crm: Crm) -> list[dict[str, str]]:
    text = io.StringIO()
    write_list(all_leads(crm), text)
    return list(csv.DictReader(io.StringIO(text.getvalue())))


def test_what_is_out_stays_out_and_the_list_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes("LeadId,Name\r\n1,Ann\r\n2,Zoë\r\n".encode())
    for turn in (1, 2):
        with Crm(side_url(file)) as crm:
            assert crm.add(read_lead_file(file)) == (2 if turn == 1 else 0)
            assert [row["LeadId"] for row in crm.check_out(f"b{turn}", wanted=1).rows] == [str(turn)]
    assert file.read_bytes() == "LeadId,Name\r\n1,Ann\r\n2,Zoë\r\n".encode()
    assert (tmp_path / "leads.csv.studio.db").is_file()


def test_a_row_that_was_mended_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with Crm() as crm:
        crm.add([{"LeadId": "1", "Phone": "x"}, {"LeadId": "2", "Phone": "y"}])
        crm.check_out("b1", wanted=2)
        crm.check_in("b1", [{"LeadId": "1", "ResultCode": "Invalid Phone Number"}])
        mended = [{"LeadId": "1", "Phone": "good"}, {"LeadId": "2", "Phone": "late"}]
        assert crm.add(mended) == 0
        assert crm.release("Invalid Phone Number") == 1
        assert crm.check_out("b2").rows == [mended[0]]
        # What is out stays as it was given out.
        assert crm.check_out("b1").rows[1] == {"LeadId": "2", "Phone": "y"}


def test_an_exported_list_has_state_attempts_and_outcome(clock: object) -> None:
    with Crm() as crm:
        crm.add([{"LeadId": "1", "Name": 'A "b", c'}, {"LeadId": "2", "CrmState": "old", "More": "x"}, {"LeadId": "3"}])
        crm.check_out("b1", wanted=2)
        crm.check_in("b1", [{"LeadId": "1", "ResultCode": "", "Attempts": "4", "Disposition": "Sale"}])
        rows = _list(crm)
    assert list(rows[0]) == ["LeadId", "Name", "More", "CrmState", "CrmReason", "CrmAttempts", "CrmDisposition"]
    assert list(rows[0].values()) == ["1", 'A "b", c', "", "finished", "Sale", "4", "Sale"]
    assert (rows[1]["CrmState"], rows[1]["More"], rows[2]["CrmState"]) == ("out", "x", "in the CRM")


@pytest.mark.parametrize(
    ("name", "content", "key", "found"),
    [
        ("a.csv", "leadid,x\n1,2\n", "", {"LeadId": "1", "x": "2"}),
        ("a.csv", "Name,External ID\nAnn,007\n", "", {"LeadId": "007", "Name": "Ann", "External ID": "007"}),
        ("a.csv", "Name,No\nAnn,7\n", "no", {"LeadId": "7", "Name": "Ann", "No": "7"}),
        ("a.tab", "Name\tCustomer ID\nAnn\t7\n", "", {"LeadId": "7", "Name": "Ann", "Customer ID": "7"}),
        ("a.txt", "LeadId;Name\n7;Ann\n", "", {"LeadId": "7", "Name": "Ann"}),
    ],
)
def test_the_key_of_a_list(tmp_path: Path, name: str, content: str, key: str, found: dict[str, str]) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read_lead_file(tmp_path / name, key) == [found]


_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Leads" sheetId="1" r:id="b"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def _workbook(path: Path, *rows: tuple[str | int, ...]) -> None:
    """An Excel file with one sheet; texts as texts, numbers as numbers."""

    def cell(value: str | int) -> str:
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    sheet = "".join(f'<row r="{n}">{"".join(map(cell, row))}</row>' for n, row in enumerate(rows, 1))
    with zipfile.ZipFile(path, "w") as file:
        for name, content in _PARTS.items():
            file.writestr(name, content)
        file.writestr(
            "xl/worksheets/sheet1.xml",
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{sheet}</sheetData></worksheet>",
        )


def test_leads_of_a_workbook(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine", reason="Excel files need the extra excel")
    _workbook(tmp_path / "a.xlsx", ("Customer ID", "Name"), ("007", "Ann"), (8, "Zoë"))
    assert read_lead_file(tmp_path / "a.xlsx") == [
        {"LeadId": "007", "Customer ID": "007", "Name": "Ann"},
        {"LeadId": "8", "Customer ID": "8", "Name": "Zoë"},
    ]


@pytest.mark.parametrize(
    ("name", "content", "key", "word"),
    [
        ("a.csv", "Name\nAnn\n", "", "no column LeadId"),
        ("a.csv", "Name,No\nAnn,\n", "No", "line 2: No is empty"),
        ("a.csv", "Name,No\nAnn,1\nBob,1\n", "No", "line 3: No 1 stands there twice"),
        ("a.csv", "LeadId,No\n1,2\n", "No", "a column LeadId besides"),
        ("a.csv", "", "", "no column LeadId"),
        ("a.tab", "Name\tNo\nAnn\t1\nBob\t1\n", "No", "row 3: No 1 stands there twice"),
        ("a.tab", "", "", "the file is empty"),
        ("a.tab", "LeadId\n1\t2\n", "", "row 2: the row has 2 cells"),
        ("a.xlsx", "no workbook", "", "[LF"),
        ("a.pdf", "x", "", "a list file ends in one of"),
        ("none.tab", None, "", "can't be read"),
    ],
)
def test_a_list_that_can_not_be_used(tmp_path: Path, name: str, content: str | None, key: str, word: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LeadsFileError) as fault:
        read_lead_file(tmp_path / name, key)
    assert word in str(fault.value)
    assert name in str(fault.value)
