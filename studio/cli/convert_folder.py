"""``studio convert`` for a folder: every script to the file that its name says."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from studio.cli import report
from studio.cli.convert import STANDARD, ConvertOptions, Outcome, Refused, put, read
from studio.diagnostics import Diagnostic
from studio.script.model import Script


def convert_folder(options: ConvertOptions, form: str, outcome: Outcome) -> None:
    """Convert all scripts of a folder and below. What can't be converted is reported, and all others are. Raises WrongUse."""
    from studio.script.files import FORMS, find_scripts

    source, target = options.source, options.target
    if target == STANDARD:
        raise report.WrongUse("a folder is converted to a folder, not to standard output")
    if target.exists() and not target.is_dir():
        raise report.WrongUse(f"{report.printable(str(target))} is no folder")
    suffix = FORMS[form].suffix
    taken: dict[str, Path] = {}
    # What an earlier conversion wrote into a folder within is no input.
    inside = target.resolve() if target.resolve().is_relative_to(source.resolve()) else None
    files = [each for each in find_scripts(source) if each.suffix.lower() != ".snippet"]
    files = [each for each in files if not (inside and each.suffix.lower() == suffix and _below(each, inside))]
    for number, file in enumerate(files, 1):
        if number % 20 == 0:
            report.say(f"{number} of {len(files)} files")
        try:
            script, found = read(file, outcome)
            place = _place(script, file, options, suffix)
            key = unicodedata.normalize("NFC", str(place)).casefold()
            if key in taken:
                said = f'"{script.name}" goes to one file with the script of {taken[key]}, which is written'
                raise Refused(Diagnostic("CV212", "error", said, "rename one of them", file=str(file)))
            taken[key] = file
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
            except OSError as fault:
                said = f"the folder can't be made: {fault.strerror or fault}"
                raise Refused(Diagnostic("FI010", "error", said, file=str(place.parent))) from None
            put(script, file, place, (found, form), options.force, outcome)
        except Refused as refused:
            outcome.refuse(refused.finding)


def _place(script: Script, file: Path, options: ConvertOptions, suffix: str) -> Path:
    """The file of a script below the target; of a nameless one (a copied part) by its own file. Raises Refused."""
    from studio.script.conversion import NoPath, path_of

    name = script.name or "\\".join(file.relative_to(options.source).with_suffix("").parts)
    try:
        place = options.target / path_of(name, suffix)
        if not _below(place, options.target.resolve()):
            raise NoPath("a link leads out of the folder")
    except NoPath as fault:
        said = f'"{script.name}" names no file below the folder: {fault}'
        hint = "give the script another name, or convert it alone"
        raise Refused(Diagnostic("CV211", "error", said, hint, file=str(file), script=script.name)) from None
    return place


def _below(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder)
