"""The combinations of zones that prospects have, by number: few, and asked for with every record."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from studio.dialer.store.schema import zone_sets

_ALL = select(zone_sets.c.id, zone_sets.c.zones).order_by(zone_sets.c.id)


class ZoneSets:
    """Remembers the table of combinations; read anew where something unknown turns up."""

    def __init__(self) -> None:
        self.remembered: dict[int, tuple[str, ...]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}

    def read(self, connection: Connection) -> dict[int, tuple[str, ...]]:
        """Every combination, as it is stored now."""
        self.remembered = {number: tuple(zones.split()) for number, zones in connection.execute(_ALL)}
        self._numbers = {zones: number for number, zones in self.remembered.items()}
        return self.remembered

    def zones(self, connection: Connection, number: int) -> tuple[str, ...]:
        """The combination with this number."""
        known = self.remembered.get(number)
        return self.read(connection)[number] if known is None else known

    def number(self, connection: Connection, zones: tuple[str, ...]) -> int:
        """The number of a combination, which is stored if it is new."""
        known = self._numbers.get(zones)
        if known is not None:
            return known
        self.read(connection)
        if zones not in self._numbers:
            number = max(self.remembered, default=0) + 1
            connection.execute(insert(zone_sets).values(id=number, zones=" ".join(zones)))
            self.remembered[number] = zones
            self._numbers[zones] = number
        return self._numbers[zones]

    def known(self, zones: tuple[str, ...]) -> int | None:
        """The number of a combination, as far as it is remembered."""
        return self._numbers.get(zones)

    def forget(self) -> None:
        """Remember nothing, as after a transaction that was undone."""
        self.remembered = {}
        self._numbers = {}
