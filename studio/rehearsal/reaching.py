"""What of a world would reach something real: a rehearsal runs many times over, and must leave no trace."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.world.places import Places
from studio.world.settings import WorldSettings

_HINT = "rehearse with a world that simulates it"


def reaches_out(settings: WorldSettings, places: Places) -> list[Diagnostic]:
    """A finding for every member by which a rehearsal would reach or change something real, or be another one twice."""
    found: list[Diagnostic] = []

    def refuse(what: str, *place: str | int) -> None:
        found.append(Diagnostic("RH001", "error", f"a rehearsal reaches nothing real: {what}", _HINT, **places(*place)))

    for number, route in enumerate(settings.http.routes):
        if route.network:
            refuse("this route leads to the network", "http", "routes", number)
        if route.app:
            refuse("this route runs an app of your own", "http", "routes", number)
    if settings.mail.smtp is not None:
        refuse("mail would be sent", "mail", "smtp")
    if settings.files.root is not None:
        refuse("scripts would use a real folder", "files", "root")
    for number, database in enumerate(settings.data.databases):
        if database.url not in ("sqlite://", "sqlite:///:memory:"):
            refuse("scripts would use a real database", "data", "databases", number)
    for name in ("url", "service", "table"):
        if getattr(settings.crm, name, None):
            refuse("leads would be taken from a real lead source", "crm", name)
    return found
