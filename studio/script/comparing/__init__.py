"""Two scripts, or two folders of them, compared by what they mean."""

from studio.script.comparing.compare import ActionChange, Change, ScriptChange, compared
from studio.script.comparing.lines import Room, hunks
from studio.script.comparing.matching import matched

__all__ = ["ActionChange", "Change", "Room", "ScriptChange", "compared", "hunks", "matched"]
