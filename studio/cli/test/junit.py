"""Results as JUnit XML, for CI servers."""

from __future__ import annotations

from xml.etree import ElementTree

from studio.cli.report import printable
from studio.testing.scenario.session import Report


def junit_xml(report: Report) -> bytes:
    """The results of all scenarios."""
    counts = {
        "tests": len(report.outcomes),
        "failures": report.count("failed"),
        "errors": report.count("unusable"),
        "skipped": report.count("skipped"),
    }
    root = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(
        root, "testsuite", {"name": "studio", "time": f"{report.seconds:.3f}"} | {n: str(c) for n, c in counts.items()}
    )
    for each in report.outcomes:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            {
                "classname": printable(str(each.case.file.with_suffix(""))).replace("/", "."),
                "name": printable(each.case.name),
                "file": printable(str(each.case.file)),
                "line": str(each.case.line),
                "time": f"{each.seconds:.3f}",
            },
        )
        if each.verdict == "skipped":
            ElementTree.SubElement(case, "skipped", {"message": printable(each.story)})
        elif not each.passed:
            why = [check.why for check in each.checks] + [str(problem) for problem in each.problems]
            tag = "failure" if each.verdict == "failed" else "error"
            element = ElementTree.SubElement(case, tag, {"message": printable(why[0] if why else each.verdict)})
            element.text = "\n".join(printable(line) for line in [*why, "", *each.story.splitlines()])
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
