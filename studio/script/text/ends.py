"""Line ends in values: one style for the file, and the values that differ from it."""

from __future__ import annotations

from typing import Any, Literal

from studio.script.model import Script

End = Literal["lf", "crlf"]
BREAKS: dict[str, str] = {"lf": "\n", "crlf": "\r\n"}


def style(value: Any) -> End | None:
    """How the lines of a text end, None for a value of one line. One that mixes them is ``lf``; its CRs are characters."""
    if not isinstance(value, str) or "\n" not in value:
        return None
    breaks = value.count("\r\n")
    return "crlf" if breaks == value.count("\n") == value.count("\r") else "lf"


def common_end(script: Script) -> End:
    """The style that more values have, ``lf`` of equals."""
    styles = [style(value) for action in script.actions for value in action.properties.values()]
    return "crlf" if styles.count("crlf") > styles.count("lf") else "lf"
