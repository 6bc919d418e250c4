"""The manual's page of the world file, made from its models: a test holds docs/world-file.md to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from studio.world.reference.members import Member, Section, sections, written

#: What is written by hand: introduction and example.
HEAD = Path(__file__).with_name("head.md")
#: The folder of a checkout in which parts have pages of their own.
_PAGES = Path(__file__).resolve().parents[3] / "docs" / "world"


def page(guides: Mapping[str, str] | None = None) -> str:
    """The whole page as Markdown; ``guides`` are pages by the part that they are about."""
    guides = found_guides() if guides is None else guides
    top, *others = sections()
    plain = [each for each in top.members if not each.inner]
    parts = [each for each in top.members if each.inner]
    made = [HEAD.read_text(encoding="utf-8").rstrip("\n") + "\n"]
    made.append("## All parts\n\n" + "\n".join(_row_of_part(each) for each in parts) + "\n")
    made.append(f"## Time, chance, policies\n\nAt the top level of the file.\n\n{_table(tuple(plain))}")
    made += [_section(each, guides) for each in others]
    return "\n".join(made)


def found_guides() -> dict[str, str]:
    """The pages of docs/world by the parts that their example boxes have; none where there is no checkout."""
    found: dict[str, str] = {}
    for path in sorted(_PAGES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = re.search(r"^# (.+)$", text, re.M)
        for box in re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S):
            content = yaml.safe_load(box)
            for part in content if isinstance(content, dict) else ():
                link = f"[{title[1] if title else path.stem}](world/{path.name})"
                # The page that is called as the part is its own.
                if path.stem == part or part not in found:
                    found[part] = link
    return found


def _row_of_part(member: Member) -> str:
    return f"- [`{member.name}`](#{_anchor((member.name,))}): {_lower(member.about)}"


def _lower(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if first.isupper() else text[:1].lower() + text[1:]


def _section(section: Section, guides: Mapping[str, str]) -> str:
    signs = "##" if len(section.path) == 1 else "###"
    lines = [f"{signs} `{'.'.join(section.path)}`\n"]
    if section.about:
        lines.append(f"{_sources(section.about)}\n")
    guide = guides.get(section.path[0]) if len(section.path) == 1 else None
    if guide:
        lines.append(f"More in {guide}.\n")
    lines.append(_table(section.members))
    return "\n".join(lines)


def tables(model: type[BaseModel], titles: Mapping[str, str]) -> str:
    """The members of a file's model, as sections with tables; ``titles`` are those of paths."""
    made = []
    for each in sections(model):
        path = ".".join(each.path)
        made.append(f"## {titles.get(path, f'`{path}`')}\n")
        if each.about:
            made.append(f"{_sources(each.about)}\n")
        made.append(_table(each.members))
    return "\n".join(made)


def _table(members: tuple[Member, ...]) -> str:
    rows = ["| member | what it takes | default | meaning |", "|---|---|---|---|"]
    rows += [_row(each) for each in members]
    return "\n".join(rows) + "\n"


def _row(member: Member) -> str:
    names = f"`{member.name}`" + "".join(f", also `{each}`" for each in member.also)
    links = ", ".join(f"[`{'.'.join(each)}`](#{_anchor(each)})" for each in member.inner)
    takes = f"{member.kind}, see {links}" if links else member.kind
    return f"| {names} | {_cell(takes)} | {_default(member)} | {_cell(_sources(member.about))} |"


def _default(member: Member) -> str:
    value: Any = member.default
    if member.required:
        return "must be given"
    if value is None or value == [] or value == {}:
        return "none"
    if value == "":
        return "empty"
    if isinstance(value, (dict, list)):
        return "see there"
    return f"`{written(value)}`"


def _sources(text: str) -> str:
    """Where a rule comes from, as pages say it."""
    return re.sub(r"\[(documented|inferred|choice|our choice)\]", r"*(\1)*", text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _anchor(path: tuple[str, ...]) -> str:
    return "".join(path).lower()
