"""The versions of the store's tables: which one a database has, and the way from there to that of this program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select

from studio.dialer.store.schema import metadata, prospects

#: The versions that this program knows, oldest first; the last one is its own.
VERSIONS = ("0001", "0002")

#: The table that holds a database's version. Alembic keeps it; its own name for it might be another program's.
VERSION_TABLE = "studio_store_version"

_version = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


class StoreVersionError(ValueError):
    """The tables of a database are none that this program can use."""


def is_current(connection: Connection) -> bool:
    """Whether a database has the tables of this program. StoreVersionError for those of a newer one."""
    return _found(connection) == VERSIONS[-1]


def has_tables(connection: Connection) -> bool:
    """Whether a database has tables of a store, or such as are called like them."""
    inspector = inspect(connection)
    return inspector.has_table(VERSION_TABLE) or inspector.has_table(prospects.name)


def bring_up(connection: Connection) -> None:
    """Make the tables where there are none, bring those of an older program up; inside the transaction at hand.

    StoreVersionError for those of a newer program, and for tables of something else.
    """
    found = _found(connection)
    if found == VERSIONS[-1]:
        return
    if found is not None:
        _upgrade(connection, stamped=True)
    elif not inspect(connection).has_table(prospects.name):
        metadata.create_all(connection, checkfirst=False)
        _version.create(connection)
        connection.execute(insert(_version).values(version_num=VERSIONS[-1]))
    else:
        columns = {each["name"] for each in inspect(connection).get_columns(prospects.name)}
        if not {"external_id", "zone_set", "original"} <= columns:
            raise StoreVersionError("the database has a table prospects that is no prospect store's; use another one")
        _upgrade(connection, stamped=False)


def _found(connection: Connection) -> str | None:
    """The version that a database says it has; None where it says nothing."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(select(_version.c.version_num)).scalar()
    if found is not None and found not in VERSIONS:
        raise StoreVersionError(
            f"the prospect store was made by a newer studio (its version is {str(found)[:32]}, "
            f"this one knows {VERSIONS[-1]}); update studio, or use another store"
        )
    return found


def _upgrade(connection: Connection, stamped: bool) -> None:
    """All steps from the database's version to this program's. The first version had no table to say so."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    if not stamped:
        command.stamp(config, VERSIONS[0])
    command.upgrade(config, VERSIONS[-1])
