"""The pages of the manual that are made: statements and their sources, what cases use, and what the pages say of it."""

from __future__ import annotations

import pytest

from studio.manual import __main__, cases, pages
from studio.manual.action_pages import page
from studio.manual.cases import Use, checkout, uses
from studio.manual.kinds import Runs, branches_of, running
from studio.manual.markdown import cell, prose
from studio.manual.parity import parity, reason
from studio.manual.tables import filled
from studio.runtime.registry import library
from studio.runtime.statements import Statement, paragraphs, source_of, statements, summary
from studio.script.catalogue import kind_of
from studio.sdk import Action, text


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Waits [documented].", [Statement("Waits", "documented", "documented")]),
        (
            "It is cut [documented] and stays [choice]. Then it goes on.",
            [
                Statement("It is cut", "documented", "documented"),
                Statement("… and stays", "choice", "choice"),
                Statement("Then it goes on"),
            ],
        ),
        ("v[2] is set [inferred; the index: choice].", [Statement("v[2] is set", "inferred", "inferred; the index: choice")]),
        ("One. _ERR is set [observed in exports].", [Statement("One"), Statement("_ERR is set", "observed", "observed in exports")]),
        ("", []),
        (" [choice] ", []),
    ],
)  # fmt: skip
def test_statements_and_their_sources(told: str, found: list[Statement]) -> None:
    assert statements(told) == found


@pytest.mark.parametrize(
    ("about", "source"), [("x [choice]", "choice"), ("[the default is our choice]", "choice"), ("x", ""), ("v[2]", "")]
)
def test_the_source_of_a_property(about: str, source: str) -> None:
    assert source_of(about) == source


@pytest.mark.parametrize(
    ("told", "markdown"),
    [
        ("Sets _ERR and __err [choice].", "Sets `_ERR` and `__err` *(our choice)*."),
        ("``x|y`` is <b>", "`x|y` is &lt;b>"),
        ("x [observed in exports], y [our choice]", "x *(observed in exports)*, y *(our choice)*"),
        ("takes `a_b` [documented; else: choice]", "takes `a_b` *(documented; else: our choice)*"),
    ],
)
def test_prose(told: str, markdown: str) -> None:
    assert prose(told) == markdown
    assert cell("a|b") == "a\\|b"


class Odd(Action):
    """Does odd things [documented]: a|b.

    Second paragraph, with _names_ [choice].
    """

    kind = "BEGIN"
    branches = ("Default", "Error")
    First = text("a|b", about="x|y <z> [choice]")


def test_a_page_of_whatever_class() -> None:
    kind = kind_of("BEGIN")
    assert kind is not None
    told = page(Runs(Odd, kind, "nosuch"))
    assert "Does odd things *(documented)*: a|b." in told
    assert "| `First` | text | `a\\|b` | x\\|y &lt;z> *(our choice)* |" in told
    assert "## Example" not in told
    assert summary(Odd) == "Does odd things: a|b."
    assert branches_of(Runs(Odd, kind, "nosuch")) == ["Default", "OnError"]


# ------------------------------------------------------------------------------------------------------------- parity
def test_what_cases_use() -> None:
    found = uses()["IF"]
    assert found.properties == {"expression"}
    assert {"true", "false"} <= found.branches
    assert cases.CASES in uses()["CASE"].branches
    assert found.cases.total() >= 4


def test_a_case_counts_what_it_sets_and_expects() -> None:
    found: dict[str, Use] = {}
    script = 'If "Q"\n    Expression = n\n    True -> "Stop"\n\nStop "Stop"\n'
    cases._count(
        found, {"script": script, "basis": "choice", "branches": [["Q", "True"], ["Other", "x"], ["Stop", ""]]}
    )
    assert (found["IF"].properties, found["IF"].branches, found["IF"].cases) == (
        {"expression"},
        {"true"},
        {"choice": 1},
    )
    assert found["STOP"].branches == set()


def test_a_path_tells_of_branches_where_only_one_can_have_been_taken() -> None:
    found: dict[str, Use] = {}
    script = 'If "Q"\n    Expression = n\n    True -> "A"\n    False -> "B"\n\nStop "A"\n\nAnnotation "B"\n    -> "A"\n'
    cases._count(found, {"script": script, "basis": "choice", "path": ["Begin", "Q", "B", "A"]})
    assert found["IF"].branches == {"false"}
    assert found["ANNOTATION"].branches == {"Default"}
    cases._count(
        found, {"script": script.replace('"B"\n\n', '"A"\n\n'), "basis": "choice", "path": ["Begin", "Q", "A"]}
    )
    assert found["IF"].branches == {"false"}


def test_parity_tells_of_every_kind_that_runs_and_why_others_do_not() -> None:
    told = parity()
    for runs in running().values():
        assert f"\n### {runs.kind.display}\n" in told
    for name in ("LOGCALL_", "ENDWI"):
        kind = kind_of(name)
        assert kind is not None
        assert reason(kind) in told


def test_tables_are_put_into_pages() -> None:
    told = filled("a\n<!-- made: events -->\nGONE\n<!-- made: end -->\nb\n")
    assert "GONE" not in told
    assert "| `action` |" in told
    assert told.endswith("<!-- made: end -->\nb\n")
    with pytest.raises(KeyError):
        filled("<!-- made: nothing -->\n<!-- made: end -->")


# ------------------------------------------------------------------------------------------------------------ command
def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "stale", lambda: iter([checkout() / "docs" / "actions" / "gone.md"]))
    assert __main__.main(["--check"]) == 1
    assert capsys.readouterr().out == "docs/actions/gone.md\n"
    assert __main__.main(["--what"]) == 2
    monkeypatch.setattr(__main__, "stale", lambda: iter(()))
    assert __main__.main(["--check"]) == 0


def test_pages_of_actions_that_are_no_more_are_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = pages.pages()
    gone = checkout() / "docs" / "actions" / "begin.md"
    monkeypatch.setattr(pages, "pages", lambda: {path: each for path, each in wanted.items() if path != gone})
    assert list(pages.stale()) == [gone]


def test_outside_a_checkout(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> None:
        raise FileNotFoundError("no checkout")

    monkeypatch.setattr(__main__, "checkout", nowhere)
    assert __main__.main([]) == 2
    assert "no checkout" in capsys.readouterr().err


#: Sentences that need no source: what is not known, and advice.
NO_RULES = {"Its properties are not known", "Use Create Prospects v2"}
#: Values of properties with which a text may begin; all else begins with a small letter.
VALUES = set("True False Default Text Agent Available Userframe Call Start First String".split())
LIBRARY = [each for each in library().classes() if each.__module__.startswith("studio.actions.")]


@pytest.mark.parametrize("action", LIBRARY, ids=lambda each: each.kind)
def test_every_rule_of_the_library_names_its_source(action: type[Action]) -> None:
    rules = [each for paragraph in paragraphs(action) for each in statements(paragraph)]
    assert {each.text for each in rules if not each.source} <= NO_RULES


@pytest.mark.parametrize("action", LIBRARY, ids=lambda each: each.kind)
def test_what_properties_of_the_library_mean_is_written_in_one_style(action: type[Action]) -> None:
    for each in action.properties():
        assert each.about.endswith("]"), each.name
        assert source_of(each.about), each.name
        first = each.about.split()[0].rstrip(",:")
        assert not (first[0].isupper() and first.istitle()) or first in VALUES, each.name
