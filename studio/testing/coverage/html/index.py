"""The page with the table of all scripts."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from studio.testing.coverage.data import MEASURES, CoverageData
from studio.testing.coverage.html.page import meter, page, text


def index_page(data: CoverageData, pages: Mapping[str, str]) -> str:
    """The page; ``pages`` are those of the scripts by name."""
    heads = "".join(f"<th>{each}</th>" for each in ("script", *MEASURES))
    rows = []
    for name, script in data.scripts.items():
        cells = "".join(f"<td>{meter(script.share(each))}</td>" for each in MEASURES)
        rows.append(f'<tr><td><a href="{quote(pages[name])}">{text(name)}</a></td>{cells}</tr>')
    all = "".join(f"<td>{meter(data.share(each))}</td>" for each in MEASURES)
    foot = f"<tfoot><tr><th>all</th>{all}</tr></tfoot>" if len(rows) > 1 else ""
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody>{foot}</table>"
    return page("All scripts", f"<h1>Coverage of scripts</h1>\n{table if rows else '<p>No script was run.</p>'}")
