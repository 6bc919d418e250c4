"""How a world file states the people on the phone: what they press, how they speak, when they hang up (its part ``callers``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from studio.runtime.ports.callers import CallOutcome
from studio.world.lengths import Length
from studio.world.repeated import repeated
from studio.world.texts import Text as AnyText

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

KEYS = frozenset("0123456789*#ABCD")


def _keys(value: str) -> str:
    if not set(value) <= KEYS:
        raise ValueError("keys are 0 to 9, * and # (and A to D)")
    return value


def _switched(value: Any) -> Any:
    return {} if value is True else None if value is False else value


Text = Annotated[AnyText, Field(max_length=2_000)]
PressedKeys = Annotated[AnyText, Field(max_length=100), AfterValidator(_keys)]
Chance = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Heard(_Model):
    """Which prompt is meant: all that is given has to fit. ``*`` and ``?`` may stand in each."""

    script: Text = Field(default="", description="Name of the script that plays it.")
    caption: Text = Field(default="", description="Caption of the action.")
    kind: Text = Field(default="", description="Kind of the action: MENU, PLAY, CAPTURE, RECORD, …")
    file: Text = Field(default="", description="A sound file of the sequence; without a slash its name alone.")
    text: Text = Field(default="", description="A spoken piece of the sequence.")


class Act(_Model):
    """What a caller does once. With several, keys come first, then words, then the hang-up; with none, nothing."""

    after: Length = Field(default=0.0, description="How long the caller takes.")
    since: Literal["start", "end"] = Field(
        default="start", alias="from", description="Whether that counts from the prompt's start or its end."
    )
    press: PressedKeys = Field(default="", description="Keys, one after another.")
    say: Text = Field(default="", description="Words.")
    confidence: float = Field(default=100, ge=0, le=100, description="How sure a recogniser is of them, in percent.")
    seconds: Length | None = Field(default=None, description="How long they take; without it, by their length.")
    fax: bool = Field(default=False, description="True: it is a fax machine.")
    info: Text = Field(default="", description="Text of a SIP INFO message.")
    hang_up: bool = Field(default=False, description="True: hangs up.")
    cause: Text = Field(default="", description="Cause code of the hang-up, for Onrelease.")
    result: Text = Field(default="", description="Result of the call, for Onrelease.")


class Reaction(Act):
    """What a caller does when a prompt is heard, or at a time of the call."""

    when: Heard | None = Field(default=None, description="The prompt.")
    at: Length | None = Field(default=None, description="Time since the call began, instead of a prompt.")
    then: tuple[Act, ...] = Field(
        default=(), max_length=100, description="What is done the second, third … time; the last one for ever after."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.when is None) is (self.at is None):
            raise ValueError("give either when (a prompt) or at (a time)")
        if self.at is not None and (self.then or {"after", "since"} & self.model_fields_set):
            raise ValueError("then, after and from belong to a prompt (when)")
        return self


class Which(_Model):
    """Which contacts are meant: all that is given has to fit."""

    script: Text = Field(default="", description="Name of the main script.")
    ani: Text = Field(default="", description="The number that the contact comes from.")
    dnis: Text = Field(default="", description="The number that was dialled.")
    number: tuple[int, ...] = Field(
        default=(), max_length=10_000, description="Which of the contacts that fit, by order of arrival from 1."
    )


class RandomSettings(_Model):
    """A caller by chance. At each prompt: hangs up, presses a key, speaks, or does nothing."""

    hang_up: Chance = Field(default=0.03, description="How likely a hang-up is.")
    press: Chance = Field(default=0.7, description="How likely a key is.")
    speak: Chance = Field(default=0.0, description="How likely words are, where there are some.")
    choose: Chance = Field(default=0.8, description="How likely a key is one that the action has a branch for.")
    keys: PressedKeys = Field(default="0123456789*#", min_length=1, description="The keys that are pressed else.")
    words: tuple[Text, ...] = Field(default=(), max_length=1_000, description="What is said.")
    confidence: tuple[int, int] = Field(default=(20, 100), description="Lowest and highest confidence of words.")
    least: Length = Field(default=0.5, description="How long the caller takes at least.")
    most: Length = Field(default=8.0, description="How long at most.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, high = self.confidence
        if self.least > self.most or not 0 <= low <= high <= 100:
            raise ValueError("the least is above the most")
        if self.hang_up + self.press + self.speak > 1:
            raise ValueError("hang_up, press and speak are more than 1 together")
        return self


class CallerSettings(_Model):
    """One person. Without ``contacts`` it is on the line of every phone contact that no caller before it fits."""

    name: Text = Field(default="", description="A name, for numbers that this person answers.")
    contacts: Which = Field(default=Which(), description="Which contacts it is.")
    ani: Text = Field(default="", description="ANI of its contacts, where they have none.")
    dnis: Text = Field(default="", description="DNIS of its contacts, where they have none.")
    does: tuple[Reaction, ...] = Field(default=(), max_length=1_000, description="What it does; the first that fits.")
    random: Annotated[
        RandomSettings | None, BeforeValidator(_switched, json_schema_input_type=bool | RandomSettings | None)
    ] = Field(default=None, description="True, or a mapping of likelihoods: what it does where nothing of does fits.")
    only_called: bool = Field(default=False, description="True: it only answers numbers, and calls nobody.")


class NumberSettings(_Model):
    """What becomes of calls to a number. The first that fits counts."""

    match: Text = Field(
        description="Pattern of the number, without blanks, brackets, dots and dashes.", examples=["+1555*"]
    )
    outcome: CallOutcome = Field(default="Answered", description="What becomes of the call.")
    after: Length = Field(default=6.0, description="How long it rings, or how long it takes to know.")
    talk: Length | None = Field(default=None, description="When the other side hangs up; without it, never.")
    greeting: Length = Field(default=8.0, description="How long a machine's greeting is.")
    headers: dict[Text, Text] = Field(default={}, description="SIP headers of the answer.")
    caller: Text = Field(default="", description="Name of the caller who answers.")


class CallersSettings(_Model):
    """The part ``callers`` of a world file. Lengths of sounds are our choice where nothing is stated."""

    people: tuple[CallerSettings, ...] = Field(default=(), max_length=10_000, description="Who calls.")
    numbers: tuple[NumberSettings, ...] = Field(default=(), max_length=10_000, description="Who is called.")
    lengths: dict[Text, Length] = Field(default={}, description="Lengths of sound files, by patterns of their paths.")
    characters_a_second: float = Field(default=15.0, gt=0.1, le=1_000, description="How fast text is spoken.")
    file_seconds: Length = Field(default=5.0, description="A sound file of which nothing is known.")
    music_seconds: Length = Field(default=180.0, description="Music of which nothing is known.")
    beep_seconds: Length = Field(default=0.5, description="The tone before a recording.")
    key_seconds: Length = Field(default=0.4, description="Time between two keys of one act.")
    answer_seconds: Length = Field(default=6.0, description="How long a number of which nothing is stated rings.")
    ring_seconds: Length = Field(default=30.0, description="How long Transfer and Placecall ring without a time-out.")
    detection_seconds: Length = Field(
        default=7.0, description="How long Placecall keeps its result back while it detects machines (documented)."
    )
    record_seconds: Length = Field(default=300.0, description="The longest recording where Record sets no end.")
    listen_seconds: Length = Field(
        default=10.0, description="How long speech is awaited where the action sets no time."
    )

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        names = [each.name for each in self.people if each.name]
        if repeated(names) is not None:
            raise ValueError("two callers have the same name")
        for number in self.numbers:
            if number.caller and number.caller not in names:
                raise ValueError(f"there is no caller named {number.caller!r}")
        return self

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.callers.simulated import SimulatedCallers

        return SimulatedCallers(self, engine)
