"""Style: captions, comments, conditions that decide nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.catalogue import WORDS, display
from studio.script.checks.findings import finding, finding_in_code, named
from studio.script.checks.rules.snippets.in_code import constant
from studio.script.checks.subject import Subject
from studio.script.model import Action
from studio.snippet import syntax as s
from studio.snippet.trees import expression_tree, snippet_tree

_LEFT_TO_DO = ("TODO", "FIXME", "XXX")
#: So many statements in comments are code that somebody switched off.
_MOST_COMMENTED = 5


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about what runs as it is and could be clearer."""
    yield from _captions(subject)
    for action in subject.by_kind.get("SNIPPET", ()):
        yield from _snippet(subject, action)
    for action in subject.by_kind.get("IF", ()):
        yield from _if(action)
    for action in subject.by_kind.get("ASSIGN", ()):
        name = action.text("Variable").strip()
        value = action.text("Value").strip()
        same = value.lower() == f"{{{name.lower()}}}"
        if name and (same or (action.text("Type").strip().lower() == "numeric" and value.lower() == name.lower())):
            yield finding(
                "CK910", f"{name} is assigned to itself", action, "delete the action, or name what was meant", "Value"
            )


def _captions(subject: Subject) -> Iterator[Diagnostic]:
    seen: Counter[tuple[str, str]] = Counter()
    for action in subject.script.actions:
        kind = action.kind.upper()
        if kind in WORDS:
            continue
        caption = action.caption.strip()
        if not caption:
            yield finding("CK903", "this action has no caption", action, "say in a few words what it is for")
            continue
        if caption != action.caption:
            yield finding("CK906", "blanks stand around this caption", action, "delete them")
        seen[kind, caption.lower()] += 1
        if seen[kind, caption.lower()] == 2:
            if caption.lower() in (display(action.kind).lower(), kind.lower()):
                yield finding(
                    "CK901", f"several actions are only called {named(caption)}", action, "say what each is for"
                )
            else:
                yield finding(
                    "CK902",
                    f"another {display(action.kind)} is called {named(caption)} too",
                    action,
                    "give each a caption of its own",
                )


def _snippet(subject: Subject, action: Action) -> Iterator[Diagnostic]:
    text = action.text("Data")
    if not text.strip():
        if action.id in subject.reached:
            yield finding("CK907", "this Snippet is empty", action, "delete it, or write what it is for")
        return
    commented: list[tuple[int, str]] = []
    for number, line in enumerate([*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""], 1):
        stripped = line.strip()
        if not stripped.startswith("//"):
            yield from _commented(action, commented)
            commented = []
            continue
        words = stripped.lstrip("/").strip()
        commented.append((number, words))
        if words.upper().startswith(_LEFT_TO_DO):
            yield finding_in_code(
                "CK905", f"left to do: {words[:60]}", action, "Data", number, line.index("//") + 1, "do it"
            )


def _commented(action: Action, lines: list[tuple[int, str]]) -> Iterator[Diagnostic]:
    if len(lines) < _MOST_COMMENTED:
        return
    parsed = snippet_tree("\n".join(words for _, words in lines))
    if parsed.program is None or any(each.severity == "error" for each in parsed.problems):
        return
    if (
        sum(1 for each in s.nodes([parsed.program.body, parsed.program.functions]) if isinstance(each, s.Assign | s.If))
        >= _MOST_COMMENTED
    ):
        message = f"{len(lines)} lines of code stand in comments"
        yield finding_in_code(
            "CK904", message, action, "Data", lines[0][0], 1, "delete them: the history of the script keeps them"
        )


def _if(action: Action) -> Iterator[Diagnostic]:
    node, _ = expression_tree(action.text("Expression").strip())
    if node is not None and constant(node):
        yield finding_in_code(
            "CK908", "nothing in this condition can change", action, "Expression", *s.start(node), "compare a variable"
        )
    if len(action.branches) > 1 and len({each.to for each in action.branches}) == 1:
        yield finding(
            "CK909", "both branches lead to one action: this decides nothing", action, "mend a branch, or delete the If"
        )
