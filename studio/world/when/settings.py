"""How a world file states observations: what is waited for, and what is done when it happens (its part ``when``)."""

from __future__ import annotations

import json
import re
from datetime import datetime
from datetime import time as time_of_day
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PositiveInt, WithJsonSchema, model_validator

from studio.runtime.ports import HttpAnswer
from studio.script.catalogue import kind_of
from studio.world.callers.settings import PressedKeys
from studio.world.faults import Kind
from studio.world.json_values import Json
from studio.world.lengths import Length
from studio.world.mock.settings import Label, Value, Variable
from studio.world.stated import REASONS
from studio.world.texts import Text as AnyText

Text = Annotated[AnyText, Field(max_length=2_000)]
_HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def read_moment(value: Any) -> Any:
    """A time of day or an instant. YAML 1.1 reads 17:01 as a number to the base of 60."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return time_of_day(value // 60, value % 60)
    if isinstance(value, int) and 3_600 <= value < 86_400:
        return time_of_day(value // 3600, value // 60 % 60, value % 60)
    if isinstance(value, (int, float)):
        raise ValueError(f"{value} is no time of day such as 17:01, and no ISO time")
    if isinstance(value, str):
        found = _HOUR.fullmatch(value.strip())
        if found is not None:
            return time_of_day(int(found[1]), int(found[2]), int(found[3] or 0))
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{value[:40]!r} is no time of day such as 17:01, and no ISO time") from None
    return value


#: A time of day in the business unit's zone, the first that comes, or an instant.
Moment = Annotated[
    time_of_day | datetime,
    BeforeValidator(read_moment),
    WithJsonSchema({"type": ["string", "integer"], "x-kind": "time of day, or date and time"}),
]


def _listed(value: Any) -> Any:
    """One thing where several may stand."""
    return [value] if isinstance(value, (str, int, float, dict)) and not isinstance(value, bool) else value


def _request(value: Any) -> Any:
    """``POST https://…`` or an address alone, instead of a mapping."""
    if not isinstance(value, str):
        return value
    verb, blank, url = value.strip().partition(" ")
    return {"method": verb, "url": url.strip()} if blank else {"url": verb}


class Asked(_Model):
    """A request to a service."""

    url: Text = Field("*", description="Pattern of the address; without a `*` it is enough that it begins so.")
    method: Text = Field("", description="Verb; empty for all.")


Request = Annotated[Asked, BeforeValidator(_request, json_schema_input_type=str | Asked)]


class Happens(_Model):
    """What is waited for: one of these, and what narrows it down. `*` and `?` may stand in names and texts.

    Of several actions with one caption `Caption #55` or `#55` is the one with this number. The last part of a script's name is
    enough.
    """

    starts: Text = Field("", description="A contact begins: name of its script.")
    at: Moment | None = Field(None, description="A time of day in the business unit's zone, or a date and time.")
    after: Length | None = Field(None, description="So long after the world begins.")
    reaches: Text = Field("", description="Caption of an action that is about to be done.", examples=["Main menu"])
    does: Text = Field("", description="Caption of an action that was done.", examples=["If new customer"])
    waits: Text = Field("", description="Caption of an action that waits, for a time, a key, an answer.")
    rests: Text = Field("", description="Caption of an action at which the contact rests: no branch leads on.")
    plays: Text = Field("", description="What a prompt says or plays; a part of it is enough.", examples=["press 2"])
    requests: Request | None = Field(
        None, description="A request to a service: its address, or verb and address.", examples=["POST https://crm.*"]
    )
    calls: Text = Field("", description="Name of a script that begins as a subscript.")
    signalled: Text = Field("", description="SP1 of a signal that is entered.")
    fails: Text = Field("", description="Caption of an action that fails.")
    happens: Text = Field("", description="What the world tells: text of an event of kind `world`.")
    ends: Text = Field("", description="A contact ends: name of its script.")

    branch: Label = Field("", description="With `does`: the branch that it takes.")
    script: Text = Field("", description="Name of the script in which it happens.")
    number: PositiveInt = Field(1, description="From which time on it counts, where it happens several times.")
    stays: Length = Field(0.0, description="With `waits`: for how long it has waited.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [each for each in WAYS if getattr(self, each) not in ("", None)]
        if len(given) != 1:
            told = f", not {' and '.join(given)}" if given else ""
            raise ValueError(f"give one of {', '.join(WAYS)}{told}")
        if self.branch and not self.does:
            raise ValueError("branch belongs to does")
        if self.stays and not self.waits:
            raise ValueError("stays belongs to waits")
        return self

    @property
    def way(self) -> str:
        """Which of the things it is that is waited for."""
        return next(each for each in WAYS if getattr(self, each) not in ("", None))


#: The things that can be waited for.
WAYS = (
    "starts", "at", "after", "reaches", "does", "waits", "rests", "plays", "requests", "calls", "signalled", "fails",
    "happens", "ends",
)  # fmt: skip


def _status(value: Any) -> Any:
    """A status alone, or a fault alone, instead of a mapping."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"status": value}
    return {"fault": value} if isinstance(value, str) else value


class Answers(_Model):
    """The answer to the request that was waited for, instead of the service's."""

    status: int = Field(200, ge=100, le=599, description="Status.")
    headers: dict[str, str] = Field({}, description="Headers.")
    body: str | None = Field(None, description="Body as text.")
    json_: Json = Field(None, alias="json", description="Body as JSON, instead of `body`.")
    delay: Length = Field(0.0, description="Virtual time that it takes.")
    fault: Kind | None = Field(
        None, description="What goes wrong instead: `down`, `slow`, `rubbish`, `big`, `lost`, or a `status`."
    )

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.body is not None and "json_" in self.model_fields_set:
            raise ValueError("give either body or json")
        return self

    def answer(self) -> HttpAnswer:
        """The answer itself."""
        headers, body = dict(self.headers), (self.body or "").encode()
        if "json_" in self.model_fields_set:
            body = json.dumps(self.json_).encode()
            headers.setdefault("content-type", "application/json")
        return HttpAnswer(self.status, REASONS.get(self.status, ""), headers, body, self.delay)


class Brings(_Model):
    """An event for a contact: a hang-up, an answer, a form that is sent."""

    event: str = Field(description="Kind of the event action: ONRELEASE, ONANSWER, …", examples=["ONRELEASE"])
    values: tuple[Text, ...] = Field((), description="What it brings, by position.")
    fields: dict[str, Text] = Field({}, description="What it brings, by name.")

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = kind_of(self.event)
        if known is None or not known.event:
            raise ValueError(f"{self.event!r} is no event action")
        return self


def _event(value: Any) -> Any:
    return {"event": value} if isinstance(value, str) else value


class Deed(_Model):
    """Something that is done; of several members all, in the order in which they are listed here."""

    after: Length = Field(0.0, description="How long afterwards.")
    to: Text = Field("", description="Name of the main script whose contacts are meant; empty: where it happened.")
    set: dict[Variable, Value] = Field({}, description="Values for variables, `global:` and all.")
    answer: Annotated[Answers | None, BeforeValidator(_status, json_schema_input_type=int | str | Answers | None)] = (
        Field(None, description="The answer to the request: a status, a fault, or a mapping.", examples=[500])
    )
    signal: Annotated[Annotated[tuple[Text, ...], Field(max_length=9)] | None, BeforeValidator(_listed)] = Field(
        None, description="A signal: `SP1` to `SP9`.", examples=[["Status"]]
    )
    event: Annotated[Brings | None, BeforeValidator(_event, json_schema_input_type=str | Brings | None)] = Field(
        None, description="An event: its kind, or a mapping with what it brings."
    )
    press: PressedKeys = Field("", description="Keys that the caller presses.")
    say: Text = Field("", description="Words that the caller says.")
    confidence: float = Field(100, ge=0, le=100, description="How sure a recogniser is of them, in percent.")
    hang_up: bool = Field(False, description="True: the caller hangs up.")
    cause: Text = Field("", description="Cause code of the hang-up, for Onrelease.")
    expect: dict[Variable, Json] = Field({}, description="Values that variables have to have then.")
    stop: bool = Field(False, description="True: the run ends here.")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set & {
            "set",
            "answer",
            "signal",
            "event",
            "press",
            "say",
            "hang_up",
            "expect",
            "stop",
        }:
            raise ValueError("say what is done: set, answer, signal, event, press, say, hang_up, expect or stop")
        if self.answer is not None and self.after:
            raise ValueError("an answer that takes time has a delay, no after")
        return self


def _times(value: Any) -> Any:
    return None if value == "always" else value


class Observation(_Model):
    """What is waited for, and what is done when it happens."""

    name: Text = Field("", description="A name, for messages.")
    when: Happens = Field(description="What is waited for.")
    do: Annotated[tuple[Deed, ...], BeforeValidator(_listed, json_schema_input_type=Deed | tuple[Deed, ...])] = Field(
        (), max_length=100, description="What is done; without it, it is only noted that it happened."
    )
    times: Annotated[
        PositiveInt | None, BeforeValidator(_times, json_schema_input_type=PositiveInt | Literal["always"] | None)
    ] = Field(1, description="How often it is done at most: a number, or `always`. Answers to requests: `always`.")
    optional: bool = Field(False, description="In a test: true if it need not happen.")

    @model_validator(mode="after")
    def _answers_requests(self) -> Self:
        if any(each.answer is not None for each in self.do) and self.when.requests is None:
            raise ValueError("an answer is for a request: say `requests` under `when`")
        return self

    @property
    def most(self) -> int | None:
        """How often it is done at most; None for always. Answers alone go on unless said otherwise [choice]."""
        only_answers = bool(self.do) and all(each.answer is not None for each in self.do)
        return None if only_answers and "times" not in self.model_fields_set else self.times

    @property
    def title(self) -> str:
        """What it is called in messages: its name, or what is waited for."""
        if self.name:
            return self.name
        way = self.when.way
        value = getattr(self.when, way)
        text = f"{value.method} {value.url}".strip() if isinstance(value, Asked) else str(value)
        return f"{way} {text}" + (f" -> {self.when.branch}" if self.when.branch else "")
