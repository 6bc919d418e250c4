"""What becomes of errors: branches for them that lead nowhere, results that nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.branches import connector_for, normal
from studio.script.catalogue import display
from studio.script.checks.findings import finding
from studio.script.checks.rules.members.objects import PROSPECTS
from studio.script.checks.spots import found
from studio.script.checks.subject import Subject
from studio.script.facts import Variable
from studio.script.graph import reachable
from studio.script.model import Action
from studio.snippet import syntax as s
from studio.snippet.compiler.names import path
from studio.snippet.trees import snippet_tree

#: What may fail for reasons outside the script, with the properties that name what tells of it.
_FAILING: dict[str, tuple[str, ...]] = {
    "REST_API": ("errorArgList", "responseHeaders", "resultSet"),
    "SQLSELECT": (),
    "SQLCURSOR": (),
    "SQLEXEC": ("FetchIdentityVar",),
    "WRITEFILE": (),
    "READFILE": (),
    "DELETE": (),
    "EMAIL": ("ErrorMsgVar",),
    "SENDEMAIL": (),
    **dict.fromkeys(PROSPECTS, ("Results",)),
}
#: What is lost with these is seldom missed, and many do without: their OnError may stay unwired.
_MINOR = ("EMAIL", "SENDEMAIL", "DELETE")
_CALLING = ("RUNSUB", "RUNSCRIPT")
_TELLING = ("_err", "__err", "__httpstatuscode", "__httpstatusdescription")
#: For the ear of who is gone; Music and Playlog among them.
_MEDIA = ("PLAY", "MENU", "RECORD", "CAPTURE", "MUSIC", "PLAYLOG")
#: What the platform does not allow while an agent looks at a contact that isn't called yet [documented].
_NOT_IN_PREVIEW = ("RUNSUB", "RUNAPP")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about errors."""
    for kind in PROSPECTS:
        for action in subject.by_kind.get(kind, ()):
            yield from _prospects(subject, action)
    for kind, outputs in _FAILING.items():
        for action in subject.by_kind.get(kind, ()):
            yield from _failing(subject, action, outputs)
    yield from _stale(subject)
    yield from _proxies(subject)
    yield from _released(subject)


def _prospects(subject: Subject, action: Action) -> Iterator[Diagnostic]:
    if connector_for(action, "Error") is None:
        message = "when nothing can be loaded OnError is taken, and it leads nowhere"
        yield finding("CK701", message, action, "connect OnError: there all records stand in FailedRecords")
    name = action.text("Results").strip()
    if not name:
        message = "without Results the records that are refused are lost"
        yield finding("CK702", message, action, "name a variable in Results and look at its FailedRecords", "Results")


def unlooked(subject: Subject) -> Iterator[tuple[str, Action]]:
    """Create Prospects whose refused records nothing in the script looks at, with the variable of the results."""
    for action in (each for kind in PROSPECTS for each in subject.by_kind.get(kind, ())):
        key = action.text("Results").strip().lower().removeprefix("global:").strip()
        known = subject.facts.variables.get(key)
        if known is None or key in subject.facts.mentions or any(each.main for each in known.uses):
            continue
        # Whoever takes the whole object, or steps on by a variable, may look at everything in it.
        if not any(_looks(each.steps[0] if each.steps else None) for each in known.reads):
            yield key, action


def _looks(step: object) -> bool:
    return not isinstance(step, str) or step == "failedrecords"


def _failing(subject: Subject, action: Action, outputs: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Quiet where anything in the script reads what would tell of the failure, or a subscript may: it sees ``_ERR`` too."""
    if action.id not in subject.reached or any(kind in subject.by_kind for kind in _CALLING):
        return
    error, default = connector_for(action, "Error"), connector_for(action, "Default")
    if error is None:
        if (
            action.kind.upper() not in (*PROSPECTS, *_MINOR)
            and default is not None
            and not _noticed(subject, action, outputs)
        ):
            yield finding(
                "CK703",
                "a failure goes on by Default, and nothing in the script notices",
                action,
                "connect OnError, or read _ERR behind it",
            )
    elif default is not None and error.to == default.to and not _noticed(subject, action, outputs):
        message = "OnError and Default lead to one action, and nothing tells success from failure"
        yield finding("CK704", message, action, "lead OnError elsewhere, or test _ERR there", branch=error)


def _noticed(subject: Subject, action: Action, outputs: tuple[str, ...]) -> bool:
    names = [action.text(each).strip().lower().removeprefix("global:") for each in outputs]
    return any(_read(subject.facts.variables.get(each)) for each in (*_TELLING, *names) if each)


def _read(known: Variable | None) -> bool:
    return known is not None and bool(known.reads)


def _stale(subject: Subject) -> Iterator[Diagnostic]:
    """The platform never empties ``_ERR`` [choice of the runtime]: in a circle an old error looks like a new one."""
    known = subject.facts.variables.get("_err")
    if known is None or known.writes or not subject.cyclic:
        return
    without = _without_errors(subject)
    for each in known.reads:
        if each.tested and each.place.action in subject.cyclic and each.place.action in without:
            message = "_ERR keeps the last error: in this circle an old one looks like a new one"
            yield found("CK705", message, subject, each.place, "assign an empty text to _ERR before what may fail")


def _without_errors(subject: Subject) -> set[int]:
    """What flows reach without any OnError."""
    return reachable(
        subject.script, subject.entries, lambda branch: branch.type != "branch" or normal(branch.label) != "error"
    )


def _proxies(subject: Subject) -> Iterator[Diagnostic]:
    """A request that fails gives no error: StatusCode is -1 then [documented]."""
    places = {
        (each.place.action, each.place.line, each.place.column): each.place
        for each in subject.facts.calls
        if each.key == "makerestrequest"
    }
    for id in dict.fromkeys(action for action, _, _ in places):
        program = snippet_tree(subject.by_id[id].text("Data")).program
        for each in s.nodes([program.body, program.functions]) if program is not None else ():
            if isinstance(each, s.Call) and each.name.lower() == "makerestrequest" and each.receiver is not None:
                rooted = path(each.receiver)
                place = places.get((id, each.line, each.column))
                if rooted is not None and place is not None and not _status_read(subject, s.fold(rooted[0].name)):
                    message = f"nothing looks at {rooted[0].name}.StatusCode: a request that fails goes unnoticed"
                    yield found("CK706", message, subject, place, "it is -1 where no answer came")


def _status_read(subject: Subject, key: str) -> bool:
    """True where its StatusCode is read, or the proxy is a parameter or handed on, so that others may read it."""
    known = subject.facts.variables.get(key)
    if known is None or key in subject.facts.mentions:
        return True
    read: bool = subject.remembered(("status", key), lambda: any("statuscode" in each.steps for each in known.reads))
    return read


def _released(subject: Subject) -> Iterator[Diagnostic]:
    """After the release nobody hears anything, and in a preview not everything is allowed [documented]."""
    for action in _after(subject, "ONRELEASE", _MEDIA):
        message = "a flow from Onrelease leads here, and the contact is gone by then"
        yield finding("CK709", message, action, "end the flow before it")
    for action in _after(subject, "ONPREVIEW", _NOT_IN_PREVIEW):
        message = f"a flow from Onpreview leads here, where {display(action.kind)} is not allowed"
        yield finding("CK711", message, action, "do it in a Snippet, or after the call is answered")


def _after(subject: Subject, event: str, kinds: tuple[str, ...]) -> Iterator[Action]:
    """The actions of some kinds that flows from an event reach."""
    heads = [each.id for each in subject.by_kind.get(event, ())]
    sought = [each for kind in kinds for each in subject.by_kind.get(kind, ())]
    if heads and sought:
        after = reachable(subject.script, heads)
        yield from (each for each in sought if each.id in after)
