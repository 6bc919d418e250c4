"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from studio import __version__
from studio.cli.check_output import Checked, Outcome
from studio.diagnostics import Diagnostic, Severity

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"


def sarif(outcome: Outcome) -> dict[str, Any]:
    """One run of this tool. Paths are relative to the working folder; those outside of it are whole."""
    codes = sorted({each.code for each in outcome.found})
    order = {code: place for place, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    results = [_result(each, None, order, seen) for each in outcome.other]
    results += [_result(each, file, order, seen) for file in outcome.files for each in file.found]
    driver = {"name": "studio", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which the check was run."}}},
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    from studio.script.checks.pages import page_of
    from studio.script.checks.rules import RULES
    from studio.script.checks.rules.rule import FAMILIES

    rule = RULES.get(code)
    if rule is None:
        return {"id": code}
    made: dict[str, Any] = {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": _sentence(rule.summary)},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "properties": {"tags": [FAMILIES.get(rule.family, "other"), rule.source]},
    }
    page = page_of(code)
    if page is not None:
        made["help"] = {"text": page.text, "markdown": page.text}
    return made


def _result(finding: Diagnostic, file: Checked | None, order: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    text = _sentence(finding.message) + (f" Way out: {finding.hint}." if finding.hint else "")
    key = _key(finding)
    seen[key] += 1
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": order[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "partialFingerprints": {"studioFinding/v1": _digest(f"{key}\n{seen[key]}")},
    }
    location: dict[str, Any] = {}
    if finding.file is not None:
        location["physicalLocation"] = _place(finding, file)
    if finding.script is not None:
        location["logicalLocations"] = [_logical(finding)]
    return made | ({"locations": [location]} if location else {})


def _place(finding: Diagnostic, file: Checked | None) -> dict[str, Any]:
    assert finding.file is not None
    line, column = file.file_place(finding) if file is not None else (finding.line, finding.column)
    place: dict[str, Any] = {"artifactLocation": _artifact(finding.file)}
    if line is not None:
        place["region"] = {"startLine": line} | ({"startColumn": column} if column is not None else {})
    return place


def _artifact(name: str) -> dict[str, str]:
    path = Path(name)
    try:
        inside = path.resolve().relative_to(Path.cwd().resolve()) if name != "-" else path
    except ValueError:
        return {"uri": path.resolve().as_uri()}
    return {"uri": _quoted(inside.as_posix()), "uriBaseId": _ROOT}


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _logical(finding: Diagnostic) -> dict[str, Any]:
    """Script, action and property, for files that have no lines to tell."""
    parts = [finding.script or ""]
    if finding.action is not None:
        parts.append(f"#{finding.action} {finding.caption or ''}".rstrip())
    if finding.property is not None:
        parts.append(finding.property)
    kind = ("module", "function", "member")[len(parts) - 1]
    return {"name": parts[-1], "fullyQualifiedName": " / ".join(parts), "kind": kind}


def _key(finding: Diagnostic) -> str:
    """What stays the same when lines move and ids are counted anew."""
    path = _artifact(finding.file)["uri"] if finding.file is not None else ""
    parts = (finding.code, path, finding.script, finding.caption, finding.property, finding.message)
    return "\n".join(str(each) for each in parts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")
