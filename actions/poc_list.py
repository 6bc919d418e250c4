"""Points of Contact List."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Outcome, from_plain

from ._platform import PlatformCall, security_user


class PointsOfContact(PlatformCall):
    """Gives all points of contact [documented].

    Which property names the variable for them is not known: they come as an array into the variable PointsOfContact
    [choice].
    """

    kind = "POC_LIST"

    SecurityUser = security_user("SecurityUser")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        context.set("PointsOfContact", from_plain(directory.records.points()))
        return "Default"
