"""Scenario files: tests of scripts for people who write scripts, not Python."""

from __future__ import annotations

from studio.testing.scenario.model import Expect, Given, Scenario, ScenarioFile
from studio.testing.scenario.reading import Case, Suite, find_suites, is_scenario_file, read_suite
from studio.testing.scenario.running import Outcome, run_case

__all__ = [
    "Case",
    "Expect",
    "Given",
    "Outcome",
    "Scenario",
    "ScenarioFile",
    "Suite",
    "find_suites",
    "is_scenario_file",
    "read_suite",
    "run_case",
]
