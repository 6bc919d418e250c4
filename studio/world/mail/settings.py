"""How a world file states mail: an outbox, or a real server where the world grants one (its part ``mail``)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, model_validator

from studio.runtime.clock import micros
from studio.runtime.ports import Attachment, Letter, MailFailure
from studio.world.instants import Instant
from studio.world.mail.address import one_line, read_address, split

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


def _address(value: str) -> str:
    try:
        read_address(value)
    except MailFailure as fault:
        raise ValueError(str(fault)) from fault
    return value


def _line(value: str) -> str:
    try:
        return one_line(value, "the text")
    except MailFailure as fault:
        raise ValueError(str(fault)) from fault


Address = Annotated[str, AfterValidator(_address)]
Line = Annotated[str, Field(max_length=1_000), AfterValidator(_line)]


class SmtpSettings(BaseModel):
    """A real mail server. Without this part no mail leaves the world."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1, description="Name or address of the server.")
    port: int = Field(587, ge=1, le=65_535, description="Its port.")
    tls: Literal["none", "starttls", "tls"] = Field("starttls", description="How the connection is made safe.")
    user: str = Field("", description="Whom to log in as; empty: nobody.")
    password_from_env: str = Field("", description="Name of the environment variable that holds the password.")
    allow_recipients: list[str] = Field(
        min_length=1, description="Patterns of the addresses that mail may go to, such as *@example.org."
    )
    ca_file: Path | None = Field(None, description="Certificates to trust instead of the system's, as a PEM file.")
    seconds: float = Field(30.0, gt=0, le=600, description="How long the server may take, in real seconds.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.password_from_env and not self.user:
            raise ValueError("a password needs a user")
        if self.user and self.tls == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("a password goes to another machine only with tls or starttls")
        return self

    def build(self, folder: Path) -> Any:
        """The way to the server; ValueError where the password isn't there."""
        from studio.world.mail.real import SmtpPost

        password = ""
        if self.password_from_env:
            password = os.environ.get(self.password_from_env, "")
            if not password:
                raise ValueError(f"mail: the environment has no {self.password_from_env}, which holds the password")
        ca_file = folder / self.ca_file if self.ca_file is not None else None
        return SmtpPost(
            self.host, self.port, self.tls, self.allow_recipients, self.user, password, ca_file, self.seconds
        )


class RefusalSettings(BaseModel):
    """Mails that do not get through."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: str = Field("*", description="Pattern of the recipient's address.")
    error: Line = Field("the mail server refused the mail", description="What the mail server says.")
    times: PositiveInt | None = Field(None, description="How often; without it, always.")


class IncomingSettings(BaseModel):
    """A mail that comes in. The first contact that asks for its mail gets the first one that fits, and so on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    script: str = Field("", description="Name of the main script whose contacts it is for; empty: any.")
    from_: Address = Field(alias="from", description="Who has sent it.")
    to: Line = Field("", description="Whom it is for; a semicolon between two.")
    cc: Line = Field("", description="Who gets a copy.")
    subject: Line = Field("", description="The subject.")
    date: Instant | None = Field(
        None, description="When it was sent; without an offset it is UTC, without it when the contact began."
    )
    text: str = Field("", description="The text.")
    html: str = Field("", description="The text as HTML.")
    attachments: dict[Line, str] = Field({}, description="Files that came with it: their text by name.")
    id: Line = Field("", description="Its Message-ID; without it one is made.")

    def as_arriving(self) -> Any:
        """The mail for the part."""
        from studio.world.mail.simulated import Arriving

        letter = Letter(
            sender=self.from_,
            to=split(self.to),
            cc=split(self.cc),
            subject=self.subject,
            text=self.text,
            html=self.html,
            attachments=tuple(Attachment(name, content.encode()) for name, content in self.attachments.items()),
        )
        return Arriving(letter, self.script, self.id, None if self.date is None else micros(self.date))

    @model_validator(mode="after")
    def _has_addresses(self) -> Self:
        try:
            self.as_arriving()
        except MailFailure as fault:
            raise ValueError(str(fault)) from fault
        return self


class MailSettings(BaseModel):
    """The part ``mail`` of a world file. Without it mails go to an outbox and none comes in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    smtp: SmtpSettings | None = Field(
        None, description="A real server to send by; without it nothing leaves the world."
    )
    senders: list[str] = Field([], description="Patterns of addresses that may send; empty: any.")
    refuse: list[RefusalSettings] = Field([], max_length=1_000, description="Mails that do not get through.")
    incoming: list[IncomingSettings] = Field([], max_length=10_000, description="Mails that come in.")
    channels: dict[str, Address] = Field(
        {}, description="Address of each digital channel or point of contact, by its id."
    )

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.mail.simulated import Refusal, SimulatedMail

        return SimulatedMail(
            [Refusal(each.to, each.error, each.times) for each in self.refuse],
            [each.as_arriving() for each in self.incoming],
            senders=self.senders,
            channels=self.channels,
            post=None if self.smtp is None else self.smtp.build(folder),
        )
