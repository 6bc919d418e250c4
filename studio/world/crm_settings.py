"""How a world file says where the leads of its CRM lie (its part ``crm``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from studio.world.environment import filled

#: A list of more leads is read anew for each world: a copy of it would fill the memory [choice].
_KEPT = 20_000

if TYPE_CHECKING:
    from studio.crm.source import LeadSource


class LeadTableSettings(BaseModel):
    """A table of the CRM's own database. It is only read; where a lead stands is kept in tables `crm_…` beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(
        min_length=1, description="Name of the table or view, with a schema if need be.", examples=["sales.contacts"]
    )
    key: str = Field(
        default="LeadId", min_length=1, description="Column that tells leads apart; given out as `LeadId`."
    )
    campaign: str = Field(default="", description="Column of the campaign that a check-out may ask for; empty: none.")
    columns: dict[str, str] = Field(
        default={},
        description="What is given out: name to column. Without it all columns, under their own names.",
        examples=[{"External ID": "customer_no"}],
    )


class CrmSettings(BaseModel):
    """The CRM as a service of this world, named ``crm`` in the routes of ``http``.

    Its leads come from a file (`leads`), lie in a database (`url`, with `leads` or `table`), or behind another lead source
    (`service`). Without `keep` and `url` where they stand is forgotten with the world.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    leads: Path | None = Field(
        default=None, description="File of its leads (CSV, tabs, Excel), relative to the world file; only read."
    )
    key: str = Field(
        default="",
        description="Column of `leads` that tells them apart; empty: `LeadId`, or what looks like an external ID.",
    )
    keep: bool = Field(
        default=False, description="True: keep where the leads stand in a file beside `leads`, named `….studio.db`."
    )
    url: str = Field(
        default="",
        description="URL of the database they lie in, SQLite or PostgreSQL; `${STUDIO_NAME}` comes from the environment.",
        examples=["postgresql://user@host/crm"],
    )
    table: LeadTableSettings | None = Field(
        default=None, description="A table of that database which is there already."
    )
    service: str = Field(
        default="",
        description="Address of another lead source, such as `studio crm` serves.",
        examples=["http://127.0.0.1:8765"],
    )
    lease_minutes: float | None = Field(
        default=15,
        gt=0,
        le=5_256_000,
        description="Minutes after which a lead that nobody reports on is offered again; null: never.",
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.service and self.model_fields_set & {"leads", "key", "keep", "url", "table", "lease_minutes"}:
            raise ValueError("service stands alone: leads, tables and leases are the other side's affair")
        if self.table is not None and (not self.url or self.leads is not None):
            raise ValueError("table needs url, and no leads beside it")
        if self.keep and (self.leads is None or self.url):
            raise ValueError("keep needs leads, and no url: that keeps them already")
        if self.key and self.leads is None:
            raise ValueError("key is for leads; the key of a table stands there")
        if self.keep and self.leads is not None and (self.leads.is_absolute() or ".." in self.leads.parts):
            raise ValueError("keep is for leads in the world file's folder or below")
        return self

    def build(
        self, clock: Callable[[], datetime], folder: Path, wanted: Callable[[dict[str, str]], bool] | None = None
    ) -> LeadSource:
        """The lead source, with those of the leads of a file that are ``wanted``, by default all.

        ValueError where the leads can't be had.
        """
        from studio.crm.existing import TableNames
        from studio.crm.files import side_url
        from studio.crm.remote import RemoteLeads
        from studio.crm.seed import LeadsFileError
        from studio.crm.store import Crm
        from studio.crm.wire import CrmError, CrmUnavailable
        from studio.world.lead_files import read_lead_file
        from studio.world.snapshot import KeptDatabases

        kept = ""
        try:
            if self.service:
                return RemoteLeads(self.service)
            if self.leads is not None and wanted is None and not self.keep and not self.url:
                # Tests make thousands of worlds with the same leads.
                kept = KeptDatabases.key(folder / self.leads, self.key)
            # Read before anything is made beside it.
            rows = (
                read_lead_file(folder / self.leads, self.key)
                if self.leads is not None and not KeptDatabases.has(kept)
                else []
            )
            table = TableNames(**self.table.model_dump()) if self.table is not None else None
            url = filled(self.url, "crm.url") or "sqlite://"
            if self.keep and self.leads is not None:
                url = side_url(folder / self.leads)
            crm = Crm(url, clock, self.lease_minutes, table)
        except (LeadsFileError, CrmError, CrmUnavailable) as fault:
            raise ValueError(str(fault)) from fault
        try:
            if KeptDatabases.has(kept):
                KeptDatabases.fill(kept, crm.engine)
            else:
                crm.add(each for each in rows if wanted is None or wanted(each))
                if len(rows) <= _KEPT:
                    KeptDatabases.keep(kept, crm.engine)
        except CrmUnavailable as fault:
            crm.close()
            raise ValueError(str(fault)) from fault
        return crm
