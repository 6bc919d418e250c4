"""What a script is given, whom it calls and who calls it, and the events that it answers."""

from __future__ import annotations

from studio.script.book.blocks import Block, Break, Code, Heading, Inline, Line, Link, Mark, Paragraph, Table, between
from studio.script.book.library import VERBS, Call, Entry, Library
from studio.script.book.places import Flow
from studio.script.catalogue import display, kind_of

#: So many values that callers pass are told for each parameter.
_MOST_VALUES = 8


def parameters_of(entry: Entry, library: Library) -> list[Block]:
    """Begin's parameters, and what callers pass for each."""
    names = entry.facts.parameters
    calls = [each for each in library.callers.get(entry, []) if each.kind in ("RUNSUB", "SPAWN")]
    most = max((len(each.given) for each in calls), default=0)
    if not names and not most:
        return []
    rows: list[list[Line]] = []
    for place in range(max(len(names), most)):
        name: list[Inline] = [Code(names[place])] if place < len(names) else [Mark("off", "without a name")]
        rows.append([[f"{place + 1}. ", *name], _passed(calls, place) or [Mark("off", "nothing here")]])
    return [Heading(2, ["Parameters"], "parameters"), Table(["Parameter", "What callers pass"], rows)]


def _passed(calls: list[Call], place: int) -> list[Inline]:
    """The values, each once, with who passes it."""
    values: dict[str, list[Call]] = {}
    for each in calls:
        if place < len(each.given):
            values.setdefault(each.given[place], []).append(each)
    found: list[Inline] = []
    for value, by in list(values.items())[:_MOST_VALUES]:
        found += [Break()] if found else []
        found += [Code(value) if value else Mark("off", "empty"), " by ", *_by(by)]
    if len(values) > _MOST_VALUES:
        found += [Break(), f"and {len(values) - _MOST_VALUES} other values"]
    return found


def _by(calls: list[Call]) -> list[Inline]:
    shown = list({each.caller: each for each in calls}.values())
    found = between([way_to(each) for each in shown[:_MOST_VALUES]])
    return [*found, f" and {len(shown) - _MOST_VALUES} more"] if len(shown) > _MOST_VALUES else found


def way_to(call: Call) -> Inline:
    """The way to the action that calls."""
    if not call.caller.path:
        return call.caller.name
    return Link(call.caller.label, call.caller.path, f"action-{call.place.action}")


def calls_of(entry: Entry, library: Library, flow: Flow) -> list[Block]:
    """The scripts that a script names, and those that name it."""
    out, back = library.calls.get(entry, []), library.callers.get(entry, [])
    blocks: list[Block] = [Heading(2, ["Calls"], "calls")]
    if out:
        rows: list[list[Line]] = [
            [[VERBS.get(each.kind, "names")], named(each), [flow.link(each.place.action)]] for each in out
        ]
        blocks.append(Table(["", "Script", "In"], rows))
    else:
        blocks.append(Paragraph(["It names no other script."]))
    if back:
        by: list[list[Line]] = [
            [[way_to(each)], [VERBS.get(each.kind, "names")], [each.place.caption]] for each in back
        ]
        blocks += [Paragraph(["Named by:"]), Table(["Script", "", "In"], by)]
    else:
        blocks.append(Paragraph(["No script of the project names it."]))
    return blocks


def named(call: Call) -> list[Inline]:
    """The script that a call names, as a way there if the book has it."""
    if call.target is not None and call.target.path:
        return [Link(call.target.label, call.target.path)]
    if call.target is not None:
        return [call.target.name]
    why = "worked out when it runs" if call.dynamic else "not in the project"
    return [Code(call.name), " ", Mark("off", why)]


def events_of(entry: Entry, flow: Flow) -> list[Block]:
    """The event actions, with the names that they give to what comes with the event."""
    rows: list[list[Line]] = []
    for each in entry.script.actions if entry.script is not None else []:
        known = kind_of(each.kind)
        if known is None or not known.event:
            continue
        names: list[Inline] = []
        for name, value in each.properties.items():
            spec = known.property(name)
            if spec is not None and spec.kind in ("var", "names", "text") and name != "ParamCount" and value:
                shown = [str(item) for item in value] if isinstance(value, list) else [str(value)]
                names += [Break()] if names else []
                names += [f"{name}: ", *between([Code(item) for item in shown])]
        rows.append([[display(each.kind)], [flow.link(each.id)], names])
    if not rows:
        return []
    head = ["Event", "Answered at", "What comes with it"] if any(row[2] for row in rows) else ["Event", "Answered at"]
    return [Heading(2, ["Events"], "events"), Table(head, [row[: len(head)] for row in rows])]
