"""How a world file says which services there are and what goes wrong with them (its part ``http``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, field_validator, model_validator

from studio.world.addresses import AddressError, read_address
from studio.world.answer_settings import AnswerSettings
from studio.world.apps import NAME, AllowCode, app_service
from studio.world.faults import Fault, Kind
from studio.world.http import Route, Service, WorldHttp
from studio.world.numbered import one_choice
from studio.world.recording import Player, Recorder
from studio.world.stated import StatedService


def _address(text: str) -> str:
    address = read_address(text)
    if address.query:
        raise AddressError("a prefix has no query")
    return text


Prefix = Annotated[str, AfterValidator(_address)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]


def _beside(value: Path | None) -> Path | None:
    if value is not None and (value.is_absolute() or ".." in value.parts or value.suffix != ".jsonl"):
        raise ValueError("give a file *.jsonl below the world file's folder")
    return value


#: A file that is written: nowhere but below the world file, and never over a script or a world.
Written = Annotated[Path | None, AfterValidator(_beside)]


class RouteSettings(BaseModel):
    """One service: an in-process one, answers that are stated or recorded, an app of the user's own, or the real one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prefix: Prefix = Field(
        description="Web address under which all requests go to the service.", examples=["https://crm.example/"]
    )
    service: str = Field("", description="Name of a service of this world, such as `crm`.", examples=["crm"])
    network: bool = Field(False, description="True: let requests under the prefix out to the real network.")
    answers: list[AnswerSettings] = Field([], max_length=1_000, description="Answers of a simulated service.")
    replay: Path | None = Field(None, description="File of recorded answers to play; other requests are refused.")
    app: str = Field("", description="ASGI app as module:attribute; only where the user allows code to be run.")
    record: Written = Field(None, description="File *.jsonl to write the answers of a real service to.")
    delay: Seconds = Field(0.0, description="Seconds of virtual time that an answer takes.")

    @field_validator("app")
    @classmethod
    def _is_named(cls, value: str) -> str:
        if value and not NAME.fullmatch(value):
            raise ValueError("name an app as module:attribute")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [bool(self.service), self.network, bool(self.answers), self.replay is not None, bool(self.app)]
        if sum(ways) != 1:
            raise ValueError("give one of service (an in-process one), network: true, answers, replay and app")
        if self.record is not None and not self.network:
            raise ValueError("record is for a real service (network: true)")
        return self

    def service_for(self, services: Mapping[str, Service], folder: Path, allow_code: AllowCode) -> Service:
        """The service itself. KeyError with the name of an in-process one that is not there, ValueError for other faults."""
        from studio.world.real import RealNetwork

        if self.service:
            return services[self.service]
        if self.answers:
            return StatedService([each.as_answer() for each in self.answers])
        if self.replay is not None:
            return Player(folder / self.replay)
        if self.app:
            return app_service(self.app, allow_code)
        real = RealNetwork(self.prefix)
        return real if self.record is None else Recorder(real, folder / self.record)


class FaultSettings(BaseModel):
    """Requests that go wrong: numbers ``from`` to ``until``, or those in ``only``, of all that fit.

    ``down``: no connection, the service sees nothing. ``slow``: the service carries the request out, the answer takes
    ``delay`` seconds or comes too late. ``rubbish``: an answer that is no JSON. ``status``: an answer with a status of 400
    and above. ``big``: an answer that is larger than a script may receive. ``lost``: the service carries the request out,
    the connection breaks before its answer. A repeated try counts as a request of its own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fault: Kind = Field(description="What goes wrong.", examples=["down"])
    method: str = Field("", description="Verb; empty for all.")
    host: str = Field("", description="Pattern of the host; empty for all.")
    path: str = Field("", description="Pattern of the path, such as /leads/check-in*; empty for all.")
    from_: PositiveInt = Field(1, alias="from", description="Number of the first request that goes wrong.")
    until: PositiveInt | None = Field(None, description="Number of the last one; without it, for ever.")
    only: list[PositiveInt] = Field([], description="Numbers of the requests that go wrong, instead of from and until.")
    status: int = Field(500, ge=400, le=599, description="Status of a fault status.")
    delay: Seconds | None = Field(None, description="Seconds of a slow answer; without it, longer than any time-out.")
    reached: bool = Field(False, description="True: the service carries the request out although its answer is spoilt.")

    @model_validator(mode="after")
    def _one_choice(self) -> Self:
        one_choice(self, self.from_, self.until, self.only)
        return self

    def as_fault(self) -> Fault:
        """The fault for a plan."""
        return Fault(
            self.fault,
            self.method,
            self.host,
            self.path,
            self.from_,
            self.until,
            frozenset(self.only),
            self.status,
            self.delay,
            self.reached,
        )


class HttpSettings(BaseModel):
    """The services that scripts reach, and what goes wrong with them.

    What no route covers is refused: a script reaches no service that its world does not name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    routes: list[RouteSettings] = Field(
        [], max_length=1_000, description="Services by address; of several that fit, the longest prefix decides."
    )
    faults: list[FaultSettings] = Field(
        [], max_length=1_000, description="Requests that go wrong; each counts those that fit it, from 1."
    )

    def build(
        self, services: Mapping[str, Service], folder: Path | None = None, *, allow_code: AllowCode = False
    ) -> WorldHttp:
        """The world's HTTP with these routes; ``services`` are the in-process ones by name, files lie in ``folder``.

        ``allow_code`` says whether apps that a route names may be run: by default not, since a world file is only data. Raises
        KeyError with the name of a service that is not there, and ValueError where a file or an app can't be used.
        """
        routes = [
            Route(each.prefix, each.service_for(services, folder or Path(), allow_code), each.delay)
            for each in self.routes
        ]
        return WorldHttp(routes, [each.as_fault() for each in self.faults])
