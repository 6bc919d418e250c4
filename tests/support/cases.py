"""Cases from YAML files, for tests anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

#: The same loader in C where PyYAML has it: every worker reads every file of cases.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_cases(path: Path) -> Any:
    """What a file of cases holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
