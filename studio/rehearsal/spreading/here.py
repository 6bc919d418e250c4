"""One run after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.rehearsal.bundle import Bundle, unpacked
from studio.rehearsal.job import Job, Result, run_in


class Here:
    """Runs in this process."""

    def run(self, bundle: Bundle, jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """Every job's place and result, in order."""
        with unpacked(bundle) as root:
            for place, job in enumerate(jobs):
                yield place, run_in(root, bundle, job)
