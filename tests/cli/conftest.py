"""The command line, called in this process: exit code, standard output and standard error of a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from studio.cli import main

HEAD = 'script "sample"\n    media = Generic\n\n'
GOOD = (
    HEAD
    + 'Begin "Begin"\n    Parameters: who\n    -> "Greet"\n\nAssign "Greet"\n    Variable = greeting\n    Value = Hello {who}\n    -> "Done"\n\nReturn "Done"\n'
)


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What standard output holds, which must be one JSON document."""
        return json.loads(self.out)


Studio = Callable[..., Done]


@pytest.fixture
def studio(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Studio:
    """Calls the command in an empty folder. No command may print a traceback."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as left:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, out, err)

    return call


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A script that greets ``who`` and stops."""
    file = tmp_path / "sample.studio"
    file.write_text(GOOD, encoding="utf-8")
    return file
