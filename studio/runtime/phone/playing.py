"""Playing prompts, and telling the caller that an action listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.phone.line import callers, reaches
from studio.runtime.ports.callers import Piece, Prompt

if TYPE_CHECKING:
    from studio.runtime.context import Context

_SHOWN = 400


def seconds_of(context: Context, pieces: tuple[Piece, ...], otherwise: float | None = None) -> float:
    """How long these pieces play."""
    return callers(context).seconds(context.engine, context.contact, pieces, otherwise)


def music_seconds(context: Context, pieces: tuple[Piece, ...]) -> float:
    """How long music plays: a file of which nothing is known is longer than a prompt."""
    return seconds_of(context, pieces, callers(context).stated("music"))


def play(
    context: Context,
    pieces: tuple[Piece, ...],
    seconds: float | None = None,
    *,
    to: str = "caller",
) -> float:
    """Let a prompt begin and tell of it; how many seconds it plays.

    It takes its time even where it does not reach the caller [choice]: a holding loop would turn without end otherwise.
    ``to`` is ``caller``, ``agent`` or ``both``; a whisper reaches whom it is meant for.
    """
    length = seconds_of(context, pieces) if seconds is None else seconds
    heard = to != "caller" or reaches(context)
    what = " ".join(f"{each.sign}{each.text}" for each in pieces)
    told = {} if heard else {"heard": False}
    context.report("world", text="plays", what=what[:_SHOWN], to=to, seconds=round(length, 3), **told)
    if heard and to != "agent":
        _tell(context, pieces, length)
    return length


def listens(context: Context, seconds: float = 0.0) -> None:
    """Let the caller know that the action listens now, without a prompt, or after a tone of so many seconds."""
    if reaches(context):
        _tell(context, (), seconds)


def _tell(context: Context, pieces: tuple[Piece, ...], seconds: float) -> None:
    action = context.action
    prompt = Prompt(context.frame.script.name, action.caption, action.kind_here, pieces, seconds, action.cases)
    callers(context).hears(context.engine, context.contact, prompt)
