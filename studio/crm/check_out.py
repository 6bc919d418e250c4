"""Giving leads out: a page of a batch, the same rows each time that it is asked for."""

from __future__ import annotations

import json
from typing import Any, Protocol

from sqlalchemy import Connection, Select, and_, func, insert, select, update

from studio.crm.schema import leads, page_rows, pages
from studio.crm.source import Page
from studio.crm.states import State
from studio.crm.wire import PAGE_LIMIT, page_bytes

#: Leads that are looked at together; no page holds so many of the shortest rows.
_AT_ONCE = 2_500
#: The same where each row has to be fetched from elsewhere; some 100 to 200 fit on a page.
_FETCHED_AT_ONCE = 500


class Rows(Protocol):
    """Where the rows of leads lie, if not with us."""

    def take_over(self, connection: Connection) -> None:
        """Make leads of rows that are new."""
        ...

    def refresh(self, connection: Connection, keys: list[str]) -> int:
        """Bring the rows of leads that may be given out up to date; how many of them no longer may be."""
        ...


def end_leases(connection: Connection, before: int) -> None:
    """Offer again what went out at or before a time (milliseconds) and was not reported on since.

    The lead keeps its batch, so that a late report of that batch still counts.
    """
    connection.execute(
        update(leads).where(leads.c.state == State.OUT, leads.c.out_at <= before).values(state=State.IN_CRM)
    )


def known_page(connection: Connection, batch: str, page: int, now: int) -> Page | None:
    """A page that was given out before, with the same rows; those that are not settled are leased anew."""
    more = connection.scalar(select(pages.c.more).where(pages.c.batch == batch, pages.c.page == page))
    if more is None:
        return None
    cells = connection.scalars(
        select(leads.c.cells)
        .join(page_rows, page_rows.c.lead_id == leads.c.lead_id)
        .where(page_rows.c.batch == batch, page_rows.c.page == page)
        .order_by(page_rows.c.place)
    ).all()
    unsettled = and_(leads.c.batch == batch, leads.c.state.in_([State.OUT, State.IN_CRM]))
    connection.execute(
        update(leads).where(unsettled, leads.c.lead_id.in_(_keys_of(batch, page))).values(state=State.OUT, out_at=now)
    )
    return Page(batch, page, [json.loads(each) for each in cells], bool(more))


def never_given(connection: Connection, campaign: str, most: int) -> int:
    """How many leads were never given out, counted up to ``most``."""
    fresh = select(leads.c.lead_id).where(leads.c.state == State.IN_CRM, leads.c.given == 0)
    if campaign:
        fresh = fresh.where(leads.c.campaign == campaign.lower())
    return connection.scalar(select(func.count()).select_from(fresh.limit(most).subquery())) or 0


def new_page(
    connection: Connection,
    batch: str,
    page: int,
    now: int,
    *,
    count: int,
    wanted: int,
    campaign: str,
    rows: Rows | None = None,
) -> Page:
    """Give out the next leads: as many as fit, at most ``count``, at most ``wanted`` in the whole batch.

    Leads that were never given out come first, then those that came back; a batch never gets a lead twice. ``rows`` is
    where rows lie that are not ours.
    """
    given = connection.scalar(select(func.count()).where(page_rows.c.batch == batch)) or 0
    room = max(0, min(count, wanted - given, _AT_ONCE if rows is None else _FETCHED_AT_ONCE))
    offered = [
        leads.c.state == State.IN_CRM,
        # Not as NOT EXISTS, of which PostgreSQL makes nested loops where it knows nothing of the tables yet.
        leads.c.lead_id.not_in(select(page_rows.c.lead_id).where(page_rows.c.batch == batch)),
    ]
    if campaign:
        offered.append(leads.c.campaign == campaign.lower())
    chosen = (
        select(leads.c.lead_id, leads.c.cells).where(*offered).order_by(leads.c.given, leads.c.position).limit(room + 1)
    )
    fresh = _up_to_date(connection, chosen, rows)
    fitting = _how_many_fit([cells for _, cells in fresh[:room]], page_bytes(batch, page))
    taken = fresh[:fitting]
    more = len(fresh) > fitting and given + fitting < wanted
    connection.execute(insert(pages).values(batch=batch, page=page, more=int(more)))
    keys = [lead_id for lead_id, _ in taken]
    if keys:
        connection.execute(
            insert(page_rows),
            [{"batch": batch, "page": page, "place": place, "lead_id": key} for place, key in enumerate(keys)],
        )
        connection.execute(
            update(leads)
            .where(leads.c.lead_id.in_(_keys_of(batch, page)))
            .values(state=State.OUT, reason="", batch=batch, out_at=now, given=leads.c.given + 1)
        )
    return Page(batch, page, [json.loads(cells) for _, cells in taken], more)


def _up_to_date(connection: Connection, chosen: Select[Any], rows: Rows | None) -> list[tuple[str, str]]:
    """The leads chosen, with their rows as they are now; each that drops out makes place for another."""
    if rows is None:
        return [(row[0], row[1]) for row in connection.execute(chosen)]
    while rows.refresh(connection, [row[0] for row in connection.execute(chosen)]):
        pass
    return [(row[0], row[1]) for row in connection.execute(chosen)]


def _keys_of(batch: str, page: int) -> Select[tuple[str]]:
    return select(page_rows.c.lead_id).where(page_rows.c.batch == batch, page_rows.c.page == page)


def _how_many_fit(rows: list[str], used: int) -> int:
    for number, cells in enumerate(rows):
        used += len(cells.encode()) + (number > 0)
        if used > PAGE_LIMIT:
            return number
    return len(rows)
