"""What contacts do when time passes, signals come and scripts call each other, in about a hundred plain lines.

It shares no code with the engine. Scripts are ``{name: {caption: (kind, argument, {branch: caption})}}``; a contact begins at
"Begin". Policies are those of the world file. ``log`` has (time, contact, script, caption, branch) of every action.
"""

from __future__ import annotations

from typing import Any

Script = dict[str, tuple[str, Any, dict[str, str]]]


class Contact:
    def __init__(self, number: str, script: str) -> None:
        self.id, self.frames, self.state = number, [[script, "Begin"]], "running"
        self.due: int | None = None
        self.incoming: list[tuple[str, str]] = []
        self.released = self.busy = False
        self.steps, self.since, self.spawned, self.heard = 0, -1, "", ""

    @property
    def over(self) -> bool:
        return self.state in ("ended", "failed")


class Reference:
    def __init__(self, scripts: dict[str, Script], mode: str, during_sub: str, during_wait: str, limit: int) -> None:
        self.scripts, self.mode, self.during_sub, self.during_wait = scripts, mode, during_sub, during_wait
        self.limit, self.now, self.order, self.spawning = limit, 0, 0, (-1, 0)
        self.contacts: dict[str, Contact] = {}
        self.agenda: list[tuple[int, int, Contact]] = []
        self.log: list[tuple[int, str, str, str, str]] = []

    # ---------------------------------------------------------------------------------------- from outside
    def start(self, script: str) -> Contact:
        contact = Contact(str(1001 + len(self.contacts)), script)
        self.contacts[contact.id] = contact
        self.wake(self.now, contact)
        return contact

    def signal(self, number: str, value: str) -> bool:
        contact = self.contacts.get(number)
        if contact is None or contact.over or contact.released:
            return False
        if self.mode == "last":
            contact.incoming = [each for each in contact.incoming if each[0] != "Onsignal"]
        contact.incoming.append(("Onsignal", value))
        self.wake(self.now, contact)
        return True

    def release(self, number: str) -> None:
        contact = self.contacts.get(number)
        if contact is not None and not contact.over:
            contact.incoming.append(("Onrelease", ""))
            self.wake(self.now, contact)

    def run(self, until: int) -> None:
        while (due := min(self.agenda, key=lambda each: each[:2], default=None)) and due[0] <= until:
            time, _, contact = due
            before = contact.due
            waits = before is not None and before > time
            if contact.over or (not contact.incoming and (contact.state != "running" or waits)):
                self.agenda.remove(due)
                continue
            self.now = time
            self.turn(contact)
            self.agenda.remove(due)
            if contact.due is not None and (contact.due != before or contact.due == time):
                self.wake(contact.due, contact)
        self.now = until

    def wake(self, time: int, contact: Contact) -> None:
        self.order += 1
        self.agenda.append((time, self.order, contact))

    # --------------------------------------------------------------------------------------------- a turn
    def turn(self, contact: Contact) -> None:
        if contact.since != self.now:
            contact.since, contact.steps = self.now, 0
        if contact.incoming:
            self.take(contact)
        if contact.due is not None and contact.due <= self.now:
            contact.due = None
            self.follow(contact, "Default")
        while True:
            if contact.incoming:
                self.take(contact)
            if contact.state != "running" or contact.due is not None:
                return
            if contact.steps >= self.limit:
                contact.state, contact.incoming = "failed", []
                return
            contact.steps += 1
            self.act(contact)

    def act(self, contact: Contact) -> None:
        script, caption = contact.frames[-1]
        kind, argument, _ = self.scripts[script][caption]
        if kind == "Wait":
            contact.due = self.now + argument
            self.calm(contact)
        elif kind == "Runsub":
            if argument in self.scripts and len(contact.frames) <= 3:
                contact.frames.append([argument, "Begin"])
            else:
                self.follow(contact, "Error")
        elif kind == "Spawn":
            at, count = self.spawning
            self.spawning = (self.now, count + 1 if at == self.now else 1)
            allowed = argument in self.scripts and self.spawning[1] <= self.limit
            contact.spawned = self.start(argument).id if allowed else "0"
            self.follow(contact, "Default")
        elif kind == "Signal":
            target = {"self": contact.id, "child": contact.spawned, "first": "1001"}[argument]
            self.follow(contact, "Default" if self.signal(target, f"from {contact.id}") else "Error")
        elif kind in ("Stop", "End", "Return"):
            self.note(contact, "")
            if kind == "Stop":
                self.rest(contact)
            elif kind == "Return" and len(contact.frames) > 1:
                contact.frames.pop()
                self.follow(contact, "Default")
            elif contact.released:
                contact.state, contact.incoming = "ended", []
            else:
                contact.incoming.append(("Onrelease", ""))
        else:
            self.follow(contact, "Default")

    def follow(self, contact: Contact, outcome: str) -> None:
        frame = contact.frames[-1]
        wired = self.scripts[frame[0]][frame[1]][2]
        branch = outcome if outcome in wired else "Default"
        self.note(contact, branch if branch in wired else outcome)
        if contact.incoming and self.take(contact):
            return
        if branch in wired:
            frame[1] = wired[branch]
        else:
            self.rest(contact)

    def note(self, contact: Contact, branch: str) -> None:
        self.log.append((self.now, contact.id, *contact.frames[-1], branch))  # type: ignore[arg-type]

    def rest(self, contact: Contact) -> None:
        if contact.released:
            contact.state, contact.incoming = "ended", []
            return
        self.calm(contact)
        handlers = any(self.handles(frame, kind) for frame in contact.frames for kind in ("Onsignal", "Onrelease"))
        contact.state = "waiting" if handlers else "stuck"

    def calm(self, contact: Contact) -> None:
        if self.handles(contact.frames[-1], "Onsignal"):
            contact.busy = False

    def handles(self, frame: list[str], kind: str) -> bool:
        return kind in self.scripts[frame[0]]

    # -------------------------------------------------------------------------------------------- events
    def take(self, contact: Contact) -> bool:
        """Hear what has arrived; True if the contact is elsewhere afterwards."""
        if any(kind == "Onrelease" for kind, _ in contact.incoming):
            contact.incoming = []
            if not contact.released:
                level = self.level(contact, "Onrelease")
                if level is None:
                    contact.state, contact.due = "ended", None
                else:
                    contact.released = True
                    self.enter(contact, level, "Onrelease", "")
            return True
        moved = False
        for each in list(contact.incoming):
            level = self.delivered(contact)
            if level is None:
                continue
            contact.incoming.remove(each)
            if level >= 0:
                self.enter(contact, level, *each)
                moved = True
        return moved

    def delivered(self, contact: Contact) -> int | None:
        """The frame that hears a signal now, -1 if it is lost, None if it is held."""
        top = len(contact.frames) - 1
        if self.mode == "queue" and contact.busy:
            return None
        if contact.due is not None and self.during_wait != "interrupt":
            return None if self.during_wait == "hold" else -1
        if self.handles(contact.frames[top], "Onsignal"):
            return top
        level = self.level(contact, "Onsignal")
        resting = contact.state != "running" and not self.handles(contact.frames[top], "Onsignal")
        if top == 0 or level is None or resting:
            return -1 if level is None else level
        return {"hold": None, "ignore": -1, "interrupt": level}[self.during_sub]

    def level(self, contact: Contact, kind: str) -> int | None:
        return next((n for n in range(len(contact.frames) - 1, -1, -1) if self.handles(contact.frames[n], kind)), None)

    def enter(self, contact: Contact, level: int, kind: str, value: str) -> None:
        del contact.frames[level + 1 :]
        contact.frames[level][1] = kind
        contact.due, contact.state = None, "running"
        if kind == "Onsignal":
            contact.busy, contact.heard = True, value
