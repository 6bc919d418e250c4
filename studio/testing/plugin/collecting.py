"""Scenario files as tests of pytest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.ordinary import size_of

if TYPE_CHECKING:
    from studio.testing.plugin.session import Session
    from studio.testing.scenario import Case

#: As it stands in such a file, which may begin with a mark of its encoding.
_SCENARIOS = re.compile(rb"^(?:\xef\xbb\xbf)?scenarios[ \t]*:", re.MULTILINE)
_LARGEST = 300_000


def holds_scenarios(path: Path) -> bool:
    """True for a file that has a list of scenarios."""
    try:
        size_of(path)
        with path.open("rb") as file:
            return _SCENARIOS.search(file.read(_LARGEST)) is not None
    except OSError:
        return False


class ScenarioFailed(Exception):
    """A scenario that did not come out as expected; the text says how."""


class ScenarioModule(pytest.File):
    """A scenario file."""

    session_of_studio: Session

    @classmethod
    def made(cls, parent: pytest.Collector, path: Path, session: Session) -> ScenarioModule:
        """The collector of a file."""
        found: ScenarioModule = cls.from_parent(parent, path=path)
        found.session_of_studio = session
        return found

    def collect(self) -> Iterator[pytest.Item]:
        """Its scenarios; what is wrong with the file is told whole."""
        from studio.testing.scenario import read_suite

        suite = read_suite(self.path, self.session_of_studio.stage)
        if not suite.usable:
            raise self.CollectError("\n".join(str(each) for each in suite.problems))
        for each in suite.cases:
            item: ScenarioItem = ScenarioItem.from_parent(self, name=each.name)
            item.case = each
            yield item


class ScenarioItem(pytest.Item):
    """One scenario."""

    case: Case

    def runtest(self) -> None:
        """Run it."""
        from studio.testing.scenario import run_case

        parent = self.parent
        assert isinstance(parent, ScenarioModule)
        session = parent.session_of_studio
        outcome = run_case(self.case, session.stage, accept=session.accept)
        if outcome.verdict == "skipped":
            raise pytest.skip.Exception(outcome.story, _use_item_location=True)
        if not outcome.passed:
            problems = [str(each) for each in outcome.problems]
            wrong = [f"- {each.why}" for each in outcome.checks]
            raise ScenarioFailed("\n".join([*problems, *wrong, "", outcome.story]).rstrip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What went wrong, in the author's terms: no traceback of Python."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the scenario stands."""
        return self.path, self.case.line - 1, self.name
