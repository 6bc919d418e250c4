"""Names that belong to the platform, and properties that hold the bare name of a variable."""

from __future__ import annotations

from studio.snippet.compiler.names import RESERVED as READ_ONLY

#: Made by the platform before the script begins, or by actions; more may exist [observed and documented: the list is open].
PREDEFINED = READ_ONLY | frozenset(
    "ani dnis s1 spawnid errmsg mres sklname first last agentid state reason pos securityuser resultset errorarglist"
    " responseheaders".split()
)
#: The name by which scripts switch code on that only serves the editor's syntax check [observed].
GUARD = "test"

#: Properties that hold the bare name of a variable to read: no kind of property says so [documented and observed].
_INPUTS = frozenset(
    "authcontext securityuser keyvaluepairs customvariables containervar originalvar initialpriority".split()
)
#: Properties whose words name other things.
_OTHERS = frozenset(("scriptname", "sourcename"))
#: What properties that the catalogue doesn't know are called where they name a variable to set [observed]; so is ``…Var``.
_USUAL = frozenset(("resultset", "errorargs", "errorarglist", "responseheaders", "results", "returnvariable"))
#: Variables that such an action sets are named elsewhere: in a form, a query, a profile.
OPEN_KINDS = frozenset(
    "ONDATA ONPREVIEW ONCHECKIN SQLSELECT SQLCURSOR SQLNEXT WORKFLOWDATA RUNAPP ONDISPOSITION ONPAGEOPEN PAGE ONRESKILL".split()
)


def is_predefined(key: str) -> bool:
    """True for a folded name that the platform may have made: those known, parameters by position, and all with ``_``."""
    if key in PREDEFINED or key.startswith("_"):
        return True
    letters = key.rstrip("0123456789")
    return letters in ("p", "sp") and letters != key


def bare_role(property: str, known: bool) -> str:
    """What a bare word in a text property is: ``set``, ``read``, ``mention`` where nothing is known, "" for no variable.

    A property that the catalogue knows and that names a variable to set has the kind ``var``: its name tells that only of
    the others.
    """
    name = property.lower()
    if name in _INPUTS:
        return "read"
    if name in _OTHERS:
        return ""
    return "set" if not known and (name in _USUAL or name.endswith("var")) else "mention"


def bare_name(text: str) -> str | None:
    """The variable that a property's text is the bare name of, ``global:`` and all, or None."""
    text = text.strip()
    head, colon, tail = text.partition(":")
    name = tail.strip() if colon and head.strip().lower() == "global" else text
    return text if len(name) <= 64 and name.isascii() and name.isidentifier() else None
