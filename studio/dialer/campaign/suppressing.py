"""The suppression script of a skill: it says of every record, before it is dialled, whether the call may be made.

Documented are Permitcall and Suppresscall, and that the script declares a dynamic ``_prospectiveContact``. When it runs, what that
object holds and what an end without either means are our choice: a contact of the script runs for every record that a line is
free for; the object has ``ExternalID``, ``ProspectiveContactID``, ``PhoneNumber``, ``SourceName``, ``SkillNo``, ``Attempts``, the
system fields by their names, and the custom ones below ``CustomInfo``; an end by anything but Suppresscall permits the call, and so
do five minutes without an end. A suppressed call is no attempt; it finishes the record, with the classification 27.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from studio.dialer.calling.call_list import CallList
from studio.dialer.campaign.started import CannotStart, Started
from studio.dialer.records.fields import SYSTEM_FIELDS
from studio.dialer.records.phones import shown
from studio.dialer.records.prospect import Prospect
from studio.runtime.clock import SECOND
from studio.snippet.copies import from_plain

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine
    from studio.script.model import Script

#: Seconds that the script may take.
LONGEST = 300
#: The predefined value by which Suppresscall tells its disposition.
SUPPRESSED = "__suppressed"
#: The classification of what a script suppresses [our choice of the two documented for suppressions].
WEB_SERVICE = 27
#: The name of the object that the script works with.
OBJECT = "_prospectiveContact"


class Suppression:
    """Asks the script, and hands on what it permits."""

    def __init__(
        self,
        engine: Engine,
        calls: CallList,
        script: Script,
        started: Started,
        suppressed: Callable[[Prospect, str], None],
        trouble: Callable[[str], None],
    ) -> None:
        """``suppressed`` is told of a record whose call is not to be made, with the disposition."""
        self._engine = engine
        self._calls = calls
        self._script = script
        self._started = started
        self._suppressed = suppressed
        self._trouble = trouble
        #: Records whose contact runs, by contact: the store's number, and since when.
        self._asking: dict[str, tuple[int, int]] = {}
        self._permitted: deque[int] = deque()

    def read(self, now: datetime, most: int) -> list[Prospect]:
        """Records that may be dialled, at most so many; for as many as are missing the script is asked."""
        found = self._take(now, most)
        missing = most - len(found) - len(self._asking)
        if missing > 0:
            busy = {number for number, _ in self._asking.values()} | {each.id for each in found} | set(self._permitted)
            for prospect in self._calls.pick(now, missing + len(busy)):
                if prospect.id not in busy and missing > 0:
                    missing -= 1
                    if not self._ask(prospect):
                        break
        return found

    def end_late(self) -> None:
        """End contacts that rest with nothing more to do, and those whose time is over."""
        engine = self._engine
        for number, (_, since) in list(self._asking.items()):
            contact = engine.contacts[number]
            if contact.alive and contact.parked and not contact.incoming:
                engine.finish(contact, "ended", "nothing is left to do")
            elif contact.alive and engine.now - since >= LONGEST * SECOND:
                engine.finish(contact, "failed", f"the suppression script took longer than {LONGEST} seconds")

    def _take(self, now: datetime, most: int) -> list[Prospect]:
        """Permitted records as they are now, but for those that may not be dialled any more: they are asked about again."""
        found: list[Prospect] = []
        while self._permitted and len(found) < most:
            wanted = [self._permitted.popleft() for _ in range(min(most - len(found), len(self._permitted)))]
            known = {each.id: each for each in self._calls.store.by_ids(wanted)}
            found += [known[each] for each in wanted if each in known and self._calls.may_dial(known[each], now)]
        return found

    def _ask(self, prospect: Prospect) -> bool:
        skill = self._calls.skill
        given = {OBJECT: from_plain(described(prospect, skill.number))}
        try:
            contact = self._started.start(
                self._script,
                self._ended,
                given=given,
                about={"__skill": str(skill.number), "__prospect": str(prospect.id)},
            )
        except CannotStart as fault:
            self._trouble(f"the suppression script can't start: {fault}")
            return False
        self._asking[contact.id] = (prospect.id, self._engine.now)
        return True

    def _ended(self, contact: Contact) -> None:
        number, _ = self._asking.pop(contact.id)
        disposition = contact.told(SUPPRESSED)
        if contact.status == "failed":
            self._trouble(f"the suppression script, contact {contact.id}, failed: {contact.why}")
        if not disposition:
            self._permitted.append(number)
            return
        for prospect in self._calls.store.by_ids([number]):
            if prospect.is_dialable:
                self._suppressed(prospect, disposition)

    def state(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "asking": [[contact, *each] for contact, each in self._asking.items()],
            "permitted": list(self._permitted),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._asking = {contact: (number, since) for contact, number, since in state["asking"]}
        for contact in self._asking:
            self._started.own(contact, self._ended)
        self._permitted = deque(state["permitted"])


def described(prospect: Prospect, skill: int) -> dict[str, Any]:
    """What ``_prospectiveContact`` holds, as plain data."""
    number = prospect.next_number()
    system = {name: value for name, value in prospect.fields.items() if name in SYSTEM_FIELDS}
    own = {name: value for name, value in prospect.fields.items() if name not in SYSTEM_FIELDS}
    own |= {each.field: shown(each.number) for each in prospect.destinations if each.field not in SYSTEM_FIELDS}
    return {
        **system,
        "ExternalID": prospect.external_id,
        "ProspectiveContactID": str(prospect.id),
        "PhoneNumber": shown(number.number) if number is not None else "",
        "SourceName": prospect.source,
        "SkillNo": str(skill),
        "Attempts": prospect.attempts,
        "CustomInfo": own,
    }
