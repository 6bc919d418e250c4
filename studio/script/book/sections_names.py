"""Variables and functions of a script: where they are set, read, written and called."""

from __future__ import annotations

from collections.abc import Sequence

from studio.script.book.blocks import Block, Break, Bullets, Code, Heading, Inline, Line, Mark, Paragraph, Quote, Table
from studio.script.book.library import Entry
from studio.script.book.places import Flow
from studio.script.facts import Definition, FunctionFacts, Use, Variable, is_predefined
from studio.script.model import Action

#: Ways to set a variable that are worth a word.
_WAYS = {
    "parameter": "parameter",
    "signal": "signal's value",
    "counter": "counter",
    "item": "item",
    "output": "result",
    "DYNAMIC": "dynamic",
}


def variables_of(entry: Entry, flow: Flow) -> list[Block]:
    """The part of a script's page that lists its variables, by name."""
    known = entry.facts.variables
    if not known:
        return []
    given = {each.strip().lower() for each in entry.facts.parameters}
    platform = sorted(key for key in known if is_predefined(key) and key not in given)
    own = sorted(known.keys() - set(platform))
    blocks: list[Block] = [Heading(2, ["Variables"], "variables")]
    if own:
        rows = [_variable(known[key], flow) for key in own]
        blocks.append(Table(["Variable", "Set in", "Read in"], rows))
    if platform:
        blocks.append(Paragraph(["Of the platform:"]))
        blocks.append(Table(["Variable", "Set in", "Read in"], [_variable(known[key], flow) for key in platform]))
    if entry.facts.dynamic_names:
        places = entry.facts.dynamic_names
        blocks.append(
            Paragraph(["Names that are worked out when the script runs are set in ", *flow.links(places), "."])
        )
    if entry.facts.broken:
        blocks.append(Paragraph(["Code that can't be read tells nothing: ", *flow.links(entry.facts.broken), "."]))
    return blocks


def _variable(variable: Variable, flow: Flow) -> list[Line]:
    main = all(each.main for each in variable.uses)
    name: list[Inline] = [Code(f"global:{variable.name}" if main else variable.name)]
    ways = ", ".join(dict.fromkeys(_WAYS[each.how] for each in variable.writes if each.how in _WAYS))
    if ways:
        name += [Break(), Mark("off", ways)]
    if not main and any(each.main for each in variable.uses):
        name += [Break(), Mark("off", "also as global:")]
    return [name, _where(variable.writes, flow, "nowhere here"), _where(variable.reads, flow, "nowhere here")]


def _where(uses: Sequence[Use], flow: Flow, nowhere: str) -> list[Inline]:
    return flow.links([each.place for each in uses]) or [Mark("off", nowhere)]


def functions_of(entry: Entry, flow: Flow) -> list[Block]:
    """The part of a script's page that lists the functions that it defines."""
    known = entry.facts.functions
    if not known or entry.script is None:
        return []
    actions = entry.script.by_id()
    blocks: list[Block] = [Heading(2, ["Functions"], "functions")]
    for key in sorted(known):
        blocks += _function(known[key], actions, flow)
    return blocks


def _function(function: FunctionFacts, actions: dict[int, Action], flow: Flow) -> list[Block]:
    """A header without a body only tells the editor about the function: it stands aside where there is a body."""
    definitions = [each for each in function.definitions if each.body] or function.definitions
    shown = definitions[-1]
    blocks: list[Block] = [
        Paragraph([Code(f"{shown.name}({', '.join(shown.parameters)})")]),
    ]
    words = comment_above(actions, shown)
    if words:
        blocks.append(Quote(words))
    places = [each.place for each in function.definitions]
    called = flow.links([each.place for each in function.calls]) or ["nowhere here"]
    blocks.append(Bullets([["written in ", *flow.links(places)], ["called in ", *called]]))
    return blocks


def comment_above(actions: dict[int, Action], definition: Definition) -> str:
    """The comment lines directly above a function's head, and the comment behind it."""
    action = actions.get(definition.place.action)
    if action is None:
        return ""
    code = action.text(definition.place.property).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = definition.place.line - 1
    if not 0 <= at < len(code):
        return ""
    above = at
    while above > 0 and code[above - 1].lstrip().startswith("//"):
        above -= 1
    found = [each.strip().strip("/").strip() for each in code[above:at]]
    # No string stands in a function's head.
    found.append(code[at].partition("//")[2].strip())
    return "\n".join(each for each in found if each.strip("-=* "))
