"""The trace as a tree: contacts, the scripts that run within one another on them, and their actions and events in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from studio.runtime.clock import iso
from studio.runtime.events import Event
from studio.runtime.tracing.describing import change_text, clock, code_of, describe, happening, shortened
from studio.runtime.tracing.shown import Shown

#: So many lines are kept at most until they are written.
MOST_KEPT = 100_000


@dataclass(slots=True)
class _Node:
    text: str
    time: int
    below: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class _Contact:
    """A contact's tree; ``open`` are the nodes of its running scripts, the main one's first."""

    open: list[_Node]
    begun: int
    state: str = ""
    written: bool = False


class TreeTrace:
    """Writes a contact's tree when it has ended, and those of all others at the end.

    What stands outside every contact is a tree of its own. Of a very long run the trees are written in parts.
    """

    def __init__(self, write: Callable[[str], None], shown: Shown | None = None) -> None:
        self._write = write
        self._shown = shown or Shown()
        self.wants_changes = self._shown.variables
        self._contacts: dict[str, _Contact] = {}
        self._kept = 0

    def __call__(self, event: Event) -> None:
        contact = self._contacts.get(event.contact)
        if contact is None:
            contact = self._contacts[event.contact] = _Contact([_Node(event.script, event.time)], event.time)
        self._add(contact, event)
        if event.kind == "end":
            contact.state = event.data["status"]
            self._finish(event.contact)
            del self._contacts[event.contact]
        elif event.kind in ("action", "parked"):
            contact.state = event.data.get("state", "")
        if self._kept >= MOST_KEPT:
            self._write_all()

    def close(self) -> None:
        """Write what is still kept: the run is over."""
        self._write_all()

    # ---------------------------------------------------------------------------------------------- growing
    def _add(self, contact: _Contact, event: Event) -> None:
        opened = contact.open
        del opened[event.depth + 1 :]
        while len(opened) <= event.depth:
            self._put(opened[-1], _Node(f"script {shortened(event.script)}", event.time))
            opened.append(opened[-1].below[-1])
        node = _Node(_told(event), event.time)
        self._put(opened[-1], node)
        for change in self._shown.changes(event):
            self._put(node, _Node(change_text(change, marked=self._shown.marked), event.time))
        for line in code_of(event):
            self._put(node, _Node(line, event.time))
        if event.kind == "call":
            opened.append(node)

    def _put(self, node: _Node, below: _Node) -> None:
        node.below.append(below)
        self._kept += 1

    # ---------------------------------------------------------------------------------------------- writing
    def _write_all(self) -> None:
        for name in self._contacts:
            self._finish(name)

    def _finish(self, name: str) -> None:
        contact = self._contacts[name]
        root = contact.open[0]
        if not root.below:
            return
        told = f"contact {name}, script {shortened(root.text)}" if name else "outside the contacts"
        state = f", {contact.state}" if contact.state else ""
        day, hour = clock(iso(contact.begun))
        self._write(f"{told}{state}{', goes on' if contact.written else ''} ({day} {hour})")
        contact.written = True
        for line in _lines(root, contact.begun):
            self._write(line)
        self._write("")
        self._kept -= _count(root)
        # What runs still goes on below what is written next.
        for level, node in enumerate(contact.open):
            node.below = contact.open[level + 1 : level + 2]
            self._kept += len(node.below)


def _told(event: Event) -> str:
    if event.kind in ("http", "load", "world"):
        return f"{event.kind}: {happening(event)}"
    if event.kind == "trace":
        return f"TRACE {shortened(event.data['text'])}"
    return describe(event)


def _count(root: _Node) -> int:
    waiting, count = list(root.below), 0
    while waiting:
        node = waiting.pop()
        count += 1
        waiting += node.below
    return count


def _lines(root: _Node, begun: int) -> Iterator[str]:
    """The lines below a root, each with its time where that is another than the line's before."""
    waiting = [(node, "", place == 0) for place, node in enumerate(reversed(root.below))]
    last, day = -1, clock(iso(begun))[0]
    while waiting:
        node, lead, is_last = waiting.pop()
        today, hour = clock(iso(node.time))
        if today != day:
            day = today
            yield f"{day:12}  {lead}│"
        shown = "" if node.time == last else hour
        last = node.time
        yield f"{shown:12}  {lead}{'└─' if is_last else '├─'} {node.text}"
        inner = lead + ("   " if is_last else "│  ")
        waiting += [(each, inner, place == 0) for place, each in enumerate(reversed(node.below))]
