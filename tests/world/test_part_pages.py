"""The pages about the parts of a world: each part has one, and its world files are valid.

Every member that can be stated is in the generated page of the world file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from studio.world.settings import WorldSettings

PAGES = Path(__file__).resolve().parents[2] / "docs" / "world"
#: Pages that are named otherwise than the part of the world file.
NAMED = {"services": "http", "stand-ins": "mock"}


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    boxes = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    assert boxes
    for box in boxes:
        WorldSettings.model_validate(yaml.safe_load(box))


def test_every_part_has_a_page() -> None:
    from studio.world.settings import BUILT_ALIKE

    assert {NAMED.get(page.stem, page.stem) for page in PAGES.glob("*.md")} >= set(BUILT_ALIKE)
