"""What one of several shares of a campaign has of its agents and limits."""

from __future__ import annotations

from studio.diagnostics import Diagnostic
from studio.dialer.settings.skills import XsSettings
from studio.dialer.settings.sources import Source
from studio.world.lists.share import Share
from studio.world.settings import SkillSettings, WorldSettings

#: Members of the XS settings that count records.
_COUNTS = ("fresh_threshold", "available_threshold", "ready_threshold", "number_to_retrieve")


def too_many(settings: WorldSettings, shards: int) -> list[Diagnostic]:
    """Findings for skills that have fewer agents than there are to be shares: some records would never be called."""
    return [
        Diagnostic("RH004", "error", f"skill {each.number} has {each.calling.agents} agents for {shards} shares")
        for each in settings.skills
        if each.calling is not None and 0 < each.calling.agents < shards
    ]


def divided(settings: WorldSettings, share: Share) -> WorldSettings:
    """The settings of a share [our choice].

    Agents are dealt out in turn, under their own numbers. Counts that a limit or a threshold allows or asks for are divided;
    thresholds are rounded up. What holds for a single record stays as it is.
    """
    if share.of == 1:
        return settings
    return settings.model_copy(
        update={
            "skills": tuple(_skill(each, share) for each in settings.skills),
            "sources": tuple(_source(each, share) for each in settings.sources),
        }
    )


def _skill(skill: SkillSettings, share: Share) -> SkillSettings:
    changed: dict[str, object] = {}
    if skill.calling is not None:
        numbers = skill.calling.numbers[share.number :: share.of]
        changed["calling"] = skill.calling.model_copy(update={"agents": len(numbers), "agent_numbers": numbers})
    if skill.xs is not None:
        changed["xs"] = _xs(skill.xs, share)
    return skill.model_copy(update=changed)


def _xs(xs: XsSettings, share: Share) -> XsSettings:
    return xs.model_copy(update={name: -(-getattr(xs, name) // share.of) for name in _COUNTS})


def _source(source: Source, share: Share) -> Source:
    limit = source.inventory_limit
    if limit is None:
        return source
    own = limit // share.of + (share.number < limit % share.of)
    return source.model_copy(update={"inventory_limit": own})
