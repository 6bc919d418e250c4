"""What a scenario file says: given, observations, expectations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, WithJsonSchema

from studio.runtime.clock import length
from studio.snippet.compiler.names import RESERVED
from studio.snippet.syntax import fold
from studio.testing.ran.steps import ARROW
from studio.world.json_values import Json
from studio.world.lengths import Length
from studio.world.mock.settings import Label, StandInSettings, Value, Variable
from studio.world.texts import Text as AnyText
from studio.world.when.expecting import WORDS
from studio.world.when.settings import Brings, Observation, read_moment

Text = Annotated[AnyText, Field(max_length=2_000)]
#: Scenarios of one file, and items of one list.
SCENARIOS, ITEMS = 2_000, 1_000
_ROOT = re.compile(r"[.\[]")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _listed(value: Any) -> Any:
    """One thing where several may stand."""
    return [value] if isinstance(value, (str, int, float, dict)) and not isinstance(value, bool) else value


# --------------------------------------------------------------------------------------------------------- given
def _event(value: Any) -> Any:
    """``ONSIGNAL|GetContacts|4711`` or a kind alone, instead of a mapping."""
    if not isinstance(value, str):
        return value
    kind, *values = value.split("|")
    plain = [each for each in values if "=" not in each]
    return {
        "event": kind.strip(),
        "values": plain,
        "fields": dict(each.split("=", 1) for each in values if "=" in each),
    }


def _until(value: Any) -> Any:
    """A length, a time of day or an instant."""
    if not isinstance(value, str):
        return value
    found = length(value)
    if found is not None:
        return found
    try:
        return read_moment(value)
    except ValueError:
        raise ValueError(
            f"{value[:40]!r} is no length such as 30m, no time of day such as 17:01, and no ISO time"
        ) from None


def _settable(name: str) -> str:
    root = fold(_ROOT.split(name.rpartition(":")[2].strip(), maxsplit=1)[0])
    if root in RESERVED:
        raise ValueError(f"{name} is a system value, which can't be set")
    return name


#: A variable that a value is put into before anything runs.
Settable = Annotated[Variable, AfterValidator(_settable)]


class Given(_Model):
    """What a scenario begins with."""

    parameters: dict[str, Text] | tuple[Text, ...] = Field(
        {}, description="Parameters by the names that Begin gives them, or `p1`, `p2`, …; or a list by position."
    )
    variables: dict[Settable, Value] = Field(
        {},
        description="Variables that are set before Begin: `x`, `global:x`, `list[2]`. A list in Snippet's sense is `a|b|c`.",
    )
    world: dict[str, Any] = Field(
        {},
        description="Members of a world file: they take the place of those of the file's `world`, mappings member by member.",
    )
    stand_ins: tuple[StandInSettings, ...] = Field(
        (),
        alias="stand-ins",
        max_length=ITEMS,
        description="What happens instead of actions; they come before the world's.",
    )
    begin_at: Annotated[Brings | None, BeforeValidator(_event, json_schema_input_type=str | Brings | None)] = Field(
        None, alias="begin-at", description="An event action to begin at instead of Begin: `ONSIGNAL|GetContacts`."
    )
    until: Annotated[
        float | time_of_day | datetime | None,
        BeforeValidator(_until),
        WithJsonSchema({"type": ["string", "number"], "x-kind": "length of time, time of day, or date and time"}),
    ] = Field(
        None,
        description="How long the scenario runs, or until when; without it until nothing can go on, at most as the world says.",
    )
    seed: int | None = Field(None, description="Seed of everything random.")


# ------------------------------------------------------------------------------------------------------ expect
def _step(value: Any) -> Any:
    """``Caption -> Branch`` or a caption alone, instead of a mapping; or a mapping of one caption to its branch."""
    if isinstance(value, str):
        caption, arrow, branch = value.rpartition(f" {ARROW} ")
        return {"caption": caption.strip(), "branch": branch.strip()} if arrow else {"caption": value.strip()}
    if isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) not in WantedStep.model_fields:
        [(caption, branch)] = value.items()
        return {"caption": str(caption), "branch": branch}
    return value


class WantedStep(_Model):
    """An action, perhaps with the branch that it takes."""

    caption: Text = Field(
        min_length=1,
        description="Caption of the action; `*` and `?` may stand in it. `#55`, alone or behind it, is its number.",
    )
    branch: Label = Field("", description="The branch.")
    script: Text = Field("", description="Name of the script in which it stands.")
    times: NonNegativeInt | None = Field(None, description="How often; without it, at least once.")


WantedStepText = Annotated[WantedStep, BeforeValidator(_step, json_schema_input_type=str | WantedStep | dict[str, str])]
Steps = Annotated[
    tuple[WantedStepText, ...],
    BeforeValidator(_listed, json_schema_input_type=WantedStepText | tuple[WantedStepText, ...]),
    Field(max_length=ITEMS),
]


def _asked(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    verb, blank, url = value.strip().partition(" ")
    return {"url": url.strip(), "method": verb} if blank else {"url": verb}


class WantedRequest(_Model):
    """A request to a service; every try counts."""

    url: Text = Field("*", description="Pattern of the address; without a `*` it is enough that it begins so.")
    method: Text = Field("", description="Verb.")
    status: int | None = Field(None, description="Status of the answer.")
    times: NonNegativeInt | None = Field(None, description="How often; without it, at least once.")


class WantedSignal(_Model):
    """A signal that a script sends."""

    values: tuple[Text, ...] = Field((), max_length=9, description="Patterns of `SP1`, `SP2`, …")
    to: Text = Field("", description="Name of the main script that is signalled.")
    times: NonNegativeInt | None = Field(None, description="How often; without it, at least once.")


def _signal(value: Any) -> Any:
    if isinstance(value, str):
        return {"values": value.split("|")}
    return {"values": value} if isinstance(value, list) else value


def _beside(value: str) -> str:
    """A golden trace is written, so it lies with its scenario file or below."""
    path = PurePath(value.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in value:
        raise ValueError("a golden trace lies beside its scenario file, or in a folder there")
    return value


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, (str, int)) and not isinstance(value, bool) else value


class WantedName(_Model):
    """Something that has a name or a text: a script, a prompt, an error."""

    name: Text = Field(min_length=1, description="Name or text; `*` and `?` may stand in it.")
    times: NonNegativeInt | None = Field(None, description="How often; without it, at least once.")


class WantedHappening(_Model):
    """Something that the world tells: an event of kind `world`."""

    text: Text = Field(description="Its text.", examples=["hangs up"])
    members: dict[str, Json] = Field({}, alias="with", description="What belongs to it, by name.")
    times: NonNegativeInt | None = Field(None, description="How often; without it, at least once.")


Requests = tuple[Annotated[WantedRequest, BeforeValidator(_asked, json_schema_input_type=str | WantedRequest)], ...]
Signals = tuple[
    Annotated[WantedSignal, BeforeValidator(_signal, json_schema_input_type=str | list[str] | WantedSignal)], ...
]
Names = Annotated[
    tuple[Annotated[WantedName, BeforeValidator(_named, json_schema_input_type=str | WantedName)], ...],
    BeforeValidator(_listed, json_schema_input_type=str | WantedName | tuple[str | WantedName, ...]),
    Field(max_length=ITEMS),
]
Status = Literal["ended", "waiting", "stuck", "failed"]
Leads = Annotated[
    Literal["balanced"] | dict[str, NonNegativeInt] | None,
    Field(
        description="Where the CRM's leads are: `balanced` (none lost, none in two places), or how many in each place."
    ),
]


class Expect(_Model):
    """What has to be so at the end. What is not said may be anyhow."""

    status: Status | None = Field(None, description="How the run ends: the first of failed, stuck, waiting, ended.")
    at: Text = Field("", description="Caption of the action at which the contact waits, rests or has ended.")
    variables: dict[Variable, Json] = Field(
        {}, description=f"Values of variables of the main script; or a mapping of {', '.join(WORDS)}."
    )
    returns: Json = Field(
        None,
        description="What the Return of the main script gives, for a script that others call; null: nothing. Or a mapping, as for variables.",
    )
    took: Steps = Field((), description="Actions that are reached, branches that are taken: `Any records? -> True`.")
    never: Steps = Field((), description="Actions that are not reached, branches that are not taken.")
    order: Steps = Field((), description="Steps that come one after another, others between them.")
    unordered: Steps = Field((), description="Steps that all come, in whatever order.")
    path: Steps = Field((), description="The whole way of the contact, step by step.")
    requests: Requests = Field((), max_length=ITEMS, description="Requests to services: `POST https://crm.example/*`.")
    signals: Signals = Field((), max_length=ITEMS, description="Signals that scripts send.")
    calls: Names = Field((), description="Names of subscripts that run.")
    spawns: Names = Field((), description="Names of scripts in which contacts are spawned.")
    plays: Names = Field((), description="Prompts that are played; a part of what they say is enough.")
    errors: Names | Literal["none"] = Field((), description="Texts of `_ERR`, of which a part is enough; or `none`.")
    happens: tuple[WantedHappening, ...] = Field((), max_length=ITEMS, description="What the world tells.")
    leads: Leads = None
    takes: dict[Literal["least", "most"], Length] = Field({}, description="How long the run takes in virtual time.")
    trace: Annotated[Text, AfterValidator(_beside)] = Field(
        "", description="File with the whole trace as text, beside the scenario file: a golden trace."
    )

    @property
    def empty(self) -> bool:
        """True if it says nothing."""
        return not self.model_fields_set


class Explore(_Model):
    """What the explorers do to a scenario."""

    signals: Signals = Field(
        (), max_length=20, description="Signals that the signal explorer delivers, one at each place."
    )
    skip: bool = Field(False, description="True: the explorers leave this scenario alone.")


class Scenario(_Model):
    """One scenario: what is given, what happens, what is expected."""

    name: Text = Field("", description="What it is about; every scenario of a file has another name.")
    script: Text = Field("", description="File of the script, relative to this one; else that of the file.")
    given: Given = Field(Given.model_validate({}), description="What it begins with.")
    when: tuple[Observation, ...] = Field(
        (), max_length=ITEMS, description="Observations: what is done when something happens."
    )
    expect: Expect = Field(Expect.model_validate({}), description="What has to be so at the end.")
    always: Expect = Field(
        Expect.model_validate({}),
        description="What has to be so whatever the explorers do to it; it counts in a test too.",
    )
    explore: Explore = Field(Explore.model_validate({}), description="What the explorers do to it.")
    skip: Text = Field("", description="Why it is not run.")


class Shared(_Model):
    """What all scenarios of a file have in common; a scenario's own members come first."""

    script: Text = Field("", description="File of the script, relative to this one.", examples=["brain.studio"])
    world: Path | None = Field(None, description="World file, relative to this one.")
    actions: tuple[Path, ...] = Field(
        (), description="Folders of actions of your own; used where the user allows code."
    )
    given: Given = Field(Given.model_validate({}), description="What all scenarios begin with.")
    when: tuple[Observation, ...] = Field((), max_length=ITEMS, description="Observations of all scenarios.")
    always: Expect = Field(Expect.model_validate({}), description="What has to be so in all scenarios.")
    explore: Explore = Field(Explore.model_validate({}), description="What the explorers do to all scenarios.")


class ScenarioFile(Shared):
    """A scenario file, `test_*.yaml`."""

    scenarios: tuple[Scenario, ...] = Field(min_length=1, max_length=SCENARIOS, description="The scenarios.")


__all__ = ["Expect", "Explore", "Given", "Scenario", "ScenarioFile", "Shared", "WantedStep"]
