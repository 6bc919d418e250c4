"""SVG, PNG, DOT and Mermaid text of pictures: whole, safe, and the same every time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.script.drawing import PngMissing, TooLarge, draw, draw_png, picture_of, png, svg
from studio.script.drawing.rendering.icons import ICONS
from studio.script.drawing.rendering.themes import DARK, LIGHT
from studio.script.files import read_script
from studio.script.model import Action, Branch, Script

DRAWINGS = Path(__file__).with_name("drawings")
SVG = "{http://www.w3.org/2000/svg}"


def script_at(name: str) -> Script:
    script, problems = read_script(DRAWINGS / name)
    assert script is not None, problems
    return script


@pytest.mark.parametrize(("form", "suffix"), [("svg", "svg"), ("dot", "dot"), ("mermaid", "mmd")])
def test_a_small_script_is_drawn_as_kept(form: Any, suffix: str) -> None:
    """After a change that is meant: ``studio draw tests/script/drawings/small.studio -o tests/script/drawings/small.svg``."""
    assert draw(script_at("small.studio"), form) == (DRAWINGS / f"small.{suffix}").read_text("utf-8")


def test_the_parts_of_an_svg_are_found_by_action_and_branch() -> None:
    script = script_at("small.studio")
    root = ElementTree.fromstring(draw(script, "svg"))
    boxes = [each for each in root.iter(f"{SVG}g") if "data-action" in each.attrib]
    wires = [each for each in root.iter(f"{SVG}g") if each.get("class", "").startswith("wire ")]
    assert [each.get("data-action") for each in boxes] == ["1", "2", "3", "4"]
    assert {(each.get("data-branch"), each.get("data-from"), each.get("data-to")) for each in wires} == {
        ("1:Default", "1", "2"),
        ("2:True", "2", "3"),
        ("2:False", "2", "4"),
        ("3:Default", "3", "4"),
        ("3:OnError", "3", "2"),
    }
    assert root.get("viewBox", "").startswith("0 0 ")
    assert root.findtext(f"{SVG}title") == "small"
    text = [each.text for each in root.iter(f"{SVG}text")]
    assert {"Ask <the> & service", "If", "True", "False", "OnError"} <= set(text)


HOSTILE = st.text(
    st.sampled_from(
        [*"\"'<>&;#\\{}|\n\r\t abc]", "\u2028", "\ud800", "\x00", "\x1b", "\ufffe", "é", "猫", "\u202e", "𐀀"]
    ),
    max_size=30,
)


@pytest.mark.slow
@settings(max_examples=40, derandomize=True, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.sampled_from(["own", "layered"]))
def test_no_words_break_a_picture(name: str, caption: str, kind: str, label: str, media: str, layout: Any) -> None:
    branches = [Branch(to=1, type="custom", label=label), Branch(to=2, type="branch", label="On" + label)]
    script = Script(
        name=name,
        media=media,
        actions=[
            Action(id=1, kind=kind, caption=caption, branches=branches, extra={"x": 0, "y": 0}),
            Action(id=2, kind="NOTE", caption=caption, properties={"Comments": caption * 3}, extra={"x": 96, "y": 0}),
        ],
    )
    text = svg(picture_of(script, layout=layout))
    root = ElementTree.fromstring(text.encode("utf-8"))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "text", "g", "path",
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name]
    assert not re.search("[\u2028\u202e\x1b]", text)
    dot = draw(script, "dot")
    dot.encode("utf-8")
    for line in dot.splitlines():
        assert re.fullmatch(r'(?:[^"\\]|"(?:[^"\\]|\\["\\n])*")*', line), line


def test_the_example_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).resolve().parents[2]
    monkeypatch.chdir(root)
    [code] = re.findall(r"^```python\n(.*?)^```$", (root / "docs" / "drawing.md").read_text("utf-8"), re.M | re.S)
    exec(compile(code, "drawing.md", "exec"), {})


def test_huge_words_are_cut() -> None:
    script = Script(name="n" * 10**6, actions=[Action(id=1, kind="K" * 10**6, caption="c" * 10**6)])
    assert len(draw(script, "svg")) < 20_000


def test_two_actions_with_one_id_are_two_boxes() -> None:
    script = Script(name="x", actions=[Action(id=1, kind="END", caption="a"), Action(id=1, kind="END", caption="b")])
    assert [box.title for box in picture_of(script).boxes] == ["a", "b"]


def test_connectors_to_nothing_are_left_out() -> None:
    script = Script(name="x", actions=[Action(id=1, kind="WAIT", caption="a", branches=[Branch(to=7)])])
    assert picture_of(script).wires == ()


def test_themes_know_every_family_and_differ() -> None:
    assert set(LIGHT.families) == set(DARK.families)
    assert set(ICONS) <= set(LIGHT.families)
    script = script_at("small.studio")
    assert draw(script, "svg", theme="dark") != draw(script, "svg")


def test_png_is_a_png_of_the_pictures_size() -> None:
    pytest.importorskip("resvg_py")
    picture = picture_of(script_at("small.studio"))
    content = draw_png(script_at("small.studio"))
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert abs(wide - 2 * picture.width) <= 2
    assert abs(high - 2 * picture.height) <= 2


def test_words_are_drawn_without_fonts_of_the_machine() -> None:
    """The typeface comes with the extra: with it alone a caption leaves its mark, without any none would."""
    resvg = pytest.importorskip("resvg_py")
    from studio.script.drawing.rendering.png import typefaces

    assert typefaces()
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15" font-family="Noto Sans">Begin</text></svg>'
    empty = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"></svg>'
    drawn, blank = (
        bytes(resvg.svg_to_bytes(svg_string=each, font_files=typefaces(), skip_system_fonts=True))
        for each in (text, empty)
    )
    assert len(drawn) > 2 * len(blank)


def test_without_its_library_png_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PngMissing, match=r"mini-studio\[png\]"):
        png("<svg/>", 10, 10)


def test_a_picture_without_end_is_no_png() -> None:
    pytest.importorskip("resvg_py")
    with pytest.raises(TooLarge):
        png("<svg/>", 2_000_000, 50)


@pytest.mark.slow
def test_pictures_are_the_same_in_every_process() -> None:
    made = set()
    for seed in ("0", "1", "77"):
        code = (
            "import sys;from pathlib import Path;from studio.script.files import read_script;"
            "from studio.script.drawing import draw;s=read_script(Path(sys.argv[1]))[0];"
            "print(draw(s,'svg'),draw(s,'svg',direction='down'),draw(s,'dot'),draw(s))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(Path("scripts/create_prospects_one_script/brain.studio").resolve())],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
        )
        made.add(done.stdout)
    assert len(made) == 1
    assert len(made.pop()) > 20_000
