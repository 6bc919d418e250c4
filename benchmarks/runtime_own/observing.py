"""What can watch a run that is measured. None leaves its rows out."""

from __future__ import annotations

from studio.runtime.events import Observer


# ------------------------------------------------------------------------- the place to put observers in
def coverage_observer() -> Observer | None:
    """A new observer that keeps which actions and branches were taken."""
    return None


def trace_observer() -> Observer | None:
    """A new observer that records a trace."""
    return None
