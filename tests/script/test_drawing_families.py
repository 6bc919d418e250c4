"""What colours and icons go by: the catalogue's families, and names where it knows nothing."""

from __future__ import annotations

import pytest

from studio.script.catalogue import kinds
from studio.script.drawing.families import family, simple_family
from studio.script.drawing.rendering.icons import ICONS

SHOWN = {
    "begin": "Begin", "note": "ANNOTATION NOTE", "event": "ONSIGNAL ONMACHINE ONNEWTHING", "call": "RUNSUB RUNSCRIPT SPAWN",
    "decision": "IF CASE LOOP FOR MENU ASRMENU HOURS FILEEXIST CHECKCALLSUP", "end": "END EXIT RETURN STOP DISCARD HANGUP",
    "data": "ASSIGN SNIPPET GETVALUE SQLSELECT TIMEZONE DBNEWTHING", "web": "REST_API SETSECURITYUSER GET_AGTDTLSV23 SOAPX",
    "agent": "REQAGENT REQAGENT_DIGITAL INDICATE POPURL NEWAGENT", "telephony": "PLAY MUSIC TRANSFER BLEEPLOG ASRDIGITS",
    "message": "EMAIL MESSAGES SMSSENDV2 CCPOSTMESSAGE", "prospects": "CREATEPROSPECT2 CALLBACK DNCADDVIASKILL",
    "time": "WAIT", "signal": "SIGNAL", "other": "NEWKIND NOTHING METHOD",
}  # fmt: skip


@pytest.mark.parametrize(("shown", "names"), SHOWN.items())
def test_a_kind_is_shown_as(shown: str, names: str) -> None:
    assert {name: family(name) for name in names.split()} == dict.fromkeys(names.split(), shown)


def test_every_kind_of_the_catalogue_outside_the_internal_ones_has_a_family_with_an_icon() -> None:
    assert [each.name for each in kinds() if family(each.name) not in ICONS] == []
    assert [each.name for each in kinds() if family(each.name) == "other" and each.family != "internal"] == []


def test_flowcharts_know_few_families() -> None:
    told = {
        name: simple_family(name) for name in ("BEGIN", "NOTE", "ONDATA", "SPAWN", "HOURS", "Exit", "PLAY", "NEWKIND")
    }
    assert list(told.values()) == ["begin", "note", "event", "call", "decision", "end", "other", "other"]
