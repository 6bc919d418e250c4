"""The Proactive XS settings of a skill."""

from __future__ import annotations

from studio.dialer.settings.settings import Settings, setting


class XsSettings(Settings):
    """The Proactive XS settings of a skill: whom the dialer asks for records, and when.

    The thresholds are the lowest wanted counts of records never tried, of records that may be dialled now,
    and of records handed to pacing. Names and ranges are documented, the meanings inferred.
    """

    brain_script: int | str | None = setting(
        None,
        ("xsScriptID", "xsScriptId"),
        "brain_script",
        "Name of the brain script.",
        examples=["create_prospects\\brain"],
    )
    check_in_script: int | str | None = setting(
        None,
        ("xsCheckinScriptID", "xsCheckinScriptId"),
        "check_in_script",
        "Name of the check-in script.",
        examples=["create_prospects\\check_in"],
    )
    external_skill: str = setting(
        "",
        ("externalOutboundSkill_No", "externalOutboundSkillNo"),
        "external_skill",
        "The skill's number in the CRM: `SP3`.",
    )
    skill_changed_active: bool = setting(
        False, "xsSkillChangedActive", "skill_changed_active", "True: signal `SkillChanged`."
    )
    get_contacts_active: bool = setting(
        False, "xsGetContactsActive", "get_contacts_active", "True: signal `GetContacts`."
    )
    fresh_threshold: int = setting(
        1, "xsFreshThreshold", "fresh_threshold", "Lowest wanted count of records never tried [inferred].", 1, 30_000
    )
    available_threshold: int = setting(
        1,
        "xsAvailableThreshold",
        "available_threshold",
        "Lowest wanted count of records that may be dialled now [inferred].",
        1,
        30_000,
    )
    ready_threshold: int = setting(
        1,
        "xsReadyThreshold",
        "ready_threshold",
        "Lowest wanted count of records handed to pacing [inferred].",
        1,
        30_000,
    )
    number_to_retrieve: int = setting(
        100, "xsNumberToRetrieve", "number_to_retrieve", "How many records one signal asks for.", 1, 10_000
    )
