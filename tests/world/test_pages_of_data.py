"""The pages on shared values, files and databases: their boxes are world files, and no member is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from studio.world.data.settings import DatabaseSettings, DataSettings
from studio.world.files.settings import FilesSettings
from studio.world.settings import WorldSettings
from studio.world.values.settings import SharedList, ValuesSettings
from studio.world.world import World

PAGES = Path(__file__).resolve().parents[2] / "docs" / "world"


@pytest.mark.parametrize("name", ["values", "files", "data"])
def test_boxes_are_world_files(name: str, tmp_path: Path) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    boxes = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    assert boxes
    for box in boxes:
        World(WorldSettings.model_validate(yaml.safe_load(box)), folder=tmp_path).close()


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("values", ValuesSettings),
        ("values", SharedList),
        ("files", FilesSettings),
        ("data", DataSettings),
        ("data", DatabaseSettings),
    ],
)
def test_every_member_is_told(name: str, model: type[BaseModel]) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    for field in model.model_fields:
        assert re.search(rf"`(lists\[\]\.)?{field}`", text), field
