"""Traces: observers that write the event stream down, as JSON lines, text, a table or a tree; and the way of each contact."""

from __future__ import annotations

from studio.runtime.tracing.kept import KeptTrace
from studio.runtime.tracing.lines import VERSION, JsonTrace, event_of, member_line
from studio.runtime.tracing.paths import PathRecorder
from studio.runtime.tracing.shown import Shown
from studio.runtime.tracing.table import TableTrace
from studio.runtime.tracing.text import TextTrace
from studio.runtime.tracing.tree import TreeTrace

__all__ = [
    "VERSION",
    "JsonTrace",
    "KeptTrace",
    "PathRecorder",
    "Shown",
    "TableTrace",
    "TextTrace",
    "TreeTrace",
    "event_of",
    "member_line",
]
