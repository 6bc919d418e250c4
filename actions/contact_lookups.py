"""Look-ups of contacts: one by its id, and those that have ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.sdk import Context, Outcome, SnippetError, text, to_date, variable

from ._platform import PlatformCall, chosen, error_details, portion, security_user, wanted_members


class ContactById(PlatformCall):
    """Gives what is known of a contact [documented]: one of this run, or one of the past that the world file states [choice].

    The platform knows it some minutes late [documented]; here at once [choice]. A contact that isn't there: _ERR, an
    empty result, Default [choice].
    """

    kind = "CONTACT_ID_V7"
    user_in, result_in, errors_in = "securityUser", "resultSet", "errorArgs"

    securityUser = security_user("SecurityUser")
    contactID = text(about="id of the contact [documented]")
    fields = wanted_members("documented")
    resultSet = variable(about="variable for the contact [documented]")
    errorArgs = error_details("documented")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        wanted = self.contactID(context)
        found = directory.records.contact(context.engine, wanted)
        if found is None:
            return self.refused(context, "InvalidContactId", f"there is no contact {wanted!r}")
        return self.answered(context, chosen(found, self.fields(context)))


class CompletedContacts(PlatformCall):
    """Gives the contacts that have ended as elements of completedContacts [inferred].

    Times and the properties that name a member of the records choose among them [inferred]; isRefused, isTakeover,
    mediaSubTypeId, mediaSubTypeName, campaignId and analyticsProcessed have no effect [choice]. A time that is none:
    _ERR, an empty result, Default [choice].
    """

    kind = "CONTACTS_CMPLT23"
    user_in, result_in, errors_in = "securityUser", "resultSet", "errorArgs"

    securityUser = security_user()
    startDate = text(about="only contacts that began at this time or later [inferred]")
    endDate = text(about="only contacts that began before this time [inferred]")
    updatedSince = text(about="only contacts that ended at this time or later [inferred]")
    fields = wanted_members()
    skip = text(about="so many contacts are left out at the beginning [inferred]")
    top = text(about="at most so many contacts are given [inferred]")
    orderby = text(about="member by which the contacts are sorted; desc behind it turns round [inferred]")
    mediaSubTypeId = text(about="no effect here [choice]")
    mediaSubTypeName = text(about="no effect here [choice]")
    mediaTypeId = text(about="only contacts of this medium, by its number [inferred]")
    skillId = text(about="only contacts of this skill [inferred]")
    campaignId = text(about="no effect here [choice]")
    agentId = text(about="only contacts of this agent [inferred]")
    teamId = text(about="only contacts of this team [inferred]")
    toAddr = text(about="only contacts that reached this address [inferred]")
    fromAddr = text(about="only contacts that came from this address [inferred]")
    isLogged = text(about="only contacts that were recorded, or that were not [inferred]")
    isRefused = text(about="no effect here [choice]")
    isTakeover = text(about="no effect here [choice]")
    tags = text(about="only contacts with this tag [inferred]")
    analyticsProcessed = text(about="no effect here [choice]")
    resultSet = variable(about="variable for the answer: completedContacts, totalRecords [inferred]")
    errorArgs = error_details()

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        try:
            fits = self._filter(context)
        except SnippetError as fault:
            return self.refused(context, "InvalidDate", str(fault))
        found = [each for each in directory.records.completed(context.engine) if fits(each)]
        fields = self.fields(context)
        given = portion(found, self.skip(context), self.top(context), self.orderby(context))
        records = [chosen(each, fields) for each in given]
        return self.answered(context, {"completedContacts": records, "totalRecords": len(found)})

    def _filter(self, context: Context) -> Callable[[dict[str, Any]], bool]:
        after, before = _moment(context, self.startDate(context)), _moment(context, self.endDate(context))
        since = _moment(context, self.updatedSince(context))
        names = ("mediaTypeId", "skillId", "agentId", "teamId", "toAddr", "fromAddr")
        wanted = {name: each for name in names if (each := getattr(self, name)(context).strip().lower())}
        tag, logged = self.tags(context).strip().lower(), self.isLogged(context).strip().lower()

        def fits(record: dict[str, Any]) -> bool:
            begun, ended = record["contactStart"], record["contactEnd"]
            in_time = (not after or begun >= after) and (not before or begun < before) and (not since or ended >= since)
            alike = all(str(record[name]).lower() == value for name, value in wanted.items())
            tagged = not tag or tag in str(record["tags"]).lower().split("|")
            return in_time and alike and tagged and (not logged or record["isLogged"] is (logged in ("true", "1")))

        return fits


def _moment(context: Context, source: str) -> str:
    """A date as the text in UTC that records have; "" where none is given. SnippetError for what is no date."""
    if not source.strip():
        return ""
    local = to_date(source.strip(), context).value
    return context.to_utc(local).isoformat(timespec="milliseconds") + "Z"
