"""The page of one script: what is missing, its drawing coloured by hits, and its actions with their snippets."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from studio.script.book.visible import visible
from studio.script.model import Script
from studio.testing.coverage.data import MEASURES, ActionData, ScriptData, digest_of
from studio.testing.coverage.html.drawing import drawing
from studio.testing.coverage.html.page import meter, page, text
from studio.testing.coverage.table import missing_of

GRADES = {"hit": "✓", "part": "◐", "miss": "✗"}


def script_page(data: ScriptData, script: Script | None, depth: int) -> str:
    """The page of a script; without the script itself, or where it has changed since, there is no drawing and no code."""
    same = script is not None and digest_of(script) == data.digest
    summary = "".join(f"<tr><th>{each}</th><td>{meter(data.share(each))}</td></tr>" for each in MEASURES)
    missing = "".join(f"<li>{text(each)}</li>" for each in missing_of(data))
    parts = [f"<h1>{text(data.name)}</h1>", f"<table>{summary}</table>"]
    parts.append(f"<h2>Missing</h2><ul>{missing}</ul>" if missing else "<p>Nothing is missing.</p>")
    if script is not None and not same:
        parts.append("<p>The script has changed since: there is no drawing.</p>")
    legend = (
        '<p class="legend"><span><b class="hit">✓ covered</b></span><span><b class="part">◐ in part</b></span>'
        '<span><b class="miss">✗ never</b></span><span>numbers: how often</span></p>'
    )
    actions = "\n".join(_action(each, script if same else None) for each in _shown(data))
    if same and script is not None:
        parts.append(
            f'{legend}<div class="sides"><div class="drawing">{drawing(script, data)}</div><div>{actions}</div></div>'
        )
    else:
        parts.append(legend + actions)
    return page(data.name, "\n".join(parts), depth)


def grade_of(action: ActionData) -> str:
    """``hit``, ``part`` or ``miss``."""
    if not action.hits:
        return "miss"
    whole = all(share.covered == share.all for share in map(action.share, MEASURES))
    return "hit" if whole else "part"


def _shown(data: ScriptData) -> list[ActionData]:
    return [each for each in data.actions.values() if each.in_reach or each.hits or each.branches]


def _action(action: ActionData, script: Script | None) -> str:
    grade = grade_of(action)
    reach = "" if action.in_reach else " · no way leads here"
    often = f"reached {action.hits} times" if action.hits != 1 else "reached once"
    parts = [
        f'<section class="action {grade}" id="a{action.id}"><h3><span class="mark {grade}">{GRADES[grade]}</span> '
        f"#{action.id} {text(action.caption)} <small>{text(action.kind)}</small></h3>",
        f"<p><small>{often if action.hits else 'never reached'}{reach}</small></p>",
    ]
    if action.branches:
        told = ", ".join(
            f'<span class="mark {"hit" if hits else "miss"}">{"✓" if hits else "✗"}</span> {text(name)} <small>{hits}×</small>'
            for name, hits in action.branches.items()
        )
        parts.append(f"<p>{told}</p>")
    source = next((each.text("Data") for each in script.actions if each.id == action.id), "") if script else ""
    if action.lines and source:
        parts.append(_code(action, source))
    return "".join(parts) + "</section>"


def _code(action: ActionData, source: str) -> str:
    conditions: dict[int, list[str]] = defaultdict(list)
    for each in action.decisions:
        ways = ", ".join(f"{name} {'✓' if hit else '✗'}" for name, hit in each.ways.items())
        conditions[each.line].append(f"{each.word}: {ways}")
    rows = []
    for number, line in enumerate(source.splitlines(), 1):
        hit = action.lines.get(number)
        grade = "" if hit is None else "hit" if hit else "miss"
        sign = {"": " ", "hit": "✓", "miss": "✗"}[grade]
        note = f'<span class="c">{text("; ".join(conditions[number]))}</span>' if number in conditions else ""
        # Blanks at the front of a line are the author's.
        code = escape(visible(line, "\t"))
        rows.append(
            f'<span class="l {grade}"><span class="n">{number}</span><span class="s">{sign}</span>{code}{note}</span>'
        )
    return f"<pre>{''.join(rows)}</pre>"
