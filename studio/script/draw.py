"""Drawing a script as a Mermaid flowchart."""

from __future__ import annotations

from studio.script.branches import normal
from studio.script.catalogue import display, kind_of
from studio.script.model import Action, Branch, Script

#: Shapes by family: opening and closing brackets.
_SHAPES = {
    "begin": ("([", "])"),
    "event": (">", "]"),
    "decision": ("{", "}"),
    "end": ("([", "])"),
    "call": ("[[", "]]"),
    "other": ("[", "]"),
}
_DECISIONS = ("IF", "CASE", "LOOP", "FOR", "MENU", "HOURS", "FILEEXIST", "CHECKCALLSUP")
_CALLS = ("RUNSUB", "RUNSCRIPT", "SPAWN")
_STYLES = (
    "classDef begin fill:#d8f0d8,stroke:#3a7d3a,color:#111",
    "classDef event fill:#fff0c8,stroke:#a07800,color:#111",
    "classDef decision fill:#e0ecff,stroke:#3b66a8,color:#111",
    "classDef call fill:#eadcf8,stroke:#6d4a99,color:#111",
    "classDef end_ fill:#f4dada,stroke:#9b3b3b,color:#111",
    "classDef note fill:#fafafa,stroke:#bbb,color:#555,stroke-dasharray:3 3",
)
_LONGEST = 60


def mermaid(script: Script) -> str:
    """The script as Mermaid text; the same text for the same script. Error branches are dashed."""
    lines = ["flowchart TD", f"    %% {_comment(script.name)}"]
    known = {each.id for each in script.actions}
    lines += [f"    {_node(each)}" for each in script.actions]
    for each in script.actions:
        lines += [f"    {_edge(each, branch)}" for branch in each.branches if branch.to in known]
    return "\n".join([*lines, *(f"    {style}" for style in _STYLES)]) + "\n"


def _node(action: Action) -> str:
    family = _family(action)
    opening, closing = _SHAPES[family if family in _SHAPES else "other"]
    kind = display(action.kind)
    caption = action.caption if action.caption.lower() != kind.lower() else ""
    label = f"{_escaped(caption)}<br/><i>{_escaped(kind)}</i>" if caption else f"<i>{_escaped(kind)}</i>"
    style = {"end": "end_", "other": ""}.get(family, family)
    return f'n{action.id}{opening}"{label}"{closing}' + (f":::{style}" if style else "")


def _family(action: Action) -> str:
    known = kind_of(action.kind)
    kind = action.kind.upper()
    if kind == "BEGIN":
        return "begin"
    if kind in ("ANNOTATION", "NOTE"):
        return "note"
    if known is not None and known.event:
        return "event"
    if kind in _CALLS:
        return "call"
    if kind in _DECISIONS:
        return "decision"
    return "end" if known is not None and known.ends else "other"


def _edge(action: Action, branch: Branch) -> str:
    if branch.type == "default":
        return f"n{action.id} --> n{branch.to}"
    arrow = "-.->" if branch.type == "branch" and normal(branch.label).startswith(("error", "overflow")) else "-->"
    return f'n{action.id} {arrow}|"{_escaped(branch.label)}"| n{branch.to}'


def _escaped(text: str) -> str:
    """Text as a label: entities for everything that Mermaid or HTML would read, nothing invisible, not too long."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return (
        "".join(
            char if char.isalnum() or char in " .,:-_/()?!+*'…" else f"#{ord(char)};" if char.isprintable() else " "
            for char in shown
        )
        or " "
    )


def _comment(text: str) -> str:
    return "".join(char if char.isalnum() or char in " _-\\/." else "_" for char in text)[:120]
