"""Findings in the form in which CXone answers when a script is sent to it.

Totals are text, and the sentence for a person is the key, as in documents that CXone has checked [observed]. Its own rule
is that of the unwired Default, which goes by the kind alone and knows no exception; all others are ours, under their names.
"""

from __future__ import annotations

from typing import Any

from studio.cli.check_output import Checked, Outcome
from studio.diagnostics import Diagnostic

_OWN = "CK208"
_OWN_KEY = "default-branch-is-not-wired-up"


def answer(outcome: Outcome) -> dict[str, Any]:
    """The whole answer: a result for each script. Paths that can't be read are results without success."""
    results = [_result(each) for each in outcome.files if each.record.interface is not None or not each.record.readable]
    results += [_refused(each) for each in outcome.other]
    return {"errorCount": sum(not each["success"] for each in results), "results": results}


def details(file: Checked) -> dict[str, Any]:
    """What there is to say of one script: totals, and issues by action."""
    vendor = file.record.vendor
    actions: dict[int, dict[str, Any]] = {}
    script: dict[str, list[dict[str, Any]]] = {}

    def issues(action: int) -> dict[str, Any]:
        kind = vendor.kinds.get(action, "")
        return actions.setdefault(action, {"actionType": kind, "errors": [], "warnings": []})

    for number in vendor.unwired:
        issues(number)["warnings"].append(_unwired(vendor.captions.get(number, "")))
    for each in file.found:
        if each.severity == "info" or each.code == _OWN:
            continue
        sort = "errors" if each.severity == "error" else "warnings"
        place: dict[str, Any] = script if each.action is None else issues(each.action)
        place.setdefault(sort, []).append(_issue(each))
    parts = [*actions.values(), script]
    return {
        "totalErrors": str(sum(len(each.get("errors", [])) for each in parts)),
        "totalWarnings": str(sum(len(each.get("warnings", [])) for each in parts)),
        "actions": {str(number): actions[number] for number in sorted(actions)},
        "script": script,
    }


def _result(file: Checked) -> dict[str, Any]:
    told = details(file)
    vendor = file.record.vendor
    return {
        "success": told["totalErrors"] == "0",
        "masterId": vendor.master,
        "libraryId": vendor.library,
        "error_code": {"details": told},
    }


def _refused(finding: Diagnostic) -> dict[str, Any]:
    told = {"totalErrors": "1", "totalWarnings": "0", "actions": {}, "script": {"errors": [_issue(finding)]}}
    return {"success": False, "masterId": "", "libraryId": "", "error_code": {"details": told}}


def _unwired(caption: str) -> dict[str, Any]:
    key = f"Warning! The Default branch for {caption} is not wired up!"
    return {"key": key, "localizationKey": _OWN_KEY, "interpolationValues": [caption]}


def _issue(finding: Diagnostic) -> dict[str, Any]:
    from studio.script.checks.rules import RULES

    name = RULES[finding.code].name if finding.code in RULES else finding.code.lower()
    values = [finding.caption] if finding.caption is not None else []
    return {"key": finding.message, "localizationKey": name, "interpolationValues": values}
