"""The page of the scenario file, made from its models."""

from __future__ import annotations

from pathlib import Path

from studio.testing.scenario.model import ScenarioFile
from studio.world.reference.page import tables

#: What is written by hand.
HEAD = Path(__file__).with_name("scenario_file_head.md")


def scenario_file() -> str:
    """The whole page as Markdown."""
    head = HEAD.read_text(encoding="utf-8").rstrip("\n")
    return f"{head}\n\n{tables(ScenarioFile, {'': 'The file'})}"
