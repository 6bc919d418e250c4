"""What a world says about finding zones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from studio.dialer.zones.finder import ZoneFinder
from studio.dialer.zones.tables import (
    CityTable,
    ZipTable,
    city_key,
    installed_cities,
    installed_zips,
    read_cities,
    read_zips,
)

T = TypeVar("T")


class ZoneSettings(BaseModel):
    """Where the zone of a prospect is looked up, beside the record itself, its state and its numbers.

    A table of one's own comes before the installed one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    zips: Path | None = Field(
        default=None,
        description="CSV file `zip,zone`, relative to the world file: US zips of five digits, Canadian codes by their first three characters.",
        examples=["zips.csv"],
    )
    cities: Path | None = Field(
        default=None, description="CSV file `city,state,zone`, relative to the world file.", examples=["cities.csv"]
    )
    us_zips: bool = Field(
        default=False,
        description="True: US zips and cities are looked up in the package `zipcodes` (the extra `zipcodes`), too.",
    )
    calling_codes: tuple[int, ...] = Field(
        default=(1,),
        min_length=0,
        max_length=50,
        description="Country calling codes whose numbers may tell a zone; the platform does it for North America only [documented].",
        examples=[[1, 44]],
    )

    def build(self, folder: Path) -> ZoneFinder:
        """The finder. TableError, a ValueError, for a table that can't be used or a package that isn't installed."""
        zips = [read_zips(folder / self.zips)] if self.zips is not None else []
        cities = [read_cities(folder / self.cities)] if self.cities is not None else []
        if self.us_zips:
            zips.append(_installed(installed_zips).get)
            cities.append(_city_table(_installed(installed_cities)))
        return ZoneFinder(_first_zip(zips), _first_city(cities), self.calling_codes)


def _installed(table: Callable[[], T]) -> T:
    try:
        return table()
    except ImportError:
        message = 'us_zips needs the package zipcodes; install it with: pip install "mini-studio[zipcodes]"'
        raise ValueError(message) from None


def _city_table(table: Mapping[tuple[str, str], str]) -> CityTable:
    return lambda city, state: table.get(city_key(city, state))


def _first_zip(tables: list[ZipTable]) -> ZipTable | None:
    if len(tables) <= 1:
        return tables[0] if tables else None
    return lambda code: next((found for table in tables if (found := table(code))), None)


def _first_city(tables: list[CityTable]) -> CityTable | None:
    if len(tables) <= 1:
        return tables[0] if tables else None
    return lambda city, state: next((found for table in tables if (found := table(city, state))), None)
