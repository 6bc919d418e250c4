"""The map of a project: its scripts, and which calls (Runsub), runs (Runscript), spawns or signals which.

A name with variables in it is matched against the scripts: where what is written of it fits a few of them only, dotted links
lead to those; otherwise to a box of its own with a question mark [inferred].
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.script.drawing.diagram import Diagram, Link, Node, Style
from studio.script.model import Action, Script
from studio.script.project import Project

#: What the actions do, as the links say it, and the property that names the script.
VERBS = {"RUNSUB": "calls", "RUNSCRIPT": "runs", "SPAWN": "spawns"}
#: More scripts than that fitting a name say nothing.
MOST_FITTING = 3
#: So many letters or digits of a name must be written for it to be matched.
LEAST_WRITTEN = 4
MISSING = "missing script"
_VARIABLE = re.compile(r"\{[^{}]{0,100}\}")
#: Longer names are not matched.
_LONGEST_NAME = 200


def map_of(project: Project, title: str = "Scripts") -> Diagram:
    """The diagram of a project: scripts by name, then what is called but not there. Scripts that none calls are entries."""
    made = _Map(project)
    for number, script in enumerate(made.scripts):
        for action in script.actions:
            made.follow(action, script, number)
    led = {target for source, target, _, style in made.links if source != target and style == "plain"}
    for number, script in enumerate(made.scripts):
        made.nodes[number] = _script_node(script, number not in led)
    links = tuple(_link(made, key, many) for key, many in made.links.items())
    count = len(made.scripts)
    missing = sum(each.kind == MISSING for each in made.nodes)
    about = f"{count} script{'s' * (count != 1)}" + (f" · {missing} missing" if missing else "")
    return Diagram(title, about, tuple(made.nodes), links, tuple(each for each in range(count) if each not in led))


class _Map:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.scripts = project.scripts()
        self.position = {id(each): number for number, each in enumerate(self.scripts)}
        self.nodes: list[Node] = [_script_node(each, False) for each in self.scripts]
        self.extras: dict[tuple[str, str], int] = {}
        self.fitting: dict[str, list[Script]] = {}
        #: Links with how often each is there.
        self.links: dict[tuple[int, int, str, Style], int] = {}

    def follow(self, action: Action, script: Script, source: int) -> None:
        """Adds the links of one action."""
        kind = action.kind.upper()
        if kind == "SIGNAL":
            address = action.text("ContactID").strip()
            spawned = _spawned(address, script)
            for name in spawned:
                self.name(name, "signals", "maybe", script, source)
            if not spawned:
                self.link(source, self.extra("contact", address or "no contact"), "signals", "maybe")
        elif kind in VERBS:
            self.name(action.text("ScriptName"), VERBS[kind], "plain", script, source)

    def name(self, written: str, verb: str, style: Style, script: Script, source: int) -> None:
        """Adds the link to the script that a name means, or to what stands for it."""
        name = written.strip()
        if not name:
            self.link(source, self.extra("missing", "no name given"), verb, style)
        elif "{" in name:
            if name not in self.fitting:
                self.fitting[name] = _fitting(name, self.scripts)
            for each in self.fitting[name]:
                self.link(source, self.position[id(each)], verb, "maybe")
            if not self.fitting[name]:
                self.link(source, self.extra("unknown", name), verb, "maybe")
        else:
            found = self.project.resolve(name, script.name)
            target = self.extra("missing", name) if found is None else self.position[id(found)]
            self.link(source, target, verb, style)

    def extra(self, sort: str, name: str) -> int:
        """The position of a box for something that is no script of the project."""
        key = (sort, name.lower())
        if key not in self.extras:
            kind = {"missing": MISSING, "unknown": "? known in a run only", "contact": "? contact"}[sort]
            self.extras[key] = len(self.nodes)
            self.nodes.append(Node(f"{sort}:{name}", name, kind, "unknown", "other", missing=True))
        return self.extras[key]

    def link(self, source: int, target: int, verb: str, style: Style) -> None:
        """Adds a link, or counts it once more."""
        key = (source, target, verb, style)
        self.links[key] = self.links.get(key, 0) + 1


def _script_node(script: Script, entry: bool) -> Node:
    count = len(script.actions)
    parts = ("entry" if entry else "", script.media, f"{count} action{'s' * (count != 1)}")
    sort = "begin" if entry else "script"
    simple = "begin" if entry else "other"
    return Node(script.name, script.name, " · ".join(part for part in parts if part), sort, simple, entry=entry)


def _link(made: _Map, key: tuple[int, int, str, Style], many: int) -> Link:
    source, target, verb, style = key
    label = verb if many == 1 else f"{verb} {many}×"
    return Link(f"{made.nodes[source].key}→{made.nodes[target].key}:{verb}", source, target, label, style)


def _spawned(address: str, script: Script) -> list[str]:
    """The script names of the Spawns whose contact's number a signal's address is: ``{SPAWNID}`` or their own variable."""
    variable = address.strip("{} ").lower()
    return [
        each.text("ScriptName")
        for each in script.actions
        if each.kind.upper() == "SPAWN" and (each.text("SpawnIDVar").strip() or "SPAWNID").lower() == variable
    ]


def _fitting(name: str, scripts: Sequence[Script]) -> list[Script]:
    """The few scripts that a name with variables can mean, or none."""
    written = _VARIABLE.sub("", name)
    if len(name) > _LONGEST_NAME or sum(char.isalnum() for char in written) < LEAST_WRITTEN or "{" in written:
        return []
    parts = _VARIABLE.split(name.replace("/", "\\").lower())
    found = [each for each in scripts if len(each.name) <= _LONGEST_NAME and _fits(parts, each.name.lower())]
    return found if len(found) <= MOST_FITTING else []


def _fits(parts: list[str], name: str) -> bool:
    """True if the parts stand in a name in their order, from the start of a folder's or the script's name to the end."""
    starts = [0, *(at + 1 for at, char in enumerate(name) if char == "\\")]
    return any(
        name.startswith(parts[0], start) and _follows(parts[1:], name, start + len(parts[0])) for start in starts
    )


def _follows(parts: list[str], name: str, at: int) -> bool:
    for part in parts[:-1]:
        found = name.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not parts or (len(name) - len(parts[-1]) >= at and name.endswith(parts[-1]))
