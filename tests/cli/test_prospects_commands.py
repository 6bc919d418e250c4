"""``studio prospects``: lists loaded into a store, and what it holds listed, explained and counted."""

from __future__ import annotations

import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from workbooks import write_workbook

from studio.dialer.store.source_book import SourceBook
from studio.dialer.store.store import ProspectStore

LIST = """\
External ID,First Name,Cell Phone,Home Phone,State,Zip,Company
1,Ann,801 555 0100,,CO,,Acme
2,Bo,(423) 555-0101,,,,Beta
3,Cy,nonsense,,,,
4,Di,8005550100,,TX,,
1,Ed,8015550109,,,,
"""
LOAD = ("prospects", "load", "list.csv", "--source", "Leads", "--skill", "1", "--store", "p.db")
AT = ("--at", "2026-06-15T17:00:00Z")
WORLD = """\
zone: America/Denver
zones: {zips: zips.csv}
sources:
  - name: Leads
    map: {ExternalID: External ID, PhoneNumber: Cell Phone, Home: Home Phone, State: State, Zip: Zip, Score: Score}
    fields: [{name: Home, type: Phone}]
skills:
  - number: 7
    window: {start: "12:00", end: "13:00"}
    schedule: {tuesday: {active: false}}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a list, a world and tables."""
    for name, text in (
        ("list.csv", LIST),
        ("world.yaml", WORLD),
        ("zips.csv", "zip,zone\n10001,America/New_York\n"),
        ("map.yaml", "ExternalID: External ID\nPhoneNumber: Home Phone\nCell: {column: Cell Phone, type: Phone}\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loaded(studio: Any, files: Path) -> Path:
    """The same with the list loaded."""
    assert studio(*LOAD, *AT).code == 1
    return files


def test_loading_tells_what_became_of_every_record(studio: Any, files: Path) -> None:
    done = studio(*LOAD, "--rejected", "rejected.csv", "--json", *AT)
    assert done.code == 1
    found = done.document
    assert (found["status"], found["records"], found["rejected"]) == ("loaded", 5, 3)
    assert found["loaded"] == {"Created": 2, "Updated": 0, "Unchanged": 0}
    assert found["codes"] == {
        "Duplicate External ID": 1,
        "Invalid Phone Number": 1,
        "Success": 2,
        "Time Zone Not Found": 1,
    }
    assert found["map"] == {
        "ExternalID": "External ID",
        "FirstName": "First Name",
        "PhoneNumber": "Cell Phone",
        "State": "State",
        "Zip": "Zip",
    }
    assert set(found["unused"]) == {"Home Phone", "Company"}
    assert found["zone_sources"] == {"CityState": 1, "Phone": 1}
    assert found["warnings"] == {"zone ambiguous: 2 zones": 1}
    assert [each["row"] for each in found["rejections"]] == [4, 5, 6]
    no_zone = found["rejections"][1]["detail"]
    assert no_zone == (
        "the record names no zone; no zip; state TX is unknown, or lies in several zones; "
        "8005550100 is toll-free: it tells no place; give a TimeZone in the record"
    )
    assert (files / "rejected.csv").read_text(encoding="utf-8-sig").count("\n") == 4


def test_loading_on_the_screen(studio: Any, files: Path) -> None:
    done = studio(*LOAD, *AT)
    assert done.code == 1
    assert re.search(r"^Cell Phone +PhoneNumber +'phone' in its name *$", done.out, re.M)
    assert re.search(r"^Company +– +not taken for Compliance: 'Acme' is not true or false *$", done.out, re.M)
    assert re.search(r"^Success +2 +2 created *$", done.out, re.M)
    assert "row 4: Invalid Phone Number: PhoneNumber 'nonsense' is no number to dial" in done.out
    assert done.out.endswith("2 of 5 records loaded to skill 1 from source Leads\n")


def test_loading_again_is_harmless_and_a_good_list_ends_with_0(studio: Any, files: Path) -> None:
    (files / "list.csv").write_text("\n".join(LIST.splitlines()[:3]))
    assert studio(*LOAD, *AT).code == 0
    done = studio(*LOAD, *AT, "--json")
    assert (done.code, done.document["loaded"]) == (0, {"Created": 0, "Updated": 0, "Unchanged": 2})


def test_a_dry_run_loads_nothing(studio: Any, files: Path) -> None:
    done = studio(*LOAD, "--dry-run", *AT)
    assert done.code == 1
    assert "2 of 5 records would be loaded" in done.out
    assert not (files / "p.db").exists()
    assert studio(*LOAD, *AT).code == 1
    (files / "list.csv").write_text(LIST.replace("Ann", "Anna") + "9,New,8015550199,,,,\n")
    done = studio(*LOAD, "--dry-run", "--json", *AT)
    assert done.document["loaded"] == {"Created": 1, "Updated": 1, "Unchanged": 1}
    assert studio("prospects", "list", "--store", "p.db", "--json").document["count"] == 2


def test_a_map_file(studio: Any, files: Path) -> None:
    done = studio(*LOAD, "--map", "map.yaml", "--json", *AT)
    assert done.document["loaded"]["Created"] == 2
    told = studio("prospects", "explain", "2", "--store", "p.db", "--json", *AT).document
    assert [(each["field"], each["number"]) for each in told["numbers"]] == [("Cell", "+14235550101")]


def test_source_and_skill_of_a_world(studio: Any, files: Path) -> None:
    done = studio("prospects", "load", "list.csv", "--world", "world.yaml", "--store", "p.db", "--json", *AT)
    assert (done.document["source"], done.document["skill"]) == ("Leads", 7)
    assert done.document["map"]["Home"] == "Home Phone"
    assert [(each["code"], each["severity"]) for each in done.document["diagnostics"]] == [("LF302", "warning")]


def test_the_store_remembers_a_source_with_its_map(studio: Any, files: Path) -> None:
    studio(*LOAD, "--map", "map.yaml", *AT)
    again = studio(*LOAD[:3], *LOAD[5:], "--json", *AT).document
    assert (again["source"], again["map"]["Cell"], again["unused"]) == ("Leads", "Cell Phone", {})
    assert again["loaded"] == {"Created": 0, "Updated": 0, "Unchanged": 2}
    (files / "map.yaml").write_text("ExternalID: External ID\nPhoneNumber: Cell Phone\n")
    studio(*LOAD, "--map", "map.yaml", *AT)
    store = ProspectStore("sqlite:///p.db")
    found = SourceBook(store).get("leads")
    store.close()
    assert found is not None
    assert found.map == {"ExternalID": "External ID", "PhoneNumber": "Cell Phone"}


def test_a_workbook(studio: Any, files: Path) -> None:
    cells = {"A1": "id", "B1": "phone", "A2": 7, "B2": 8015550100, "A3": "007", "B3": "801-555-0101"}
    write_workbook(files / "list.xlsx", cells)
    done = studio("prospects", "load", "list.xlsx", *LOAD[3:], *AT)
    assert done.code == 0
    found = studio("prospects", "list", "--store", "p.db", "--json").document["prospects"]
    assert [each["external_id"] for each in found] == ["7", "007"]


# ----------------------------------------------------------------------------------------- what it holds
def test_listing(studio: Any, loaded: Path) -> None:
    done = studio("prospects", "list", "--store", "p.db")
    assert done.code == 0
    assert re.search(r"Leads +1 +1 +fresh +0 +America/Denver", done.out)
    assert done.out.endswith("2 prospects\n")

    def ids(*options: str) -> list[str]:
        found = studio("prospects", "list", "--store", "p.db", "--json", *options).document
        return [each["external_id"] for each in found["prospects"]]

    assert ids("--zone", "CT") == ["2"]
    assert ids("--zone", "mt") == ["1"]
    assert ids("--state", "fresh", "--skill", "1", "--source", "LEADS") == ["1", "2"]
    assert ids("--state", "resting") == ids("--skill", "2") == ids("--source", "x") == []
    assert ids("--limit", "1") == ["1"]
    assert studio("prospects", "list", "--store", "p.db", "--limit", "1").out.endswith("the first 1 of 2 prospects\n")


def test_explaining(studio: Any, loaded: Path) -> None:
    done = studio("prospects", "explain", "2", "--store", "p.db", "--at", "2026-06-16T03:00:00Z")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "Leads 2: fresh on skill 1, 0 attempts"
    assert "Zone: America/Chicago, America/New_York (from: Phone)" in lines
    split = "  423 is a split area code and exchange 555 is not listed: union of America/Chicago, America/New_York"
    assert split in lines
    assert "At 2026-06-16 03:00:00 UTC: it may not be dialled" in lines
    assert "  America/New_York is outside its hours, 08:00 to 21:00: it is Mon 23:00 there" in lines
    assert "  next: 2026-06-16 13:00:00 UTC, Tue 08:00 in America/Chicago" in lines
    assert "  (skill 1 with default settings; --world FILE names its own)" in lines
    assert "  PhoneNumber 4235550101 (Phone): 0 attempts" in lines
    assert "  2026-06-15 17:00:00 UTC  skill 1, row 2: Success, Created" in lines


def test_explaining_with_a_world_and_tables(studio: Any, files: Path) -> None:
    (files / "list.csv").write_text("External ID,Cell Phone,Zip\n1,8015550100,10001\n")
    studio("prospects", "load", "list.csv", "--world", "world.yaml", "--store", "p.db", *AT)
    on_monday = studio("prospects", "explain", "1", "--store", "p.db", "--world", "world.yaml", *AT, "--json").document
    assert on_monday["zone"]["zones"] == ["America/New_York"]
    assert on_monday["zone"]["steps"] == ["the record names no zone", "zip 10001: America/New_York"]
    assert (on_monday["may_be_dialled"], on_monday["default_settings"]) == (False, False)
    assert on_monday["next"] == "2026-06-17T16:00:00+00:00", "on Tuesdays the skill calls nobody"
    noon = ("--at", "2026-06-15T16:30:00Z")
    assert studio("prospects", "explain", "1", "--store", "p.db", "--world", "world.yaml", *noon, "--json").document[
        "may_be_dialled"
    ]
    (files / "zips.csv").write_text("zip,zone\n10001,PT\n")
    told = studio("prospects", "explain", "1", "--store", "p.db", "--zips", "zips.csv", *noon).out
    assert "by these tables it would be found today: America/Los_Angeles; what was found at its load stays" in told


#: What is changed of a prospect in Denver, at 11 in the morning there -> why it is not dialled, and when it may be.
STOPPED: list[tuple[str, str | None, str | None]] = [
    ("", None, "2026-06-15T17:00:00+00:00"),
    ("state='finalized', outcome='Sale'", "it is finalized, Sale", None),
    ("state='in play'", "it is being dialled, or with an agent", None),
    ("state='exhausted', attempts=5", "it is exhausted", None),
    ("expires=1781500000", "it has expired: 2026-06-14 23:06 America/Denver", None),
    (
        "state='resting', due=1781550000",
        "it rests until 2026-06-15 13:00 America/Denver",
        "2026-06-15T19:00:00+00:00",
    ),
    (
        "state='callback', due=1781600000",
        "a callback is agreed for 2026-06-16 02:53 America/Denver",
        "2026-06-16T14:00:00+00:00",
    ),
    (
        "state='resting', due=1781600000, expires=1781600100",
        "by 2026-06-16 08:00 America/Denver it has expired: 2026-06-16 02:55 America/Denver",
        None,
    ),
]


def test_what_stops_a_prospect(studio: Any, loaded: Path) -> None:
    whole = "state='fresh', due=0, expires=NULL, outcome=''"
    for change, reason, next_ in STOPPED:
        with sqlite3.connect(loaded / "p.db") as connection:
            for each in (whole, change):
                if each:
                    connection.execute(f"UPDATE prospects SET {each} WHERE external_id = '1'")
        connection.close()
        told = studio("prospects", "explain", "1", "--store", "p.db", *AT, "--json").document
        assert told["may_be_dialled"] is (reason is None), change
        assert reason in told["reasons"] if reason else told["reasons"] == [], change
        assert told["next"] == next_, change


def test_the_same_id_in_two_sources(studio: Any, loaded: Path) -> None:
    (loaded / "other.csv").write_text("id,phone\n1,8015550155\n")
    studio("prospects", "load", "other.csv", "--source", "Other", *LOAD[5:], *AT)
    done = studio("prospects", "explain", "1", "--store", "p.db")
    assert (done.code, done.err.splitlines()[0]) == (
        2,
        "error PS010: 2 prospects have the external ID '1' (say --source: Leads, Other)",
    )
    told = studio("prospects", "explain", "1", "--source", "other", "--store", "p.db", "--json", *AT).document
    assert told["numbers"][0]["number"] == "+18015550155"


def test_reporting(studio: Any, loaded: Path) -> None:
    with sqlite3.connect(loaded / "p.db") as connection:
        connection.execute("UPDATE prospects SET state='resting', attempts=2, due=1781550000 WHERE external_id='1'")
        connection.execute("UPDATE prospects SET state='finalized', outcome='Sale', dialable=0 WHERE external_id='2'")
    connection.close()
    found = studio("prospects", "report", "--store", "p.db", "--json", *AT).document
    assert found["total"] == 2
    assert found["states"] == {"finalized": 1, "resting": 1}
    assert found["attempts"] == {"0": 1, "2": 1}
    assert found["finals"] == {"Sale": 1}
    assert found["zones"] == {"America/Denver": 1, "America/Chicago or America/New_York": 1}
    assert (found["loads"], found["codes"]["Success"]) == (1, 2)
    hours = found["dialable_by_hour"]
    assert len(hours) == 24
    # It rests until 19:00 UTC, and Denver's hours end at 21:00 there: 03:00 UTC.
    assert [each["begins"][:13] for each in hours if each["dialable"]] == [
        *(f"2026-06-15T{hour:02}" for hour in range(19, 24)),
        *(f"2026-06-16T{hour:02}" for hour in (0, 1, 2, 14, 15, 16)),
    ]
    done = studio("prospects", "report", "--store", "p.db", *AT)
    assert re.search(r"^resting +1$", done.out, re.M)
    assert "since no world file was named" in done.out


class Page(HTMLParser):
    """What a page has: its open tags, and what its pictures say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.told: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag == "svg":
            self.told.append(dict(attrs).get("aria-label") or "")
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_as_a_page(studio: Any, loaded: Path) -> None:
    with sqlite3.connect(loaded / "p.db") as connection:
        connection.execute("""UPDATE prospects SET outcome='<script>alert("1")</script>' WHERE external_id='1'""")
    connection.close()
    assert studio("prospects", "report", "--store", "p.db", "--html", "r.html", *AT).code == 0
    text = (loaded / "r.html").read_text(encoding="utf-8")
    found = Page(text)
    assert found.open == []
    assert not {"script", "link", "img", "iframe"} & set(found.seen)
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert found.seen.count("svg") == found.seen.count("table") == found.seen.count("section")
    assert "By state: fresh 2" in found.told
    assert "prefers-color-scheme: dark" in text


# --------------------------------------------------------------------------------------------- bad input
#: Arguments behind ``studio prospects`` -> the code of the one error.
REFUSED = {
    "load none.csv --source S --skill 1 --store x.db": "LF001",
    "load . --source S --skill 1 --store x.db": "LF001",
    "load bytes.csv --source S --skill 1 --store x.db": "LF005",
    "load latin.csv --source S --skill 1 --store x.db": "LF004",
    "load empty.csv --source S --skill 1 --store x.db": "LF008",
    "load headings.csv --source S --skill 1 --store x.db": "LF008",
    "load colours.csv --source S --skill 1 --store x.db": "LF305",
    "load list.csv --source S --skill 1 --store x.db --map none.yaml": "LF301",
    "load list.csv --source S --skill 1 --store x.db --map list.csv": "LF301",
    "load list.csv --source S --skill 1 --store x.db --map missing.yaml": "LF302",
    "load list.csv --source S --skill 1 --store x.db --map unknown.yaml": "LF303",
    "load list.csv --source S --skill 1 --store x.db --map twice.yaml": "LF304",
    "load list.csv --source S --skill 1 --store x.db --map no_id.yaml": "LF305",
    "load list.csv --source Nope --skill 7 --store x.db --world world.yaml": "PS006",
    "load list.csv --skill 7 --store x.db": "PS006",
    "load list.csv --source S --skill 9 --store x.db --world world.yaml": "PS005",
    "load list.csv --source S --store x.db": "PS005",
    "load list.csv --source S --skill 1": "PS001",
    "load list.csv --source S --skill 1 --store none/x.db": "PS001",
    "load list.csv --source S --skill 1 --store list.csv": "PS002",
    "load list.csv --source S --skill 1 --store x://": "PS002",
    "load list.csv --source S --skill 1 --store mysql://h/x": "PS002",
    "load list.csv --source S --skill 1 --store postgresql://me:secret@127.0.0.1:1/x": "PS002",
    "load list.csv --source S --skill 1 --store newer.db": "PS002",
    "load list.csv --source S --skill 1 --store x.db --at noon": "PS004",
    "load list.csv --source S --skill 1 --store x.db --default-zone Mars": "PS007",
    "load list.csv --source S --skill 1 --store x.db --expires 2020-01-01": "PS007",
    "load list.csv --source S --skill 1 --store x.db --rejected list.csv": "PS008",
    "load list.csv --source S --skill 1 --store x.db --rejected none/x.csv": "PS008",
    "load list.csv --source S --skill 1 --store x.db --zips none.csv": "ZT001",
    "load list.csv --source S --skill 1 --store x.db --zips list.csv": "ZT002",
    "list": "PS001",
    "list --store none.db": "PS001",
    "list --store sqlite://": "PS001",
    "list --store list.csv": "PS002",
    "list --store newer.db": "PS002",
    "list --store other.db": "PS003",
    "list --store other.db --state tired": "PS009",
    "list --store other.db --zone Mars": "PS009",
    "explain 1 --store other.db": "PS003",
    "report --store other.db": "PS003",
    "report --store other.db --world list.csv": "WF003",
}


@pytest.fixture
def bad(files: Path) -> Path:
    """Files that can't be what they are named as."""
    (files / "bytes.csv").write_bytes(bytes(range(256)))
    (files / "latin.csv").write_bytes(b"id,phone\n1,\xe9\n")
    for name, text in (
        ("empty.csv", ""),
        ("headings.csv", "id,phone\n"),
        ("colours.csv", "colour\nred\n"),
        ("missing.yaml", "ExternalID: External ID\nPhoneNumber: Fax\n"),
        ("unknown.yaml", "ExternalID: External ID\nPhoneNumbr: Cell Phone\n"),
        ("twice.yaml", "ExternalID: External ID\nPhoneNumber: External ID\n"),
        ("no_id.yaml", "PhoneNumber: Cell Phone\n"),
    ):
        (files / name).write_text(text)
    for name, statement in (
        ("other.db", "CREATE TABLE a (b)"),
        ("newer.db", "CREATE TABLE studio_store_version (version_num TEXT)"),
    ):
        connection = sqlite3.connect(files / name)
        connection.execute(statement)
        if name == "newer.db":
            connection.execute("CREATE TABLE prospects (id INTEGER)")
            connection.execute("INSERT INTO studio_store_version VALUES ('9999')")
        connection.commit()
        connection.close()
    return files


@pytest.mark.parametrize(("arguments", "code"), REFUSED.items())
def test_bad_input_is_told_in_one_line_and_nothing_is_made(studio: Any, bad: Path, arguments: str, code: str) -> None:
    before = sorted(each.name for each in bad.iterdir())
    done = studio("prospects", *arguments.split())
    assert (done.code, done.out) == (2, "")
    line, counted = done.err.splitlines()
    assert re.search(rf"(^|: )error {code}: ", line)
    assert counted == "1 error"
    assert "secret" not in done.err
    assert sorted(each.name for each in bad.iterdir()) in (before, sorted([*before, "x.db"]))


def test_bad_input_as_json(studio: Any, bad: Path) -> None:
    done = studio("prospects", *"load latin.csv --source S --skill 1 --store x.db --json".split())
    assert (done.code, done.err, done.document["status"]) == (2, "", "refused")
    assert [(each["code"], each["line"], each["column"]) for each in done.document["diagnostics"]] == [("LF004", 2, 3)]


def test_without_the_package_of_zips_it_is_told_what_to_install(
    studio: Any, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from studio.dialer.zones import tables

    tables._installed.cache_clear()
    monkeypatch.setitem(sys.modules, "zipcodes", None)
    done = studio(*LOAD, "--us-zips")
    assert (done.code, "mini-studio[zipcodes]" in done.err) == (2, True)
