"""Reading leads from CSV, and the invented leads of the example."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from studio.crm.made_up import FLAWS, as_csv, made_up_leads
from studio.crm.seed import LeadsFileError, parse_leads, read_leads

EXAMPLE = Path(__file__).resolve().parents[2] / "scripts" / "create_prospects" / "leads.csv"


def test_cells_stay_text_and_short_lines_are_filled() -> None:
    text = 'leadid,Name,Zip\r\n 007 ,"Max ""M"", Jr",01234\r\n\r\n8,\r\n'
    assert parse_leads(text) == [
        {"LeadId": "007", "Name": 'Max "M", Jr', "Zip": "01234"},
        {"LeadId": "8", "Name": "", "Zip": ""},
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no column LeadId"),
        (b"id,name\n1,2\n", "no column LeadId"),
        (b"LeadId,a,A\n", "a name twice"),
        (b"LeadId,,b\n", "without a name"),
        (b"LeadId,a\n1,2,3\n", "line 2: 3 cells under 2 columns"),
        (b"LeadId,a\n,2\n", "line 2: LeadId is empty"),
        (b"LeadId\n1\n1\n", "line 3: LeadId 1 stands there twice"),
        (b'LeadId\n"1\n', "line 2"),
        (b"LeadId,a\n1," + b"x" * 17_000 + b"\n", "too long"),
        (b"LeadId,a\n1," + b"x" * 200_000 + b"\n", "field larger"),
        (b"LeadId\n\xff\xfe\n", "not UTF-8"),
        (b"\x00\x01", "no column LeadId"),
    ],
)
def test_a_bad_file_names_the_place(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(content)
    with pytest.raises(LeadsFileError, match=re.escape(message)):
        read_leads(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LeadsFileError, match="can't be read"):
        read_leads(tmp_path / "none.csv")


def test_the_example_is_what_the_generator_makes() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == as_csv(made_up_leads())


def test_the_example_has_two_thousand_leads_and_every_flaw() -> None:
    leads = made_up_leads()
    flaws = Counter(lead.flaw for lead in leads)
    assert len(leads) == 2_000
    assert set(flaws) == {*FLAWS, ""}
    assert 0.88 <= flaws[""] / len(leads) <= 0.92


def test_every_number_is_kept_for_fiction() -> None:
    for lead in read_leads(EXAMPLE):
        for column in ("Home Phone", "Cell Phone", "Work Phone"):
            digits = re.sub(r"\D", "", lead[column])
            assert len(digits) < 10 or re.fullmatch(r"1?\d{3}55501\d\d|442079460\d{3}", digits), lead
