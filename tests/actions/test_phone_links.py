"""Contacts that hear each other: Link, Unlink, Conference, Join, Leave, and what goes from one line to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.runtime.contact import Contact

REST = """
script "rest"
    media = Phone

Begin "Begin"
    -> "Rest"

Stop "Rest"

Onrelease "Gone"
    -> "End"

End "End"
"""

LINKS = """
script "links"
    media = Phone

Begin "Begin"
    Parameters: other, stays, other_stays
    -> "Link"

Link "Link"
    DestContactID = {other}
    SourcePersistent = {stays}
    DestPersistent = {other_stays}
    -> "Wait"

Wait "Wait"
    Seconds = 10
    -> "Unlink"

Unlink "Unlink"
    -> "Rest"

Stop "Rest"

Onrelease "Gone"
    -> "End"

End "End"
"""


def both(bench: Callable[..., Any], *parameters: str, main: str = LINKS, other: str = REST) -> tuple[Any, Any, Any]:
    """A contact that rests, and one that links with it; two seconds have passed."""
    run = bench(main, other)
    resting = run.engine.start(run.scripts[1])
    run.go_on(0)
    linking = run.start(resting.id, *parameters)
    run.go_on(2)
    return run, linking, resting


def partners(run: Any, contact: Contact) -> list[str]:
    return list(run.engine.ports.callers.line(contact).linked)


def test_linked_contacts_know_each_other_until_unlink(bench: Callable[..., Any]) -> None:
    run, linking, resting = both(bench)
    assert (partners(run, linking), partners(run, resting)) == ([resting.id], [linking.id])
    run.go_on()
    assert (partners(run, linking), partners(run, resting)) == ([], [])
    assert [each["text"] for each in run.of("world")] == ["linked", "unlinked"]
    assert linking.alive
    assert resting.alive


def test_the_other_goes_too_unless_it_is_persistent(bench: Callable[..., Any]) -> None:
    for stays in ("False", "True"):
        run, linking, resting = both(bench, stays, "False")
        run.engine.ports.callers.hang_up(run.engine, resting)
        run.go_on(0)
        assert not resting.alive
        assert linking.alive is (stays == "True")
        run, linking, resting = both(bench, "False", stays)
        run.engine.ports.callers.hang_up(run.engine, linking)
        run.go_on(0)
        assert not linking.alive
        assert resting.alive is (stays == "True")


def test_hangup_takes_linked_contacts_with_it(bench: Callable[..., Any]) -> None:
    hangs_up = LINKS.replace('-> "Wait"', '-> "Bye"', 1).replace("Onrelease", 'Hangup "Bye"\n\nOnrelease')
    run, linking, resting = both(bench, "True", "True", main=hangs_up)
    assert not linking.alive
    assert not resting.alive
    assert run.captions(resting)[-2:] == ["Gone", "End"]


def test_no_contact_is_linked_with_one_that_is_gone(bench: Callable[..., Any]) -> None:
    run = bench(LINKS, REST)
    resting = run.engine.start(run.scripts[1])
    run.go_on(0)
    run.engine.ports.callers.hang_up(run.engine, resting)
    run.go_on(0)
    linking = run.run(resting.id, seconds=1)
    assert partners(run, linking) == []
    assert "to link with" in linking.frames[0].variables["_err"]


SENDS = LINKS.replace('-> "Wait"', '-> "Tones"', 1).replace(
    "Onrelease",
    """DTMF "Tones"
    DigitSequence = 42
    -> "Tell"

Sendsipinfo "Tell"
    BodyText = order=17
    -> "Wait"

Onrelease""",
)

HEARS = """
script "hears"
    media = Phone

Begin "Begin"
    -> "Interrupt"

Interrupt "Interrupt"
    -> "Take"
    INFO -> "Rest"

Capture "Take"
    Variable = tones
    MaxDigits = 2
    Timeout = 60
    MaxDigits -> "Rest"

Stop "Rest"
"""


def test_tones_and_messages_reach_the_other(bench: Callable[..., Any]) -> None:
    run, _, hearing = both(bench, main=SENDS, other=HEARS)
    found = hearing.frames[0].variables
    assert (found["tones"], found["order"]) == ("42", "17")
    assert run.captions(hearing) == ["Begin", "Interrupt", "Take", "Rest", "Interrupt", "Rest"]


HOST = """
script "host"
    media = Phone

Begin "Begin"
    -> "Conference"

Conference "Conference"
    ConferenceIDVar = id
    NumParticipants = count
    ParticipantIDVar = who
    -> "Music"
    OnJoin -> "Came"
    OnLeave -> "Went"

Music "Music"
    MusicFile = "wait.wav"
    Complete -> "Music"

Annotation "Came"
    -> "Music"

Annotation "Went"
    -> "Rest"

Stop "Rest"
"""

GUEST = """
script "guest"
    media = Phone

Begin "Begin"
    Parameters: id
    -> "Join"

Join "Join"
    ConferenceID = {id}
    -> "Talk"
    OnError -> "Rest"

Wait "Talk"
    Seconds = 20
    -> "Leave"

Leave "Leave"
    -> "Rest"

Stop "Rest"
"""


def test_a_conference_tells_its_host_who_comes_and_goes(bench: Callable[..., Any]) -> None:
    run = bench(HOST, GUEST)
    host = run.run(seconds=1)
    id = host.frames[0].variables["id"]
    guests = []
    for _ in range(3):
        guests.append(run.engine.start(run.scripts[1], [id]))
        run.go_on(1)
    found = host.frames[0].variables
    assert (found["count"], found["who"]) == (3, guests[1].id)
    assert run.captions(host)[-3:] == ["Came", "Conference", "Came"]
    assert "has 3 parties already" in guests[2].frames[0].variables["_err"]
    assert run.captions(guests[2])[-2:] == ["Join", "Rest"]
    run.go_on(30)
    assert (found["count"], found["who"]) == (1, guests[1].id)
    assert run.captions(host)[-1] == "Rest"


def test_a_guest_who_ends_leaves_and_a_host_who_ends_closes(bench: Callable[..., Any]) -> None:
    run = bench(HOST, GUEST)
    host = run.run(seconds=1)
    guest = run.engine.start(run.scripts[1], [host.frames[0].variables["id"]])
    run.go_on(1)
    callers = run.engine.ports.callers
    callers.hang_up(run.engine, guest)
    run.go_on(0)
    assert not guest.alive
    assert host.frames[0].variables["count"] == 1
    late = run.engine.start(run.scripts[1], [host.frames[0].variables["id"]])
    run.go_on(1)
    callers.hang_up(run.engine, host)
    run.go_on(0)
    assert not host.alive
    assert callers.line(late).conference == ""
    assert late.alive


CALLS = """
script "calls"
    media = Phone

Begin "Begin"
    Parameters: other
    -> "Call"

Placecall "Call"
    PhoneNumber = 5550100
    LinkContactID = {other}
    -> "Rest"

Stop "Rest"
"""


def test_a_call_is_linked_with_a_contact_from_the_start(bench: Callable[..., Any]) -> None:
    run = bench(CALLS, REST)
    resting = run.engine.start(run.scripts[1])
    run.go_on(0)
    calling = run.run(resting.id, seconds=1)
    assert partners(run, resting) == [calling.id]
    assert run.of("world")[0]["text"] == "linked"
