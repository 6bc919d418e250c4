"""What a fuzzer begins with: the cases of the tests, the examples of the docs and, where they are, production scripts."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from studio.script.files import find_scripts, read_script
from studio.snippet.functions import TABLE
from studio.snippet.tokens import RESERVED

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SIGNS = '{ } ( ) [ ] " \' $" # #" \\ \\{ = == != <> >= => <= & && | || ~ ! + - * / ^ % , . // global: .$value ;'
WORDS = "new UCN.Data.RESTProxy()|{a}|{a[1]}|[1 + a.count]|ELSE IF|1.5|.5|''|\"\""


def seeds() -> list[str]:
    """Texts worth changing, each once."""
    found: dict[str, None] = {}
    for file in sorted((ROOT / "tests" / "snippet").glob("*.yaml")):
        found.update(dict.fromkeys(strings(loaded(file))))
    pages = "".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))
    found.update(dict.fromkeys(re.findall(r"^```snippet\n(.*?)^```", pages, re.M | re.S)))
    for folder in (ROOT / "scripts", CORPUS):
        for file in find_scripts(folder) if folder.is_dir() else []:
            script, _ = read_script(file)
            for action in script.actions if script else []:
                if action.kind.upper() == "SNIPPET":
                    found[action.text("Data")] = None
    return [each for each in found if len(each.strip()) > 3]


def loaded(file: Path) -> Any:
    """What a YAML file holds; None for one that is no YAML."""
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as fault:
        print(f"{file.name} is left out: {fault}", file=sys.stderr)
        return None


def strings(node: Any) -> Iterator[str]:
    """All texts in a tree."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for each in node.values():
            yield from strings(each)
    elif isinstance(node, list):
        for each in node:
            yield from strings(each)


def write_seeds(folder: Path) -> int:
    """Each text as a file, named by its hash. How many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = seeds()
    for each in texts:
        data = each.encode("utf-8", "surrogatepass")
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return len(texts)


def write_dictionary(file: Path) -> None:
    """Words and signs, as libFuzzer reads them."""
    words = [*sorted(word.upper() for word in RESERVED), *sorted(TABLE), *SIGNS.split(), *WORDS.split("|")]
    shown = ["".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words]
    file.write_text("".join(f'"{each}"\n' for each in shown), encoding="ascii")
