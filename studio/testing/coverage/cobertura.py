"""Coverage as Cobertura XML, which CI servers show.

A script is a class, its folder a package. A line of a script in the text form is that of its file where the action begins; in other
forms it is the action's id. Lines of snippets follow their action where the file has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath
from xml.etree import ElementTree

from studio.runtime.tracing.describing import visible
from studio.script.model import Script
from studio.testing.coverage.data import CoverageData, ScriptData, Share
from studio.testing.coverage.lines import file_lines

_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">\n'


def cobertura_xml(data: CoverageData, scripts: Sequence[Script] = (), timestamp: int = 0) -> bytes:
    """The document; ``scripts`` are asked for the lines of their files, ``timestamp`` is in milliseconds."""
    known = {each.name: each for each in scripts}
    lines, branches = data.share("lines"), data.share("branches")
    root = ElementTree.Element(
        "coverage",
        {
            "line-rate": _rate(lines), "branch-rate": _rate(branches), "lines-covered": str(lines.covered),
            "lines-valid": str(lines.all), "branches-covered": str(branches.covered), "branches-valid": str(branches.all),
            "complexity": "0", "version": "studio", "timestamp": str(timestamp),
        },
    )  # fmt: skip
    ElementTree.SubElement(ElementTree.SubElement(root, "sources"), "source").text = "."
    packages: dict[str, list[ScriptData]] = defaultdict(list)
    for each in data.scripts.values():
        packages[PurePath(each.file).parent.as_posix() if each.file else "."].append(each)
    inside = ElementTree.SubElement(root, "packages")
    for folder, members in packages.items():
        package = ElementTree.SubElement(
            inside, "package", {"name": visible(folder), **_rates(*members), "complexity": "0"}
        )
        classes = ElementTree.SubElement(package, "classes")
        for each in members:
            _class(classes, each, known.get(each.name))
    return _HEAD + bytes(ElementTree.tostring(root, encoding="utf-8"))


def _class(parent: ElementTree.Element, data: ScriptData, script: Script | None) -> None:
    name, file = visible(data.name), visible(data.file or data.name)
    made = ElementTree.SubElement(parent, "class", {"name": name, "filename": file, **_rates(data), "complexity": "0"})
    ElementTree.SubElement(made, "methods")
    lines = ElementTree.SubElement(made, "lines")
    places = file_lines(script) if script is not None else {}
    found: dict[int, dict[str, str]] = {}
    for action in data.actions.values():
        place = places.get(action.id)
        line = place.line if place is not None else action.id
        share = action.share("branches")
        told = {"number": str(line), "hits": str(action.hits), "branch": "false"}
        if share.all > 1:
            told |= {"branch": "true", "condition-coverage": f"{share.percent:g}% ({share.covered}/{share.all})"}
        found[line] = told
        if place is not None and place.code is not None:
            for number, hit in action.lines.items():
                found[place.code + number - 1] = {
                    "number": str(place.code + number - 1),
                    "hits": str(hit),
                    "branch": "false",
                }
    for number in sorted(found):
        ElementTree.SubElement(lines, "line", found[number])


def _rates(*scripts: ScriptData) -> dict[str, str]:
    def rate(measure: str) -> str:
        shares = [each.share(measure) for each in scripts]  # type: ignore[arg-type]  # one of the measures
        return _rate(Share(sum(each.covered for each in shares), sum(each.all for each in shares)))

    return {"line-rate": rate("lines"), "branch-rate": rate("branches")}


def _rate(share: Share) -> str:
    return f"{share.covered / share.all:.4f}" if share.all else "1.0"
