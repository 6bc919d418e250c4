"""What actions on the phone have in common: prompts, keys, spoken words, and whether anybody hears them."""

from studio.runtime.phone import words
from studio.runtime.phone.keys import Keys, collect, go_on, ready, rules, start
from studio.runtime.phone.line import (
    agent_connected,
    bounded,
    callers,
    clear,
    handles,
    line,
    not_released,
    part_from_agent,
    positive,
    pressed,
    reaches,
)
from studio.runtime.phone.playing import listens, music_seconds, play, seconds_of
from studio.runtime.phone.sequences import read_sequence, sequence
from studio.runtime.phone.speech import Listening, Spoken, listen, listened
from studio.runtime.ports.callers import TAKEN, Call, Callers, Line, Piece, Prompt

__all__ = [
    "TAKEN",
    "Call",
    "Callers",
    "Keys",
    "Line",
    "Listening",
    "Piece",
    "Prompt",
    "Spoken",
    "agent_connected",
    "bounded",
    "callers",
    "clear",
    "collect",
    "go_on",
    "handles",
    "line",
    "listen",
    "listened",
    "listens",
    "music_seconds",
    "not_released",
    "part_from_agent",
    "play",
    "positive",
    "pressed",
    "reaches",
    "read_sequence",
    "ready",
    "rules",
    "seconds_of",
    "sequence",
    "start",
    "words",
]
