"""The CRM's tables: leads, the pages that were given out, and the check-ins that were counted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

#: One row a lead. ``cells`` is its row of the CSV as JSON; ``batch`` the last batch that it was given to and
#: has not been handed back from; ``out_at`` when, in milliseconds since 1970 (UTC); ``given`` how often it
#: was given out.
leads = Table(
    "crm_leads",
    metadata,
    Column("lead_id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("batch", Text),
    Column("out_at", BigInteger),
    Column("given", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("disposition", Text, nullable=False, default=""),
    Index("crm_leads_offer", "state", "given", "position"),
    Index("crm_leads_order", "position"),
)

#: A page that was given out, so that the same request gives the same answer. ``place`` orders the rows of a
#: page.
pages = Table(
    "crm_pages",
    metadata,
    Column("batch", Text, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("more", Integer, nullable=False),
)
page_rows = Table(
    "crm_page_rows",
    metadata,
    Column("batch", Text, primary_key=True),
    Column("lead_id", Text, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("place", Integer, nullable=False),
)

#: A check-in that was counted: once for a lead and batch.
check_ins = Table(
    "crm_check_ins",
    metadata,
    Column("batch", Text, primary_key=True),
    Column("lead_id", Text, primary_key=True),
    Column("result_code", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("disposition", Text, nullable=False),
    Column("checked_in_at", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
)
