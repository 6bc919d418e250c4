"""studio: open, check, run and draw contact-centre scripts on your own machine."""

from pathlib import Path

# In a checkout, actions/, grammar/ and scripts/ lie beside this package; a wheel carries them inside it.
# Either way their import names are studio.actions, studio.grammar and studio.scripts.
_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "pyproject.toml").is_file() and (_checkout / "grammar").is_dir():
    __path__.append(str(_checkout))

__version__ = "0.1.0"
