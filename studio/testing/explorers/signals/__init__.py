"""Signals at every place of a scenario: what must always be so, is it still?"""

from __future__ import annotations

from studio.testing.explorers.signals.exploring import Failure, SignalsExplored, explore_signals
from studio.testing.explorers.signals.places import Place

__all__ = ["Failure", "Place", "SignalsExplored", "explore_signals"]
