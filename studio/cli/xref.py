"""``studio xref``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.cli import report
from studio.diagnostics import Diagnostic

if TYPE_CHECKING:
    from studio.script.facts import Facts
    from studio.script.facts.search import Hit
    from studio.script.model import Action, Script

#: No more names that come near are told.
_NEAR = 5
#: Names longer than this, and more of them, are not compared: it takes time.
_LONGEST = 80
_MOST_NAMES = 5000


class Found(NamedTuple):
    """A hit with the script and the action that it is in; None for the script's head."""

    script: Script
    action: Action | None
    hit: Hit


def show_xref(words: list[str], kinds: list[str], *, index: bool = False, as_json: bool = False) -> int:
    """Find a name in scripts, or list all names; the exit code.

    One word that is a path is the index of it, one that is none a name in the current folder; of more words the first
    one is the name, unless an index is asked for.
    """
    from studio.script.facts.search import KINDS

    unknown = [each for each in kinds if each not in KINDS]
    if unknown:
        report.say(report.printable(f"there is no kind {unknown[0]!r}: it is one of {', '.join(KINDS)}"))
        return 2
    name, paths = _asked(words, index)
    found, problems = _facts(paths)
    report.findings(problems, to_error=True)
    unreadable = any(each.severity == "error" for each in problems)
    if name is None:
        names = _index(found, kinds)
        _show_index(names, len(found), as_json)
        return 2 if unreadable else 0 if names else 1
    hits = _search(found, name, kinds)
    near = [] if hits else _near(found, name, kinds)
    if as_json:
        report.document({"name": name, "hits": [_as_json(each) for each in hits], "near": near})
    else:
        _show(hits)
        if not hits:
            hint = f"; names that come near: {', '.join(near)}" if near else ""
            report.say(report.printable(f"{name!r} is in none of {_scripts(len(found))}{hint}"))
    return 2 if unreadable else 0 if hits else 1


def _asked(words: list[str], index: bool) -> tuple[str | None, list[Path]]:
    if index:
        return None, [Path(each) for each in words or ["."]]
    if len(words) == 1:
        return (None, [Path(words[0])]) if Path(words[0]).exists() else (words[0], [Path(".")])
    return words[0], [Path(each) for each in words[1:]]


# ---------------------------------------------------------------------------------------------- reading
def _facts(paths: list[Path]) -> tuple[list[Facts], list[Diagnostic]]:
    from studio.script.facts import facts_of
    from studio.script.files import find_scripts

    found: list[Facts] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if not path.exists():
            problems.append(Diagnostic("FI001", "error", "there is no such file or folder", file=str(path)))
            continue
        files = find_scripts(path)
        for number, file in enumerate(files, 1):
            if number % 100 == 0:
                report.say(f"{number} of {len(files)} files")
            script, faults = _read(file)
            if script is None:
                problems += faults
            else:
                found.append(facts_of(script))
    return found, problems


def _read(file: Path) -> tuple[Script | None, list[Diagnostic]]:
    """A script; a bare snippet stands in a script of one action."""
    from studio.script.files import read_script, read_source
    from studio.script.model import Action, Script

    if file.suffix.lower() != ".snippet":
        return read_script(file)
    text, problems = read_source(file)
    if text is None:
        return None, problems
    action = Action(id=1, kind="SNIPPET", caption=file.name, properties={"Data": text})
    return Script(name=file.stem, actions=[action], file=str(file)), problems


# --------------------------------------------------------------------------------------------- searching
def _search(found: list[Facts], name: str, kinds: list[str]) -> list[Found]:
    """The hits of a name. Where no name is met, its letters are looked for in all texts."""
    from studio.script.facts.search import Wanted, names_in, text_in

    wanted = Wanted(name)
    hits: list[Found] = []
    if not kinds or set(kinds) != {"text"}:
        for facts in found:
            hits += _found(facts, (each for each in names_in(facts) if _of(each, kinds) and wanted.meets(each)))
    if "text" in kinds or (not kinds and not hits):
        for facts in found:
            hits += _found(facts, text_in(facts, name.strip()))
    return hits


def _found(facts: Facts, hits: Iterable[Hit]) -> Iterator[Found]:
    actions = {each.id: each for each in reversed(facts.script.actions)}
    for each in hits:
        yield Found(facts.script, actions.get(each.place.action) if each.place is not None else None, each)


def _of(hit: Hit, kinds: list[str]) -> bool:
    return not kinds or hit.kind in kinds


def _near(found: list[Facts], name: str, kinds: list[str]) -> list[str]:
    from studio.script.facts.search import names_in

    known: dict[str, str] = {}
    for each in (each for facts in found for each in names_in(facts) if _of(each, kinds)):
        if "{" not in each.name and len(each.name) <= _LONGEST and len(known) < _MOST_NAMES:
            known.setdefault(each.name.lower(), each.name)
    return [known[each] for each in get_close_matches(name.lower()[:_LONGEST], list(known), _NEAR, 0.7)]


def _index(found: list[Facts], kinds: list[str]) -> list[dict[str, Any]]:
    """All names with counts, by kind and name."""
    from studio.script.facts.search import KINDS, names_in

    spelled: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    scripts: dict[tuple[str, str], set[int]] = {}
    for number, facts in enumerate(found):
        for each in names_in(facts):
            key = (each.kind, each.name.strip().lower())
            if _of(each, kinds):
                spelled.setdefault(key, each.name.strip())
                counts[key] += 1
                scripts.setdefault(key, set()).add(number)
    order = {kind: place for place, kind in enumerate(KINDS)}
    return [
        {"kind": key[0], "name": spelled[key], "count": counts[key], "scripts": len(scripts[key])}
        for key in sorted(counts, key=lambda each: (order[each[0]], each[1]))
    ]


# ----------------------------------------------------------------------------------------------- showing
def _show(hits: list[Found]) -> None:
    last: Script | None = None
    for each in sorted(hits, key=lambda each: (each.script.name.lower(), each.script.file or "")):
        if each.script is not last:
            last = each.script
            where = f"  {last.file}" if last.file else ""
            print(report.printable(f"{last.name}{where}"))
        print(report.printable(f"  {_line(each.hit)}"))
        shown = _excerpt(each)
        if shown:
            print(indent(shown, "      "))


def _line(hit: Hit) -> str:
    place = hit.place
    told = f"{hit.kind} {hit.name.strip()}: {hit.how}" if hit.kind != "caption" else f"caption of this {hit.how}"
    if place is None:
        return told
    item = f" item {place.item}" if place.item else ""
    where = f"  {place.property}{item} {place.line}:{place.column}" if place.property else ""
    return f'#{place.action} "{place.caption}"{where}  {told}'


def _excerpt(found: Found) -> str:
    from studio.script.facts.search import source_of
    from studio.snippet.excerpt import excerpt

    place = found.hit.place
    if found.action is None or place is None or not place.property:
        return ""
    return excerpt(source_of(found.action, place), place.line, place.column)


def _show_index(names: list[dict[str, Any]], scripts: int, as_json: bool) -> None:
    if as_json:
        report.document({"names": names})
        return
    kind = ""
    for each in names:
        if each["kind"] != kind:
            kind = each["kind"]
            print(kind)
        where = f" in {each['scripts']} scripts" if each["scripts"] > 1 else ""
        print(report.printable(f"  {each['name']}  {each['count']}{where}"))
    report.say(f"{len(names)} names in {_scripts(scripts)}")


def _scripts(count: int) -> str:
    return "1 script" if count == 1 else f"{count} scripts"


def _as_json(found: Found) -> dict[str, Any]:
    script, _, hit = found
    place = hit.place
    members: dict[str, Any] = {"kind": hit.kind, "name": hit.name.strip(), "how": hit.how}
    members |= {"file": script.file, "script": script.name}
    members |= {
        "action": place.action if place is not None else None,
        "caption": place.caption if place is not None else None,
        "property": place.property or None if place is not None else None,
        "item": place.item or None if place is not None else None,
        "line": place.line if place is not None and place.property else None,
        "column": place.column if place is not None and place.property else None,
        "fileLine": place.file_line if place is not None else script.line,
        "source": next(iter(_excerpt(found).splitlines()), ""),
    }
    return members
