"""Which contacts and which prompts a world file means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.ports.callers import Prompt
from studio.world.callers.patterns import fits, fits_path
from studio.world.callers.settings import Heard, Which
from studio.world.phone_numbers import number_of

if TYPE_CHECKING:
    from studio.runtime.contact import Contact


def is_meant(which: Which, contact: Contact) -> bool:
    """True if a contact is one of those that are meant; their order of arrival aside."""
    return (
        (not which.script or fits(which.script, contact.main.script.name))
        and (not which.ani or fits(which.ani, number_of(contact.told("ani"))))
        and (not which.dnis or fits(which.dnis, number_of(contact.told("dnis"))))
    )


def is_heard(heard: Heard, prompt: Prompt) -> bool:
    """True if a prompt is the one that is meant."""
    files = [each.text for each in prompt.pieces if not each.spoken]
    texts = [each.text for each in prompt.pieces if each.spoken]
    return (
        (not heard.script or fits(heard.script, prompt.script))
        and (not heard.caption or fits(heard.caption, prompt.caption))
        and (not heard.kind or fits(heard.kind, prompt.kind))
        and (not heard.file or any(fits_path(heard.file, each) for each in files))
        and (not heard.text or any(fits(heard.text, each) for each in texts))
    )
