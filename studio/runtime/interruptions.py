"""What happens to a contact when an event comes: which frame handles it, what is broken off, what is held or lost.

Only the event action that is nearest to the running script counts; what ran above it is discarded, nothing resumes.
Signals have a rule of their own while a subscript runs, because loading leads must not be torn in the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.contact import Contact, Frame, Incoming

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

SIGNAL = "ONSIGNAL"
RELEASE = "ONRELEASE"
#: Without a handler these suspend the contact [documented]; a release ends it; others are ignored [choice].
_SUSPENDING = ("ONANSWER", "ONPREVIEW")


def arrive(engine: Engine, contact: Contact, incoming: Incoming) -> None:
    """Put an event before a contact; it is heard at the contact's next boundary."""
    if incoming.kind == SIGNAL:
        engine.announce("signal", contact, values=incoming.values, source=incoming.source)
        if engine.settings.signal_mode == "last":
            for older in [each for each in contact.incoming if each.kind == SIGNAL]:
                _remove(contact, older)
                engine.announce("signal replaced", contact, values=older.values)
    contact.incoming = [*contact.incoming, incoming]
    engine.wake(engine.now, contact)


def take(engine: Engine, contact: Contact) -> bool:
    """Handle what has arrived. True if the flow has gone elsewhere (or the contact has ended)."""
    wins = engine.settings.events_at_once == "release_wins"
    if wins and any(each.kind == RELEASE for each in contact.incoming):
        _release(engine, contact)
        return True
    moved = False
    for incoming in list(contact.incoming):
        if not any(each is incoming for each in contact.incoming):
            continue
        if incoming.kind == SIGNAL:
            moved = _signal(engine, contact, incoming) or moved
        elif incoming.kind == RELEASE:
            _release(engine, contact)
            return True
        else:
            _remove(contact, incoming)
            moved = _event(engine, contact, incoming) or moved
        if not contact.alive:
            return True
    return moved


def rest(contact: Contact) -> None:
    """The contact parks or waits: where a script with an Onsignal does so, the next queued signal may be entered."""
    if SIGNAL in contact.frames[-1].script.events:
        contact.busy = False


def halt(engine: Engine, contact: Contact, by: str) -> None:
    """Break off what a contact is doing; it rests where it is until the next event."""
    if not contact.alive or contact.parked:
        return
    frame = contact.frames[-1]
    if contact.due is not None:
        at = frame.script.actions[frame.at].id
        engine.announce("interrupted", contact, by=by, at=at, discarded=[])
    frame.began = -1
    contact.due = contact.pending = None
    contact.status = "waiting" if any(each.script.events for each in contact.frames) else "stuck"
    rest(contact)
    engine.announce("parked", contact, outcome=by, state=contact.status)


def discard_all(engine: Engine, contact: Contact, why: str) -> None:
    """Lose everything that was still to be heard."""
    for each in contact.incoming:
        _lose(engine, contact, each, why)
    contact.incoming = ()


def _remove(contact: Contact, incoming: Incoming) -> None:
    contact.incoming = [each for each in contact.incoming if each is not incoming] or ()


# ------------------------------------------------------------------------------------------------- signals
def _signal(engine: Engine, contact: Contact, signal: Incoming) -> bool:
    if engine.settings.signal_mode == "queue" and contact.busy:
        return False
    innermost = len(contact.frames) - 1
    frame = contact.frames[innermost]
    if contact.due is not None:
        match _while_waiting(engine, contact):
            case "ignore":
                return _forget(engine, contact, signal, "the contact waits")
            case "hold":
                return _hold(engine, contact, signal)
    if SIGNAL in frame.script.events:
        return _enter(engine, contact, signal, innermost)
    if innermost == 0:
        return _forget(engine, contact, signal, "the script has no Onsignal")
    if contact.parked and not (set(frame.script.events) - {RELEASE}):
        return _by_scope(engine, contact, signal)
    if not any(SIGNAL in each.script.events for each in contact.frames):
        return _forget(engine, contact, signal, "no script of the contact has an Onsignal")
    match engine.settings.signal_during_runsub:
        case "ignore":
            return _forget(engine, contact, signal, "a subscript is running")
        case "interrupt":
            return _by_scope(engine, contact, signal)
    return _hold(engine, contact, signal)


def _while_waiting(engine: Engine, contact: Contact) -> str:
    settings = engine.settings
    asked = contact.pending is not None and contact.pending.request
    return settings.signal_during_request if asked else settings.signal_during_wait


def _hold(engine: Engine, contact: Contact, signal: Incoming) -> bool:
    if not signal.held:
        signal.held = True
        engine.announce("signal held", contact, values=signal.values)
    return False


def _by_scope(engine: Engine, contact: Contact, incoming: Incoming) -> bool:
    level = handler(engine, contact, incoming.kind)
    if level is None:
        return _forget(engine, contact, incoming, f"nothing handles {incoming.kind}")
    return _enter(engine, contact, incoming, level)


def _forget(engine: Engine, contact: Contact, incoming: Incoming, why: str) -> bool:
    _remove(contact, incoming)
    _lose(engine, contact, incoming, why)
    return False


def _lose(engine: Engine, contact: Contact, incoming: Incoming, why: str) -> None:
    if incoming.kind == SIGNAL:
        engine.announce("signal lost", contact, values=incoming.values, why=why)
    else:
        engine.announce("event lost", contact, event=incoming.kind, why=why)


# ------------------------------------------------------------------------------------------ other events
def handler(engine: Engine, contact: Contact, kind: str) -> int | None:
    """The frame that handles an event, by ``event_scope``: its place on the stack, or None."""
    frames = contact.frames
    match engine.settings.event_scope:
        case "innermost":
            levels = [len(frames) - 1]
        case "main":
            levels = [0]
        case _:
            levels = list(range(len(frames) - 1, -1, -1))
    if kind == "ONRESKILL":
        levels = [0]
    return next((level for level in levels if kind in frames[level].script.events), None)


def _event(engine: Engine, contact: Contact, incoming: Incoming) -> bool:
    level = handler(engine, contact, incoming.kind)
    if level is not None:
        return _enter(engine, contact, incoming, level)
    _lose(engine, contact, incoming, "nothing handles it")
    if incoming.kind not in _SUSPENDING:
        return False
    contact.due = contact.pending = None
    contact.status = "waiting" if any(frame.script.events for frame in contact.frames) else "stuck"
    engine.announce("parked", contact, outcome=incoming.kind, state=contact.status)
    return True


def _release(engine: Engine, contact: Contact) -> None:
    release = next(each for each in contact.incoming if each.kind == RELEASE)
    _remove(contact, release)
    if engine.settings.events_at_once == "release_wins":
        discard_all(engine, contact, "the contact was released")
    if contact.released:
        return
    level = handler(engine, contact, RELEASE)
    if level is None:
        engine.finish(contact, "ended", "released")
        return
    contact.released = True
    _enter(engine, contact, release, level)
    engine.announce("released", contact)
    engine.tell_parts("contact_released", contact)


def _entry(frame: Frame, incoming: Incoming) -> int:
    """Where the flow goes on: at the action that is named, else at the one that counts for the kind."""
    script = frame.script
    named = None if incoming.action is None else script.index.get(incoming.action)
    if named is not None and script.actions[named].kind_here == incoming.kind:
        return named
    return script.events[incoming.kind]


def _enter(engine: Engine, contact: Contact, incoming: Incoming, level: int) -> bool:
    """Go on at the event action of a frame: what was going on is broken off, the frames above it are discarded."""
    _remove(contact, incoming)
    broken = contact.due is not None or level < len(contact.frames) - 1
    if broken:
        frame = contact.frames[-1]
        engine.announce(
            "interrupted",
            contact,
            by=incoming.kind,
            at=frame.script.actions[frame.at].id,
            discarded=[each.script.name for each in contact.frames[level + 1 :]],
        )
    del contact.frames[level + 1 :]
    contact.due = contact.pending = None
    contact.status = "running"
    frame = contact.frames[level]
    frame.began = -1
    frame.at = _entry(frame, incoming)
    contact.chain = incoming.kind
    if incoming.kind == SIGNAL:
        contact.busy = True
        if len(incoming.values) > 8:
            contact.heard = [*contact.heard[-7:], incoming.values[8]]
        engine.announce("signal entered", contact, values=incoming.values)
    elif incoming.kind != RELEASE:
        engine.announce("event", contact, event=incoming.kind, fields=incoming.fields)
    engine.write_event(contact, incoming)
    return True
