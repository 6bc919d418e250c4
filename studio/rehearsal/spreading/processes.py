"""Runs in processes of this machine.

No more jobs are handed over than there are processes, so that where one dies it is known which jobs it may have been: each
of them is tried once more in a process of its own, and one that dies there is told of. The others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from studio.rehearsal.bundle import Bundle
from studio.rehearsal.job import Job, Result, run_bundle

#: What a process does with a job.
Work = Callable[[Bundle, Job], Result]

#: What this process was given, in a process of a pool.
_given: list[tuple[Work, Bundle]] = []


def _prepare(work: Work, bundle: Bundle) -> None:
    """Begin a process: the bundle travels once. An interruption is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _given[:] = [(work, bundle)]


def _run(job: Job) -> Result:
    work, bundle = _given[0]
    return work(bundle, job)


class Processes:
    """So many processes, begun anew (``spawn``), so that they share nothing with this one."""

    def __init__(self, count: int | None = None, work: Work = run_bundle) -> None:
        """``count`` is by default that of the processors that this process may use; ``work`` is done for every job."""
        self.count = count or _processors()
        self._work = work

    def run(self, bundle: Bundle, jobs: Sequence[Job]) -> Iterator[tuple[int, Result]]:
        """Every job's place and result, as they end."""
        waiting = list(range(len(jobs)))[::-1]
        while waiting:
            suspects: list[int] = []
            yield from self._until_broken(bundle, jobs, waiting, suspects)
            for place in sorted(suspects):
                yield place, self._alone(bundle, jobs[place])

    def _until_broken(
        self, bundle: Bundle, jobs: Sequence[Job], waiting: list[int], suspects: list[int]
    ) -> Iterator[tuple[int, Result]]:
        """Results until all are there, or a process dies: then ``suspects`` are what it may have worked at."""
        count = min(self.count, len(waiting))
        with _Pool(self._work, bundle, count) as pool:
            at_work: dict[Future[Result], int] = {}
            while waiting or at_work:
                while waiting and len(at_work) < count and not suspects:
                    try:
                        at_work[pool.submit(_run, jobs[waiting[-1]])] = waiting[-1]
                    except BrokenProcessPool:
                        break
                    waiting.pop()
                if not at_work:
                    return
                done, _ = wait(at_work, return_when=FIRST_COMPLETED)
                for future in done:
                    place = at_work.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        suspects.append(place)
                    else:
                        yield place, _result(jobs[place], future)
                if suspects:
                    suspects += at_work.values()
                    return

    def _alone(self, bundle: Bundle, job: Job) -> Result:
        with _Pool(self._work, bundle, 1) as pool:
            return _result(job, pool.submit(_run, job))


def _result(job: Job, future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        why = "its process died, and a second one too; there may be too little memory"
    except Exception as fault:  # what can't travel back
        why = f"{type(fault).__name__}: {fault}"[:500]
    return {"seed": job.seed, "shard": job.share.number, "error": why}


class _Pool:
    """An executor whose processes end when it is left early, whatever they are at."""

    def __init__(self, work: Work, bundle: Bundle, count: int) -> None:
        self._before = set(multiprocessing.active_children())
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_prepare, initargs=(work, bundle))

    def __enter__(self) -> ProcessPoolExecutor:
        return self._pool

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            for each in set(multiprocessing.active_children()) - self._before:
                each.terminate()
        self._pool.shutdown(cancel_futures=True)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
