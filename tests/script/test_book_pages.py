"""What a book tells of a project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.script.book import Book, BookOptions, make_book

MAIN = """
// Greets whoever calls.
// Owned by the sales team.
script "Main"
    media = Phone

Begin "Begin"
    Parameters: who, unused
    -> "Greet"

// Says hello.
Snippet "Greet"
    Data:
        | FUNCTION Stub(a)
        | // Makes a name
        | // nice to hear.
        | FUNCTION Nice(name)  // help
        | {
        |   RETURN name.upper()
        | }
        | ASSIGN greeting = "Hello {Nice(who)}"
        | ASSIGN global:seen = 1
        | ASSIGN way = "https://x.example"
        | ASSIGN proxy = GetRESTProxy()
        | ASSIGN got = proxy.MakeRestRequest(way, "", 0, "POST")
    -> "Say it | <b>now</b>"

Play "Say it | <b>now</b>"
    Sequence = "prompts\\\\hello.wav" "%{greeting}"
    -> "Ask"

REST_API "Ask"
    ServiceAddress = https://crm.example/leads/{who}
    Verb = GET
    resultSet = answer
    -> "Work"
    OnError -> "Stop"

Runsub "Work"
    ScriptName = Common\\Sub
    ReturnVariable = outcome
    Parameters: {greeting}, 7
    -> "Which"

Case "Which"
    Variable = outcome
    -> "Lost"
    case a|b -> "Stop"

Runsub "Lost"
    ScriptName = Nowhere
    -> "Agent"

Reqagent "Agent"
    Skill = Sales
    -> "Stop"

Stop "Stop"

Onrelease "Gone"
    CauseCode = cause
    -> "Stop"

Note "Words"
    Comments = Call us before you change this.

Assign "Never"
    Variable = x
    Value = {nobody}
    -> "Stop"
"""
SUB = """
script "Common\\Sub"
    media = Phone

Begin "Begin"
    Parameters: text
    -> "Return"

Return "Return"
    ReturnValue = {text}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "Common").mkdir(parents=True)
    (folder / "Main.studio").write_text(MAIN.strip() + "\n", encoding="utf-8")
    (folder / "Common" / "Sub.studio").write_text(SUB.strip() + "\n", encoding="utf-8")
    return folder


def pages(book: Book) -> dict[str, str]:
    return {name: content.decode("utf-8") for name, content in book.files()}


def section(page: str, title: str) -> str:
    """The part of a page of Markdown under a heading of the second level."""
    found = re.search(rf"^## {title}$(.*?)(?=^<a id=\"[\w-]+\"></a>\n\n## |\Z)", page, re.M | re.S)
    assert found is not None, f"no section {title}"
    return found[1]


def test_the_files_of_a_book(project: Path) -> None:
    assert set(pages(make_book(project))) == {
        "README.md",
        "README.svg",
        "Main.md",
        "Main.svg",
        "Common/Sub.md",
        "Common/Sub.svg",
        *(
            f"index/{name}.md"
            for name in ("scripts", "variables", "functions", "skills", "prompts", "requests", "findings")
        ),
    }
    html = pages(make_book(project, BookOptions("html")))
    assert {"index.html", "book.css", "Main.html", "Common/Sub.html", "index/findings.html"} <= set(html)
    assert not [name for name in html if name.endswith(".svg")]


def test_the_front_page(project: Path) -> None:
    text = pages(make_book(project, BookOptions(title="Sales & <Service>")))["README.md"]
    assert text.startswith("# Sales &amp; &lt;Service&gt;\n\n2 scripts, 14 actions, findings: ")
    assert section(text, "Map").strip() == "![Map of Sales &amp; &lt;Service&gt;](README.svg)"
    assert "- [Main](Main.md) Phone" in section(text, "Entry scripts")
    assert "Sub" not in section(text, "Entry scripts")
    table = section(text, "Scripts")
    assert "| [Main](Main.md) | Phone | 12 | `who`, `unused` | ❌ 1 error" in table
    assert "| [Common\\\\Sub](Common/Sub.md) | Phone | 2 | `text` |" in table
    assert "[Variables](index/variables.md)" in text


def test_what_a_script_is_for_and_calls(project: Path) -> None:
    book = pages(make_book(project))
    main, sub = book["Main.md"], book["Common/Sub.md"]
    assert "> Greets whoever calls.<br>\n> Owned by the sales team.\n\n> Call us before" in section(
        main, "What it is for"
    )
    calls = section(main, "Calls")
    assert "| runs as subscript | [Common\\\\Sub](Common/Sub.md) | [Work](#action-5) |" in calls
    assert "| runs as subscript | `Nowhere` not in the project | [Lost](#action-7) |" in calls
    assert "No script of the project names it." in calls
    assert "| [Main](../Main.md#action-5) | runs as subscript | Work |" in section(sub, "Calls")
    given = section(sub, "Parameters")
    assert "| 1. `text` | `{greeting}` by [Main](../Main.md#action-5) |" in given
    assert "| 2. without a name | `7` by [Main](../Main.md#action-5) |" in given
    assert "| 1. `who` | nothing here |" in section(main, "Parameters")
    assert "| Onrelease | [Gone](#action-10) | CauseCode: `cause` |" in section(main, "Events")


def test_variables_functions_and_things(project: Path) -> None:
    main = pages(make_book(project))["Main.md"]
    variables = section(main, "Variables")
    assert (
        "| `greeting` | [Greet](#action-2) | [Say it &#124; &lt;b&gt;now&lt;/b&gt;](#action-3), [Work](#action-5) |"
        in variables
    )
    assert "| `who`<br>parameter | [Begin](#action-1) | [Greet](#action-2), [Ask](#action-4) |" in variables
    assert "| `global:seen` | [Greet](#action-2) | nowhere here |" in variables
    assert "| `nobody` | nowhere here | [Never](#action-12) |" in variables
    functions = section(main, "Functions")
    assert (
        "`Nice(name)`\n\n> Makes a name<br>\n> nice to hear.<br>\n> help\n\n- written in [Greet](#action-2)\n"
        in functions
    )
    assert "`Stub(a)`\n\n- written in [Greet](#action-2)\n- called in nowhere here" in functions
    assert "| `prompts\\\\hello.wav` | Play |" in section(main, "Prompts")
    assert "| `Sales` | " in section(main, "Skills")
    assert "| GET | `https://crm.example/leads/{who}` | `answer` | [Stop](#action-9) | [Ask](#action-4) |" in section(
        main, "Requests"
    )
    assert "worked out when it runs | in code | not wired | [Greet](#action-2) |" in section(main, "Requests")


def test_actions_stand_in_the_order_of_the_flow_with_all_they_hold(project: Path) -> None:
    main = pages(make_book(project))["Main.md"]
    actions = section(main, "Actions")
    order = re.findall(r'<a id="action-(\d+)"></a>', actions)
    assert order == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]
    assert re.findall(r'<a id="action-(\d+)"></a>', section(main, "Actions that no flow reaches")) == ["12"]
    assert "### Say it &#124; &lt;b&gt;now&lt;/b&gt;\n\n**Play** · action 3" in actions
    assert "**Snippet** · action 2\n\n> Says hello.\n" in actions
    assert "```snippet\nFUNCTION Stub(a)\n// Makes a name\n" in actions
    assert "| Parameters | 1. `{greeting}`<br>2. `7` |" in actions
    assert "- Default → [Lost](#action-7)\n- case <code>a&#124;b</code> → [Stop](#action-9)" in actions
    assert "- OnError → [Stop](#action-9)" in actions
    assert "By default: " in actions


def test_findings_lead_to_their_rule(project: Path) -> None:
    book = pages(make_book(project))
    assert "[CK301](index/findings.md#CK301) | [Lost](#action-7), `ScriptName`" in section(book["Main.md"], "Findings")
    rules = book["index/findings.md"]
    assert '<a id="CK301"></a>\n\n## CK301: a called script that is not in the project' in rules
    assert "| [Main](../Main.md#findings) | [Lost](../Main.md#action-7), `ScriptName` |" in rules
    assert "`studio rule CK301`" in rules


def test_indexes(project: Path) -> None:
    book = pages(make_book(project))
    scripts = book["index/scripts.md"]
    assert (
        "| `Common\\Sub` | [Common\\\\Sub](../Common/Sub.md) itself<br>[Main](../Main.md): [Work](../Main.md#action-5)"
        in scripts
    )
    lost = "[Main](../Main.md): [Lost](../Main.md#action-7) runs as subscript, not in the project"
    assert f"| `Nowhere` | {lost} |" in scripts
    assert "| `text` | [Common\\\\Sub](../Common/Sub.md#variables) set, read |" in book["index/variables.md"]
    assert "| `Nice` | [Main](../Main.md#functions) written, called once |" in book["index/functions.md"]
    assert "| `Sales` | [Main](../Main.md): [Agent](../Main.md#action-8) |" in book["index/skills.md"]


def test_files_that_are_no_scripts_and_names_that_stand_twice(project: Path) -> None:
    (project / "Broken.json").write_text('{"scriptContent": {"header"', encoding="utf-8")
    (project / "Second.studio").write_text(SUB.strip() + "\n", encoding="utf-8")
    (project / "bare.snippet").write_text("x = 1\n", encoding="utf-8")
    book = pages(make_book(project))
    front = book["README.md"]
    assert re.search(r"\| \[Broken\.json\]\(Broken\.md\) \| \S", section(front, "Files that can't be read"))
    assert "can't be read as a script" in book["Broken.md"]
    assert "❌ error" in section(book["Broken.md"], "Findings")
    assert "[Common\\\\Sub (2)](Common/Sub-2.md)<br>Second.studio" in section(front, "Scripts")
    assert "Not the one that counts: [Common/Sub.studio](Sub.md)" in book["Common/Sub-2.md"]
    assert "Named by" not in book["Common/Sub-2.md"]
    assert str(project) not in "".join(book.values())
    assert "- `bare.snippet`" in section(front, "Snippets in files of their own")


def test_the_book_of_one_script_knows_its_project(project: Path) -> None:
    book = make_book(project / "Common" / "Sub.studio")
    assert book.title == "Common\\Sub"
    assert len(book.library.entries) == 1
    found = pages(make_book(project / "Main.studio"))
    assert {"README.md", "Main.md"} <= set(found)
    assert not [name for name in found if name.startswith("Common")]
    assert "| runs as subscript | Common\\\\Sub | [Work](#action-5) |" in section(found["Main.md"], "Calls")


def test_the_same_project_gives_the_same_bytes(project: Path) -> None:
    for form in ("markdown", "html"):
        options = BookOptions(form)
        assert list(make_book(project, options).files()) == list(make_book(project, options).files())


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_every_link_of_a_book_leads_somewhere(project: Path, form: str) -> None:
    found = pages(make_book(project, BookOptions(form)))  # type: ignore[arg-type]
    assert_links(found)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_production_scripts_make_a_book(shared: Path, form: str) -> None:
    found = pages(make_book(shared / "corpus", BookOptions(form)))  # type: ignore[arg-type]
    assert len([name for name in found if not name.startswith("index") and name.endswith((".md", ".html"))]) >= 18
    assert_links(found)


def assert_links(found: dict[str, str]) -> None:
    """Every link within a book leads to a file of it, and to a place that is there."""
    import html
    from urllib.parse import unquote

    links = 0
    for name, text in found.items():
        if not name.endswith((".md", ".html")):
            continue
        plain = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
        for raw in re.findall(r'href="([^"]*)"|\]\(([^)\s]*)\)', plain):
            file, _, anchor = html.unescape("".join(raw)).partition("#")
            target = (Path(name).parent / unquote(file)).as_posix() if file else name
            target = re.sub(r"(^|/)(?!\.\.)[^/]+/\.\./", r"\1", target)
            assert target in found, (name, raw)
            assert not anchor or f'id="{anchor}"' in found[target], (name, raw)
            links += 1
    assert links > 30


@pytest.mark.slow
def test_a_large_project_takes_its_size_and_no_more(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        from time import process_time

        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            text = MAIN.replace('script "Main"', f'script "F{number % 9}\\s{number}"').replace("greeting", f"g{number}")
            (folder / f"{number}.studio").write_text(text.strip() + "\n", encoding="utf-8")
        start = process_time()
        assert sum(1 for _ in make_book(folder, BookOptions("html")).files()) > count
        return process_time() - start

    few, many = seconds(40), seconds(160)
    # Four times as many scripts; twice that is what a busy machine is granted.
    assert many < 8 * few + 2
