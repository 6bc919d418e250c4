"""Pages over the whole project: variables, functions, scripts by name, prompts, skills, requests and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from studio.script.book.blocks import Break, Code, Heading, Inline, Line, Link, Mark, Page, Paragraph, Table, between
from studio.script.book.findings import PAGE as FINDINGS
from studio.script.book.findings import findings_page
from studio.script.book.library import VERBS, Entry, Library
from studio.script.book.places import Flow
from studio.script.facts import Sort, is_predefined

#: A name that is everywhere is told with its first scripts and how many more there are.
_MOST = 12
_SORTS: tuple[tuple[Sort, str], ...] = (
    ("skill", "Skills"),
    ("prompt", "Prompts"),
    ("request", "Requests"),
    ("hours", "Hours"),
    ("file", "Files"),
    ("signal", "Signals"),
)
#: Name -> (as first written, ways of use in one script each).
_Found = dict[str, tuple[str, list[Line]]]


def index_pages(library: Library) -> list[Page]:
    """Every index that has something in it; that of the findings always."""
    pages = [
        _page("scripts", "Scripts by name", ["Script", "Named in"], _scripts(library)),
        _page("variables", "Variables", ["Variable", "Used in"], _variables(library)),
        _page("functions", "Functions", ["Function", "Used in"], _functions(library)),
        *(_page(title.lower(), title, ["Name", "Used in"], _things(library, sort)) for sort, title in _SORTS),
    ]
    return [*(each for each in pages if each is not None), findings_page(library)]


def index_paths() -> list[str]:
    """Paths that no script's page may take."""
    names = ("scripts", "variables", "functions", *(title.lower() for _, title in _SORTS))
    return [*(f"index/{name}" for name in names), FINDINGS]


def _page(name: str, title: str, head: list[str], found: _Found) -> Page | None:
    if not found:
        return None
    rows: list[list[Line]] = []
    for key in sorted(found):
        spelled, uses = found[key]
        cell: list[Inline] = []
        for each in uses[:_MOST]:
            cell += [Break()] if cell else []
            cell += each
        if len(uses) > _MOST:
            cell += [Break(), f"and {len(uses) - _MOST} more scripts"]
        rows.append([[Code(spelled)], cell])
    about = Paragraph([f"{len(rows)} over the whole project."])
    return Page(f"index/{name}", title, [Heading(1, [title]), about, Table(head, rows)])


def _variables(library: Library) -> _Found:
    found: _Found = {}
    for entry in library.entries:
        for key, each in entry.facts.variables.items():
            if is_predefined(key):
                continue
            words = [word for word, used in (("set", each.writes), ("read", each.reads)) if used]
            if any(use.main for use in each.uses):
                words.append("global:")
            line: Line = [Link(entry.label, entry.path, "variables"), " ", Mark("off", ", ".join(words))]
            found.setdefault(key, (each.name, []))[1].append(line)
    return found


def _functions(library: Library) -> _Found:
    found: _Found = {}
    for entry in library.entries:
        for key, each in entry.facts.functions.items():
            written = "written" if any(one.body for one in each.definitions) else "head only"
            words = f"{written}, called {len(each.calls)} times" if len(each.calls) != 1 else f"{written}, called once"
            line: Line = [Link(entry.label, entry.path, "functions"), " ", Mark("off", words)]
            found.setdefault(key, (each.name, []))[1].append(line)
    return found


def _things(library: Library, sort: Sort) -> _Found:
    return _gathered(library, lambda entry: ((each.name, each.place.action) for each in entry.facts.of(sort)))


def _scripts(library: Library) -> _Found:
    """Scripts by the names that calls use, those that aren't there too, and those that no call names."""
    found: _Found = {}
    for entry in library.entries:
        spelled, lines = entry.label, found.setdefault(entry.name.lower(), (entry.name, []))[1]
        lines.append([Link(spelled, entry.path), " ", Mark("off", "itself")])
        flow = Flow(entry)
        for call in library.calls.get(entry, []):
            name = call.target.name if call.target is not None else call.name
            line: list[Inline] = [Link(entry.label, entry.path), ": ", flow.link(call.place.action)]
            line += [" ", Mark("off", VERBS.get(call.kind, "names"))]
            if call.target is None:
                line += [Mark("off", ", worked out when it runs" if call.dynamic else ", not in the project")]
            found.setdefault(name.lower(), (name, []))[1].append(line)
    return found


def _gathered(library: Library, of: Callable[[Entry], Iterable[tuple[str, int]]]) -> _Found:
    """Names with the actions of each script that use them."""
    found: _Found = {}
    for entry in library.entries:
        flow = Flow(entry)
        uses: dict[str, tuple[str, dict[int, None]]] = {}
        for name, action in of(entry):
            if name:
                uses.setdefault(name.lower(), (name, {}))[1][action] = None
        for key, (name, actions) in uses.items():
            line: Line = [Link(entry.label, entry.path), ": ", *_some(flow, actions)]
            found.setdefault(key, (name, []))[1].append(line)
    return found


def _some(flow: Flow, actions: Iterable[int]) -> Iterator[Inline]:
    every = list(actions)
    yield from between([flow.link(each) for each in every[:_MOST]])
    if len(every) > _MOST:
        yield f" and {len(every) - _MOST} more"
