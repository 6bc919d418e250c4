"""The Proactive XS settings of a skill."""

from __future__ import annotations

from pydantic import AliasChoices, Field

from studio.dialer.settings.settings import Settings


class XsSettings(Settings):
    """The Proactive XS settings of a skill: whom the dialer asks for records, and when.

    The thresholds are the lowest wanted counts of records never tried, of records that may be dialled now,
    and of records handed to pacing. Names and ranges are documented, the meanings inferred.
    """

    brain_script: int | str | None = Field(
        default=None,
        validation_alias=AliasChoices("xsScriptID", "xsScriptId", "brain_script"),
        description="Name of the brain script.",
        examples=["create_prospects\\brain"],
    )
    check_in_script: int | str | None = Field(
        default=None,
        validation_alias=AliasChoices("xsCheckinScriptID", "xsCheckinScriptId", "check_in_script"),
        description="Name of the check-in script.",
        examples=["create_prospects\\check_in"],
    )
    external_skill: str = Field(
        default="",
        validation_alias=AliasChoices("externalOutboundSkill_No", "externalOutboundSkillNo", "external_skill"),
        description="The skill's number in the CRM: `SP3`.",
    )
    skill_changed_active: bool = Field(
        default=False,
        validation_alias=AliasChoices("xsSkillChangedActive", "skill_changed_active"),
        description="True: signal `SkillChanged`.",
    )
    get_contacts_active: bool = Field(
        default=False,
        validation_alias=AliasChoices("xsGetContactsActive", "get_contacts_active"),
        description="True: signal `GetContacts`.",
    )
    fresh_threshold: int = Field(
        default=1,
        ge=1,
        le=30_000,
        validation_alias=AliasChoices("xsFreshThreshold", "fresh_threshold"),
        description="Lowest wanted count of records never tried [inferred].",
    )
    available_threshold: int = Field(
        default=1,
        ge=1,
        le=30_000,
        validation_alias=AliasChoices("xsAvailableThreshold", "available_threshold"),
        description="Lowest wanted count of records that may be dialled now [inferred].",
    )
    ready_threshold: int = Field(
        default=1,
        ge=1,
        le=30_000,
        validation_alias=AliasChoices("xsReadyThreshold", "ready_threshold"),
        description="Lowest wanted count of records handed to pacing [inferred].",
    )
    number_to_retrieve: int = Field(
        default=100,
        ge=1,
        le=10_000,
        validation_alias=AliasChoices("xsNumberToRetrieve", "number_to_retrieve"),
        description="How many records one signal asks for.",
    )
