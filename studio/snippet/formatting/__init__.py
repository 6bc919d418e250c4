"""Snippet code in one layout, with every comment kept and its meaning unchanged."""

from studio.snippet.formatting.formatter import Formatted, format_snippet

__all__ = ["Formatted", "format_snippet"]
