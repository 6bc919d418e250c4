"""Fuzzing of the Snippet language, guided by coverage; without atheris, by hypothesis.

    .venv/bin/python tests/fuzz/snippet_parser.py --seconds 600 --folder /tmp/fuzz

The folder gets ``corpus``, ``dictionary`` and, for each finding, a file under ``findings`` with the text and a ``.txt`` beside it
with what came. One kind of finding (the exception and where it was raised) counts once. The exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from importlib.util import find_spec
from pathlib import Path

GUIDED = find_spec("atheris") is not None
if GUIDED:
    import atheris

    with atheris.instrument_imports(include=["studio.snippet"]):
        import studio.snippet.unit
        import studio.snippet.walker  # noqa: F401 - what is imported later finds it instrumented

import seeds  # noqa: E402 - after the instrumented import
from checking import check, text_of  # noqa: E402


class Findings:
    """What was found so far, each kind once."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder = folder
        self.seconds = seconds
        self.kinds: set[tuple[str, str]] = set()
        self.runs = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, text: str) -> None:
        """Check one text; keep what goes wrong."""
        self.runs += 1
        try:
            check(text, self.seconds)
        except Exception as fault:
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            kind = (type(fault).__name__, f"{Path(frame.filename).name}:{frame.lineno}")
            if kind not in self.kinds:
                self.kinds.add(kind)
                self._write(text, kind)

    def _write(self, text: str, kind: tuple[str, str]) -> None:
        name = f"{len(self.kinds):03d}-{kind[0]}"
        (self.folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
        (self.folder / f"{name}.txt").write_text(traceback.format_exc() + repr(text) + "\n", encoding="utf-8")
        print(f"finding {name} at {kind[1]}: {text[:200]!r}", file=sys.stderr, flush=True)


def guided(found: Findings, folder: Path, seconds: int) -> None:
    """Coverage decides which changed text is changed further. It runs in a child: libFuzzer ends its process itself."""
    child = os.fork()
    if not child:
        options = [
            sys.argv[0],
            f"-dict={folder / 'dictionary'}",
            f"-max_total_time={seconds}",
            "-max_len=2048",
            "-timeout=60",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={found.folder}/",
            "-print_final_stats=1",
            str(folder / "corpus"),
        ]
        atheris.Setup(options, lambda data: found.take(text_of(data)))
        atheris.Fuzz()
    os.waitpid(child, 0)


def unguided(found: Findings, seconds: int) -> None:
    """Texts of the seeds with pieces put in, taken out and doubled, as hypothesis draws them."""
    from time import monotonic

    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    texts = seeds.seeds()
    pieces = st.one_of(st.sampled_from([*seeds.SIGNS.split(), *seeds.WORDS.split("|"), "\n", " "]), st.text(max_size=3))
    cuts = st.lists(st.tuples(st.integers(0, 2048), st.integers(0, 20), pieces), min_size=1, max_size=8)

    @settings(max_examples=1_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(texts), cuts)
    def once(text: str, changes: list[tuple[int, int, str]]) -> None:
        for place, gone, piece in changes:
            at = place % (len(text) + 1)
            text = text[:at] + piece + text[at + gone :]
        found.take(text)

    end = monotonic() + seconds
    while monotonic() < end:
        once()
    print(f"{found.runs:,} texts", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="how long")
    parser.add_argument("--folder", type=Path, help="where corpus and findings go; else a temporary folder")
    parser.add_argument("--slow", type=float, default=5.0, help="seconds of the processor that one text may take")
    parser.add_argument("--hypothesis", action="store_true", help="without atheris, even if it is there")
    parser.add_argument("texts", nargs="*", type=Path, help="check these files only, once each")
    chosen = parser.parse_args()
    if chosen.texts:
        for file in chosen.texts:
            check(text_of(file.read_bytes()), chosen.slow)
        return
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="fuzz-"))
    found = Findings(folder / "findings", chosen.slow)
    print(f"{seeds.write_seeds(folder / 'corpus')} seeds; {folder}", file=sys.stderr, flush=True)
    seeds.write_dictionary(folder / "dictionary")
    if GUIDED and not chosen.hypothesis:
        guided(found, folder, chosen.seconds)
    else:
        unguided(found, chosen.seconds)
    kept = sorted(each.name for each in found.folder.iterdir())
    print(f"{len([each for each in kept if each.endswith('.txt')])} findings in {found.folder}", file=sys.stderr)
    sys.exit(1 if kept else 0)


if __name__ == "__main__":
    main()
