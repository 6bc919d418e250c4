"""Generated models of scripts with hostile values, as any reader could have made them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from studio.script.model import Action, Branch, Script

_NASTY = st.sampled_from(
    [
        *'"$|\\{},:=->#/<>&;! \t\r\n\u00a0\u200b\u2028\ufeff\x00\x1b\x85\ud800\udfff\ufffeaB_9é猫😀',
        "]]>",
        "->",
        "--",
        "&#xD;",
    ]
)
TEXTS = st.lists(_NASTY, max_size=6).map("".join) | st.sampled_from(["", "a", "1", "a\r\nb", "a\nb", " a ", "True"])
NAMES = st.sampled_from(["Data", "Parameters", "Skill", "xml", "json", "desktop", "1", "2", "case", "x y"]) | TEXTS
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-2, 2) | TEXTS,
    lambda deeper: st.lists(deeper, max_size=2) | st.dictionaries(NAMES, deeper, max_size=2),
    max_leaves=4,
)
VALUES = TEXTS | TEXTS | st.lists(TEXTS, max_size=3) | JSONS
MEMBERS = st.dictionaries(NAMES, JSONS, max_size=2)
COMMENTS = st.lists(st.sampled_from(["why", "// so", "#1"]), max_size=1)
KINDS = st.sampled_from(["SNIPPET", "RUNSUB", "BEGIN", "MENU", "NEWKIND", "Ab 9", "IF"]) | TEXTS
_KNOWN: dict[str, dict[str, Any]] = {
    "SNIPPET": {"Data": "", "MaxStringSize": "Limit2K"},
    "RUNSUB": {"ScriptName": "a", "ParamCount": "", "ReturnVariable": "", "Parameters": ["x"]},
    "BEGIN": {"RootFolder": "", "Application": "", "ParamCount": "", "Parameters": []},
    "IF": {"Expression": "1"},
}


@st.composite
def _properties(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    known = dict(_KNOWN.get(kind, {}))
    for name in list(known):
        choice = draw(st.integers(0, 4))
        if choice == 0:
            known[name] = draw(VALUES)
        elif choice == 1:
            del known[name]
    return {**known, **draw(st.dictionaries(NAMES, VALUES, max_size=2))}


@st.composite
def _extra(draw: st.DrawFn) -> dict[str, Any]:
    members: dict[str, Any] = {"libraryId": "B2F7", "version": 1, "implType": "0", "dependencyOrder": "3"}
    if draw(st.booleans()):
        members |= {"x": 16, "y": 32, "xws": draw(st.sampled_from([16, 0, 48])), "yws": 32}
    for name in draw(st.sets(st.sampled_from([*members, "x", "xws"]), max_size=2)):
        members[name] = draw(JSONS)
    return {**members, **draw(MEMBERS)}


@st.composite
def _branch(draw: st.DrawFn, ids: list[int]) -> Branch:
    type = draw(st.sampled_from(["default", "branch", "custom"]))
    label = "" if type == "default" else draw(st.sampled_from(["True", "OnError", "1"]) | TEXTS)
    drawing = {"labelDistance": None, "index": 0, "ports": "", "lineType": "", "elbows": []}
    changes = draw(st.dictionaries(st.sampled_from(["ports", "index", "labelDistance", "odd"]), JSONS, max_size=1))
    extra = {name: value for name, value in {**drawing, **changes}.items() if draw(st.integers(0, 9)) > 0}
    return Branch(to=draw(st.sampled_from([*ids, 99])), type=type, label=label, extra=extra, comments=draw(COMMENTS))


@st.composite
def _action(draw: st.DrawFn, id: int, ids: list[int]) -> Action:
    kind = draw(KINDS)
    action = Action(id=id, kind=kind, caption=draw(TEXTS), comments=draw(COMMENTS))
    action.properties = draw(_properties(kind))
    action.extra = draw(_extra())
    action.branches = draw(st.lists(_branch(ids), max_size=3))
    if action.properties and draw(st.booleans()):
        name = draw(st.sampled_from(list(action.properties)))
        action.property_extra = {name: members} if (members := draw(MEMBERS)) else {}
        action.property_comments = {name: [(0, each)]} if (each := next(iter(draw(COMMENTS)), "")) else {}
    form = draw(st.sampled_from(["", "", "", "xml", "json", "clipboard"]))
    action.forms = {form: {"in": {draw(NAMES): {"is": draw(JSONS)}}}} if form else {}
    return action


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    ids = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    media, number = draw(st.sampled_from([("", None), ("Phone", 4), ("Digital", 9)]))
    script = Script(
        name=draw(st.sampled_from(["Common\\Ask"]) | TEXTS),
        media=media,
        purpose=draw(st.just("General") | TEXTS),
        status=draw(st.just("Active") | TEXTS),
        redact=draw(st.lists(st.sampled_from(["pin", "a,b", ""]), max_size=2)),
        comments=draw(COMMENTS),
        trailing_comments=draw(COMMENTS),
        document=draw(st.just({"schemaVersion": "1.0.0"}) | MEMBERS),
        envelope=draw(MEMBERS),
        bare=draw(st.booleans()),
        desktop=draw(
            st.dictionaries(st.sampled_from(["UserID", "Icon", "ModifiedBy", "odd"]), TEXTS | JSONS, max_size=2)
        ),
    )
    if script.bare:
        script.envelope = {}
    script.header = {"scriptName": script.name, **({} if number is None else {"mediaType": number}), **draw(MEMBERS)}
    form = draw(st.sampled_from(["", "", "xml", "json", "clipboard"]))
    script.forms = {form: draw(MEMBERS)} if form else {}
    script.actions = [draw(_action(id, ids)) for id in ids]
    return Script.model_validate(script.model_dump())
