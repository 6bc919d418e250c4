"""End a Contact."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Outcome, text

from ._platform import PlatformCall, security_user


class EndAContact(PlatformCall):
    """Ends an active contact by its id; the present script goes on [documented].

    The contact goes to its Onrelease, as after a hang-up; without one it ends [choice]. The script's own contact is
    released: an Onrelease takes the flow, else the script goes on until no action follows [choice]. Success sets
    __DISCONNECTREASON to TerminateScript [documented].
    """

    kind = "KILLCONTACT"
    branches = ("Default", "Success", "InvalidContactID", "Unauthorized", "InvalidSecurityUser")

    SecurityUser = security_user("SecurityUser")
    ContactID = text(about="id of the contact; empty: the script's own [documented; empty: choice]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        own = context.contact
        wanted = self.ContactID(context).strip() or own.id
        found = context.engine.contacts.get(wanted)
        if found is None or not found.alive or found.released:
            return self.refused(context, "InvalidContactID", f"there is no active contact {wanted!r}")
        context.set("__DISCONNECTREASON", "TerminateScript")
        handled = any("ONRELEASE" in frame.script.events for frame in found.frames)
        if found is own and not handled:
            own.released = True
        else:
            context.engine.raise_event(wanted, "ONRELEASE")
        context.report("world", text="contact ended", ended=wanted)
        return "Success"
