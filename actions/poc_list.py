"""Points of Contact List."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Outcome, from_plain, text

from ._platform import PlatformCall


class PointsOfContact(PlatformCall):
    """Gives all points of contact [documented].

    Which property names the variable for them is not known: they come as an array into the variable PointsOfContact
    [choice].
    """

    kind = "POC_LIST"

    SecurityUser = text("SecurityUser", about="name of the variable that Setsecurityuser has filled [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        context.set("PointsOfContact", from_plain(directory.records.points()))
        return "Default"
