"""Of many scenarios that fail, the first are told with how they ran, all with what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli.test.telling import STORIES

SCRIPT = 'script "main"\n    media = Phone\n\nBegin "Begin"\n    -> "End"\n\nEnd "End"\n'


@pytest.mark.parametrize(("option", "stories"), [([], STORIES), (["-v"], STORIES + 2), (["-k", "S6"], 1)])
def test_how_the_first_ran(tmp_path: Path, option: list[str], stories: int, capsys: pytest.CaptureFixture[str]) -> None:
    from studio.cli import main

    (tmp_path / "main.studio").write_text(SCRIPT)
    lines = [f"  - {{name: S{number}, expect: {{at: Begin}}}}" for number in range(STORIES + 2)]
    (tmp_path / "test_it.yaml").write_text("\n".join(["script: main.studio", "scenarios:", *lines]) + "\n")
    with pytest.raises(SystemExit) as ended:
        main(["test", str(tmp_path), *option])
    assert ended.value.code == 1
    out = capsys.readouterr().out
    assert out.count("contact 1001, main: ended") == stories
    assert out.count('- it stands at "End", not "Begin"') == (1 if "-k" in option else STORIES + 2)
