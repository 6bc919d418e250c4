"""What can watch a run that is measured."""

from __future__ import annotations

import io

from studio.runtime.events import Observer, StepObserver
from studio.runtime.tracing import JsonTrace, KeptTrace
from studio.testing.coverage import BranchCoverage


def coverage_observer() -> StepObserver:
    """Counts which branches were taken."""
    return BranchCoverage()


def trace_observer() -> StepObserver:
    """Keeps a trace of every action and event, to be read afterwards."""
    return KeptTrace()


def lines_observer() -> Observer:
    """Writes a JSON line for every action, with the variables that it changed."""
    return JsonTrace(io.StringIO().write)
