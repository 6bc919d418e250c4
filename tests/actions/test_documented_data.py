"""Actions as documented: errors in code, values, databases and profiles."""

from __future__ import annotations

import re
from typing import Any

import pytest
from documented import Bench, Case, documented, found, lines, scripts


# ---------------------------------------------------------------------------------------------------------- errors, data
@documented("snippet-array-too-large")
def test_an_index_beyond_all_bounds(case: Case, bench: Bench) -> None:
    ways = lines('Error -> "Failed"')
    run = bench(*scripts(case["id"], index=case["given"]["index"], branches=ways))
    contact = run.run()
    assert dict(run.branches())["Fill"] == case["expect"]["branch"]
    bound = re.findall("\\d+", case["expect"]["__err"])
    assert re.findall("\\d{4,}", found(contact)["__err"].replace(",", ""))[-1:] == bound
    assert "index" in found(contact)["__err"]


@documented("snippet-error-unconnected-continues")
def test_an_index_beyond_all_bounds_without_error_branch(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], index=case["given"]["index"]))
    contact = run.run()
    assert run.captions()[-1] == "Rest"
    assert "big" not in found(contact)
    assert ("kept" in found(contact), "lost" in found(contact)) == (True, False)


@documented("assign-overflow")
def test_assign_too_long_a_value(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.start()
    contact.frames[0].variables["long"] = "x" * (case["given"]["value_length"] // 3)
    run.go_on()
    assert dict(run.branches())["Set"] == case["expect"]["branch"]


# ------------------------------------------------------------------------------------ shared values, databases, profiles
@documented("sql-error-sets-err")
def test_a_faulty_statement(case: Case, bench: Bench) -> None:
    run = bench(*scripts(case["id"], **case["given"]))
    contact = run.run()
    assert dict(run.branches())["Do"] == case["expect"]["branch"]
    assert 0 < len(found(contact)["_err"]) < 200


@documented("workflowdata-bad-profile")
@pytest.mark.parametrize("stated", [{}, {"Emergency": {"values": {"a": 1}, "active": False}}])
def test_a_profile_that_is_not_there_or_not_active(case: Case, stated: dict[str, Any], bench: Bench) -> None:
    run = bench(*scripts(case["id"], profile="Emergency"), data={"workflow_profiles": stated})
    run.run()
    assert dict(run.branches())["Get"] == case["expect"]["branch"]
    assert run.captions()[-1] == "Failed"


@documented("putvalue-scope-must-match")
def test_the_same_name_in_two_scopes(case: Case, bench: Bench) -> None:
    names = dict.fromkeys(("put_name", "get_name"), case["given"]["Name"])
    run = bench(*scripts(case["id"], **case["given"], **names))
    contact = run.run()
    assert (run.captions()[-1] == "Found") is case["expect"]["value_found"]
    assert found(contact)["got"] == ""


@documented("putvalue-name-case-insensitive")
def test_letter_case_of_a_name(case: Case, bench: Bench) -> None:
    scopes = dict.fromkeys(("put_scope", "get_scope"), "BusinessUnit")
    run = bench(*scripts(case["id"], **case["given"], **scopes))
    contact = run.run()
    assert (run.captions()[-1] == "Found") is case["expect"]["value_found"]
    assert found(contact)["got"] == "something"


@documented("putvalue-append-limit")
def test_too_many_appends(case: Case, bench: Bench) -> None:
    appends, hours = case["given"]["appends"], case["given"]["hours"]
    assert case["expect"]["further_appends"] == "not stored until some clear"
    run = bench(*scripts(case["id"], rest=appends, pause=hours * 3600 / appends))
    values = run.engine.ports.values
    contact = run.start()
    run.go_on(hours * 3600)
    assert contact.alive
    stored = ["", *(str(each) for each in range(1, appends - 1))]
    assert values.all("BusinessUnit", "", "list1") == stored
    # A day after the first append there is room again.
    run.go_on((24 - hours) * 3600)
    assert values.put(contact.id, "BusinessUnit", "", "list1", "more", method="Append")
    assert values.all("BusinessUnit", "", "list1") == [*stored, "more"]


@documented("getlist-whole-list")
def test_a_whole_list(case: Case, bench: Bench) -> None:
    lists = [{"name": "list1", "values": case["given"]["list"]}]
    contact = bench(*scripts(case["id"]), values={"lists": lists}).run()
    assert (found(contact)["value"], found(contact)["item_count"]) == (
        case["expect"]["value"],
        case["expect"]["item_count"],
    )
    assert found(contact)["second"] == case["given"]["list"][1]
