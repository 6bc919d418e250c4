"""The Signal action: one contact tells another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LISTENER = """
script "listener"
    media = Generic

Begin "Begin"
    -> "Rest"

Stop "Rest"

Onsignal "Told"
    Parameters: what, more
    SrcContactIDVar = who
    -> "Rest"
"""

SPEAKER = """
script "speaker"
    media = Generic

Begin "Begin"
    Parameters: target
    -> "Tell"

Signal "Tell"
    ContactID = {target}
    Parameters: hello {1 + 1}, b, 3, 4, 5, 6, 7, 8, 9, 10
    -> "Done"
    OnError -> "Nobody"

Stop "Done"

Stop "Nobody"
"""


def test_values_arrive_and_the_speaker_goes_on(bench: Callable[..., Any]) -> None:
    run = bench(LISTENER, SPEAKER)
    listener = run.run()
    speaker = run.engine.start(run.scripts[1], [listener.id])
    run.go_on()
    found = dict(listener.frames[0].variables)
    assert (found["what"], found["more"], found["sp3"], found["sp9"]) == ("hello 2", "b", "3", "9")
    assert "sp1" not in found
    assert found["who"] == speaker.id
    assert run.captions(speaker) == ["Begin", "Tell", "Done"]
    assert any("at most" in each["text"] for each in run.of("warning"))


def test_nobody_there_takes_onerror(bench: Callable[..., Any]) -> None:
    run = bench(SPEAKER)
    speaker = run.run("4711")
    assert run.captions(speaker) == ["Begin", "Tell", "Nobody"]
    assert "4711" in speaker.frames[0].variables["_err"]
