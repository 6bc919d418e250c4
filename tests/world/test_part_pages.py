"""The pages of desks and directory: their world files are valid, and name every member that can be stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from studio.world.desk.settings import DeskSettings
from studio.world.directory.settings import DirectorySettings
from studio.world.settings import WorldSettings

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "world"


def models(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model, and those of the lists in it."""
    found = {model}
    for each in model.model_fields.values():
        for inner in getattr(each.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= models(inner)
    return found


@pytest.mark.parametrize(("name", "model"), [("desk", DeskSettings), ("directory", DirectorySettings)])
def test_page_of_a_part(name: str, model: type[BaseModel]) -> None:
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    boxes = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    assert boxes
    for box in boxes:
        WorldSettings.model_validate(yaml.safe_load(box))
    for each in models(model):
        for member in each.model_fields:
            assert re.search(rf"\b{member}\b", text), f"{each.__name__}.{member}"
