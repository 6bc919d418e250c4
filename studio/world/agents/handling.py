"""What agents do with a contact: how long it takes, holds, forms, transfers, refusals; stated for all, a skill or an agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from studio.world.lengths import Drawn, Length, Span


class HoldSettings(BaseModel):
    """A contact is put on hold once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Drawn = Field(default="10s", validate_default=True, description="How long after the answer.")
    lasts: Drawn = Field(
        default="20s", validate_default=True, alias="for", description="How long it is on hold; never: until the end."
    )


class TransferSettings(BaseModel):
    """A contact is handed on, to a skill, to an agent or to a number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Length = Field(default=30.0, ge=1, description="How long after the answer, at least a second.")
    skill: str = Field(default="", description="The skill that gets it, by number or name.")
    agent: str = Field(default="", description="The agent who gets it, by id.")
    number: str = Field(default="", description="The number outside that gets it.")

    @model_validator(mode="after")
    def _one_way(self) -> TransferSettings:
        if sum(bool(each) for each in (self.skill, self.agent, self.number)) != 1:
            raise ValueError("a transfer goes to a skill, to an agent or to a number")
        return self


class FormSettings(BaseModel):
    """A form that the agent sends; its fields become variables at Ondata."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Drawn = Field(default="10s", validate_default=True, description="How long after the answer.")
    fields: dict[str, str] = Field(description="What the agent enters, by field.")


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class HandlingSettings(BaseModel):
    """What agents do. Stated for an agent it comes before what the skill says, and that before what is said for all."""

    answer_after: Drawn | None = Field(
        default=None, description="How long until an agent answers; never: only by hand. For all: 5s."
    )
    refuses: float | None = Field(
        default=None, ge=0, le=1, description="Share of contacts that are refused. For all: 0."
    )
    refusal_pause: Length | None = Field(
        default=None, ge=1, description="How long one who has refused is unavailable. For all: 30s."
    )
    talk: Drawn | None = Field(
        default=None, description="From the answer until the agent ends the contact; never: only by hand. For all: 3m."
    )
    after_call: Drawn | None = Field(default=None, description="Work after a contact, before the next. For all: 30s.")
    hold: HoldSettings | None = Field(default=None, description="The agent puts the contact on hold.")
    sends: Annotated[
        tuple[FormSettings, ...] | None,
        BeforeValidator(_listed, json_schema_input_type=FormSettings | list[FormSettings] | None),
    ] = Field(default=None, description="Forms that the agent sends: one, or a list.")
    transfer: TransferSettings | None = Field(default=None, description="The agent hands the contact on.")


#: What agents do where nothing is stated [choice].
_ANSWER, _TALK, _AFTER = Span(5, 5), Span(180, 180), Span(30, 30)


@dataclass(frozen=True, slots=True)
class Handling:
    """What one agent does with contacts of one skill."""

    answer_after: Span | Literal["never"] = _ANSWER
    refuses: float = 0.0
    refusal_pause: float = 30.0
    talk: Span | Literal["never"] = _TALK
    after_call: Span | Literal["never"] = _AFTER
    hold: HoldSettings | None = None
    sends: tuple[FormSettings, ...] = ()
    transfer: TransferSettings | None = None


def merged(*stated: HandlingSettings | None) -> Handling:
    """What counts, of what is said for an agent, for a skill and for all, in this order."""
    found: dict[str, Any] = {}
    for each in reversed(stated):
        for name in HandlingSettings.model_fields:
            value = getattr(each, name) if each is not None else None
            if value is not None:
                found[name] = value
    return Handling(**found)
