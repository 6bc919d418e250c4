"""The comments of a snippet, with their lines: no tree has them."""

from __future__ import annotations

from studio.snippet.formatting.recording import Comment, Recorder
from studio.snippet.parser import parse_snippet
from studio.snippet.rescue import find_rescues


def comments_of(source: str) -> list[Comment]:
    """All comments, in order. Of a source with errors those that are told from its strings all the same."""
    recorder = Recorder(source, {})
    rescued = {each.line or 1 for each in parse_snippet(source).problems if each.code == "SN204"}
    if rescued:
        recorder = Recorder(source, find_rescues(recorder.text, rescued, lambda text: False))
    recorder.pieces()
    return recorder.comments


__all__ = ["Comment", "comments_of"]
