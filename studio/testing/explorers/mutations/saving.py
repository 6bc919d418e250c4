"""Mutants as differences of their scripts' text form, for people to look at and to apply."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

from studio.script.text import print_text
from studio.testing.explorers.mutations.mutant import Mutant


def save_mutants(mutants: Sequence[Mutant], folder: Path) -> list[Path]:
    """Write a file for each mutant; the files. OSError where they can't be written."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number, each in enumerate(mutants, 1):
        name = re.sub(r"[^A-Za-z0-9]+", "_", each.original.name.rsplit("\\", 1)[-1]).strip("_") or "script"
        file = folder / f"{name}_{number:03}.diff"
        file.write_text(diff_of(each), encoding="utf-8", newline="\n")
        found.append(file)
    return found


def diff_of(mutant: Mutant) -> str:
    """The change as a unified diff of the text form, with the change in words at its head."""
    name = Path(mutant.original.file).name if mutant.original.file else mutant.original.name
    before, after = print_text(mutant.original).splitlines(), print_text(mutant.changed).splitlines()
    lines = difflib.unified_diff(before, after, name, f"{name} ({mutant.what})", lineterm="")
    head = f"# {mutant.original.name}: {mutant.where}: {mutant.title}"
    return "\n".join([" ".join(head.split()), *lines, ""])
