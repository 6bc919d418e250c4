"""``studio draw``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from studio.cli import report

if TYPE_CHECKING:
    from studio.script.drawing import Diagram, Flow, LayoutName, ThemeName

_BY_SUFFIX = {
    ".mmd": "mermaid", ".mermaid": "mermaid", ".md": "mermaid", ".dot": "dot", ".gv": "dot", ".svg": "svg", ".png": "png",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """What ``studio draw`` was asked for; ``to`` None takes the form from the output's name."""

    path: Path
    to: str | None = None
    output: Path | None = None
    layout: str = "auto"
    direction: str = "auto"
    theme: str = "light"
    as_map: bool = False


def draw_script(options: DrawOptions) -> int:
    """Draw a script or a project's map; the exit code."""
    try:
        form = _form(options)
        diagram = _diagram(options)
        if diagram is None:
            return 2
        _write(options, form, diagram)
    except report.WrongUse as wrong:
        report.say(report.printable(f"studio draw: {wrong}"))
        return 2
    return 0


def _form(options: DrawOptions) -> str:
    """The form to draw in; raises WrongUse for options that can't be what they are."""
    from studio.script.drawing import FORMS, Flow, LayoutName, ThemeName
    from studio.script.files import SUFFIXES

    choices = (
        ("--to", options.to, FORMS),
        ("--layout", options.layout, get_args(LayoutName)),
        ("--direction", options.direction, get_args(Flow)),
        ("--theme", options.theme, get_args(ThemeName)),
    )
    for name, given, known in choices:
        if given is not None and given not in known:
            raise report.WrongUse(f"{name} is {', '.join(known[:-1])} or {known[-1]}, not {given!r}")
    suffix = options.output.suffix.lower() if options.output is not None else ""
    if suffix in SUFFIXES:
        raise report.WrongUse(f"{options.output} is the name of a script, not of a drawing")
    form = options.to or (_BY_SUFFIX.get(suffix) if options.output is not None else "mermaid")
    if form is None:
        raise report.WrongUse(f"{options.output}: say the form with --to, or by the name: .svg, .png, .dot, .mmd")
    if form == "png" and options.output is None and sys.stdout.isatty():
        raise report.WrongUse("a PNG is nothing for a terminal: name a file with -o")
    return form


def _diagram(options: DrawOptions) -> Diagram | None:
    """What is to be drawn; None, with the findings told, where it can't be read."""
    from studio.script.drawing import diagram_of, map_of
    from studio.script.files import read_script
    from studio.script.project import Project

    path = options.path
    if not path.exists():
        raise report.WrongUse(f"{path}: there is no such file or folder")
    if path.is_dir() or options.as_map:
        project, problems = Project.load(path)
        report.findings(problems, to_error=True)
        folder = path if path.is_dir() else path.parent
        if not project.scripts():
            raise report.WrongUse(f"{folder}: there is no script in this folder")
        return map_of(project, folder.resolve().name or "Scripts")
    script, problems = read_script(path)
    report.findings(problems, to_error=True)
    return diagram_of(script) if script is not None else None


def _write(options: DrawOptions, form: str, diagram: Diagram) -> None:
    """Draws, to the file or to standard output."""
    from studio.script.drawing import PngMissing, TextForm, TooLarge, draw_diagram, picture_of, png, svg

    direction, theme = cast("Flow", options.direction), cast("ThemeName", options.theme)
    if form in ("mermaid", "dot"):
        _text(draw_diagram(diagram, cast("TextForm", form), direction=direction, theme=theme), options.output)
        return
    picture = picture_of(diagram, layout=cast("LayoutName", options.layout), direction=direction)
    if options.layout == "own" and picture.layout != "own":
        report.say("the script has no places of its own: it is drawn in the layered layout")
    text = svg(picture, "light" if form == "png" and theme == "auto" else theme)
    if form == "svg":
        _text(text, options.output, xml=True)
        return
    try:
        content = png(text, picture.width, picture.height)
    except (PngMissing, TooLarge) as fault:
        raise report.WrongUse(str(fault)) from None
    if options.output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        _save(options.output, content)


def _text(text: str, output: Path | None, *, xml: bool = False) -> None:
    if output is not None:
        _save(output, text.encode("utf-8"))
        return
    if xml and (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    print(text, end="")


def _save(output: Path, content: bytes) -> None:
    from studio.script.replacing import replace_file

    try:
        replace_file(output, content)
    except OSError as fault:
        raise report.WrongUse(f"{output} can't be written: {fault.strerror or fault}") from None
