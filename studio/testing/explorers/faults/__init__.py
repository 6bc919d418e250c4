"""Faults: every call to the outside fails in turn, in every way; who handles it, who swallows it, what hangs?"""

from __future__ import annotations

from studio.testing.explorers.faults.calls import Call
from studio.testing.explorers.faults.exploring import FaultsExplored, explore_faults
from studio.testing.explorers.faults.judging import Tried
from studio.testing.explorers.faults.ways import Way

__all__ = ["Call", "FaultsExplored", "Tried", "Way", "explore_faults"]
