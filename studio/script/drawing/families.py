"""Which family a kind of action belongs to: what colours and icons go by. The catalogue tells it, with few exceptions."""

from __future__ import annotations

from functools import lru_cache

from studio.script.catalogue import CALLING, WORDS, Kind, kind_of

#: The families of pictures that stand for those of the catalogue [choice].
_OF_CATALOGUE = {
    "api": "web", "bot": "message", "chat": "message", "connection": "prospects", "data": "data", "desktop": "agent",
    "digital": "message", "email": "message", "file": "data", "recording": "telephony", "routing": "agent",
    "speech": "telephony", "telephony": "telephony", "variable": "data",
}  # fmt: skip
#: Kinds that a picture shows apart from their family in the catalogue [choice].
_APART = {
    "CALLBACK": "prospects", "HOURS": "decision", "INFO": "data", "MESSAGES": "message", "QUERYCALLBACK": "prospects",
    "REQAGENT_DIGITAL": "agent", "REST_API": "web", "SIGNAL": "signal", "TIMEZONE": "data", "WAIT": "time",
}  # fmt: skip
#: What a name tells of a kind that no list has: the first word that is in it decides [choice].
_HINTS = (
    ("PROSPECT", "prospects"), ("CALLBACK", "prospects"), ("EMAIL", "message"), ("SMS", "message"), ("CHAT", "message"),
    ("MAIL", "message"), ("AGENT", "agent"), ("AGT", "agent"), ("SKILL", "agent"), ("SKL", "agent"), ("DB", "data"),
    ("FILE", "data"), ("VALUE", "data"), ("PLAY", "telephony"), ("REC", "telephony"), ("VOICE", "telephony"),
    ("ASR", "telephony"), ("API", "web"), ("REST", "web"), ("SOAP", "web"), ("CONTACT", "web"),
)  # fmt: skip


def simple_family(kind: str) -> str:
    """begin, note, event, call, decision, end or other: the few families of a Mermaid flowchart."""
    folded = kind.upper()
    known = kind_of(kind)
    if folded == "BEGIN":
        return "begin"
    if folded in WORDS:
        return "note"
    if folded in CALLING:
        return "call"
    if known is None:
        return "other"
    if known.event:
        return "event"
    if _APART.get(known.name) == "decision" or _decides(known):
        return "decision"
    return "end" if known.ends else "other"


def _decides(kind: Kind) -> bool:
    """True for a kind that only chooses a way: by cases, or by branches without a Default beside them."""
    return kind.cases or (not kind.default and len(kind.branches) > 1)


@lru_cache(maxsize=4096)
def family(kind: str) -> str:
    """The family of a kind, from the finer list that pictures use; ``other`` for kinds of which nothing is known."""
    folded = kind.strip().upper()
    simple = simple_family(kind)
    if simple != "other":
        return simple
    known = kind_of(kind)
    if known is None:
        if folded.startswith("ON") and folded[2:3].isalpha():
            return "event"
    elif (found := _APART.get(known.name) or _OF_CATALOGUE.get(known.family)) is not None:
        return found
    return next((named for word, named in _HINTS if word in folded), "other")
