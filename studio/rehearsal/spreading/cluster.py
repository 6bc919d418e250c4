"""Runs on a cluster of dask: on as many machines as it has.

The machines need the same studio and the same data of numbers and zones as this one, or their figures would be others: that
is looked at before anything is run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from studio.rehearsal.bundle import Bundle
from studio.rehearsal.job import Job, Result, run_bundle
from studio.rehearsal.versions import versions

#: Seconds in which a scheduler must answer.
PATIENCE = 10


#: What is told where it was not the run that failed, by the name of what dask raises.
_LOST = {
    "KilledWorker": "every worker that took it died; there may be too little memory",
    "FutureCancelledError": "the cluster went away, or gave it up",
    "CancelledError": "the cluster went away, or gave it up",
}


class ClusterError(Exception):
    """The cluster can't be used; the message says why, in a line."""


class Cluster:
    """The workers of a dask scheduler at ``host:port``."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self.address = address
        self._patience = patience

    def run(self, bundle: Bundle, jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """Every job's place and result, as they end. ClusterError where the cluster isn't there, or isn't as we are."""
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise ClusterError('dask is not installed; install it with: pip install "mini-studio[cluster]"') from None
        with _quiet():
            try:
                client = distributed.Client(f"tcp://{self.address}", timeout=self._patience, set_as_default=False)
            except (OSError, ValueError, TimeoutError) as fault:
                raise ClusterError(f"no dask scheduler answers at {self.address}: {_line(fault)}") from None
            try:
                _agree(client, versions())
                sent = client.scatter(bundle, broadcast=True, hash=False)
                at_work = {client.submit(run_bundle, sent, job, pure=False): n for n, job in enumerate(jobs)}
                for future in distributed.as_completed(at_work, loop=client.loop):
                    place = at_work[future]
                    yield place, _result(jobs[place], future)
                    future.release()
            except (OSError, TimeoutError) as fault:
                raise ClusterError(f"the connection to {self.address} is gone: {_line(fault)}") from None
            finally:
                client.close(timeout=self._patience)


def _agree(client: Any, ours: dict[str, str]) -> None:
    """See whether every worker has what we have."""
    found = client.run(versions, on_error="return")
    if not found:
        raise ClusterError("the cluster has no workers")
    told = []
    for worker, theirs in sorted(found.items()):
        if isinstance(theirs, BaseException):
            told.append(f"{worker} has no studio that can be used ({_line(theirs)})")
        elif theirs != ours:
            other = ", ".join(
                f"{name} {theirs.get(name)}, here {mine}" for name, mine in ours.items() if theirs.get(name) != mine
            )
            told.append(f"{worker} has {other}")
    if told:
        more = f"; and {len(told) - 3} more" if len(told) > 3 else ""
        raise ClusterError(f"workers differ, so their figures would too: {'; '.join(told[:3])}{more}")


def _result(job: Job, future: Any) -> Result:
    try:
        found: Result = future.result()
        return found
    except Exception as fault:
        name = type(fault).__name__
        why = _LOST.get(name, f"{name}: {_line(fault)}")
        return {"seed": job.seed, "shard": job.share.number, "error": why}


def _line(fault: BaseException) -> str:
    return " ".join(str(fault).split())[:200] or type(fault).__name__


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's own talk on standard error: what matters is told by us."""
    names = (
        "distributed",
        "distributed.client",
        "distributed.comm",
        "distributed.comm.tcp",
        "distributed.worker",
        "tornado",
    )
    loggers = [logging.getLogger(name) for name in names]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)
