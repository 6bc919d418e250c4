"""The pages keep what they promise: examples run, links lead somewhere, and nothing that the code knows is left out."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from studio import World, cli, load
from studio.cli.app import app
from studio.cli.prospects.map_files import read_map
from studio.dialer.lists.matching import IMPORTER
from studio.dialer.loading import codes
from studio.dialer.settings.hours import Schedule, Window
from studio.dialer.settings.sources import Source
from studio.dialer.zones.finder import ZoneFinder
from studio.dialer.zones.numbers import split_area_codes
from studio.manual.pages import stale
from studio.plugins import Plugins
from studio.runtime.events import KINDS
from studio.runtime.limits import PlatformLimits
from studio.runtime.settings import EngineSettings
from studio.script.text import read_text
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.functions.page import page as functions_page
from studio.snippet.host import PlainHost
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import to_text
from studio.snippet.variables import Variables
from studio.world.reference.page import page as world_page
from studio.world.reference.schema import world_schema
from studio.world.settings import WorldSettings

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def boxes(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


# -------------------------------------------------------------------------------------------------- links
def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    plain = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", plain, re.M)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


# ---------------------------------------------------------------------------------------------- commands
def readme_commands() -> list[str]:
    """In the page's order: some take what those before them have written."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^    (studio .+?)(?:  .*)?$|`(studio [^`]+)`", text, re.M)
    return [line or inline for line, inline in found]


#: What serves until it is stopped, waits for somebody to type, or is a pattern with words to fill in.
UNTRIED = ("studio crm", "studio repl", "studio complete FILE LINE COLUMN")


def test_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    registered = {each.name or each.callback.__name__ for each in app.registered_commands if each.callback is not None}
    assert registered == set(re.findall(r"\bstudio ([a-z]+)\b", text)) & registered


@pytest.mark.slow
def test_readme_commands_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "scripts", "scripts")
    Path("greetings.studio").write_text(readme_script(), encoding="utf-8")
    for command in readme_commands():
        if command in UNTRIED or "|" in command:
            continue
        with pytest.raises(SystemExit) as end:
            cli.main(shlex.split(command)[1:])
        # No scenarios notice every change.
        allowed = (0, 1, None) if command.startswith("studio explore mutations") else (0, None)
        assert end.value.code in allowed, command
        assert "greetings" not in command or "Good morning, ANN" in capsys.readouterr().out
    assert all(Path(each).exists() for each in ("exports", "desktop", "map.svg", "book/index.html"))


def readme_script() -> str:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith('    script "'))
    taken = []
    for line in lines[start:]:
        if line and not line.startswith("    "):
            break
        taken.append(line[4:])
    return "\n".join(taken)


# ----------------------------------------------------------------------------------------------- Snippet
def snippet_examples() -> list[Any]:
    found = re.findall(r"^```snippet\n(.*?)^```\n\n```text\n(.*?)^```$", page("snippet.md"), re.M | re.S)
    return [pytest.param(code, told, id=f"example {place}") for place, (code, told) in enumerate(found, 1)]


def test_every_snippet_box_is_an_example() -> None:
    assert len(snippet_examples()) == len(boxes(page("snippet.md"), "snippet")) > 10


@pytest.mark.parametrize(("code", "told"), snippet_examples())
def test_snippet_examples(code: str, told: str) -> None:
    unit = SnippetUnit({0: (code, 2048)})
    assert not unit.problems[0]
    variables, host = Variables(), PlainHost()
    try:
        unit.snippet(0)(variables, host)
    except SnippetError as fault:
        variables["__err"] = fault.message
    found = {}
    expected = {}
    for line in told.splitlines():
        name, _, value = line.partition("=")
        expected[name.strip()] = value.strip()
        found[name.strip()] = to_text(variables[name.strip().lower()])
    assert found == expected
    assert not host.warnings


def test_the_error_of_the_page_is_what_a_script_finds(tmp_path: Path) -> None:
    text = page("snippet.md")
    (told,) = boxes(text, "error")
    code = next(code for code in boxes(text, "snippet") if "never reached" in code)
    script = tmp_path / "shares.studio"
    script.write_text(
        'script "shares"\n\nBegin "Begin"\n    -> "Work out the share"\n\nSnippet "Work out the share"\n    Data:\n'
        + "".join(f"    | {line}\n" for line in code.splitlines())
        + '    -> "End"\n\nEnd "End"\n',
        encoding="utf-8",
    )
    world, problems = World.load(None, script)
    assert world is not None, problems
    contact = world.run(load(script)).contacts[0]
    assert contact.variables["_ERR"] == told.rstrip("\n")


def test_the_page_of_functions_is_what_the_table_says() -> None:
    assert page("functions.md") == functions_page(), "run: studio functions --page > docs/functions.md"


def test_every_function_is_in_the_page() -> None:
    assert [name for name in TABLE if f"`{name}`" not in page("functions.md")] == []


# --------------------------------------------------------------------------------------------- reference
def test_pages_that_are_made_are_new() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in stale()] == [], "run: python -m studio.manual"


@pytest.mark.parametrize("number", [0, 1])
def test_the_observers_of_the_page_work(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    box = boxes(page("observers.md"), "python")[number]
    Path("counting.py").write_text(box, encoding="utf-8")
    Path("greetings.studio").write_text(readme_script(), encoding="utf-8")
    plugins, problems = Plugins.load([Path("counting.py")], installed=False)
    assert plugins is not None, problems
    world, problems = World.load(None, Path("greetings.studio"), plugins=plugins)
    assert world is not None, problems
    world.run(load("greetings.studio"), {"p1": "Ann"})
    plugins.close()
    assert plugins.faults == []
    seen = capsys.readouterr().out.splitlines() if number == 0 else world.coverage.seen  # type: ignore[attr-defined]
    assert len(seen) == 4


def test_the_example_of_redaction_is_a_script() -> None:
    (box,) = boxes(page("traces.md"), "studio")
    script, _ = read_text(box, None)
    assert script is not None
    assert script.redact == ["cardNumber", "pin"]


CODE = re.compile(r"""["'`]((?:BK|CB|CF|CO|CV|LF|PS|ZT|SN|TX|JS|CK|LD|FI|PL|PR|WF|RH|RT|TR|TS|XM)[0-9]{3})["'`]""")


def test_every_code_is_in_the_page() -> None:
    text = page("diagnostics.md")
    used = {
        code
        for folder in ("studio", "actions", "grammar")
        for path in (ROOT / folder).rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    told = set(re.findall(r"^\| ([A-Z]{2}[0-9]{3}) \|", text, re.M))
    assert len(used) > 100
    assert told == used


def test_severities_in_the_page_are_those_of_the_checks() -> None:
    from studio.script.checks.findings import CODES

    told = dict(re.findall(r"^\| (CK[0-9]{3}) \| (\w+) \|", page("diagnostics.md"), re.M))
    assert told == {code: severity for code, (severity, _) in CODES.items()}


def test_every_event_policy_and_limit_is_in_the_page() -> None:
    text = page("runtime.md")
    names = [*KINDS, *PlatformLimits.model_fields, *(set(EngineSettings.model_fields) - {"platform", "limits"})]
    assert [name for name in names if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("box", boxes(page("runtime.md"), "yaml"))
def test_settings_of_the_page_are_valid(box: str) -> None:
    WorldSettings.model_validate(yaml.safe_load(box))


def test_result_codes_stand_in_their_order() -> None:
    text = page("create-prospects.md")
    rows = re.findall(r"^\| (?:\d+ \| )?`([^`]+)` \| .* \| (yes|no)[^|]* \|$", text, re.M)
    known = [*codes.ROW_CODES, *codes.CALL_CODES]
    assert rows == [(each.text, "yes" if each.check_in else "no") for each in known]


def test_the_exercise_of_the_page_reaches_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = page("exercise.md")
    monkeypatch.chdir(tmp_path)
    Path("orders.studio").write_text(boxes(text, "studio")[0], encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        cli.main(["exercise", "orders.studio"])
    assert end.value.code == 0
    assert capsys.readouterr().out == boxes(text, "text")[0]


# --------------------------------------------------------------------------------------------- prospects
def test_the_commands_of_the_page_print_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = page("prospect-lists.md")
    monkeypatch.chdir(tmp_path)
    Path("leads.csv").write_text(boxes(text, "csv")[0], encoding="utf-8")
    shown = boxes(text, "console")
    assert len(shown) == 4
    for box in shown:
        command, _, wanted = box.partition("\n")
        with pytest.raises(SystemExit) as end:
            cli.main(shlex.split(command)[2:])
        assert end.value.code == (1 if " load " in command else 0)
        assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == wanted.splitlines()
    assert {"rejected.csv", "report.html"} <= {each.name for each in tmp_path.iterdir()}


def test_the_map_file_of_the_page_is_one(tmp_path: Path) -> None:
    (box,) = boxes(page("prospect-lists.md"), "yaml")
    (tmp_path / "map.yaml").write_text(box, encoding="utf-8")
    found = read_map(tmp_path / "map.yaml", Source.model_validate({"name": "CRM"}))
    assert [(each.name, each.type, each.required) for each in found.fields] == [
        ("Home", "Phone", False),
        ("Product", "String", True),
    ]


def test_names_of_columns_stand_in_the_page() -> None:
    _, table = page("prospect-lists.md").split("| field | whole names | parts of names |\n|---|---|---|\n")
    rows = re.findall(r"^\| (\w+) \| ([A-Za-z, ]*) ?\| ([a-z, ]*) \|$", table.partition("\n\n")[0], re.M)
    told = {name: (_listed(wholes), set(_listed(parts))) for name, wholes, parts in rows}
    assert told == {name: ([*wholes], set(parts)) for name, (wholes, parts) in IMPORTER.items()}


def _listed(cell: str) -> list[str]:
    return [each.strip() for each in cell.split(",") if each.strip()]


def test_zones_of_numbers_are_those_that_the_page_tells() -> None:
    text = page("time-zones.md")
    rows = re.findall(r"^\| (\d{3})-(\d{3}) \| ([^|]+) \|", text, re.M)
    assert len(rows) == 7
    for area, exchange, zones in rows:
        found = ZoneFinder().of_number(f"+1{area}{exchange}0100", datetime(2026, 1, 15, tzinfo=UTC))
        assert ", ".join(found) == zones, (area, exchange)
    (split,) = re.findall(r"all zones of the area code are taken:\n +([\d ]+)\.", text)
    assert {f"1{area}" for area in split.split()} == set(split_area_codes())


@pytest.mark.slow
def test_tables_of_the_page_are_found(tmp_path: Path) -> None:
    text = page("time-zones.md")
    (table,) = boxes(text, "csv")
    (tmp_path / "zips.csv").write_text(table, encoding="utf-8")
    (settings,) = boxes(text, "yaml")
    finder = WorldSettings.model_validate(yaml.safe_load(settings)).zones.build(tmp_path)
    assert (finder.of_zip("89883"), finder.of_zip("89801")) == ("America/Denver", "America/Los_Angeles")


# -------------------------------------------------------------------------------------------- world file
def models(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and every model within it."""
    found = {model}
    for field in model.model_fields.values():
        for each in nested(field.annotation):
            found |= models(each)
    return found


def nested(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {each for part in getattr(annotation, "__args__", ()) for each in nested(part)}


def world_boxes() -> list[Any]:
    pages = [ROOT / "docs" / "world-file.md", *sorted((ROOT / "docs" / "world").glob("*.md"))]
    return [
        pytest.param(box, id=f"{path.stem} {place}")
        for path in pages
        for place, box in enumerate(boxes(path.read_text(encoding="utf-8"), "yaml"), 1)
    ]


@pytest.mark.parametrize("box", world_boxes())
def test_world_files_are_valid(box: str) -> None:
    WorldSettings.model_validate(yaml.safe_load(box) or {})


def test_the_page_of_the_world_file_is_what_the_models_say() -> None:
    assert page("world-file.md") == world_page(), "run: studio world schema --page > docs/world-file.md"


def test_the_published_schema_is_what_the_models_say() -> None:
    published = json.loads(page("world.schema.json"))
    assert published == world_schema(), "run: studio world schema > docs/world.schema.json"


def test_every_member_of_the_world_file_says_what_it_means() -> None:
    found = models(WorldSettings)
    assert {Schedule, Window} <= found
    silent = [
        f"{model.__name__}.{name}"
        for model in found
        for name, each in model.model_fields.items()
        if not each.description
    ]
    assert silent == [], "give each a description: the page, the schema and the example are made of them"


def test_yaml_boxes_of_the_example_are_valid() -> None:
    for box in boxes(page("create-prospects.md"), "yaml") + boxes(page("lead-sources.md"), "yaml"):
        WorldSettings.model_validate(yaml.safe_load(box))
