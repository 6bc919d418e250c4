"""Messages of a world: nothing leaves it; replies come as they are stated, or when somebody gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from studio.runtime.contact import Contact
from studio.runtime.engine import Engine
from studio.runtime.ports.agents import Priority
from studio.runtime.ports.messages import STATUSES, BotAnswer, Message, Rank, SmsOutcome, SmsResult
from studio.world.agenda import Agenda
from studio.world.messages.cards import SimulatedCards
from studio.world.messages.stated import Bot, BotTurn, Counted, Reply, SmsFate, fits
from studio.world.phone_numbers import digits_of

TOPIC = "reply"
_WHY: dict[SmsOutcome, str] = {
    "retry": "the text message needs another try",
    "invalid code": "the transport code is not valid",
    "timeout": "no response came in time",
    "error": "the text message could not be sent",
}


class SimulatedMessages:
    """Implements ``ports.Messages``."""

    def __init__(
        self,
        engine: Engine,
        cards: SimulatedCards,
        *,
        replies: Sequence[Reply] = (),
        sms: Sequence[SmsFate] = (),
        bots: Sequence[Bot] = (),
        templates: Mapping[str, Sequence[Any]] | None = None,
        longest: int = 1_600,
        codes: Sequence[str] = (),
        ahead: int = 0,
    ) -> None:
        self.log: list[Message] = []
        self.cards = cards
        self._replies = Counted(replies)
        self._sms = Counted(sms)
        self._bots = {each.id.lower(): (each, Counted(each.turns)) for each in bots}
        self._templates = {channel.lower(): list(found) for channel, found in (templates or {}).items()}
        self._longest = longest
        self._codes = {digits_of(each) for each in codes}
        self._ahead = ahead
        self._statuses: dict[str, str] = {}
        self._ranks: dict[str, dict[str, Any]] = {}
        self._questions = 0
        self._agenda = Agenda(engine, "messages", self)

    # -------------------------------------------------------------------------------------------------- saying
    def say(
        self,
        engine: Engine,
        contact: Contact,
        channel: str,
        kind: str,
        text: str,
        *,
        sender: str = "",
        receiver: str = "",
        way: Literal["out", "in"] = "out",
        **details: str,
    ) -> Message:
        """Note that something is said."""
        message = Message(
            len(self.log) + 1, engine.now, contact.id, way, channel, kind, text, sender, receiver, details
        )
        self.log.append(message)
        return message

    def sms(
        self, engine: Engine, contact: Contact, sender: str, receiver: str, text: str, transcript: bool
    ) -> SmsResult:
        """Send a text message: too long and an unknown code are found out, the rest is stated."""
        if len(text) > self._longest:
            return SmsResult("too long", why=f"the text message is longer than {self._longest} characters")
        if self._codes and digits_of(sender) not in self._codes:
            return SmsResult("invalid code", why=f"{sender[:40]!r} is no number to send from")
        wanted = [fits(each.to, receiver) and fits(each.text, text) for each in self._sms.items]
        fate = self._sms.take(wanted)
        if fate is not None and fate.outcome:
            return SmsResult(fate.outcome, fate.seconds, _WHY.get(fate.outcome, ""))
        self.say(
            engine, contact, "sms", "text", text, sender=sender, receiver=receiver,
            transcript="True" if transcript else "False",
        )  # fmt: skip
        return SmsResult(seconds=fate.seconds if fate is not None else 0.0)

    # --------------------------------------------------------------------------------------- asking and replying
    def ask(
        self, engine: Engine, contact: Contact, channel: str, question: str, *, caption: str, form: str = ""
    ) -> int:
        """Ask a contact something; its stated reply, if it has one, comes when its time is over."""
        self._questions += 1
        number = self._questions
        self.say(engine, contact, channel, "question", question, format=form, number=str(number))
        script = contact.main.script.name
        found = self._replies.take(
            [
                fits(each.question, question) and fits(each.caption, caption) and fits(each.script, script)
                for each in self._replies.items
            ]
        )
        if found is not None and found.text is not None:
            self._agenda.plan(
                engine,
                found.delay,
                TOPIC,
                contact=contact.id,
                question=number,
                text=found.text,
                postback=found.postback,
            )
        return number

    def reply(self, engine: Engine, contact: Contact | str, text: str, postback: str = "") -> bool:
        """Let a contact say something; False if its script does not wait for it, which then never hears of it."""
        found = engine.contacts.get(contact) if isinstance(contact, str) else contact
        if found is None or not found.alive:
            return False
        return self._heard(engine, found, text, postback, None)

    def do_reply(self, engine: Engine, contact: str, question: int, text: str, postback: str) -> None:
        """A stated reply is due: it answers its own question, no later one."""
        found = engine.contacts.get(contact)
        if found is not None and found.alive:
            self._heard(engine, found, text, postback, question)

    def _heard(self, engine: Engine, contact: Contact, text: str, postback: str, question: int | None) -> bool:
        pending = contact.pending
        waits = pending is not None and TOPIC in pending.hears
        if waits and question is not None:
            assert pending is not None
            waits = pending.memo.get("question") == question
        answered = waits and engine.answer(contact, TOPIC, text=text, postback=postback)
        channel = str(pending.memo.get("channel", "")) if answered and pending is not None else ""
        self.say(engine, contact, channel, "reply" if answered else "text", text, way="in", postback=postback)
        engine.announce("world", contact, text="reply" if answered else "reply that nobody waits for", says=text)
        return answered

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """Nobody hears what it still would have said."""
        self._agenda.cancel(contact=contact.id)

    # ---------------------------------------------------------------------------------------- queues and statuses
    def ahead(self, engine: Engine, contact: Contact) -> int:
        """What the world file states; where it states nothing, what the part ``agents`` counts."""
        agents = engine.ports.find("agents")
        if self._ahead or agents is None:
            return self._ahead
        return int(agents.queue("", contact, ahead=True)[0])

    def rank(self, engine: Engine, contact: Contact, rank: Rank) -> None:
        """Note it, and tell the part ``agents`` where the contact is in a queue there."""
        self._ranks[contact.id] = asdict(rank)
        agents = engine.ports.find("agents")
        if agents is not None and agents.place_of(contact.id) == "queued":
            agents.update(contact, Priority(rank.initial, rank.acceleration, rank.most), rank.best, rank.worst)

    def rank_of(self, contact: str) -> dict[str, Any] | None:
        """How a contact was ranked last, or None."""
        return self._ranks.get(contact)

    def templates(self, channel: str) -> list[Any]:
        """The templates of a channel; empty where it has none."""
        return list(self._templates.get(channel.strip().lower(), ()))

    def status(self, contact: str) -> str:
        """The status of a digital contact; Open until a script says otherwise [choice]."""
        return self._statuses.get(contact, STATUSES[0])

    def set_status(self, contact: str, status: str) -> None:
        """Give a digital contact a status."""
        self._statuses[contact] = status

    # ------------------------------------------------------------------------------------------ virtual agents
    def turn(self, engine: Engine, contact: Contact, bot: str, said: str, kind: str) -> BotAnswer:
        """The first stated turn that fits what was said."""
        found = self._bots.get(bot.strip().lower())
        if found is None:
            return BotAnswer("error", why=f"there is no virtual agent {bot[:80]!r}")
        turns = found[1]
        turn = turns.take([fits(each.hears, said) for each in turns.items])
        if turn is None:
            return BotAnswer("error", why=f"the virtual agent {bot[:80]!r} has no answer to this")
        return self._answer(engine, contact, bot, turn)

    def talk(self, engine: Engine, contact: Contact, bot: str) -> BotAnswer:
        """All stated turns, one after another."""
        found = self._bots.get(bot.strip().lower())
        if found is None:
            return BotAnswer("error", why=f"there is no virtual agent {bot[:80]!r}")
        last = BotAnswer("return")
        for turn in found[0].turns:
            last = self._answer(engine, contact, bot, turn)
        return BotAnswer(
            "error" if last.outcome == "error" else "return", last.says, last.intent, found[0].seconds, last.why
        )

    def _answer(self, engine: Engine, contact: Contact, bot: str, turn: BotTurn) -> BotAnswer:
        if turn.outcome == "error":
            return BotAnswer("error", seconds=turn.seconds, why=turn.says or f"the virtual agent {bot[:80]!r} failed")
        if turn.says:
            self.say(engine, contact, "digital", "text", turn.says, sender=bot)
        return BotAnswer(turn.outcome, turn.says, turn.intent, turn.seconds)

    # -------------------------------------------------------------------------------------------------- saving
    def state(self) -> dict[str, Any]:
        """Everything that was said and is still to be said, as plain data."""
        return {
            "log": [asdict(each) for each in self.log],
            "cards": self.cards.state(),
            "replies": self._replies.state(),
            "sms": self._sms.state(),
            "bots": {name: turns.state() for name, (_, turns) in self._bots.items()},
            "statuses": dict(self._statuses),
            "ranks": {contact: dict(rank) for contact, rank in self._ranks.items()},
            "questions": self._questions,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; ValueError where it belongs to another world."""
        if set(state["bots"]) != set(self._bots):
            raise ValueError("the saved messages belong to another world")
        self._replies.restore(state["replies"])
        self._sms.restore(state["sms"])
        for name, counts in state["bots"].items():
            self._bots[name][1].restore(counts)
        self.log[:] = [Message(**each) for each in state["log"]]
        self.cards.restore(state["cards"])
        self._statuses = dict(state["statuses"])
        self._ranks = {contact: dict(rank) for contact, rank in state["ranks"].items()}
        self._questions = state["questions"]
