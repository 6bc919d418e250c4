"""Which scripts a script leads to: itself, what it calls, runs or spawns, and so on."""

from __future__ import annotations

from studio.script.catalogue import CALLING
from studio.script.model import Script
from studio.script.project import Project


def led_to(script: Script, project: Project) -> list[Script]:
    """The scripts that a script leads to, itself first; all of the project where a name is only known when it runs."""
    found: list[Script] = project.remembered(("led to", script.name), lambda: _led_to(script, project))
    return found


def _led_to(script: Script, project: Project) -> list[Script]:
    found = {script.name: script}
    waiting = [script]
    while waiting:
        caller = waiting.pop()
        for action in caller.actions:
            if action.kind.upper() not in CALLING:
                continue
            name = action.text("ScriptName")
            if "{" in name:
                others = {each.name: each for each in project.scripts()}
                return list((found | others).values())
            called = project.resolve(name, caller.name)
            if called is not None and called.name not in found:
                found[called.name] = called
                waiting.append(called)
    return list(found.values())
