"""Giving leads out: pages, batches, leases."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from studio.crm.store import Crm, CrmError, CrmUnavailable
from studio.crm.wire import encode


def _keys(page: Any) -> list[str]:
    return [row["LeadId"] for row in page.rows]


def _out(crm: Crm) -> list[str]:
    return [key for key, state, _ in crm.states() if state == "out"]


def test_pages_of_a_batch_hold_each_lead_once_and_say_when_there_is_more(crm: Crm) -> None:
    pages = [crm.check_out("b1", page, count=2, campaign="spring") for page in (1, 2, 3, 4)]
    assert [_keys(page) for page in pages] == [["A1", "A2"], ["A3", "A4"], ["A5"], []]
    assert [page.more for page in pages] == [True, True, False, False]


def test_a_row_has_all_columns_as_they_were(crm: Crm) -> None:
    assert crm.check_out("b1", campaign="Autumn").rows == [{"LeadId": "B1", "Campaign": "Autumn", "Name": "Zoë"}]


def test_without_a_campaign_all_leads_are_offered(crm: Crm) -> None:
    assert len(crm.check_out("b1").rows) == 6


def test_a_batch_gives_no_more_than_is_wanted(crm: Crm) -> None:
    first = crm.check_out("b1", 1, count="2", wanted="3")
    second = crm.check_out("b1", "2", count="2", wanted="3")
    assert (_keys(first), first.more) == (["A1", "A2"], True)
    assert (_keys(second), second.more) == (["A3"], False)
    assert _keys(crm.check_out("b1", 3, wanted=3)) == []


def test_what_is_out_is_not_given_to_another_batch(crm: Crm) -> None:
    crm.check_out("b1", wanted=4)
    assert _keys(crm.check_out("b2")) == ["A5", "B1"]


def test_the_same_page_again_gives_the_same_answer_whatever_became_of_the_rows(crm: Crm) -> None:
    first = crm.check_out("b1", 1, count=3)
    crm.loaded("b1", [{"LeadId": "A1"}])
    crm.check_in("b1", [{"LeadId": "A2", "ResultCode": "Invalid Phone Number"}])
    crm.check_out("b1", 2)
    again = crm.check_out("b1", 1, count=1)
    assert again == first
    assert _out(crm) == ["A3", "A4", "A5", "B1"]


def test_a_later_page_again_gives_the_same_answer(crm: Crm) -> None:
    pages = [crm.check_out("b1", page, count=2) for page in (1, 2, 3)]
    assert [_keys(page) for page in pages] == [["A1", "A2"], ["A3", "A4"], ["A5", "B1"]]
    crm.loaded("b1", [{"LeadId": "A4"}])
    assert [crm.check_out("b1", page, count=1) for page in (3, 2, 1)] == pages[::-1]


def test_an_empty_page_stays_empty_although_leads_come_back(crm: Crm) -> None:
    crm.check_out("b1")
    assert crm.check_out("b2").rows == []
    crm.check_in("b1", [{"LeadId": "A1", "ResultCode": "Record Not Saved"}])
    assert crm.check_out("b2").rows == []
    assert _keys(crm.check_out("b3")) == ["A1"]


def test_a_lease_ends_after_fifteen_minutes(crm: Crm, clock: Any) -> None:
    crm.check_out("b1", wanted=2)
    crm.loaded("b1", [{"LeadId": "A2"}])
    clock.pass_minutes(14.9)
    assert _out(crm) == ["A1"]
    clock.pass_minutes(0.1)
    assert _out(crm) == []
    # What was never given out comes first.
    assert _keys(crm.check_out("b2", campaign="spring")) == ["A3", "A4", "A5", "A1"]


def test_a_lease_may_have_another_length_or_no_end(clock: Any) -> None:
    with Crm(clock=clock, lease_minutes=1.5) as short, Crm(clock=clock, lease_minutes=None) as endless:
        for each in (short, endless):
            each.add([{"LeadId": "A"}])
            each.check_out("b1")
        clock.pass_minutes(1.5)
        assert (_out(short), _out(endless)) == ([], ["A"])
        clock.pass_minutes(100_000)
        assert _keys(endless.check_out("b2")) == []


def test_a_repeated_page_is_leased_anew(crm: Crm, clock: Any) -> None:
    crm.check_out("b1", wanted=1)
    clock.pass_minutes(16)
    crm.check_out("b1", wanted=1)
    assert "A1" not in _keys(crm.check_out("b2"))


def test_a_repeated_page_takes_no_lead_away_from_a_later_batch(crm: Crm, clock: Any) -> None:
    crm.check_out("b1", campaign="autumn")
    clock.pass_minutes(16)
    crm.check_out("b2", campaign="autumn")
    crm.check_out("b1", campaign="autumn")
    assert crm.lead("B1").batch == "b2"  # type: ignore[union-attr]  # None would be a fault of the test


def test_a_batch_never_gets_a_lead_twice(crm: Crm) -> None:
    first = crm.check_out("b1", 1, campaign="autumn")
    crm.check_in("b1", [{"LeadId": "B1", "ResultCode": "Inventory Limit Exceeded"}])
    second = crm.check_out("b1", 2, campaign="autumn")
    assert (_keys(first), _keys(second)) == (["B1"], [])


@pytest.mark.parametrize("letter", ["x", "ü", "€", '"', "\\", "\x01"])
def test_a_page_stays_below_32_kb(letter: str) -> None:
    with Crm() as crm:
        crm.add([{"LeadId": f"L{n}", "Notes": letter * (n * 37 % 900)} for n in range(400)])
        seen: list[str] = []
        for number in range(1, 100):
            page = crm.check_out("Zoë's", number)
            size = len(encode(page.as_json()))
            assert size < 32_768
            assert size > 29_000 or not page.more
            seen += _keys(page)
            if not page.more:
                break
        assert seen == [f"L{n}" for n in range(400)]


@pytest.mark.parametrize(("more", "rows"), [(0, 3), (1, 2)])
def test_a_page_may_be_filled_to_the_last_byte(more: int, rows: int) -> None:
    # Rows of text that takes two bytes a letter, as bytes count.
    leads = [{"LeadId": f"L{n}", "Notes": "ü" * 4_000} for n in range(2)] + [{"LeadId": "L2", "Notes": ""}]
    whole = {"batch": "b1", "page": 1, "rows": leads, "more": False}
    leads[2]["Notes"] = "x" * (32_767 - len(encode(whole)) + more)
    assert len(encode(whole)) == 32_767 + more
    with Crm() as crm:
        crm.add(leads)
        page = crm.check_out("b1")
        assert (page.rows, page.more) == (leads[:rows], rows < 3)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"batch": ""}, "batch"),
        ({"batch": " "}, "batch"),
        ({"batch": "b", "page": 0}, "page"),
        ({"batch": "b", "page": "x"}, "page"),
        ({"batch": "b", "page": "1" * 5_000}, "page"),
        ({"batch": "b", "count": "0"}, "count"),
        ({"batch": "b", "count": "-1"}, "count"),
        ({"batch": "b", "count": "²"}, "count"),
        ({"batch": "b", "wanted": "10001"}, "wanted"),
        ({"batch": "b", "wanted": 1.5}, "wanted"),
    ],
)
def test_a_wrong_parameter_is_named_and_gives_nothing_out(crm: Crm, asked: dict[str, Any], word: str) -> None:
    with pytest.raises(CrmError, match=word):
        crm.check_out(**asked)
    assert _out(crm) == []


def test_a_store_in_a_file_goes_on_where_it_was(tmp_path: Path, clock: Any) -> None:
    url = f"sqlite:///{tmp_path}/crm.db"
    leads = [{"LeadId": "A"}, {"LeadId": "B"}, {"LeadId": "C"}]
    with Crm(url, clock) as crm:
        assert crm.add(leads) == 3
        crm.check_out("b1", wanted=1)
    with Crm(url, clock) as crm:
        assert crm.add([*leads, {"LeadId": "D"}]) == 1
        assert _keys(crm.check_out("b1", wanted=1)) == ["A"]
        assert _keys(crm.check_out("b2")) == ["B", "C", "D"]


def test_two_at_once_never_get_the_same_lead(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/crm.db"
    with Crm(url) as one, Crm(url) as other:
        one.add([{"LeadId": f"L{n}"} for n in range(60)])
        got: list[str] = []

        def pull(crm: Crm, name: str) -> None:
            for number in range(15):
                got.extend(_keys(crm.check_out(f"{name}{number}", count=2)))

        pulls = [threading.Thread(target=pull, args=each) for each in ((one, "a"), (other, "b"))]
        for each in pulls:
            each.start()
        for each in pulls:
            each.join()
    assert sorted(got) == sorted(f"L{n}" for n in range(60))


def test_a_broken_store_is_unavailable_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    with Crm(f"sqlite:///{file}") as crm:
        crm.add([{"LeadId": "A"}])
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("DROP TABLE crm_page_rows")
        holder.close()
        with pytest.raises(CrmUnavailable):
            crm.check_out("b1")
        assert [state for _, state, _ in crm.states()] == ["in the CRM"]


def test_a_store_that_can_not_be_opened_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(CrmUnavailable):
        Crm(f"sqlite:///{tmp_path}/no/such/folder/crm.db")
