"""The callers of a simulated world: who is on which line, and what they do when they hear something."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND
from studio.runtime.ports.callers import TAKEN, Call, Line, Piece, Prompt
from studio.world.agenda import Agenda
from studio.world.callers import prompt_lengths
from studio.world.callers.chance import by_chance
from studio.world.callers.exchange import Exchange, on_line
from studio.world.callers.matching import is_heard, is_meant
from studio.world.callers.recordings import write
from studio.world.callers.settings import KEYS, Act, CallerSettings, CallersSettings

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

INTERRUPT = "INTERRUPT"
#: Types of scripts that have a line; an older file may not say its type.
_PHONE = ("phone", "generic", "")
#: Members of an act that say what is done, and how.
DONE = ("press", "say", "fax", "info", "hang_up", "confidence", "seconds", "cause", "result")
_DOES = frozenset(DONE[:5])
#: Keys that are kept for a later Capture; more are lost.
_BUFFER = 1_000


class SimulatedCallers:
    """The part ``callers``. What it does at times of its own stands in its agenda; for a line without anybody it is void."""

    def __init__(self, settings: CallersSettings, engine: Engine) -> None:
        self.settings = settings
        self.lines: dict[str, Line] = {}
        self._arrived: dict[str, int] = {}
        self._agenda = Agenda(engine, "callers", self)
        self._exchange = Exchange(settings, self._line)
        if settings.numbers:
            # Who calls a contact back asks here only where numbers are stated; else it knows better itself.
            self.call_back = self._call_back

    # ------------------------------------------------------------------------------------- for the engine
    def contact_begun(self, engine: Engine, contact: Contact) -> None:
        """Put the first caller who fits on the contact's line."""
        script = contact.main.script
        if script.source.media.lower() not in _PHONE:
            return
        for place, person in enumerate(self.settings.people):
            if not person.only_called and self._is(person, place, contact):
                own = {"ANI": person.ani, "DNIS": person.dnis}
                contact.know(**{name: value for name, value in own.items() if value and not contact.told(name.lower())})
                self._take(engine, contact, place)
                return

    def contact_released(self, engine: Engine, contact: Contact) -> None:
        """Nobody is on its line any more: a recording of the caller ends, and who is linked with it may go too."""
        if contact.id in self.lines:
            self._cut_off(engine, contact)
            self._gone(engine, contact)

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """Let go of its line."""
        if contact.id not in self.lines:
            return
        self._cut_off(engine, contact)
        self._gone(engine, contact)
        self._exchange.leave(engine, contact)
        del self.lines[contact.id]

    def _is(self, person: CallerSettings, place: int, contact: Contact) -> bool:
        """True if this caller is the contact; which of those that fit it is counts here."""
        if not is_meant(person.contacts, contact):
            return False
        if not person.contacts.number:
            return True
        arrived = self._arrived[str(place)] = self._arrived.get(str(place), 0) + 1
        return arrived in person.contacts.number

    def _take(self, engine: Engine, contact: Contact, place: int) -> None:
        line = self.line(contact)
        line.caller = place
        line.turns = {}
        for reaction in self.settings.people[place].does:
            if reaction.at is not None:
                self._plan(engine, contact, reaction.at, reaction)

    # -------------------------------------------------------------------------------------------- hearing
    def line(self, contact: Contact) -> Line:
        """The contact's line."""
        return self._line(contact.id)

    def _line(self, id: str) -> Line:
        found = self.lines.get(id)
        if found is None:
            found = self.lines[id] = Line()
        return found

    def seconds(
        self, engine: Engine, contact: Contact, pieces: tuple[Piece, ...], otherwise: float | None = None
    ) -> float:
        """How long these pieces play."""
        unknown = self.settings.file_seconds if otherwise is None else otherwise
        return prompt_lengths.seconds(self.settings, engine, contact, pieces, unknown)

    def stated(self, what: str) -> float:
        """A length that the world file states."""
        seconds: float = getattr(self.settings, f"{what}_seconds")
        return seconds

    def hears(self, engine: Engine, contact: Contact, prompt: Prompt) -> None:
        """Let the caller react: the first reaction that fits, else by chance where the caller is such a one.

        What was planned at an earlier prompt still happens [choice].
        """
        line = self.line(contact)
        if line.caller is None:
            return
        person = self.settings.people[line.caller]
        for place, reaction in enumerate(person.does):
            if reaction.when is not None and is_heard(reaction.when, prompt):
                turn = line.turns.get(str(place), 0)
                line.turns[str(place)] = turn + 1
                act = (reaction, *reaction.then)[min(turn, len(reaction.then))]
                self._plan(engine, contact, act.after + (prompt.seconds if act.since == "end" else 0.0), act)
                return
        if person.random is not None:
            seconds, done = by_chance(engine, person.random, prompt)
            if done:
                self._agenda.plan(engine, seconds, "act", contact=contact.id, act=done)

    # --------------------------------------------------------------------------------------------- acting
    def _plan(self, engine: Engine, contact: Contact, seconds: float, act: Act) -> None:
        done = {name: value for name in DONE if (value := getattr(act, name))}
        if done.keys() & _DOES:
            self._agenda.plan(engine, seconds, "act", contact=contact.id, act=done)

    def do_act(self, engine: Engine, contact: str, act: dict[str, Any]) -> None:
        """Do what a caller has planned: keys, then words, then the rest."""
        found = engine.contacts.get(contact)
        if found is None or not on_line(found):
            return
        wait = 0.0
        if "press" in act:
            self.press(engine, found, act["press"])
            wait = (len(act["press"]) - 1) * self.settings.key_seconds
            act = {name: value for name, value in act.items() if name != "press"}
        elif "say" in act:
            self.say(engine, found, act["say"], act.get("confidence", 0), act.get("seconds"))
            wait = self._talk(act["say"], act.get("seconds"))
            act = {name: value for name, value in act.items() if name != "say"}
        else:
            if "fax" in act:
                self.fax(engine, found)
            if "info" in act:
                self.info(engine, found, act["info"])
            if "hang_up" in act:
                self._hang_up(engine, found, act.get("cause", ""), act.get("result", ""), "caller")
            return
        if act.keys() & _DOES:
            self._agenda.plan(engine, wait, "act", contact=contact, act=act)

    def do_key(self, engine: Engine, contact: str, key: str) -> None:
        """Press one key."""
        found = engine.contacts.get(contact)
        if found is None or not on_line(found):
            return
        engine.announce("world", found, text="presses", key=key)
        if engine.answer(found, "digits", digit=key):
            return
        found.digits = (found.digits + key)[:_BUFFER]
        line = self.line(found)
        if line.keys_interrupt and INTERRUPT in line.armed:
            engine.raise_event(contact, INTERRUPT, fields={"branch": "DTMF"}, action=line.armed[INTERRUPT])

    def do_end(self, engine: Engine, contact: str, who: str, number: str = "") -> None:
        """Hang up; the other side of a call does only while that call is on the line."""
        found = engine.contacts.get(contact)
        if found is not None and on_line(found) and number in ("", self._line(contact).connected):
            self._hang_up(engine, found, "", "", who)

    def press(self, engine: Engine, contact: Contact, keys: str) -> bool:
        """Press keys: the first at once, the others one after another."""
        if not set(keys) <= KEYS:
            raise ValueError(f"{keys[:40]!r} are no keys: 0 to 9, * and # (and A to D)")
        if not on_line(contact):
            return False
        for place, key in enumerate(keys):
            if place:
                self._agenda.plan(engine, place * self.settings.key_seconds, "key", contact=contact.id, key=key)
            else:
                self.do_key(engine, contact.id, key)
        return True

    def say(
        self, engine: Engine, contact: Contact, words: str, confidence: float = 100, seconds: float | None = None
    ) -> bool:
        """Speak; True if somebody listens."""
        if not on_line(contact):
            return False
        lasts = self._talk(words, seconds)
        engine.announce("world", contact, text="says", words=words, confidence=confidence, seconds=round(lasts, 3))
        return engine.answer(contact, "speech", words=words, confidence=confidence, seconds=lasts)

    def _talk(self, words: str, seconds: float | None) -> float:
        return len(words) / self.settings.characters_a_second if seconds is None else seconds

    def hang_up(self, engine: Engine, contact: Contact, cause: str = "", result: str = "") -> bool:
        """Hang up: Onrelease comes."""
        return self._hang_up(engine, contact, cause, result, "caller")

    def _hang_up(self, engine: Engine, contact: Contact, cause: str, result: str, who: str) -> bool:
        if not on_line(contact):
            return False
        engine.announce("world", contact, text="hangs up", who=who)
        self._cut_off(engine, contact)
        engine.raise_event(contact.id, "ONRELEASE", [cause, result])
        self._gone(engine, contact)
        return True

    def _gone(self, engine: Engine, contact: Contact) -> None:
        for other in self._exchange.left_behind(contact):
            self._agenda.plan(engine, 0.0, "end", contact=other, who="linked contact")

    def fax(self, engine: Engine, contact: Contact) -> bool:
        """A fax machine is heard."""
        return self._interrupts(engine, contact, "fax machine", {"branch": "FAX"})

    def info(self, engine: Engine, contact: Contact, text: str) -> bool:
        """A SIP INFO message arrives."""
        return self._interrupts(engine, contact, "SIP INFO", {"branch": "INFO", "info": text})

    def _interrupts(self, engine: Engine, contact: Contact, what: str, fields: dict[str, str]) -> bool:
        if not on_line(contact):
            return False
        engine.announce("world", contact, text=what, **{name: text for name, text in fields.items() if name == "info"})
        action = self.line(contact).armed.get(INTERRUPT)
        return action is not None and engine.raise_event(contact.id, INTERRUPT, fields=fields, action=action)

    # --------------------------------------------------------------------------------------- the exchange
    def dial(self, engine: Engine, number: str) -> Call:
        """What will become of a call to this number."""
        return self._exchange.dial(number)

    def _call_back(self, engine: Engine, contact: Contact, number: str) -> tuple[bool, float]:
        """Whether somebody answers a callback, and after how many seconds; then they are on the contact's line."""
        call = self._exchange.dial(number)
        if call.outcome not in TAKEN or call.after > self.settings.ring_seconds:
            return False, min(call.after, self.settings.ring_seconds)
        self._agenda.plan(engine, call.after, "connect", contact=contact.id, call=asdict(call))
        return True, call.after

    def do_connect(self, engine: Engine, contact: str, call: dict[str, Any]) -> None:
        """Connect the line with a number that was called back."""
        found = engine.contacts.get(contact)
        if found is not None and on_line(found):
            self.connect(engine, found, Call(**call))

    def connect(self, engine: Engine, contact: Contact, call: Call) -> None:
        """Connect the line with a number that was reached."""
        line = self.line(contact)
        line.connected = call.number
        line.received_headers = dict(call.headers)
        line.greets = engine.now + round(call.greeting * SECOND) if call.outcome == "AnswerMachine" else 0
        if call.caller is not None:
            self._take(engine, contact, call.caller)
        if call.talk is not None:
            self._agenda.plan(engine, call.talk, "end", contact=contact.id, who="other side", number=call.number)

    def link(self, engine: Engine, contact: Contact, other: str, stays: bool, other_stays: bool) -> bool:
        """Let two contacts hear each other."""
        return self._exchange.link(engine, contact, other, stays, other_stays)

    def unlink(self, engine: Engine, contact: Contact) -> list[str]:
        """Part the contact from all whom it is linked with."""
        return self._exchange.unlink(engine, contact)

    def open_conference(self, engine: Engine, contact: Contact, action: int) -> str:
        """Open a conference with this contact in it."""
        return self._exchange.open(engine, contact, action)

    def join(self, engine: Engine, contact: Contact, conference: str) -> str:
        """Put the contact into a conference."""
        return self._exchange.join(engine, contact, conference)

    def leave(self, engine: Engine, contact: Contact) -> bool:
        """Take the contact out of its conference."""
        return self._exchange.leave(engine, contact)

    # ----------------------------------------------------------------------------------------- recordings
    def keep_recording(self, engine: Engine, contact: Contact) -> str:
        """Write the file of the recording that is being made."""
        line = self.line(contact)
        taking, line.taking = line.taking, {}
        return write(engine, contact, taking)

    def _cut_off(self, engine: Engine, contact: Contact) -> None:
        """The line goes dead: a recording that is under way is kept; one that another event broke off before is not."""
        line = self.line(contact)
        if line.taking and engine.now <= int(line.taking.get("until", 0)):
            self.keep_recording(engine, contact)
        line.taking = {}

    # ---------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """Lines, conferences and who has arrived as plain data; the agenda is saved by the engine."""
        return {
            "lines": {id: asdict(line) for id, line in self.lines.items()},
            "arrived": dict(self._arrived),
            "exchange": self._exchange.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take a saved state."""
        self.lines = {id: Line(**line) for id, line in state["lines"].items()}
        self._arrived = dict(state["arrived"])
        self._exchange.restore(state["exchange"])
