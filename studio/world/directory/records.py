"""The records that the platform's API answers with, under the names that scripts read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND, iso, micros
from studio.world.directory.people import Agent, Everybody, Skill, agent_of
from studio.world.directory.settings import BookSettings, EntrySettings, PastContactSettings, PointSettings

if TYPE_CHECKING:
    from studio.runtime.contact import Contact

#: Numbers of the media [documented: the public API].
MEDIA = {"email": 1, "chat": 3, "phone": 4, "voicemail": 5, "workitem": 6, "sms": 7, "social": 8, "digital": 9}


def id_of(text: str) -> int | str:
    """Ids are numbers where they look like numbers."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 and str(int(text)) == text else text


def _media(name: str) -> dict[str, Any]:
    return {"mediaTypeId": MEDIA.get("".join(name.lower().split()), 0), "mediaTypeName": name}


def profile(agent: Agent, unit: int) -> dict[str, Any]:
    """An element of Agent List; the names are documented."""
    return {
        "BusinessUnitID": unit,
        "AgentID": id_of(agent.id),
        "UserName": agent.user_name,
        "FirstName": agent.first_name,
        "MiddleName": "",
        "LastName": agent.last_name,
        "Email": agent.email,
        "IsActive": agent.active,
        "TeamId": id_of(agent.team_id),
        "TeamName": agent.team,
        "ReportToId": "",
        "ReportToFirstName": "",
        "ReportToMiddleName": "",
        "ReportToLastName": "",
        "IsSupervisor": agent.supervisor,
        "LastLogin": "",
        "LastModified": "",
        "Location": "",
        "InternalId": "",
        **{f"Custom{number}": "" for number in range(1, 6)},
    }


def details(agent: Agent) -> dict[str, Any]:
    """An element of ``agents`` in the details of an agent; firstName, lastName and emailAddress are observed."""
    return {
        "agentId": id_of(agent.id),
        "userName": agent.user_name,
        "firstName": agent.first_name,
        "middleName": "",
        "lastName": agent.last_name,
        "emailAddress": agent.email,
        "isActive": agent.active,
        "teamId": id_of(agent.team_id),
        "teamName": agent.team,
        "isSupervisor": agent.supervisor,
    }


def assignment(agent: Agent, skill: Skill) -> dict[str, Any]:
    """An element of ``agentSkillAssignments``; agentId is observed."""
    return {
        "agentId": id_of(agent.id),
        "firstName": agent.first_name,
        "lastName": agent.last_name,
        "teamId": id_of(agent.team_id),
        "teamName": agent.team,
        "isActive": agent.active,
        "skillId": id_of(skill.id),
        "skillName": skill.name,
        "agentProficiencyValue": agent.skills[skill.id],
    }


def skill_record(skill: Skill) -> dict[str, Any]:
    """A skill; skillName is observed."""
    return {
        "skillId": id_of(skill.id),
        "skillName": skill.name,
        **_media(skill.media),
        "isActive": skill.active,
        "isOutbound": skill.outbound,
        "campaignName": skill.campaign,
    }


def book(stated: BookSettings) -> dict[str, Any]:
    """An address book."""
    return {"addressBookId": id_of(stated.id), "addressBookName": stated.name, "addressBookType": stated.type}


def entry(stated: EntrySettings, number: int) -> dict[str, Any]:
    """An entry of an address book; firstName and lastName are observed."""
    return {
        "addressBookEntryId": number,
        "firstName": stated.first_name,
        "middleName": stated.middle_name,
        "lastName": stated.last_name,
        "company": stated.company,
        "phone": stated.phone,
        "mobile": stated.mobile,
        "email": stated.email,
    }


def point(stated: PointSettings) -> dict[str, Any]:
    """A point of contact."""
    return {
        "contactCode": id_of(stated.id),
        "contactDescription": stated.name,
        "contactAddress": stated.address,
        **_media(stated.media),
        "scriptName": stated.script,
        "skillId": id_of(stated.skill),
        "isActive": stated.active,
    }


def past(stated: PastContactSettings, known: Everybody) -> dict[str, Any]:
    """A contact of the world file's past."""
    return _contact(
        known,
        id=stated.id,
        master=stated.master or stated.id,
        start=micros(stated.start),
        end=micros(stated.end),
        addresses=(stated.from_address, stated.to_address),
        media=stated.media,
        skill=stated.skill,
        agent=stated.agent,
        more={"isOutbound": stated.outbound, "isLogged": stated.logged, "tags": "|".join(stated.tags)},
    )


def present(contact: Contact, known: Everybody, end: int | None) -> dict[str, Any]:
    """A contact of this run."""
    return _contact(
        known,
        id=contact.id,
        master=contact.master,
        start=contact.start,
        end=end,
        addresses=(contact.told("ani"), contact.told("dnis")),
        media=contact.frames[0].script.source.media,
        skill=contact.told("__skill"),
        agent=agent_of(contact),
        more={"isOutbound": False, "isLogged": False, "tags": ""},
    )


def _contact(
    known: Everybody,
    *,
    id: str,
    master: str,
    start: int,
    end: int | None,
    addresses: tuple[str, str],
    media: str,
    skill: str,
    agent: str,
    more: dict[str, Any],
) -> dict[str, Any]:
    who, of = known.agent(agent), known.skill(skill)
    last = known.now if end is None else end
    return {
        "contactId": id_of(id),
        "masterContactId": id_of(master),
        "contactStart": iso(start),
        "contactEnd": "" if end is None else iso(end),
        "lastUpdateTime": iso(last),
        "isActive": end is None,
        "totalDurationSeconds": (last - start) / SECOND,
        "fromAddr": addresses[0],
        "toAddr": addresses[1],
        **_media(media),
        "skillId": id_of(of.id),
        "skillName": of.name,
        "campaignName": of.campaign,
        "agentId": id_of(who.id),
        "firstName": who.first_name,
        "lastName": who.last_name,
        "teamId": id_of(who.team_id),
        "teamName": who.team,
        **more,
    }
