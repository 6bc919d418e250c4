"""Pictures in a book: those of wide canvases laid out for a page, light and dark in one, tables that phones can show."""

from __future__ import annotations

import re
from pathlib import Path

from studio.script.book import BookOptions, make_book
from studio.script.book.pictures import WIDEST
from studio.script.drawing import picture_of
from studio.script.files import read_script


def book(folder: Path, text: str, form: str = "html") -> dict[str, str]:
    _written(folder, text)
    options = BookOptions(form=form)  # type: ignore[arg-type]
    return {name: content.decode("utf-8") for name, content in make_book(folder, options).files()}


def _written(folder: Path, text: str) -> Path:
    path = folder / "a.studio"
    path.write_text(text, encoding="utf-8")
    return path


def width(page: str) -> float:
    [found] = re.findall(r'<svg [^>]*\bwidth="([0-9.]+)"', page)
    return float(found)


def on_canvas(*places: tuple[int, int]) -> str:
    """Actions at these places of an editor's canvas, each leading to the next."""
    last = len(places)
    actions = [f'Wait "w{each}" #{each}\n    Seconds = 1\n    -> "w{each + 1}"\n' for each in range(1, last)]
    editor = [f"    #{number} {x},{y} 0" for number, (x, y) in enumerate(places, 1)]
    head = 'script "Row"\n    media = Generic\n'
    return "\n".join([head, *actions, f'Stop "w{last}" #{last}\n', "editor", *editor]) + "\n"


def test_a_canvas_too_wide_for_a_page_is_laid_out_anew(tmp_path: Path) -> None:
    text = on_canvas(*((each * 96, 16) for each in range(20)))
    script, problems = read_script(_written(tmp_path, text))
    assert script is not None, problems
    assert picture_of(script, layout="own").width > WIDEST
    assert width(book(tmp_path, text)["Row.html"]) <= WIDEST


def test_a_canvas_that_fits_stays_as_its_author_has_it(tmp_path: Path) -> None:
    """The flow runs upwards, as no layered layout does."""
    page = book(tmp_path, on_canvas((16, 400), (16, 200), (16, 16)))["Row.html"]
    down = [float(y) for y in re.findall(r'data-action="[^"]*"[^>]*transform="translate\([0-9.]+ ([0-9.]+)\)"', page)]
    assert down == sorted(down, reverse=True)
    assert len(set(down)) == 3


def test_one_drawing_serves_light_and_dark(tmp_path: Path) -> None:
    pages = book(tmp_path, 'script "A"\n    media = Generic\n\nStop "s"\n')
    assert 'class="studio-drawing studio-auto"' in pages["A.html"]
    assert pages["A.html"].count("prefers-color-scheme:dark") == 1
    assert ".studio-auto" in book(tmp_path, 'script "A"\n    media = Generic\n\nStop "s"\n', "markdown")["A.svg"]


def test_every_cell_knows_its_heading(tmp_path: Path) -> None:
    text = 'script "A"\n    media = Generic\n\nAssign "a"\n    Variable = x\n    Value = 1\n'
    page = book(tmp_path, text)["A.html"]
    assert '<td data-head="Set in">' in page
    heads = set(re.findall(r"<th>([^<]+)</th>", page))
    assert set(re.findall(r'data-head="([^"]*)"', page)) <= heads
