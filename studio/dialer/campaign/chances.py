"""What comes of an attempt: a stated model, drawn by the seed [our choice].

Every draw belongs to one attempt: it follows from the world's seed, the skill, the record's identity, which of its lives this is
and the number of the attempt, and from nothing else. So another skill, another script or an agent more changes no draw.
"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import blake2b
from itertools import accumulate

from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.outcomes import CallingSettings

_SCALE = 2.0**-53


class Chances:
    """Draws outcomes for one skill."""

    def __init__(self, seed: int, skill: int, calling: CallingSettings) -> None:
        self._prefix = f"{seed}|{skill}|".encode()
        self._outcomes = calling.outcomes
        self._follows_hours = any(each.by_hour for each in calling.outcomes)
        self._longest = max((len(each.by_attempt) for each in calling.outcomes), default=0)
        self._sums: dict[tuple[int, int], list[float]] = {}

    def draw(self, prospect: Prospect, attempt: int) -> tuple[float, float, float]:
        """Three numbers from 0 to 1, below 1, for one attempt: the outcome's, the length's and the agent's refusal's."""
        key = f"{prospect.source.lower()}|{prospect.finalizations}|{attempt}|{prospect.external_id}"
        digest = blake2b(self._prefix + key.encode("utf-8", "surrogatepass"), digest_size=24).digest()
        first, second, third = (int.from_bytes(digest[at : at + 8], "big") >> 11 for at in (0, 8, 16))
        return first * _SCALE, second * _SCALE, third * _SCALE

    def outcome(self, chance: float, hour: int, attempt: int) -> int:
        """The place of the outcome that a number from 0 to 1 falls on, at an hour of the record's zone."""
        key = (hour if self._follows_hours else -1, min(attempt, self._longest))
        sums = self._sums.get(key)
        if sums is None:
            weights = [each.weight * each.factor(hour, attempt) for each in self._outcomes]
            # Where every factor is 0 the weights alone count: some outcome there must be.
            sums = list(accumulate(weights if any(weights) else [each.weight for each in self._outcomes]))
            self._sums[key] = sums
        return min(bisect_right(sums, chance * sums[-1]), len(self._outcomes) - 1)

    def seconds(self, place: int, chance: float) -> int:
        """How long the outcome takes."""
        outcome = self._outcomes[place]
        if outcome.up_to is None:
            return outcome.seconds
        return outcome.seconds + int(chance * (outcome.up_to - outcome.seconds + 1))
