"""studio: open, check, run and draw contact-centre scripts on your own machine.

import studio

script = studio.load("brain.studio")
world = studio.World()
result = world.run(script)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.world.world import World

# In a checkout, actions/, grammar/ and scripts/ lie beside this package; a wheel carries them inside it.
# Either way their import names are studio.actions, studio.grammar and studio.scripts.
_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "pyproject.toml").is_file() and (_checkout / "grammar").is_dir():
    __path__.append(str(_checkout))

__version__ = "0.1.0"
__all__ = ["Script", "UnreadableScript", "World", "__version__", "load"]


class UnreadableScript(ValueError):
    """A file that holds no script; ``problems`` are the findings."""

    def __init__(self, problems: list[Any]) -> None:
        super().__init__("\n".join(str(each) for each in problems))
        self.problems = problems


def load(path: str | Path) -> Script:
    """The script in a file, ``.studio`` or a CXone JSON export. UnreadableScript if there is none, or one with faults."""
    from studio.diagnostics import has_errors
    from studio.script.files import read_script

    script, problems = read_script(Path(path))
    if script is None or has_errors(problems):
        raise UnreadableScript(problems)
    return script


def __getattr__(name: str) -> Any:
    """World and Script, imported when they are first asked for: the command line's ``--help`` needs neither."""
    if name == "World":
        from studio.world.world import World

        return World
    if name == "Script":
        from studio.script.model import Script

        return Script
    raise AttributeError(f"module 'studio' has no attribute {name!r}")
