"""Actions of shared values, files and data with absurd properties: an outcome in good time, never a traceback."""

from __future__ import annotations

from typing import Any

import pytest

from studio.runtime.registry import library
from studio.script.catalogue import kind_of
from studio.script.model import Action, Branch, Script
from studio.script.project import Project
from studio.snippet.dynamic import Dynamic
from studio.world.settings import WorldSettings
from studio.world.world import World

KINDS = (
    "PUTVALUE GETVALUE GETLIST REMVALUE CLEARLIST WRITEFILE READFILE FILEEXIST FILEINFO FILESIZE DELETE CONCATWAV SENDFILE "
    "SETDB SQLSELECT SQLCURSOR SQLNEXT SQLCLOSE SQLEXEC SQLTABLE SQLQUERY WORKFLOWDATA SAVEVARIABLES"
).split()
#: What properties are given in turn, by their kind; those in braces are variables.
ABSURD = (
    "", " ", "{missing}", "{long}", "{object}", "{array}", "{null}", "-1", "0", "9" * 400, "{1 / 0}", "999999999999999999999",
    "\0", "\ud800", "'; DROP TABLE t; --", "SELECT * FROM t", "..\\..\\x", "C:\\x", "a|b|c", "global:x", "v[0]", "True",
    "BusinessUnit", "Append", "object", "%s%n{0}", "ＦＵＬＬ", "{object.a.b.c}", "SELECT a, a AS A, 1 FROM t", "{long}{long}",
)  # fmt: skip
NUMBERS = ("", "-1", "0", "1 / 0", "missing", "object", "long", "array", "huge", "-huge * huge", "0.5")
TARGETS = ("", "x", "global:x", "v[2]", "object.a", "array[2]", "ContactID", "long")
BY_KIND = {"num": NUMBERS, "expr": NUMBERS, "var": TARGETS}


def script_of(kind: str, turn: int) -> Script:
    """An action of this kind, its branches all leading to one Stop; another turn gives each property another value."""
    spec = kind_of(kind)
    assert spec is not None
    given = {}
    for at, each in enumerate(spec.properties):
        values = BY_KIND.get(each.kind, ABSURD)
        given[each.name] = values[(turn * (1 + at) + at) % len(values)]
    ways = [Branch(to=3, type="branch", label=label) for label in spec.branches]
    if spec.default:
        ways.append(Branch(to=3))
    return Script(
        name="main",
        media="Generic",
        actions=[
            Action(id=1, kind="BEGIN", caption="Begin", branches=[Branch(to=2)]),
            Action(id=2, kind=kind, caption="Do", properties=given, branches=ways),
            Action(id=3, kind="STOP", caption="Stop"),
        ],
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [True, False], ids=["whole world", "world without parts"])
def test_absurd_properties(kind: str, parts: bool) -> None:
    assert library().get(kind) is not None
    tables: Any = [{"tables": {"t": [{"a": 1}]}}] if kind.startswith("SQL") else []
    for turn in range(len(ABSURD)):
        world = World(WorldSettings.model_validate({"data": {"databases": tables}}) if parts else None)
        if not parts:
            for name in ("values", "files", "data"):
                world.engine.ports.put(name, None)
        script = script_of(kind, turn)
        world.project = Project([script])
        contact = world.engine.start(script)
        contact.frames[0].variables.update(
            long="x" * 100_000, array="a|b|c", null=None, huge=1e300, object=Dynamic.of({"a": 1})
        )
        world.engine.run(world.engine.now + 100 * 1_000_000)
        assert contact.status == "stuck", script.actions[1].properties
        world.close()
