"""The report as one HTML page: tables, and bars drawn as SVG. Nothing is fetched, no script runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from studio.cli.prospects.bars import columns, rows_of_bars

if TYPE_CHECKING:
    from studio.cli.prospects.figures import StoreFigures

Table = tuple[str, tuple[str, str], list[tuple[str, int]]]

#: Rows of a table that get a bar; a page is to be read at a glance.
MOST_BARS = 15

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --paper: #ffffff; --faint: #667085; --line: #d5dae1; --bar: #2f6db5; --soft: #f4f6f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --paper: #14181f; --faint: #9aa4b2; --line: #323a46; --bar: #6ea8e8; --soft: #1b212a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; color: var(--faint); }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1.25rem; }
section { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; overflow-x: auto; }
section.wide { grid-column: 1 / -1; }
svg { display: block; width: 100%; height: auto; }
section.wide svg { min-width: 46rem; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg text.faint { fill: var(--faint); }
svg .bar { fill: var(--bar); }
svg .line { stroke: var(--line); }
details { margin-top: .75rem; }
summary { cursor: pointer; color: var(--faint); }
table { border-collapse: collapse; margin-top: .5rem; }
th, td { text-align: left; padding: .15rem 1.5rem .15rem 0; border-bottom: 1px solid var(--line); font-weight: normal; }
th { color: var(--faint); }
td.count, th.count { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }
"""


def page(found: StoreFigures, tables: list[Table], note: str) -> str:
    """The whole page; ``tables`` as the screen shows them, the hours last."""
    title = f"Prospects at {found.at:%Y-%m-%d %H:%M} UTC"
    *others, hours = tables
    parts = [_section(hours, wide=True), *(_section(each) for each in others)]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{found.total:,} prospects. {escape(note)}</p>\n"
        f"<main>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _section(table: Table, *, wide: bool = False) -> str:
    title, _, rows = table
    told = f"{title}: " + ", ".join(f"{name} {count:,}" for name, count in rows[:MOST_BARS])
    if not any(count for _, count in rows):
        drawn = "<p>None of them in the coming 24 hours.</p>\n"
    else:
        drawn = columns(rows, told) if wide else rows_of_bars(rows[:MOST_BARS], told)
    more = f"<p>{len(rows) - MOST_BARS:,} more in the table.</p>" if not wide and len(rows) > MOST_BARS else ""
    kind = f' class="wide" tabindex="0" aria-label="{escape(title)}"' if wide else ""
    return (
        f"<section{kind}>\n<h2>{escape(title)}</h2>\n{drawn}{more}"
        f"<details><summary>As a table</summary>{_table(table)}</details>\n</section>\n"
    )


def _table(table: Table) -> str:
    _, headings, rows = table
    head = (
        f'<tr><th scope="col">{escape(headings[0])}</th><th scope="col" class="count">{escape(headings[1])}</th></tr>'
    )
    body = "".join(f'<tr><td>{escape(name)}</td><td class="count">{count:,}</td></tr>' for name, count in rows)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
