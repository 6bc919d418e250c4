"""``studio docs`` as people and programs call it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

MEMBERS = ["folder", "title", "scripts", "written", "same", "removed", "kept", "diagnostics"]


def test_a_book_is_written_and_its_front_page_named(studio: Any, good: Path, tmp_path: Path) -> None:
    done = studio("docs", good, "-o", "out")
    assert (done.code, Path(done.out.strip())) == (0, Path("out/README.md"))
    assert (tmp_path / "out" / "sample.md").read_text(encoding="utf-8").startswith("# sample\n")
    assert "<svg " in (tmp_path / "out" / "sample.svg").read_text(encoding="utf-8")
    again = studio("docs", good, "--output", "out")
    assert (again.code, "0 files written" in again.err) == (0, True)


def test_without_a_folder_it_is_called_book(studio: Any, good: Path, tmp_path: Path) -> None:
    assert studio("docs", ".", "--to", "html", "--title", "My <book>").code == 0
    text = (tmp_path / "book" / "index.html").read_text(encoding="utf-8")
    assert "<title>My &lt;book&gt;</title>" in text
    assert "<script" not in text


def test_mermaid_pictures(studio: Any, good: Path, tmp_path: Path) -> None:
    assert studio("docs", good, "-o", "out", "--pictures", "mermaid").code == 0
    assert "```mermaid\nflowchart TD\n" in (tmp_path / "out" / "sample.md").read_text(encoding="utf-8")
    assert not list((tmp_path / "out").rglob("*.svg"))


def test_as_json(studio: Any, good: Path, tmp_path: Path) -> None:
    done = studio("docs", ".", "-o", "out", "--json", "--title", "T")
    assert (done.code, done.err, list(done.document)) == (0, "", MEMBERS)
    assert done.document["title"] == "T"
    [script] = done.document["scripts"]
    assert list(script) == ["script", "file", "page", "findings", "masked"]
    assert (script["script"], script["file"], script["page"], script["masked"]) == ("sample", good.name, "sample.md", 0)
    assert {"sample.md", "sample.svg", "README.md"} <= set(done.document["written"])
    for name in done.document["written"]:
        assert (tmp_path / "out" / name).is_file()
    good.write_text(good.read_text(encoding="utf-8").replace('"sample"', '"other"'), encoding="utf-8")
    second = studio("docs", ".", "-o", "out", "--json").document
    assert second["removed"] == ["sample.md", "sample.svg"]
    assert not (tmp_path / "out" / "sample.md").exists()


def test_a_broken_script_has_a_page_and_exit_code_1(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.studio").write_text("nothing that is a script\n", encoding="utf-8")
    done = studio("docs", ".", "-o", "out")
    assert done.code == 1
    assert "bad.studio" in done.err
    assert "can't be read as a script" in (tmp_path / "out" / "bad.md").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "sample.md").exists()
    only = studio("docs", "bad.studio", "-o", "only", "--json")
    assert (only.code, only.document["written"], len(only.document["diagnostics"]) > 0) == (2, [], True)
    assert not (tmp_path / "only").exists()


def test_a_stranger_in_the_place_of_a_page_is_left_alone(studio: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    done = studio("docs", ".", "-o", ".", "--json")
    assert done.code == 2
    assert [each["code"] for each in done.document["diagnostics"]] == ["BK101"]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nosuch"], "FI001"), (["empty"], "BK102"), (["sample.studio", "-o", "sample.studio"], "FI010")],
)
def test_what_can_not_be_done_is_said(studio: Any, good: Path, tmp_path: Path, arguments: list[str], code: str) -> None:
    (tmp_path / "empty").mkdir()
    shown = studio("docs", *arguments)
    assert (shown.code, code in shown.err, shown.out) == (2, True, "")
    done = studio("docs", *arguments, "--json")
    assert (done.code, list(done.document)) == (2, MEMBERS)
    assert [each["code"] for each in done.document["diagnostics"]] == [code]


def test_hostile_names_stay_in_the_folder(studio: Any, tmp_path: Path) -> None:
    names = [
        "..\\..\\evil",
        "/etc/evil",
        "C:\\evil",
        "con",
        "README",
        "index\\findings",
        "<script>x</script>",
        "a\x1b[31m",
    ]
    folder = tmp_path / "scripts"
    folder.mkdir()
    for number, name in enumerate(names):
        header = {"scriptName": name, "mediaType": 4, "status": "Active"}
        begin = {"actionId": 1, "name": "BEGIN", "label": "](javascript:x)<img src=x onerror=y>"}
        body = {"scriptContent": {"header": header, "actions": {"1": begin}, "properties": {}, "branches": {}}}
        (folder / f"{number}.json").write_text(json.dumps(body), encoding="utf-8")
    for form in ("markdown", "html"):
        done = studio("docs", "scripts", "-o", f"deep/{form}", "--to", form, "--json")
        assert done.code in (0, 1)
        assert len(done.document["scripts"]) == len(names)
        pages = {each["page"].casefold() for each in done.document["scripts"]}
        assert len(pages) == len(names)
        for each in done.document["written"]:
            text = (tmp_path / "deep" / form / each).read_text(encoding="utf-8")
            # What stands between backticks is no markup.
            text = re.sub(r"`[^`\n]*`", "", text) if each.endswith(".md") else text
            assert "<script>" not in text
            assert "<img " not in text
            assert "\x1b" not in text
            assert not each.endswith(".md") or not re.search(r"(?<!\\)\]\(javascript", text)
    outside = {each.name for each in tmp_path.iterdir()} | {each.name for each in (tmp_path / "deep").iterdir()}
    assert outside == {"scripts", "deep", "markdown", "html"}
