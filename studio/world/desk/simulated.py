"""Simulated desktops: they keep what scripts show, and agents do with it what the world file, or a test, says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from studio.world.agenda import Agenda
from studio.world.desk.clicks import carry_out
from studio.world.desk.settings import DeedSettings, DeskSettings
from studio.world.desk.shown import CustomEvent, Form, Indicator, Marquee, Page, Window, fitting
from studio.world.directory import people

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: What the state holds, and of what.
_KEPT: dict[str, type] = {
    "_indicators": Indicator,
    "_forms": Form,
    "_pages": Page,
    "_windows": Window,
    "_marquees": Marquee,
    "_events": CustomEvent,
}


class SimulatedDesk:
    """The desktops of a world. ``engine.ports.desk``."""

    def __init__(self, engine: Engine, settings: DeskSettings) -> None:
        self._settings = settings
        self._agenda = Agenda(engine, "desk", self)
        self._number = 0
        self._indicators: list[Indicator] = []
        self._forms: list[Form] = []
        self._pages: list[Page] = []
        self._windows: list[Window] = []
        self._marquees: list[Marquee] = []
        self._events: list[CustomEvent] = []
        #: How often a deed was done for a contact: contact -> deed -> times.
        self._done: dict[str, dict[str, int]] = {}

    # ------------------------------------------------------------------------------------------ indicators
    def indicate(
        self,
        engine: Engine,
        contact: Contact,
        *,
        name: str,
        on: bool,
        target: str = "Contact",
        ids: Sequence[str] = (),
        action: str = "",
        value: str = "",
        tooltip: str = "",
        image: str = "",
    ) -> None:
        """Show an indicator at its targets, in the place of one of the same name, or hide it."""
        folded = target.strip().lower()
        for id in ids or ([contact.id] if folded == "contact" else [""]):
            self._indicators = [each for each in self._indicators if not each.is_at(folded, id, name)]
            if on:
                made = Indicator(
                    self._next(), name.strip(), contact.id, folded, id, action, value, tooltip, image
                )  # fmt: skip
                self._indicators.append(made)
                self._plan(engine, contact, "click", self._clicks(made.name), made.number)

    def click(self, engine: Engine, contact: Contact, name: str) -> bool:
        """Click the contact's indicator of this name; False if none is shown."""
        found = fitting(name, self._indicators, contact.id)
        if found is None:
            return False
        carry_out(self, engine, contact, found)
        return True

    def indicators(self) -> list[dict[str, Any]]:
        """The indicators that are shown, oldest first."""
        return [asdict(each) for each in self._indicators]

    # ------------------------------------------------------------------------------------- forms and pages
    def show_form(self, engine: Engine, contact: Contact, *, form: str, agent: str = "") -> int:
        """Show a form; its number."""
        made = Form(self._next(), contact.id, agent or people.agent_of(contact), form)
        self._forms.append(made)
        deeds = [(f"form {at}", each) for at, each in enumerate(self._settings.forms) if _in(each.when, form)]
        self._plan(engine, contact, "submit", deeds, made.number)
        return made.number

    def submit(self, engine: Engine, contact: Contact, fields: dict[str, str]) -> bool:
        """Send the form that was shown last for this contact: to who waits for it, else to Ondata."""
        form = next((each for each in reversed(self._forms) if each.contact == contact.id), None)
        if form is None:
            return False
        self._send(engine, contact, form, fields)
        return True

    def _send(self, engine: Engine, contact: Contact, form: Form, fields: dict[str, str]) -> None:
        self._forms.remove(form)
        engine.announce("world", contact, text="form sent", agent=form.agent, fields=dict(fields))
        if not engine.answer(contact, f"form {form.number}", fields=dict(fields)):
            engine.raise_event(contact.id, "ONDATA", fields=fields)

    def show_page(self, engine: Engine, contact: Contact, *, title: str) -> int:
        """Show a page in the place of the contact's last; its number."""
        self._pages = [each for each in self._pages if each.contact != contact.id]
        made = Page(self._next(), contact.id, title)
        self._pages.append(made)
        wanted = title.strip().lower()
        deeds = [
            (f"page {at}", each)
            for at, each in enumerate(self._settings.pages)
            if each.title.strip().lower() in ("", wanted)
        ]
        self._plan(engine, contact, "turn", deeds, made.number)
        return made.number

    def turn_page(
        self, engine: Engine, contact: Contact, fields: dict[str, str] | None = None, button: str = "Next"
    ) -> bool:
        """Leave the page that is open by one of its buttons; False if none is."""
        page = next((each for each in self._pages if each.contact == contact.id), None)
        if page is None:
            return False
        engine.announce("world", contact, text="page left", title=page.title, button=button)
        return engine.answer(contact, f"page {page.number}", button=button, fields=dict(fields or {}))

    def close_pages(self, engine: Engine, contact: Contact) -> bool:
        """End the contact's sequence of pages; False if none was open."""
        before = len(self._pages)
        self._pages = [each for each in self._pages if each.contact != contact.id]
        return len(self._pages) < before

    def open_page(self, engine: Engine, contact: Contact, **fields: str) -> bool:
        """Open the contact's sequence of pages: its Onpageopen gets the contact's agent, unless ``fields`` say another."""
        return engine.raise_event(contact.id, "ONPAGEOPEN", fields=people.who_answers(engine, contact) | fields)

    # ---------------------------------------------------------------------------------- windows, texts, events
    def open_window(
        self, engine: Engine, contact: Contact, *, url: str, agent: str = "", title: str = "", closes: bool = False
    ) -> None:
        """Open a web page; with ``closes`` it goes when the contact ends."""
        self._windows.append(Window(contact.id, agent or people.agent_of(contact), url, title, closes))

    def windows(self) -> list[dict[str, Any]]:
        """The web pages that are open, oldest first."""
        return [asdict(each) for each in self._windows]

    def tell(self, engine: Engine, contact: Contact, *, text: str, ids: Sequence[str], until: int | None) -> None:
        """Run a text over the desktops of its targets, until a time or for good."""
        self._marquees = self._running(engine) + [Marquee(contact.id, id, text, until) for id in ids]

    def marquees(self, engine: Engine) -> list[dict[str, Any]]:
        """The texts that run just now."""
        return [asdict(each) for each in self._running(engine)]

    def _running(self, engine: Engine) -> list[Marquee]:
        return [each for each in self._marquees if each.until is None or each.until > engine.now]

    def send_event(
        self, engine: Engine, contact: Contact, *, agent: str, name: str, data: str, persist: bool = False
    ) -> bool:
        """Send data to an agent's application; what is not persistent is lost at one who isn't logged in [documented]."""
        if not agent or not (persist or people.logged_in(engine, agent)):
            return False
        self._events = [each for each in self._events if (each.agent, each.name) != (agent, name)]
        self._events.append(CustomEvent(contact.id, agent, name, data))
        return True

    def events(self) -> list[dict[str, Any]]:
        """The custom events that agents have got, the last of each name."""
        return [asdict(each) for each in self._events]

    # ---------------------------------------------------------------------------------- what the file states
    def _clicks(self, name: str) -> list[tuple[str, DeedSettings]]:
        return [
            (f"click {at}", each)
            for at, each in enumerate(self._settings.clicks)
            if each.indicator.strip().lower() == name.lower()
        ]

    def _plan(
        self, engine: Engine, contact: Contact, topic: str, deeds: Sequence[tuple[str, DeedSettings]], number: int
    ) -> None:
        """Plan the first deed that fits and is still to be done for this contact."""
        main = contact.frames[0].script.name.lower()
        for key, deed in deeds:
            done = self._done.get(contact.id, {}).get(key, 0)
            if deed.script.lower() in ("", main) and (deed.times is None or done < deed.times):
                self._done.setdefault(contact.id, {})[key] = done + 1
                place = int(key.split()[1])
                self._agenda.plan(engine, deed.after, topic, contact=contact.id, number=number, place=place)
                return

    def do_click(self, engine: Engine, contact: str, number: int, place: int) -> None:
        """Click an indicator, if it is still the same one."""
        found = next((each for each in self._indicators if each.number == number), None)
        if found is not None:
            carry_out(self, engine, engine.contacts[contact], found)

    def do_submit(self, engine: Engine, contact: str, number: int, place: int) -> None:
        """Send a form, if it is still open."""
        form = next((each for each in self._forms if each.number == number), None)
        if form is not None:
            self._send(engine, engine.contacts[contact], form, self._settings.forms[place].fields)

    def do_turn(self, engine: Engine, contact: str, number: int, place: int) -> None:
        """Leave a page, if it is still shown."""
        if any(each.number == number for each in self._pages):
            stated = self._settings.pages[place]
            self.turn_page(engine, engine.contacts[contact], stated.fields, stated.button)

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """Forms, and windows that are to close, go with the contact; indicators stay [documented]."""
        self._forms = [each for each in self._forms if each.contact != contact.id]
        self._windows = [each for each in self._windows if not (each.closes and each.contact == contact.id)]
        self._done.pop(contact.id, None)
        if self.close_pages(engine, contact):
            engine.announce("world", contact, text="page left open")

    # ------------------------------------------------------------------------------------------------- state
    def _next(self) -> int:
        self._number += 1
        return self._number

    def state(self) -> dict[str, Any]:
        """Everything shown, as plain data; appointments are saved by themselves."""
        shown = {name: [asdict(each) for each in getattr(self, name)] for name in _KEPT}
        return shown | {"number": self._number, "done": {each: dict(done) for each, done in self._done.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take saved state."""
        for name, made in _KEPT.items():
            setattr(self, name, [made(**each) for each in state[name]])
        self._number = state["number"]
        self._done = {each: dict(done) for each, done in state["done"].items()}


def _in(wanted: str, text: str) -> bool:
    return wanted.strip().lower() in text.lower()
