"""The script's head: its name against the name of its file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote, unquote

from studio.diagnostics import Diagnostic
from studio.script.checks.codes import finding
from studio.script.checks.subject import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A text file lies where its script's name says: ``Common\\Callback`` in ``Common/Callback.studio``.

    Letter case doesn't count; characters that a file name can't have are written as ``%3A``.
    """
    script = subject.script
    if script.file is None or not script.file.lower().endswith(".studio"):
        return
    name = [part for part in script.name.replace("/", "\\").split("\\") if part]
    path = [unquote(part) for part in PurePath(os.path.abspath(script.file)).with_suffix("").parts]
    if name and [part.lower() for part in name] != [part.lower() for part in path[-len(name) :]]:
        wanted = "/".join(quote(part, safe=" ()+,;=@!$&'~") for part in name)
        yield finding("CK212", f"the file of {script.name!r} should be {wanted}.studio", None, "rename one of them")
