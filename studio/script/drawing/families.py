"""Which family a kind of action belongs to: what colours and icons go by."""

from __future__ import annotations

from functools import lru_cache

from studio.script.catalogue import kind_of

_MEMBERS = {
    "begin": "BEGIN",
    "note": "ANNOTATION NOTE",
    "call": "RUNSUB RUNSCRIPT SPAWN RUNAPP",
    "decision": "IF CASE SWITCH LOOP FOR MENU HOURS FILEEXIST CHECKCALLSUP",
    "data": "ASSIGN SNIPPET DELETE GETVALUE PUTVALUE REMVALUE LOCATE PARSE DBCONNECT DBGET DBPUT DBEXECUTE TIMEZONE",
    "web": "REST_API REST SOAP AB_GET_ENTRYV12 GET_AGTDTLSV23 CONTACTS_CMPLT23 SKILLAGENTSV4 SKL_GETDETSV18 "
    "SETSECURITYUSER STOPASYNC GETQUEUE INFO",
    "agent": "REQAGENT REQAGENT_DIGITAL AGENTSTATE SETAGENTSTATE COUNTAGENTS CONTACTTAKEOVER INDICATE POPURL PAGE PAGECLOSE "
    "EWTESTIMATE UNLINK WHISPER",
    "telephony": "PLAY PLAYLOG MUSIC RECORD CAPTURE TRANSFER BLINDXFER HANGUP TTSVOICE VOICEPARAMS LOGRECORDINGPRO "
    "SIPXFERPUTHD IVRLOG MCRMETADATA ASR",
    "message": "EMAIL MESSAGES SMSSENDV2 FORWARD_EMAIL_DIGITAL GET_EMAIL_DIGITAL QUEUEVM SET_DIGI_CONTACT_STATUS",
    "time": "WAIT",
    "signal": "SIGNAL",
    "prospects": "CREATEPROSPECTS CREATEPROSPECTS2 CALLBACK QUERYCALLBACK PERMITCALL SUPPRESSCALL",
    "end": "END ENDTEXT EXIT RETURN STOP DISCARD",
}
_OF_KIND = {kind: family for family, kinds in _MEMBERS.items() for kind in kinds.split()}
_DECISIONS = ("IF", "CASE", "LOOP", "FOR", "MENU", "HOURS", "FILEEXIST", "CHECKCALLSUP")
_CALLS = ("RUNSUB", "RUNSCRIPT", "SPAWN")
#: The catalogue's families, for kinds that the list above doesn't have.
_OF_CATALOGUE = {
    "api": "web", "bot": "message", "chat": "message", "connection": "prospects", "data": "data", "desktop": "agent",
    "digital": "message", "email": "message", "file": "data", "recording": "telephony", "routing": "agent",
    "speech": "telephony", "telephony": "telephony", "variable": "data",
}  # fmt: skip
#: What a name tells of a kind that no list has: the first word that is in it decides [choice].
_HINTS = (
    ("PROSPECT", "prospects"), ("CALLBACK", "prospects"), ("EMAIL", "message"), ("SMS", "message"), ("CHAT", "message"),
    ("MAIL", "message"), ("AGENT", "agent"), ("AGT", "agent"), ("SKILL", "agent"), ("SKL", "agent"), ("DB", "data"),
    ("FILE", "data"), ("VALUE", "data"), ("PLAY", "telephony"), ("REC", "telephony"), ("VOICE", "telephony"),
    ("ASR", "telephony"), ("API", "web"), ("REST", "web"), ("CONTACT", "web"),
)  # fmt: skip


def simple_family(kind: str) -> str:
    """begin, note, event, call, decision, end or other: the few families of a Mermaid flowchart."""
    folded = kind.upper()
    known = kind_of(kind)
    if folded == "BEGIN":
        return "begin"
    if folded in ("ANNOTATION", "NOTE"):
        return "note"
    if known is not None and known.event:
        return "event"
    if folded in _CALLS:
        return "call"
    if folded in _DECISIONS:
        return "decision"
    return "end" if known is not None and known.ends else "other"


@lru_cache(maxsize=4096)
def family(kind: str) -> str:
    """The family of a kind, from the finer list that pictures use; ``other`` for kinds of which nothing is known."""
    folded = kind.strip().upper()
    if folded in _OF_KIND:
        return _OF_KIND[folded]
    simple = simple_family(kind)
    if simple != "other":
        return simple
    known = kind_of(kind)
    if known is not None and known.family in _OF_CATALOGUE:
        return _OF_CATALOGUE[known.family]
    if folded.startswith("ON") and folded[2:3].isalpha() and known is None:
        return "event"
    return next((named for word, named in _HINTS if word in folded), "other")
