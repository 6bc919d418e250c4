"""What a script names besides variables: prompts, skills, hours, files, requests, signals."""

from __future__ import annotations

from studio.script.book.blocks import Block, Code, Heading, Inline, Line, Mark, Table
from studio.script.book.library import Entry
from studio.script.book.places import Flow
from studio.script.branches import connector_for
from studio.script.catalogue import display
from studio.script.facts import Named, Sort
from studio.script.model import Action

#: Sort -> heading and anchor.
_SORTS: dict[Sort, str] = {"prompt": "Prompts", "skill": "Skills", "hours": "Hours", "file": "Files"}
#: The function by which code makes a request, in small letters.
_CODED = "makerestrequest"
_RESULTS = ("resultSet", "Results", "ResultSet")


def things_of(entry: Entry, flow: Flow) -> list[Block]:
    """The parts of a script's page that list what it names; those without anything are left out."""
    blocks: list[Block] = []
    for sort, title in _SORTS.items():
        named = by_name(entry.facts.of(sort))
        rows = [[_named(found), _kinds(found), flow.links([each.place for each in found])] for found in named]
        if rows:
            blocks += [Heading(2, [title], title.lower()), Table(["Name", "Kind", "In"], rows)]
    return [*blocks, *_requests(entry, flow), *_signals(entry, flow)]


def by_name(things: list[Named]) -> list[list[Named]]:
    """Things of one name together, letter case aside, by name."""
    found: dict[str, list[Named]] = {}
    for each in things:
        found.setdefault(each.name.lower(), []).append(each)
    return [found[key] for key in sorted(found)]


def _named(found: list[Named]) -> list[Inline]:
    name: list[Inline] = [Code(found[0].name)]
    return [*name, " ", Mark("off", "with variables")] if found[0].dynamic else name


def _kinds(found: list[Named]) -> list[Inline]:
    return [", ".join(dict.fromkeys(display(each.detail) for each in found))]


def _requests(entry: Entry, flow: Flow) -> list[Block]:
    requests = requests_of(entry)
    if not requests or entry.script is None:
        return []
    actions = entry.script.by_id()
    rows: list[list[Line]] = []
    for each in requests:
        action = actions.get(each.place.action)
        verb: list[Inline] = [each.detail] if each.detail else [Mark("off", "verb not told")]
        address: list[Inline] = [Code(each.name)] if each.name else [Mark("off", "worked out when it runs")]
        at: list[Inline] = [flow.link(each.place.action)]
        rows.append([verb, address, _result(action, each), _errors(action, each, flow), at])
    return [Heading(2, ["Requests"], "requests"), Table(["Verb", "Address", "Result", "On error", "In"], rows)]


def requests_of(entry: Entry) -> list[Named]:
    """The requests of a script; those of code whose address is no literal have no name."""
    found = entry.facts.of("request")
    told = {(each.place.action, each.place.property, each.place.line) for each in found}
    others = [
        Named("request", "", True, "", each.place)
        for each in entry.facts.calls
        if each.key == _CODED and (each.place.action, each.place.property, each.place.line) not in told
    ]
    return [*found, *others]


def _result(action: Action | None, request: Named) -> list[Inline]:
    """The variable that gets the answer; code keeps it where it likes."""
    if action is None or request.place.property == "Data":
        return [Mark("off", "in code")]
    name = next((action.text(each) for each in _RESULTS if action.text(each)), "")
    return [Code(name)] if name else [Mark("off", "none")]


def _errors(action: Action | None, request: Named, flow: Flow) -> list[Inline]:
    """Where the action's error branch leads."""
    branch = connector_for(action, "Error") if action is not None else None
    return [Mark("off", "not wired")] if branch is None else [flow.link(branch.to)]


def _signals(entry: Entry, flow: Flow) -> list[Block]:
    signals = entry.facts.of("signal")
    if not signals or entry.script is None:
        return []
    actions = entry.script.by_id()
    rows: list[list[Line]] = []
    for each in signals:
        action = actions.get(each.place.action)
        values: list[Inline] = []
        for number, value in enumerate(action.items("Parameters") if action is not None else [], 1):
            values += [" "] if values else []
            values += [f"{number}. ", Code(value)]
        rows.append([[Code(each.name)], values, [flow.link(each.place.action)]])
    return [Heading(2, ["Signals"], "signals"), Table(["To contact", "Values", "In"], rows)]
