"""Coverage of scripts: which actions were reached, which branches taken, which lines of snippets run."""

from __future__ import annotations

from studio.testing.coverage.branches import BranchCoverage, BranchKey, wired
from studio.testing.coverage.collecting import Coverage
from studio.testing.coverage.data import ActionData, CoverageData, DecisionData, ScriptData
from studio.testing.coverage.table import table_lines

__all__ = [
    "ActionData",
    "BranchCoverage",
    "BranchKey",
    "Coverage",
    "CoverageData",
    "DecisionData",
    "ScriptData",
    "table_lines",
    "wired",
]
