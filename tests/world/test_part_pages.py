"""The pages about services, mail and messages: their world files are valid, and they name all that can be stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from studio.world.answer_settings import AnswerSettings
from studio.world.mail.settings import MailSettings, SmtpSettings
from studio.world.messages.settings import MessagesSettings
from studio.world.settings import WorldSettings

PAGES = Path(__file__).resolve().parents[2] / "docs" / "world"
MODELS: dict[str, list[type[BaseModel]]] = {
    "services": [AnswerSettings],
    "mail": [MailSettings, SmtpSettings],
    "messages": [MessagesSettings],
}


@pytest.mark.parametrize("name", MODELS)
def test_page(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    boxes = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    assert boxes
    for box in boxes:
        WorldSettings.model_validate(yaml.safe_load(box))
    for model in MODELS[name]:
        for field, about in model.model_fields.items():
            shown = about.alias or field
            assert re.search(rf"\b{shown}\b", text), shown
            assert about.description, shown
