"""Agents' desktops: what scripts show there, and what agents do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine


class Desk(Protocol):
    """The desktops of a world's agents. Texts are as the action's properties gave them."""

    # ------------------------------------------------------------------------------------------ for actions
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
        ...

    def show_form(self, engine: Engine, contact: Contact, *, form: str, agent: str = "") -> int:
        """Show a form; its number. A wait that hears ``form NUMBER`` gets the ``fields``, else Ondata does."""
        ...

    def show_page(self, engine: Engine, contact: Contact, *, title: str) -> int:
        """Show a page in the place of the contact's last; its number. The wait hears ``page NUMBER``."""
        ...

    def close_pages(self, engine: Engine, contact: Contact) -> bool:
        """End the contact's sequence of pages; False if none was open."""
        ...

    def open_window(
        self, engine: Engine, contact: Contact, *, url: str, agent: str = "", title: str = "", closes: bool = False
    ) -> None:
        """Open a web page; with ``closes`` it goes when the contact ends."""
        ...

    def tell(self, engine: Engine, contact: Contact, *, text: str, ids: Sequence[str], until: int | None) -> None:
        """Run a text over the desktops of its targets, until a time (microseconds) or for good."""
        ...

    def send_event(
        self, engine: Engine, contact: Contact, *, agent: str, name: str, data: str, persist: bool = False
    ) -> bool:
        """Send data to an agent's application; False if the agent isn't there to get it."""
        ...

    # ----------------------------------------------------------------------------------------- what agents do
    def click(self, engine: Engine, contact: Contact, name: str) -> bool:
        """Click the contact's indicator of this name; False if none is shown."""
        ...

    def submit(self, engine: Engine, contact: Contact, fields: dict[str, str]) -> bool:
        """Send the form that was shown last for this contact; False if none is open."""
        ...

    def turn_page(
        self, engine: Engine, contact: Contact, fields: dict[str, str] | None = None, button: str = "Next"
    ) -> bool:
        """Leave the page that is open by one of its buttons; False if none is."""
        ...

    def open_page(self, engine: Engine, contact: Contact, **fields: str) -> bool:
        """Open the contact's sequence of pages: its Onpageopen; ``fields`` say who does, by the names of its
        properties.
        """
        ...

    # ------------------------------------------------------------------------------------------- to look at
    def indicators(self) -> list[dict[str, Any]]:
        """The indicators that are shown, oldest first."""
        ...
