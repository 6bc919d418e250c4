"""How a world file states stand-ins: which actions they replace, and what happens instead (its part ``mock``)."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    WithJsonSchema,
    model_validator,
)

from studio.snippet.copies import from_plain
from studio.snippet.errors import SnippetError
from studio.snippet.trees import target_tree
from studio.world.lengths import Length

#: The branch that stands for one of those that are wired.
RANDOM = "random"


def _label(value: Any) -> Any:
    """YAML reads the labels of an If as truth values, and those of a Menu as numbers."""
    if isinstance(value, bool):
        return "True" if value else "False"
    return str(value) if isinstance(value, int) else value


def _value(value: JsonValue) -> JsonValue:
    try:
        from_plain(value)
    except SnippetError as fault:
        raise ValueError(fault.message) from None
    return value


def _variable(name: str) -> str:
    node, _ = target_tree(name.strip())
    if node is None:
        raise ValueError(f"{name[:64]!r} is no name of a variable")
    return name.strip()


Label = Annotated[
    str,
    BeforeValidator(_label),
    WithJsonSchema({"type": ["string", "boolean", "integer"], "x-kind": "name of a branch"}),
]
Value = Annotated[JsonValue, AfterValidator(_value)]
Variable = Annotated[str, AfterValidator(_variable)]


class Answer(BaseModel):
    """What happens instead of an action, at one call."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    branch: Label | None = Field(
        None,
        description="Branch to take: a fixed one, the value of a case, or `random`, one of those that are wired, by the seed. Without it Error if `error` is given, else Default.",
        examples=["Default"],
    )
    outputs: dict[str, Value] = Field(
        {},
        description="Values by the property that names the variable: `ReturnVariable: Yes`. Objects and lists become dynamic objects.",
        examples=[{"ReturnVariable": "Yes"}],
    )
    variables: dict[Variable, Value] = Field(
        {},
        description="Values by the name of the variable, `global:` and all, for what no property names.",
        examples=[{"global:Caller": "Ann Example"}],
    )
    delay: Length = Field(
        0.0, description="How long the action takes; events break it off as they do a request.", examples=["2s"]
    )
    error: str = Field(
        "", description="Text for `_ERR`; the action takes Error unless a branch is said.", examples=["no connection"]
    )
    as_is: bool = Field(
        False, alias="as-is", description="True: at this call the action itself is run, as if it had no stand-in."
    )

    @model_validator(mode="after")
    def _nothing_beside(self) -> Self:
        if self.as_is and self.model_fields_set & {"branch", "outputs", "variables", "delay", "error"}:
            raise ValueError("an action that is run as it is takes nothing else")
        return self


class StandInSettings(Answer):
    """A stand-in: the actions that it replaces, and what happens instead, always the same or call by call.

    Give `caption`, `kind` or both. Of several that fit an action the most specific counts: one with a caption before one
    without, one with a script before one without, the earlier before the later.
    """

    caption: str = Field(
        "",
        description="Caption of the actions; letter case and blanks do not count. `#55`, alone or behind it, is an action's number.",
        examples=["Check hours"],
    )
    kind: str = Field("", description="Kind of the actions: HOURS, RUNSUB, REST_API, …", examples=["HOURS"])
    script: str = Field("", description="Name of the script in which they stand; empty: any.", examples=["Main\\Menu"])
    first: tuple[Answer, ...] = Field(
        (), max_length=10_000, description="What happens at the first call, the second, and so on."
    )
    then: Answer | None = Field(
        None, description="What happens at every call after those of `first`; without it the last of them again."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.caption.strip() or self.kind.strip()):
            raise ValueError("give caption, kind or both: which action is replaced?")
        own = self.model_fields_set & set(Answer.model_fields)
        if (self.first or self.then is not None) and own:
            raise ValueError(f"give either {', '.join(sorted(own))} or first and then")
        if self.then is not None and not self.first:
            raise ValueError("then follows first; for one answer alone leave both out")
        return self

    def answers(self) -> list[Answer]:
        """The answers in the order of the calls; the last one counts for all that follow."""
        if not self.first:
            return [self]
        return [*self.first, *([self.then] if self.then is not None else [])]
