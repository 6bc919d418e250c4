"""What a caller by chance does at a prompt. All chance is the engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.runtime.ports.callers import Prompt
from studio.world.callers.settings import KEYS, RandomSettings

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


def by_chance(engine: Engine, settings: RandomSettings, prompt: Prompt) -> tuple[float, dict[str, Any]]:
    """After how many seconds what is done: nothing, where it is empty.

    As many numbers of chance are drawn whatever comes of it.
    """
    what, when, which, choose = (engine.chance() for _ in range(4))
    after = settings.least + when * (settings.most - settings.least)
    if what < settings.hang_up:
        return after, {"hang_up": True}
    what -= settings.hang_up
    if what < settings.press:
        offered = [each for each in prompt.choices if each and set(each) <= KEYS]
        keys = offered if offered and choose < settings.choose else list(settings.keys)
        return after, {"press": keys[int(which * len(keys))][:100]}
    what -= settings.press
    if what < settings.speak and settings.words:
        low, high = settings.confidence
        words = settings.words[int(which * len(settings.words))]
        return after, {"say": words, "confidence": low + int(choose * (high - low + 1))}
    return after, {}
