"""The pages about the parts of a world: their world files are valid, and they name every member that can be stated."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from studio.world.settings import WorldSettings

PAGES = Path(__file__).resolve().parents[2] / "docs" / "world"
#: Pages that are named otherwise than the part of the world file.
NAMED = {"services": "http", "stand-ins": "mock"}


def models(annotation: Any) -> set[type[BaseModel]]:
    """Every model within an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = [models(field.annotation) for field in annotation.model_fields.values()]
        return {annotation}.union(*inner)
    return {each for part in getattr(annotation, "__args__", ()) for each in models(part)}


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    boxes = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    assert boxes
    for box in boxes:
        WorldSettings.model_validate(yaml.safe_load(box))
    part = WorldSettings.model_fields[NAMED.get(page.stem, page.stem)]
    for model in models(part.annotation):
        for field, about in model.model_fields.items():
            shown = about.alias or field
            assert re.search(rf"\b{shown}\b", text), f"{model.__name__}.{shown}"
            assert about.description, shown


def test_every_part_has_a_page() -> None:
    from studio.world.settings import BUILT_ALIKE

    assert {NAMED.get(page.stem, page.stem) for page in PAGES.glob("*.md")} >= set(BUILT_ALIKE)
