"""What one session of pytest keeps for scripts: where they run, and what of them was covered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio.testing.stage import Stage, Unusable


class Session:
    """One session; with pytest-xdist one in every worker, whose coverage the first process puts together."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.accept: bool = config.getoption("studio_accept")
        #: Lines for the terminal at the end.
        self.summary: list[str] = []
        self._taken: list[Any] = []
        actions = [Path(each) for each in config.getoption("studio_actions")]
        self._file: str | None = config.getoption("studio_coverage")
        self._least: float | None = config.getoption("studio_fail_under")
        self._coverage: Any = None
        if self._file is not None or self._least is not None:
            from studio.testing.coverage import Coverage

            self._coverage = Coverage()
        try:
            self.stage = Stage(actions, [self._coverage] if self._coverage is not None else [])
        except Unusable as fault:
            raise pytest.UsageError(str(fault)) from fault

    def take(self, found: str) -> None:
        """Keep what a worker has covered."""
        self._taken.append(json.loads(found))

    def finish(self) -> int:
        """Write what was covered, or hand it to the first process; 1 if it is too little."""
        from studio.testing.coverage import CoverageData, table_lines

        scripts = [each for project in self.stage.projects() for each in project.every()]
        data = self._coverage.data(scripts)
        worker = getattr(self._config, "workeroutput", None)
        if worker is not None:
            worker["studio_coverage"] = json.dumps(data.as_json())
            return 0
        for each in self._taken:
            found, problems = CoverageData.read(each)
            if found is not None:
                problems = data.merge(found)
            self.summary += [str(problem) for problem in problems]
        if self._file is not None:
            data.save(Path(self._file))
        self.summary += table_lines(data)
        percent = data.percent("branches")
        if self._least is not None and percent < self._least:
            self.summary.append(f"branches: {percent:g} %, less than {self._least:g} %")
            return 1
        return 0
