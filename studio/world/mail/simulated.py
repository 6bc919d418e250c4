"""Mail of a world: an outbox that everybody can read, incoming mail that is stated, and no server unless one is granted."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, Protocol

from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.engine import Engine
from studio.runtime.ports import Letter, Mailed, MailFailure
from studio.world.mail import mime
from studio.world.mail.address import MOST, clean, one_line, read_address, split
from studio.world.mail.plain import from_plain, plain

_HOUR = 3600 * SECOND
#: Characters of a subject and other headers [choice]: a longer one is a mistake, and folding it would take for ever.
LONGEST_HEADER = 1_000
#: Where ids of mails come from: a name that can't exist.
_HOST = "studio.invalid"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Mails that don't get through: those to an address that fits ``to``, so many ``times`` (None: always)."""

    to: str = "*"
    error: str = "the mail server refused the mail"
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Arriving:
    """A mail that comes in for a contact of a main script ("": of any). ``time`` None: when the contact began."""

    letter: Letter
    script: str = ""
    id: str = ""
    time: int | None = None


class Post(Protocol):
    """Who carries mails out of the world."""

    def post(self, mailed: Mailed) -> None:
        """Hand a mail over; MailFailure if it is not taken."""
        ...


class SimulatedMail:
    """Implements ``ports.Mail``: mails go to the outbox, and by ``post`` to a real server where the world grants one."""

    def __init__(
        self,
        refusals: Sequence[Refusal] = (),
        arriving: Sequence[Arriving] = (),
        *,
        senders: Sequence[str] = (),
        channels: Mapping[str, str] | None = None,
        post: Post | None = None,
    ) -> None:
        self.outbox: list[Mailed] = []
        self.kept: dict[str, str] = {}
        self._refusals = list(refusals)
        self._refused = [0] * len(self._refusals)
        self._arriving = list(arriving)
        self._next = [True] * len(self._arriving)
        self._senders = list(senders)
        self._channels = {name.lower(): address for name, address in (channels or {}).items()}
        self._post = post
        #: Mail that came in, by the contact whose it is.
        self._inbox: dict[str, Mailed] = {}
        #: When mails of the last hour were sent.
        self._sent: deque[int] = deque()
        self._numbers = 0

    # ------------------------------------------------------------------------------------------------ sending
    def addresses(self, text: str) -> tuple[str, ...]:
        """The addresses in a text; MailFailure where one is none."""
        return split(text)

    def send(self, engine: Engine, contact: Contact, letter: Letter) -> Mailed:
        """Send a mail; MailFailure if it is not sent."""
        letter = _checked(letter)
        if not (letter.to or letter.cc or letter.bcc):
            raise MailFailure("the mail has no recipient")
        self._may_send(letter.sender)
        self._within_limit(engine)
        for each in (*letter.to, *letter.cc, *letter.bcc):
            self._not_refused(read_address(each).spec.lower())
        self._numbers += 1
        mailed = Mailed(f"<{self._numbers}.{contact.id}@{_HOST}>", engine.now, contact.id, letter)
        if self._post is not None:
            self._post.post(mailed)
            mailed = replace(mailed, real=True)
        self._sent.append(engine.now)
        self.outbox.append(mailed)
        return mailed

    def channel(self, id: str) -> str:
        """The address that the world states for a channel; one that is an address stands for itself, others get one."""
        known = self._channels.get(id.strip().lower())
        if known is not None:
            return known
        try:
            return split(id)[0]
        except (MailFailure, IndexError):
            name = "".join(each if each.isascii() and each.isalnum() else "-" for each in id.strip().lower())[:60]
            return f"{name.strip('-') or 'channel'}@{_HOST}"

    def raw(self, mailed: Mailed) -> str:
        """The mail as it goes over the wire."""
        return mime.raw(mailed)

    def keep(self, name: str, raw: str) -> None:
        """Keep a raw mail as a file of this name."""
        self.kept[name] = raw

    # ----------------------------------------------------------------------------------------------- receiving
    def incoming(self, engine: Engine, contact: Contact) -> Mailed:
        """The mail that this contact is about: what it was given, or the next stated one for its main script.

        A contact that comes of another one, as an agent picks it up, is about the same mail.
        """
        for id in (contact.id, contact.parent, contact.master):
            found = self._inbox.get(id)
            if found is not None:
                return found
        script = contact.main.script.name.lower()
        for place, each in enumerate(self._arriving):
            if self._next[place] and each.script.lower() in ("", script):
                self._next[place] = False
                time = contact.start if each.time is None else each.time
                return self._come(contact, each.letter, each.id, time)
        raise MailFailure("no mail has come in for this contact")

    def deliver(self, engine: Engine, contact: Contact, letter: Letter, id: str = "") -> Mailed:
        """Give a contact the mail that it is about; MailFailure where the letter is faulty."""
        return self._come(contact, _checked(letter), one_line(id, "the id of a mail"), engine.now)

    def find(self, id: str) -> Mailed:
        """The mail of this id, sent or come in; angle brackets don't count."""
        wanted = id.strip().strip("<>")
        for each in (*self._inbox.values(), *self.outbox):
            if wanted and each.id.strip("<>") == wanted:
                return each
        for coming in self._arriving:
            if wanted and coming.id.strip("<>") == wanted:
                # It is stated, and nobody has read it yet.
                return Mailed(coming.id, coming.time or 0, "", coming.letter)
        raise MailFailure(f"there is no mail {id[:80]!r}")

    def _come(self, contact: Contact, letter: Letter, id: str, time: int) -> Mailed:
        self._numbers += 1
        mailed = Mailed(id or f"<in.{self._numbers}.{contact.id}@{_HOST}>", time, contact.id, letter)
        self._inbox[contact.id] = mailed
        return mailed

    # -------------------------------------------------------------------------------------------------- saving
    def state(self) -> dict[str, Any]:
        """Mails and counts as plain data."""
        return {
            "outbox": [plain(each) for each in self.outbox],
            "inbox": [plain(each) for each in self._inbox.values()],
            "next": list(self._next),
            "refused": list(self._refused),
            "sent": list(self._sent),
            "kept": dict(self.kept),
            "numbers": self._numbers,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; nothing is sent again."""
        if len(state["next"]) != len(self._next) or len(state["refused"]) != len(self._refused):
            raise ValueError("the saved mail belongs to another world")
        self.outbox[:] = [from_plain(each) for each in state["outbox"]]
        self._inbox = {each["contact"]: from_plain(each) for each in state["inbox"]}
        self._next = list(state["next"])
        self._refused = list(state["refused"])
        self._sent = deque(state["sent"])
        self.kept = dict(state["kept"])
        self._numbers = state["numbers"]

    # ------------------------------------------------------------------------------------------------ checking
    def _may_send(self, sender: str) -> None:
        spec = read_address(sender).spec.lower() if sender else ""
        if spec and self._senders and not any(fnmatchcase(spec, each.lower()) for each in self._senders):
            raise MailFailure(f"{spec} may not send mail here")

    def _within_limit(self, engine: Engine) -> None:
        most = engine.settings.platform.mails_an_hour
        while self._sent and self._sent[0] <= engine.now - _HOUR:
            self._sent.popleft()
        if len(self._sent) >= most:
            raise MailFailure(f"more than {most} mails in an hour")

    def _not_refused(self, recipient: str) -> None:
        for place, each in enumerate(self._refusals):
            if fnmatchcase(recipient, each.to.lower()) and (each.times is None or self._refused[place] < each.times):
                self._refused[place] += 1
                raise MailFailure(each.error)


def _checked(letter: Letter) -> Letter:
    """The letter with its addresses one by one; MailFailure where something of it can't stand in a header."""
    to, cc, bcc = (split(";".join(each)) for each in (letter.to, letter.cc, letter.bcc))
    if len(to) + len(cc) + len(bcc) > MOST:
        raise MailFailure(f"a mail has at most {MOST} recipients")
    if letter.sender:
        read_address(letter.sender)
    headers = {
        "the subject": letter.subject,
        "the sender's name": letter.sender_name,
        "the id of the mail that is answered": letter.answers,
    }
    checked = [one_line(text, what) for what, text in headers.items()]
    for what, text in headers.items():
        if len(text) > LONGEST_HEADER:
            raise MailFailure(f"{what} is longer than {LONGEST_HEADER} characters")
    for each in letter.attachments:
        one_line(each.name, "the name of an attachment")
    subject, name, answers = checked
    return replace(
        letter, to=to, cc=cc, bcc=bcc, subject=subject, sender_name=name, answers=answers,
        text=clean(letter.text), html=clean(letter.html),
    )  # fmt: skip
