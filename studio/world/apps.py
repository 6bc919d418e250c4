"""In-process apps that a world file names: Python of the user's own, run only where the user has said so."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from studio.world.asgi import AsgiService

#: Whether code may be run: not at all, any module that Python finds, or the files of folders that the user has named.
AllowCode = bool | Sequence[Path]

NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)


def app_service(name: str, allow_code: AllowCode) -> AsgiService:
    """The ASGI app that ``module:attribute`` names, as a service; ValueError where it may not be run, or isn't there."""
    if not allow_code:
        raise ValueError(
            f"app: {name} would run Python of its own, which the world file alone can't allow: "
            "name its folder on the command line (--actions FOLDER), or allow code where you make the world"
        )
    place, _, attribute = name.partition(":")
    try:
        app: Any = _module(place, allow_code)
        for step in attribute.split("."):
            app = getattr(app, step)
    except ValueError:
        raise
    # Whatever a module does when it is imported, the user is to hear it in one line.
    except (Exception, SystemExit) as fault:
        raise ValueError(f"app: {name} can't be used: {type(fault).__name__}: {fault}") from fault
    if not callable(app):
        raise ValueError(f"app: {name} is no app: it can't be called")
    # Apps of all kinds wait for threads or timers now and then.
    return AsgiService(app, event_loop=True)


def _module(name: str, allow_code: AllowCode) -> ModuleType:
    if allow_code is True or allow_code is False:
        return importlib.import_module(name)
    for folder in allow_code:
        path = folder.joinpath(*name.split(".")).with_suffix(".py")
        if path.is_file():
            spec = importlib.util.spec_from_file_location(f"studio_user_apps.{name}", path)
            if spec is not None and spec.loader is not None:
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                return module
    folders = ", ".join(str(each) for each in allow_code)
    raise ValueError(f"app: there is no {name.replace('.', '/')}.py in {folders}")
