"""Lists that scripts write as text. No action itself."""

import re


def parts(text: str, separators: str = ",") -> list[str]:
    """The parts of a list, without the blanks around them; empty ones are left out."""
    return [part for each in re.split(f"[{re.escape(separators)}]", text) if (part := each.strip())]
