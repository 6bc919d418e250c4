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

#: Properties of any kind that name a variable to put a value into, in small letters; so does every ``…Var``.
_OUTPUTS = frozenset(
    "resultset errorargs errorarglist responseheaders results returnvariable countername variable scriptvar statevariable"
    " reasonvariable currentposition".split()
)
_OUTPUTS_OF = {
    "COUNTAGENTS": "totalloggedin available unavailable acd outbound dialer",
    "GETQUEUE": "numberqueued longestwait",
    "EWTESTIMATE": "estimatevalue estimaterange adjustedestimatevalue averagequeue averagequeuetime averagearrivalrate"
    " averagecallduration averageservicerate longestwaittime standarddeviationforcalltime agentsoncalls currentwait",
    "INFO": "allcontacts activevoice activeemail activechat activecustom portcount activenonmedia nonmediaportsallocated"
    " emailportsallocated voiceportsallocated allpurposeports customportsallocated activevoicemail activecallback activesms",
    "ONANSWER": "agentfirstname agentlastname agentid",
    "ONPAGEOPEN": "agentfirstname agentlastname agentid",
    "ONRELEASE": "causecode callresult",
    "ADDRESS BOOK LIST_LIBID_CE705E32-9653-4AA5-B7B1-5EB85D733828": "addressbooks",
    "SKL_GETDETSV18": "skills",
}
_ALL_OUTPUTS = frozenset(("ONDISPOSITION", "ONASSIGNMENTCHANGED_DIGITAL", "ONUNASSIGNMENTCHANGED_DIGITAL"))
_PER_KIND = {kind: frozenset(names.split()) for kind, names in _OUTPUTS_OF.items()}
#: Properties that name a variable to read.
#: Properties whose words name other things.
_OTHERS = frozenset(("scriptname", "sourcename"))
_INPUTS = frozenset(
    ("authcontext", "securityuser", "keyvaluepairs", "customvariables", "containervar", "initialpriority")
)
#: Variables that such an action sets are named elsewhere: in a form, a query, a profile.
OPEN_KINDS = frozenset(
    "ONDATA ONPREVIEW SQLSELECT SQLCURSOR SQLNEXT WORKFLOWDATA RUNAPP ONDISPOSITION ONPAGEOPEN PAGE ONRESKILL".split()
)


def is_predefined(key: str) -> bool:
    """True for a folded name that the platform may have made: those known, parameters by position, and all with ``_``."""
    if key in PREDEFINED or key.startswith("_"):
        return True
    letters = key.rstrip("0123456789")
    return letters in ("p", "sp") and letters != key


def bare_role(kind: str, property: str) -> str:
    """What a bare word in a text property is: ``set``, ``read``, ``mention`` where nothing is known, "" for no variable."""
    name = property.lower()
    if name in _INPUTS:
        return "read"
    if name in _OTHERS:
        return ""
    if kind in _ALL_OUTPUTS or name in _OUTPUTS or name.endswith("var") or name in _PER_KIND.get(kind, ()):
        return "set"
    return "mention"


def bare_name(text: str) -> str | None:
    """The variable that a property's text is the bare name of, ``global:`` and all, or None."""
    text = text.strip()
    head, colon, tail = text.partition(":")
    name = tail.strip() if colon and head.strip().lower() == "global" else text
    return text if len(name) <= 64 and name.isascii() and name.isidentifier() else None
