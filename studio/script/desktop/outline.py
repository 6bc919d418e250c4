"""A script as Desktop Studio's XML has it, as plain data (see :mod:`studio.script.desktop.values`), before any overlay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.script.desktop.parameters import positional
from studio.script.model import Action, Branch, Script
from studio.script.text.form import kind_members, kind_slot

#: Parts of an action that older documents lack.
OPTIONAL = ("ExtraInfo", "xws", "yws")
#: Attributes and members of the library item that no other form has, with what they are unless a script says otherwise.
ATTRIBUTES = {"ApiClassificationId": "0", "RouteOrder": "1000", "RoutingMode": ""}
NEVER = "0001-01-01T00:00:00"
NO_LIBRARY = "00000000-0000-0000-0000-000000000000"
#: What a document says where nobody knows the type of the script: a call [observed in all XML exports].
MEDIA_TYPE = 4
_ROOT = {
    "@xmlns:xsd": "http://www.w3.org/2001/XMLSchema",
    "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "@noNamespaceSchemaLocation": "http://lab-iniws01/scriptcontainer.xsd",
}
NIL = {"@xsi:nil": "true"}


def short_name(script: Script) -> str:
    """The last part of a script's path."""
    return script.name.rpartition("\\")[2]


def media_type(script: Script) -> Any:
    """The number of the script's type."""
    return script.header.get("mediaType", MEDIA_TYPE)


def document_outline(script: Script) -> dict[str, Any]:
    """The document without its actions, which stand in ``Actions``."""
    kept = script.desktop
    bus = str(script.header.get("busNo", 0))
    media = str(media_type(script))
    name = short_name(script)
    item = {
        "@LibraryID": kept.get("LibraryID", NO_LIBRARY),
        "@ApiClassificationId": kept.get("ApiClassificationId", "0"),
        "@BusNo": bus,
        "@Name": kept.get("Name", name),
        "@Alias": kept.get("Alias", name),
        "@MediaType": media,
        "@RouteOrder": kept.get("RouteOrder", "1000"),
        "@RoutingMode": kept.get("RoutingMode", ""),
        "@VariableRedaction": _redaction(script),
        "Icon": kept.get("Icon", ""),
        "ImplPath": script.name,
        "CreateDate": kept.get("CreateDate", NEVER),
        "ModifyDate": kept.get("ModifyDate", NEVER),
        "ModifyUserID": kept.get("ModifyUserID", "0"),
    }
    if "ModifiedBy" in kept:
        item["ModifiedBy"] = kept["ModifiedBy"]
    item |= {"URI": kept.get("URI", ""), "DefaultTimeZone": kept.get("DefaultTimeZone", "")}
    item |= {"Parameters": _parameters(script), "Branches": ""}
    return {
        **_ROOT,
        "@BusNo": bus,
        "@UserID": kept.get("UserID", "0"),
        "Actions": "",
        "LibraryItem": item,
        "MediaType": media,
        "ModifyDate": NEVER,
    }


def _redaction(script: Script) -> str:
    told = script.header.get("variableRedaction")
    return told if isinstance(told, str) else ",".join(script.redact)


def _parameters(script: Script) -> Any:
    """The names that Begin gives the script's parameters; of several Begins the one that counts, wherever it stands."""
    begins = (each for each in script.actions if each.kind == "BEGIN")
    begin = max(begins, key=lambda each: each.id, default=None)
    names = begin.items("Parameters") if begin is not None else []
    return {"LibraryParam": [{"Name": name} for name in names]} if names else ""


@dataclass(frozen=True, slots=True)
class Age:
    """What tells the documents of one time from those of another: parts that no action has, or all have."""

    without: frozenset[str] = frozenset()
    keyed: bool = False
    web: bool = True

    @classmethod
    def of(cls, settings: dict[str, Any]) -> Age:
        """From the settings of a script, which may come from a file that somebody edited."""
        without, more = settings.get("without"), settings.get("with")
        return cls(
            frozenset(each for each in without if isinstance(each, str)) if isinstance(without, list) else frozenset(),
            isinstance(more, list) and "KeyName" in more,
            settings.get("web") != "unused",
        )


def action_outline(action: Action, more: dict[str, Any], age: Age) -> dict[str, Any]:
    """An action. ``more`` has members that the model lacks."""
    extra = {**action.extra, **more}
    texts = positional(action)
    defaults, named, cases = _by_type(action)
    value: dict[str, Any] = {
        "ActionID": str(action.id),
        "Action": action.kind,
        "Caption": action.caption,
        "Parameters": {"string": texts} if texts else "",
    }
    if defaults:
        value["DefaultNextAction"] = _branch(action.kind, defaults[0])
    value["Branches"] = {"BranchStruct": [_branch(action.kind, each) for each in named]} if named else ""
    value["Cases"] = {"BranchStruct": [_branch(action.kind, each) for each in cases]} if cases else ""
    implied = {} if extra.get("libraryId") and "implType" in extra else kind_members(action.kind)
    value["X"] = str(extra.get("x", 0))
    value["Y"] = str(extra.get("y", 0))
    value["DependencyOrder"] = str(extra.get("dependencyOrder", "0"))
    value["Impl_Type"] = str(extra["implType"] if "implType" in extra else implied["implType"])
    value["LibraryID"] = str(extra.get("libraryId") or implied["libraryId"]).lower()
    if "ExtraInfo" not in age.without:
        value["ExtraInfo"] = _drawing(action.kind, defaults[:1], named, cases, age)
    for name, canvas in (("xws", "x"), ("yws", "y")):
        if name not in age.without:
            at = extra.get(name, extra.get(canvas, 0))
            value[name] = str(at) if age.web or at != extra.get(canvas) else "0"
    return value


def _by_type(action: Action) -> tuple[list[Branch], list[Branch], list[Branch]]:
    found: dict[str, list[Branch]] = {"default": [], "branch": [], "custom": []}
    for each in action.branches:
        found[each.type].append(each)
    return found["default"], found["branch"], found["custom"]


def slot(kind: str, branch: Branch) -> int:
    """The branch's place in the kind's definition."""
    index = branch.extra.get("index")
    if type(index) is int:
        return index
    return kind_slot(kind, branch.label) if branch.type == "branch" else 0


def label(branch: Branch) -> str:
    """The text of a branch; a Default branch may have one too."""
    told = branch.extra.get("label") if branch.type == "default" else None
    return told if isinstance(told, str) else branch.label


def _branch(kind: str, branch: Branch) -> dict[str, Any]:
    value: dict[str, Any] = {
        "Text": label(branch),
        "ActionID": str(branch.to),
        "Index": str(slot(kind, branch)),
    }
    if "labelDistance" in branch.extra:
        distance = branch.extra["labelDistance"]
        value["LabelDistance"] = str(distance) if type(distance) in (int, float) else NIL
    value["Segments"] = ""
    return value


def _drawing(kind: str, defaults: list[Branch], named: list[Branch], cases: list[Branch], age: Age) -> dict[str, Any]:
    def info(key: str, branch: Branch) -> dict[str, Any]:
        return {"KeyName": key, "ActionId": str(branch.to), "Segments": ""}

    return {
        "DefaultBranch": {
            **({"KeyName": ""} if age.keyed else {}),
            "ActionId": str(defaults[0].to) if defaults else "-1",
            "Segments": "",
        },
        "Branches": {"BranchInfo": [info(str(slot(kind, each)), each) for each in named]} if named else "",
        "CaseBranches": {"BranchInfo": [info(label(each), each) for each in cases]} if cases else "",
    }
