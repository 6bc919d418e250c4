"""What is the same in every form and theme of a drawing: colours by family, errors and case values apart, readable words."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

import pytest

from studio.script.drawing import draw, draw_png, picture_of, svg
from studio.script.drawing.rendering.stylesheet import stylesheet
from studio.script.drawing.rendering.themes import DARK, LIGHT, Theme
from studio.script.model import Action, Branch, Script

KINDS = ("BEGIN", "ONSIGNAL", "CASE", "RUNSUB", "ASSIGN", "REST_API", "PLAY", "WAIT", "SIGNAL", "NOTE", "END")


def one_of_each() -> Script:
    actions = [
        Action(id=at, kind=kind, caption=kind.title(), branches=[Branch(to=at + 1)] if at < len(KINDS) else [])
        for at, kind in enumerate(KINDS, 1)
    ]
    actions[2].branches += [
        Branch(to=5, type="custom", label="4711"),
        Branch(to=6, type="branch", label="Named"),
        Branch(to=11, type="branch", label="OnError"),
    ]
    return Script(name="each", actions=actions)


def test_a_family_has_one_colour_in_every_form() -> None:
    script = one_of_each()
    mermaid, dot, drawing = (draw(script, form) for form in ("mermaid", "dot", "svg"))  # type: ignore[arg-type]
    for box in picture_of(script).boxes:
        fill, accent = LIGHT.families[box.family]
        [name] = re.findall(rf"^    n{box.key}\W.*:::(\w+)$", mermaid, re.M)
        assert f"classDef {name} fill:{fill},stroke:{accent}," in mermaid
        [line] = [each for each in dot.splitlines() if f' id="{box.key}" ' in each]
        assert f'fillcolor="{fill}" color="{accent}"' in line
        assert f".studio-light .{box.family} .shape{{fill:{fill};stroke:{accent}}}" in drawing


def test_no_class_of_mermaid_is_a_word_of_its_own() -> None:
    """``:::call`` and ``class end`` are syntax errors to Mermaid: such a drawing is not shown at all."""
    names = re.findall(r":::(\w+)$", draw(one_of_each(), "mermaid"), re.M)
    assert len(set(names)) >= 8
    assert not set(names) & {"call", "click", "class", "default", "end", "graph", "href", "style", "subgraph"}


def test_default_named_case_and_error_are_told_apart_without_colour() -> None:
    script = one_of_each()
    assert "n3 --> n4" in draw(script, "mermaid")
    assert 'n3 -->|"= 4711"| n5' in draw(script, "mermaid")
    assert 'n3 -->|"Named"| n6' in draw(script, "mermaid")
    assert 'n3 -.->|"OnError"| n11' in draw(script, "mermaid")
    assert '[label="= 4711"]' in draw(script, "dot")
    labels = {each.wire: (each.text, each.case) for each in picture_of(script).labels}
    assert labels == {"3:4711": ("4711", True), "3:Named": ("Named", False), "3:OnError": ("OnError", False)}
    drawing = draw(script, "svg")
    assert '<g class="label plain case" data-branch="3:4711">' in drawing
    assert '<g class="label plain" data-branch="3:Named">' in drawing


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as the contrast rules of the W3C define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_lines_can_be_seen(theme: Theme) -> None:
    """4.5 for words and 3 for lines and signs: level AA."""
    grounds = [theme.ground, *(fill for fill, _ in theme.families.values())]
    assert all(contrast(words, ground) >= 4.5 for words in (theme.text, theme.faint) for ground in grounds)
    assert all(contrast(words, theme.ground) >= 4.5 for words in (theme.label, theme.error))
    assert all(contrast(line, theme.ground) >= 3 for line in (theme.wire, theme.error, theme.maybe))
    for fill, accent in theme.families.values():
        assert min(contrast(accent, fill), contrast(accent, theme.ground), contrast(theme.icon, accent)) >= 3


def test_auto_is_light_and_dark_in_one() -> None:
    drawing = draw(one_of_each(), "svg", theme="auto")
    rules, _, dark = stylesheet("auto").partition("@media screen and (prefers-color-scheme:dark){")
    assert f".ground{{fill:{LIGHT.ground}}}" in rules
    assert f".ground{{fill:{DARK.ground}}}" in dark
    assert dark.endswith("}}")
    assert drawing.count("<style>") == 1
    assert rules in drawing.replace("\n", "")
    for form in ("mermaid", "dot"):
        assert draw(one_of_each(), form, theme="auto") == draw(one_of_each(), form)  # type: ignore[arg-type]


def test_drawings_of_two_themes_in_one_page_do_not_clash() -> None:
    found: dict[str, set[str]] = {}
    for theme in ("light", "dark", "auto"):
        text = re.sub(r"@media[^{]*\{", "", stylesheet(theme))
        heads = re.findall(r"([^{}]+)\{[^{}]*\}", text)
        assert all(each.startswith(f".studio-{theme} ") for each in chain(*(head.split(",") for head in heads)))
        [root] = re.findall(r'<svg [^>]*class="([^"]*)"', svg(picture_of(one_of_each()), theme))
        found[theme] = set(root.split())
        assert found[theme] == {"studio-drawing", f"studio-{theme}"}


def test_a_png_is_light_where_nobody_is_asked() -> None:
    pytest.importorskip("resvg_py")
    script = Script(name="x", actions=[Action(id=1, kind="END", caption="e")])
    assert draw_png(script, theme="auto") == draw_png(script, theme="light") != draw_png(script, theme="dark")


def chain_of(count: int) -> Script:
    actions: list[Any] = [
        Action(id=each, kind="WAIT", caption="w", branches=[Branch(to=each + 1)] if each < count else [])
        for each in range(1, count + 1)
    ]
    return Script(name="chain", actions=actions)


def test_a_flow_goes_the_way_that_can_be_read() -> None:
    short, long = picture_of(chain_of(5)), picture_of(chain_of(25))
    assert len({box.y for box in short.boxes}) == 1
    assert len({box.x for box in long.boxes}) == 1
    assert "rankdir=LR" in draw(chain_of(5), "dot")
    assert "rankdir=TB" in draw(chain_of(25), "dot")
    assert "rankdir=LR" in draw(chain_of(25), "dot", direction="right")
    assert len({box.x for box in picture_of(chain_of(400)).boxes}) == 1
