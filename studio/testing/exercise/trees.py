"""The syntax trees of everything in an action that is code."""

from __future__ import annotations

from collections.abc import Iterator

from studio.script.catalogue import WORDS, kind_of
from studio.script.model import Action
from studio.snippet import syntax as s
from studio.snippet.trees import expression_tree, snippet_tree, target_tree, text_tree


def trees_of(action: Action) -> Iterator[tuple[str, object]]:
    """Property and tree of each piece of code; a snippet's is a list of statements, its functions among them."""
    if action.kind.upper() in WORDS:
        return
    known = kind_of(action.kind)
    for name, value in action.properties.items():
        spec = known.property(name) if known is not None else None
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each.strip():
                tree = _tree(action, spec.kind if spec is not None else "text", each)
                if tree is not None:
                    yield name, tree


def _tree(action: Action, what: str, source: str) -> object:
    if what == "value":
        what = "expr" if action.text("Type").strip().lower() == "numeric" else "text"
    match what:
        case "code":
            program = snippet_tree(source).program
            return [*program.body, *program.functions] if program is not None else None
        case "expr" | "num":
            return expression_tree(source.strip())[0]
        case "var":
            return target_tree(source.strip())[0] if "{" not in source else None
        case "words" | "names" | "enum" | "bool":
            return None
    tree = text_tree(source)[0] if "{" in source else None
    return tree if isinstance(tree, s.Join) else None
