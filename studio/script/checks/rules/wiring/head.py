"""The script's head: its name by itself, and against the name of its file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote, unquote

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding, named
from studio.script.checks.subject import Subject
from studio.script.conversion import NoPath, path_of
from studio.script.model import Script


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about the script's name."""
    script = subject.script
    if script.name:
        yield from _name(script)
    if script.file is not None and script.file.lower().endswith(".studio"):
        yield from _place(script, script.file)


def _name(script: Script) -> Iterator[Diagnostic]:
    """A name is a path below the project's folder."""
    try:
        path_of(script.name, "")
    except NoPath as fault:
        message = f"no file below the project's folder can bear the name {named(script.name)}: {fault}"
        yield finding("CK213", message, None, "give the script another name")


def _place(script: Script, file: str) -> Iterator[Diagnostic]:
    """A text file lies where its script's name says: ``Common\\Callback`` in ``Common/Callback.studio``.

    Letter case doesn't count; characters that a file name can't have are written as ``%3A``.
    """
    name = [part for part in script.name.replace("/", "\\").split("\\") if part]
    path = [unquote(part) for part in PurePath(os.path.abspath(file)).with_suffix("").parts]
    if name and [part.lower() for part in name] != [part.lower() for part in path[-len(name) :]]:
        wanted = "/".join(quote(part, safe=" ()+,;=@!$&'~") for part in name)
        yield finding(
            "CK212", f"the file of {named(script.name)} should be {wanted}.studio", None, "rename one of them"
        )
