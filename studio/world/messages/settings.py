"""How a world file states text messages and digital conversations (its part ``messages``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, field_validator

from studio.runtime.ports.messages import Card
from studio.world.json_values import Json
from studio.world.lengths import Length
from studio.world.repeated import repeated

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReplySettings(_Strict):
    """What contacts say to questions that fit. The first that fits and still counts is taken."""

    question: str = Field("", description="Pattern of the question's text, letter case free; empty: any.")
    caption: str = Field("", description="Pattern of the asking action's caption; empty: any.")
    script: str = Field("", description="Pattern of the main script's name; empty: any.")
    text: str | None = Field(description="The reply; null: there is none.")
    postback: str = Field("", description="What a button or a list in a rich message sends along.")
    delay: Length = Field(0.0, description="How long the contact takes.")
    times: PositiveInt | None = Field(None, description="How often it counts; without it, always.")


class SmsFateSettings(_Strict):
    """What becomes of text messages that fit."""

    to: str = Field("", description="Pattern of the receiver's number; empty: any.")
    text: str = Field("", description="Pattern of the text, letter case free; empty: any.")
    outcome: Literal["sent", "retry", "invalid code", "timeout", "error"] = Field(description="What becomes of it.")
    seconds: Length = Field(0.0, description="How long that takes.")
    times: PositiveInt | None = Field(None, description="How often it counts; without it, always.")


class SmsSettings(_Strict):
    """Text messages to phones."""

    longest: PositiveInt = Field(1_600, description="Characters of a text message; a longer one is not sent.")
    codes: list[str] = Field([], description="Numbers that messages may be sent from; empty: any.")
    fates: list[SmsFateSettings] = Field([], max_length=1_000, description="Messages of which something else becomes.")


class BotTurnSettings(_Strict):
    """What a virtual agent does in a turn. The first that fits and still counts is taken."""

    hears: str = Field("", description="Pattern of what the contact said, letter case free; empty: anything.")
    says: str = Field("", description="What the virtual agent says; with outcome error, why it failed.")
    outcome: Literal["ask", "return", "error"] = Field(
        "ask", description="ask: it wants to hear more; return: the script takes over; error: it failed."
    )
    intent: str = Field("", description="What it takes the contact to want.")
    seconds: Length = Field(0.0, description="How long the turn takes.")
    times: PositiveInt | None = Field(None, description="How often it counts; without it, always.")


class BotSettings(_Strict):
    """A virtual agent for written conversations."""

    turns: list[BotTurnSettings] = Field([], max_length=1_000, description="What it does, turn by turn.")
    seconds: Length = Field(0.0, description="How long a whole conversation takes (TextBot Conversation).")


class CustomerSettings(_Strict):
    """A customer and his card."""

    id: str = Field(min_length=1, description="Customer id.")
    first_name: str = Field("", description="First name.")
    last_name: str = Field("", description="Last name.")
    about: dict[str, str] = Field({}, description="What else is known: email, phone, …")
    fields: dict[str, str] = Field({}, description="Fields of your own, by their ids.")


class FormSettings(_Strict):
    """What contacts have filled in before the conversation: their fields of your own."""

    script: str = Field("", description="Name of the main script whose contacts have it; empty: all.")
    fields: dict[str, str] = Field(description="The fields, by their ids.")


class FieldSettings(_Strict):
    """Which fields of your own there are. Where none is stated, every id will do."""

    customer: list[str] = Field([], description="Ids of fields of customer cards.")
    contact: list[str] = Field([], description="Ids of fields of contacts.")


class MessagesSettings(_Strict):
    """The part ``messages`` of a world file. Without it everything that is sent is noted, and nobody replies."""

    replies: list[ReplySettings] = Field([], max_length=10_000, description="What contacts reply.")
    sms: SmsSettings = Field(SmsSettings.model_validate({}), description="Text messages to phones.")
    bots: dict[str, BotSettings] = Field({}, description="Virtual agents by their ids.")
    templates: dict[str, list[Json]] = Field({}, description="Templates of rich messages by digital channel.")
    customers: list[CustomerSettings] = Field([], max_length=100_000, description="Customers who have a card.")
    forms: list[FormSettings] = Field([], max_length=1_000, description="Fields that contacts have filled in.")
    custom_fields: FieldSettings = Field(FieldSettings.model_validate({}), description="Fields of your own.")
    queue_ahead: int = Field(
        0, ge=0, description="How many wait before a contact; 0: what the queue of the part agents says."
    )

    @field_validator("bots")
    @classmethod
    def _no_two_alike(cls, value: dict[str, BotSettings]) -> dict[str, BotSettings]:
        if repeated(name.lower() for name in value) is not None:
            raise ValueError("two virtual agents have the same id; letter case does not count")
        return value

    @field_validator("customers")
    @classmethod
    def _no_two_customers_alike(cls, value: list[CustomerSettings]) -> list[CustomerSettings]:
        if repeated(each.id for each in value) is not None:
            raise ValueError("two customers have the same id")
        return value

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.messages.cards import SimulatedCards
        from studio.world.messages.simulated import SimulatedMessages
        from studio.world.messages.stated import Bot, BotTurn, Reply, SmsFate

        cards = SimulatedCards(
            [
                Card(each.id, each.first_name, each.last_name, dict(each.about), dict(each.fields))
                for each in self.customers
            ],
            known=self.custom_fields.model_dump(),
            forms=[(each.script, each.fields) for each in self.forms],
        )
        return SimulatedMessages(
            engine,
            cards,
            replies=[Reply(**each.model_dump()) for each in self.replies],
            sms=[
                SmsFate("" if each.outcome == "sent" else each.outcome, each.to, each.text, each.seconds, each.times)
                for each in self.sms.fates
            ],
            bots=[
                Bot(name, tuple(BotTurn(**turn.model_dump()) for turn in each.turns), each.seconds)
                for name, each in self.bots.items()
            ],
            templates=self.templates,
            longest=self.sms.longest,
            codes=self.sms.codes,
            ahead=self.queue_ahead,
        )
