"""Every example is what its commands say: without findings, and formatted."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.script.checks import check_script
from studio.script.files import read_script
from studio.script.project import Project
from studio.script.text import print_text

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
FOLDERS = ["check_in", "disposition_write_back"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_example_has_no_findings_and_is_formatted(folder: str) -> None:
    files = sorted((SCRIPTS / folder).glob("*.studio"))
    assert files
    project, problems = Project.load(files[0])
    assert problems == []
    for file in files:
        script, found = read_script(file)
        assert script is not None
        assert found == []
        assert check_script(script, project) == []
        assert print_text(script) == file.read_text(encoding="utf-8")
