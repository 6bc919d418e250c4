"""How a world file states the answers of a simulated service (``answers`` of a route)."""

from __future__ import annotations

import json
import re
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, model_validator

from studio.world.json_values import Json
from studio.world.lengths import Length
from studio.world.stated import StatedAnswer

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


def _headers(value: dict[str, str]) -> dict[str, str]:
    for name, text in value.items():
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(text):
            raise ValueError(f"{name!r} has a character that headers can't have")
    return value


class AnswerSettings(BaseModel):
    """One answer and the requests that get it. The first that fits and is still to be given counts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    method: str = Field("", description="Verb; empty for all.")
    path: str = Field("", description="Pattern of the whole path, such as /leads/*; empty for all.")
    query: dict[str, str] = Field({}, description="Patterns of the query's members; all of them have to be there.")
    status: int = Field(200, ge=100, le=599, description="Status of the answer.")
    headers: Annotated[dict[str, str], AfterValidator(_headers)] = Field({}, description="Headers of the answer.")
    body: str | None = Field(None, description="Body of the answer as text.")
    json_: Json = Field(None, alias="json", description="Body of the answer as JSON, instead of body.")
    delay: Length = Field(0.0, le=86_400, description="Virtual time that the answer takes, beside the route's delay.")
    times: PositiveInt | None = Field(None, description="How often it is given; without it again and again.")

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.body is not None and "json_" in self.model_fields_set:
            raise ValueError("give either body or json")
        return self

    def as_answer(self) -> StatedAnswer:
        """The answer for a service."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = (self.body or "").encode()
        if "json_" in self.model_fields_set:
            body = json.dumps(self.json_).encode()
            headers.setdefault("content-type", "application/json")
        return StatedAnswer(self.method, self.path, self.query, self.status, headers, body, self.delay, self.times)
