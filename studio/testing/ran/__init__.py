"""What a script did in a test: the way of each contact, what it sent and asked for, and what to say where it is not as wanted."""

from __future__ import annotations

from studio.testing.ran.checks import Check
from studio.testing.ran.ran import Ran
from studio.testing.ran.steps import Step, Wanted

__all__ = ["Check", "Ran", "Step", "Wanted"]
