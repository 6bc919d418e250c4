"""Loading lists: the same outcomes as the action's, in portions; duplicates across them; the file of rejected ones."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import new_store

from studio.dialer.lists.files import read_list
from studio.dialer.lists.portions import ListTerms, Portion, load_list
from studio.dialer.lists.rejected import RejectedFile
from studio.dialer.loading.load_reports import load_reports
from studio.dialer.loading.loader import Limits, Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOURCE = Source.model_validate({"name": "Leads", "map": {"ExternalID": "id", "PhoneNumber": "phone", "Notes": "note"}})
TERMS = ListTerms("1", "leads")
LIST = """\
id,phone,note
1,8015550100,a
2,nonsense,b
3,8015550102,c,d
1,8015550103,e
,8015550104,f
4,8005550100,g
5,8015550105,"h, i"
2,8015550106,j
"""


def loader(store: ProspectStore, **limits: int) -> Loader:
    return Loader(store, [Skill(number=1)], [SOURCE], limits=Limits(record_characters=512, **limits))


def load(folder: Path, text: str, to: Loader, portion: int = 10_000, terms: ListTerms = TERMS) -> list[Portion]:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return list(load_list(read_list(path), to, terms, NOW, portion))


def told(portions: list[Portion]) -> list[tuple[int, str, str]]:
    return [(each.number, each.code, each.detail) for portion in portions for each in portion.reports]


@pytest.mark.parametrize("portion", [1, 2, 3, 10_000])
def test_every_row_has_its_outcome_however_it_is_divided(tmp_path: Path, portion: int) -> None:
    store = new_store()
    found = told(load(tmp_path, LIST, loader(store), portion))
    assert [(row, code) for row, code, _ in found] == [
        (2, "Success"),
        (3, "Invalid Phone Number"),
        (4, "Invalid Record"),
        (5, "Duplicate External ID"),
        (6, "Missing External ID"),
        (7, "Time Zone Not Found"),
        (8, "Success"),
        (9, "Duplicate External ID"),
    ]
    details = {row: detail for row, _, detail in found}
    assert details[4] == "the row has 4 cells under 3 headings"
    assert details[5] == "row 2 has the same external ID"
    assert details[9] == "row 3 has the same external ID"
    assert [each.external_id for each in store.all()] == ["1", "5"]
    first = store.get("Leads", "1")
    assert first is not None
    assert first.destinations[0].number == "+18015550100", "the first row of an ID is the one that counts"
    assert first.original == {"id": "1", "phone": "8015550100", "note": "a"}


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    to = loader(new_store())
    load(tmp_path, LIST, to)
    again = told(load(tmp_path, LIST, to, 3))
    assert [detail for _, code, detail in again if code == "Success"] == ["Unchanged", "Unchanged"]


def test_calls_have_their_reports_in_the_store(tmp_path: Path) -> None:
    to = loader(new_store())
    load(tmp_path, LIST, to, 4)
    assert [(each.rows, each.succeeded) for each in load_reports(to.store)] == [(4, 1), (3, 1)]


def test_a_record_that_is_too_long(tmp_path: Path) -> None:
    found = told(
        load(tmp_path, f"id,phone,note\n1,8015550100,{'x' * 502}\n2,8015550101,{'x' * 501}\n", loader(new_store()))
    )
    assert [code for _, code, _ in found] == ["Record Too Long", "Success"]


def test_a_call_that_is_refused_ends_it(tmp_path: Path) -> None:
    store = new_store()
    (done,) = load(tmp_path, LIST, loader(store), 2, ListTerms("1", "Leads", default_zone="Mars"))
    assert done.error == "Invalid Default Time Zone"
    assert store.states() == {}


def test_zone_and_expiration_for_records_without(tmp_path: Path) -> None:
    store = new_store()
    terms = ListTerms("1", "Leads", default_zone="ET", default_expiration="2026-07-01")
    load(tmp_path, "id,phone\n1,8005550100\n", loader(store), terms=terms)
    found = store.get("Leads", "1")
    assert found is not None
    assert (found.zones, found.zone_source) == (("America/New_York",), "Default")
    assert found.expires == datetime(2026, 7, 2, 4, tzinfo=UTC)


def rejected(folder: Path, text: str, to: Loader) -> list[list[str]]:
    out = folder / "rejected.csv"
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    file = read_list(path)
    with RejectedFile(out, file) as writing:
        for portion in load_list(file, to, TERMS, NOW, 3):
            writing.add(portion)
    with out.open(encoding="utf-8-sig", newline="") as written:
        return list(csv.reader(written))


def test_rejected_records_are_written_with_the_reason_and_as_they_came(tmp_path: Path) -> None:
    headings, *rows = rejected(tmp_path, LIST, loader(new_store()))
    assert headings == ["ResultCode", "ResultDetail", "ResultWarnings", "ResultRow", "id", "phone", "note"]
    assert [[row[0], *row[3:]] for row in rows] == [
        ["Invalid Phone Number", "3", "2", "nonsense", "b"],
        ["Invalid Record", "4", "3", "8015550102", "c", "d"],
        ["Duplicate External ID", "5", "1", "8015550103", "e"],
        ["Missing External ID", "6", "", "8015550104", "f"],
        ["Time Zone Not Found", "7", "4", "8005550100", "g"],
        ["Duplicate External ID", "9", "2", "8015550106", "j"],
    ]
    assert rows[0][1].startswith("PhoneNumber 'nonsense' is no number to dial")


def test_mended_they_are_loaded_and_what_is_still_wrong_is_rejected_again(tmp_path: Path) -> None:
    to = loader(new_store())
    rejected(tmp_path, LIST, to)
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    text = text.replace("nonsense", "8015550199").replace(",c,d", ",c").replace(",,8015550104", ",6,8015550104")
    headings, *rows = rejected(tmp_path, text, to)
    assert headings[:5] == ["ResultCode", "ResultDetail", "ResultWarnings", "ResultRow", "id"]
    assert [(row[0], row[4]) for row in rows] == [
        ("Duplicate External ID", "1"),
        ("Time Zone Not Found", "4"),
        ("Duplicate External ID", "2"),
    ]
    assert [each.external_id for each in to.store.all()] == ["1", "5", "2", "3", "6"]
    first = to.store.get("Leads", "1")
    assert first is not None
    assert first.fields["Notes"] == "a", "the duplicate did not take the place of the first"
    assert first.original == {"id": "1", "phone": "8015550100", "note": "a"}


def test_a_file_of_rejected_records_appears_when_all_is_done(tmp_path: Path) -> None:
    path, out = tmp_path / "list.csv", tmp_path / "rejected.csv"
    path.write_text("id\n1\n")
    file = read_list(path)
    out.write_text("older")
    with pytest.raises(ZeroDivisionError), RejectedFile(out, file):
        raise ZeroDivisionError
    assert out.read_text() == "older"
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix != ".sqlite") == ["list.csv", "rejected.csv"]
    for wrong in (path, tmp_path, Path("/dev/null")):
        with pytest.raises(OSError, match=r"list itself|no.*file|folder or a device"):
            RejectedFile(wrong, file)
    assert path.read_text() == "id\n1\n"
