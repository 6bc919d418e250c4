"""A commented example of a world file with every part and every member, made from the models."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from studio.world.reference.members import Member, Section, mappings, resolved, sections, written

_HEAD = """# yaml-language-server: $schema=world.schema.json
##
## A world file: what stands outside a script. Everything has a default, and what is set here is the default.
## Lines with one # are switched off: take it away where you want them. Lines with two are words.
## The first line lets editors help; its file is made by: studio world schema > world.schema.json
## To check this file: studio world check FILE
"""
_WIDTH = 100


def example() -> str:
    """The text of the example."""
    by_path = {each.path: each for each in sections()}
    top = by_path[()]
    lines = [_HEAD]
    for member in top.members:
        if not member.inner:
            lines += [*_prose(member, 0), _plain(member), ""]
    shown: set[tuple[str, ...]] = set()
    for member in top.members:
        if member.inner:
            lines += [*_part(member, by_path, shown), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _plain(member: Member) -> str:
    if member.default is None:
        return f"#{member.name}: {written(_value(member))}"
    return f"{member.name}: {_scalar(member.default)}"


def _scalar(value: Any) -> str:
    """A default at the top of the file; times are no texts there."""
    return value if isinstance(value, str) and value[:4].isdigit() else written(value)


def _part(member: Member, by_path: dict[tuple[str, ...], Section], shown: set[tuple[str, ...]]) -> Iterator[str]:
    signs = "-" * max(3, _WIDTH - len(member.name) - 4)
    yield f"## {member.name} {signs}"
    yield from _prose(member, 0)
    for line in _member(member, 0, by_path, shown):
        yield line if line.startswith("##") else f"#{line}"


def _member(
    member: Member, depth: int, by_path: dict[tuple[str, ...], Section], shown: set[tuple[str, ...]]
) -> Iterator[str]:
    """A member with everything inside it, each mapping once. Lines of prose begin with ##."""
    indent = "  " * depth
    inner = next(iter(mappings(member.node)), None)
    path = member.inner[0] if member.inner else None
    if inner is None or path is None or path in shown:
        yield f"{indent}{member.name}: {written(_value(member))}"
        return
    shown.add(path)
    yield f"{indent}{member.name}:"
    shape = _shape(member.node)
    if shape == "named":
        depth += 1
        yield f"{'  ' * depth}{written(_key(member))}:"
    members = by_path[path].members
    for place, each in enumerate(members):
        yield from _prose(each, depth + 1 + (shape == "list"))
        lines = list(_member(each, depth + 1 + (shape == "list"), by_path, shown))
        if shape == "list" and place == 0:
            lines[0] = "  " * (depth + 1) + "- " + lines[0].lstrip()
        yield from lines


def _prose(member: Member, depth: int) -> Iterator[str]:
    told = f"{member.about} ({member.kind})" if not member.inner else member.about
    indent = "## " + "  " * depth
    yield from (indent + line for line in wrap(told.replace("`", ""), _WIDTH - len(indent)))


def _shape(node: dict[str, Any]) -> str:
    """``list`` for a list of mappings, ``named`` for mappings by name, else ``one``."""
    found = resolved(node)
    options = [found, *(resolved(each) for name in ("anyOf", "oneOf") for each in found.get(name, ()))]
    if any(each.get("properties") for each in options):
        return "one"
    if any(each.get("type") == "array" for each in options):
        return "list"
    return "named"


def _key(member: Member) -> str:
    examples = member.node.get("examples") or [{}]
    return str(next(iter(examples[0]), "name")) if isinstance(examples[0], dict) else "name"


def _value(member: Member) -> Any:
    """A value to show: an example, else the default, else something of the kind."""
    if member.node.get("examples"):
        return member.node["examples"][0]
    if member.default is not None or not member.required:
        return member.default
    return _made_up(member.node)


def _made_up(node: dict[str, Any]) -> Any:
    found = resolved(node)
    for name in ("enum", "anyOf", "oneOf"):
        if found.get(name):
            first = found[name][0]
            return _made_up(first) if isinstance(first, dict) else first
    low = found.get("minimum", found.get("exclusiveMinimum", 0))
    kinds: dict[str, Any] = {"integer": int(low) + 1, "number": low + 1, "boolean": False, "array": [], "object": {}}
    return kinds.get(str(found.get("type")), "text")
