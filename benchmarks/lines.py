"""Sources for parsing and compiling: production scripts where there are any, the project's own, and a generated mix."""

from __future__ import annotations

import os
from pathlib import Path

from studio.script.files import find_scripts, read_script
from studio.script.limits import string_limit

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("STUDIO_CORPUS", ROOT.parent / "shared" / "corpus"))
Sources = dict[int, tuple[str, int]]


def script_sources(folder: Path) -> list[Sources]:
    """The snippets of each script below a folder, by action id; [] where there is no such folder."""
    found = []
    for file in find_scripts(folder) if folder.is_dir() else []:
        script, _ = read_script(file)
        if script is None:
            continue
        sources = {
            each.id: (each.text("Data"), string_limit(each.text("MaxStringSize")))
            for each in script.actions
            if each.kind.upper() == "SNIPPET"
        }
        if sources:
            found.append(sources)
    return found


def count_lines(sources: list[Sources]) -> int:
    """The lines that are not blank."""
    return sum(bool(line.strip()) for each in sources for text, _ in each.values() for line in text.splitlines())


SNIPPET = """\
ASSIGN queue{n} = "{site}_{{name.upper()}}_{n}"
FUNCTION Label{n}(code, text)
{{
    IF code = {n} & text.contains(",")
    {{
        RETURN "{{code}}: {{text.split(",")[1]}}"
    }}
    RETURN "{{code}}"
}}
FOR i = 1 TO min(9, n{n})
{{
    menu[1 + menu.count] = Label{n}(i, "{{list[i]}}, {{queue{n}}}")   // as it is shown
    total = (total + i * 2) \\ {n}
}}
SWITCH answer{n}
{{
    CASE "Yes" {{ o.rows[1].Name = $"\\{{ \\"n\\": {{total}} }}" }}
    DEFAULT {{ o.rows[1].Name = "" }}
}}
"""
PYTHON = """\
queue{n} = f"{site}_{{name.upper()}}_{n}"
def label{n}(code, text):
    if code == {n} and "," in text:
        return f"{{code}}: {{text.split(',')[1]}}"
    return f"{{code}}"
for i in range(1, min(9, n{n}) + 1):
    menu.append(label{n}(i, f"{{items[i]}}, {{queue{n}}}"))   # as it is shown
    total = (total + i * 2) // {n}
if answer{n} == "Yes":
    rows[1]["Name"] = f'{{{{ "n": {{total}} }}}}'
else:
    rows[1]["Name"] = ""
"""
STARLARK = """\
queue{n} = "{site}_{{}}_{n}".format(name.upper())
def label{n}(code, text):
    if code == {n} and "," in text:
        return "{{}}: {{}}".format(code, text.split(",")[1])
    return str(code)
def main{n}(menu, items, rows, total):
    for i in range(1, min(9, n{n}) + 1):
        menu.append(label{n}(i, "{{}}, {{}}".format(items[i], queue{n})))   # as it is shown
        total = (total + i * 2) // {n}
    if answer{n} == "Yes":
        rows[1]["Name"] = '{{ "n": {{}} }}'.replace("{{}}", str(total))
    else:
        rows[1]["Name"] = ""
"""
JINJA2 = """\
{{% set queue{n} = "{site}_" ~ name.upper() ~ "_{n}" %}}
{{% macro label{n}(code, text) %}}
{{% if code == {n} and "," in text %}}
{{{{ code }}}}: {{{{ text.split(",")[1] }}}}
{{% else %}}{{{{ code }}}}
{{% endif %}}
{{% endmacro %}}
{{% for i in range(1, [9, n{n}] | min + 1) %}}
{{{{ menu.append(label{n}(i, items[i] ~ ", " ~ queue{n})) }}}}   {{# as it is shown #}}
{{% set v.total = (v.total + i * 2) // {n} %}}
{{% endfor %}}
{{% if answer{n} == "Yes" %}}
{{% set v.Name = '{{ "n": ' ~ v.total ~ ' }}' %}}
{{% else %}}
{{% set v.Name = "" %}}
{{% endif %}}
"""


def mix(pattern: str, lines: int) -> str:
    """So many lines of a language, nearly: blocks alike, each with names and values of its own."""
    each = pattern.count("\n")
    return "".join(pattern.format(n=number, site="north") for number in range(1, max(lines // each, 1) + 1))
