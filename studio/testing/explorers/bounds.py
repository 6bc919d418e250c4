"""How long an explorer may take."""

from __future__ import annotations

from time import perf_counter


class Deadline:
    """Real seconds from now on; None for no limit."""

    def __init__(self, seconds: float | None) -> None:
        self.began = perf_counter()
        self._end = None if seconds is None else self.began + seconds

    @property
    def limited(self) -> bool:
        """True if there is a limit."""
        return self._end is not None

    @property
    def left(self) -> float | None:
        """Real seconds that are left; None for no limit."""
        return None if self._end is None else max(0.0, self._end - perf_counter())

    @property
    def over(self) -> bool:
        """True once the time is over."""
        return self._end is not None and perf_counter() >= self._end

    @property
    def taken(self) -> float:
        """Real seconds so far."""
        return perf_counter() - self.began
