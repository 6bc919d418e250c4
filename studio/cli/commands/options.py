"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else there.")
]
Given = Annotated[Path | None, typer.Option(metavar="VARS.json", help="Variables to begin with: a JSON object.")]
Limit = Annotated[
    str, typer.Option(metavar="SIZE", help="Max String Size: 2K, 4K, 8K, 16K, 32K or a number of characters.")
]
Now = Annotated[str | None, typer.Option(metavar="ISO", help="Where the clock stands; without an offset it is UTC.")]
Seed = Annotated[int, typer.Option(help="Seed of random().")]
