"""The databases of a world, what contacts have open in them, and what is kept beside: profiles, saved variables."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact
from studio.runtime.ports.data import SqlAnswer, SqlRow
from studio.world.data.database import Database, Failed, Result
from studio.world.data.settings import DatabaseSettings, DataSettings

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: Seconds that a statement may take where neither it nor Setdb says so [documented].
_SECONDS = 10.0


class DataStore:
    """Implements ``ports.Data`` for one engine."""

    def __init__(self, engine: Engine, settings: DataSettings, folder: Path) -> None:
        self._world = engine
        self._settings = settings
        stated = settings.databases or (DatabaseSettings(),)
        self._stated = {each.name: each for each in stated}
        self._default = stated[0].name
        self._databases: dict[str, Database] = {}
        for each in stated:
            try:
                self._databases[each.name] = Database(engine, each, settings, folder)
            except Exception as fault:
                raise ValueError(f"database {each.name!r}: {_told(fault)}") from fault
        self._profiles = {name.lower(): each for name, each in settings.workflow_profiles.items()}
        #: Statements that each database was asked, for its faults.
        self._asked = dict.fromkeys(self._stated, 0)
        self._chosen: dict[str, tuple[str, float]] = {}
        self._open: dict[str, dict[str, Any]] = {}
        self._saved: dict[str, dict[str, Any]] = {}

    # ------------------------------------------------------------------------------------------- databases
    def available(self, group: str) -> bool:
        """True if there is such a database and its next statement would reach it."""
        stated = self._stated.get(group or self._default)
        return stated is not None and not self._is_down(stated, self._asked[stated.name] + 1)

    def choose(self, contact: str, group: str, seconds: float) -> None:
        """Let the contact's statements go to this database from now on."""
        self._chosen[contact] = (group or self._default, seconds)

    def run(
        self, contact: str, sql: str, *, rows: int = 1, skip: int = 0, seconds: float = 0.0, group: str | None = None
    ) -> SqlAnswer:
        """Carry out one statement."""
        chosen, own = self._chosen.get(contact, (self._default, 0.0))
        name = chosen if group is None else group or self._default
        limit = min(seconds if seconds > 0 else own if own > 0 else _SECONDS, self._world.settings.platform.sql_seconds)
        stated = self._stated.get(name)
        if stated is None:
            return _answer(name, failure=f"there is no database {name!r}")
        self._asked[name] += 1
        number = self._asked[name]
        if self._is_down(stated, number):
            return _answer(name, failure=f"database {name!r} is not connected")
        result, failure, timed_out = Result(), "", False
        try:
            result = self._databases[name].run(sql, max(0, min(rows, self._settings.row_limit)), max(0, skip))
        except Failed as fault:
            failure, timed_out = str(fault), fault.timed_out
        taken = self._delay(stated, number, limit)
        if timed_out or taken > limit:
            # The statement may have been carried out: only its answer is too late.
            return _answer(name, failure=f"timed out after {limit:g} seconds", timed_out=True, seconds=limit)
        return _answer(name, result, failure=failure, seconds=taken)

    def _is_down(self, stated: DatabaseSettings, number: int) -> bool:
        return any(each.fault == "down" and each.covers(number) for each in stated.faults)

    def _delay(self, stated: DatabaseSettings, number: int, limit: float) -> float:
        slow = [each for each in stated.faults if each.fault == "slow" and each.covers(number)]
        if not slow:
            return stated.delay
        return stated.delay + max(limit + 1.0 if each.delay is None else each.delay for each in slow)

    # ------------------------------------------------------------------------------------------ open queries
    def keep(self, contact: str, answer: SqlAnswer) -> None:
        """Keep the answer's rows for the contact."""
        self._open[contact] = {"columns": answer["columns"], "rows": answer["rows"], "at": 0}

    def next(self, contact: str) -> SqlRow | None:
        """The next row; None at their end."""
        held = self._open.get(contact)
        if held is None or held["at"] >= len(held["rows"]):
            return None
        held["at"] += 1
        return {"columns": held["columns"], "row": held["rows"][held["at"] - 1]}

    def is_open(self, contact: str) -> bool:
        """True while rows are kept for the contact."""
        return contact in self._open

    def close_query(self, contact: str) -> None:
        """Forget the rows that are kept."""
        self._open.pop(contact, None)

    # ---------------------------------------------------------------------------------------------- beside
    def profile(self, name: str) -> dict[str, Any] | None:
        """The values of an active profile."""
        found = self._profiles.get(name.strip().lower())
        return dict(found.values) if found is not None and found.active else None

    def save_variables(self, prospect: str, values: dict[str, Any]) -> None:
        """Keep variables for the disposition of this prospect."""
        self._saved[prospect] = values

    def saved_variables(self, prospect: str) -> dict[str, Any]:
        """What was kept for the prospect last."""
        return dict(self._saved.get(prospect, {}))

    # ------------------------------------------------------------------------------------------ for the world
    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """Forget what the contact has chosen and opened."""
        self._chosen.pop(contact.id, None)
        self._open.pop(contact.id, None)

    def state(self) -> dict[str, Any]:
        """Databases in memory and everything else as plain data; others keep themselves."""
        contents = {name: each.content() for name, each in self._databases.items()}
        return {
            "databases": {
                name: base64.b64encode(each).decode() if each is not None else None for name, each in contents.items()
            },
            "asked": dict(self._asked),
            "chosen": {contact: list(each) for contact, each in self._chosen.items()},
            "open": {contact: _rest(each) for contact, each in self._open.items()},
            "saved": {name: dict(each) for name, each in self._saved.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a saved state."""
        if set(state["databases"]) != set(self._databases):
            raise ValueError("the run was saved in a world with other databases")
        for name, content in state["databases"].items():
            self._databases[name].restore(base64.b64decode(content) if content is not None else None)
        self._asked = dict(state["asked"])
        self._chosen = {contact: (group, seconds) for contact, (group, seconds) in state["chosen"].items()}
        self._open = {contact: dict(each) for contact, each in state["open"].items()}
        self._saved = {name: dict(each) for name, each in state["saved"].items()}

    def close(self) -> None:
        """Let go of every connection."""
        for each in self._databases.values():
            each.close()


def _answer(
    name: str, result: Result | None = None, *, failure: str = "", timed_out: bool = False, seconds: float = 0.0
) -> SqlAnswer:
    found = result or Result()
    return {
        "database": name,
        "columns": found.columns,
        "rows": found.rows,
        "more": found.more,
        "count": found.count,
        "identity": found.identity,
        "failure": failure,
        "timed_out": timed_out,
        "seconds": seconds,
    }


def _rest(held: dict[str, Any]) -> dict[str, Any]:
    return {"columns": list(held["columns"]), "rows": [list(each) for each in held["rows"][held["at"] :]], "at": 0}


def _told(fault: Exception) -> str:
    """What is wrong, without the URL: it may hold a password."""
    origin = getattr(fault, "orig", None) or fault
    return str(origin).strip().splitlines()[0][:300] if str(origin).strip() else type(origin).__name__
