"""What an agent's click on an indicator does, by the indicator's ActionType."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.contact import Incoming
from studio.runtime.engine import CannotStart
from studio.runtime.interruptions import arrive
from studio.world.desk.shown import Indicator, words

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine
    from studio.world.desk.simulated import SimulatedDesk

#: The mark of a signal that comes from a click: Onsignal writes its values as p1, p2, … of the main script too [choice].
FROM_INDICATOR = {"indicate": "1"}


def carry_out(desk: SimulatedDesk, engine: Engine, contact: Contact, indicator: Indicator) -> None:
    """Do what the indicator is for. ``contact`` is the one whose agent clicks."""
    engine.announce("world", contact, text="click", indicator=indicator.name, action=indicator.action)
    match "".join(indicator.action.lower().split()):
        case "signalscript":
            _signal(engine, contact, indicator)
        case "showcustomform" | "customform":
            desk.show_form(engine, contact, form=indicator.value)
        case "runscript":
            _run(engine, contact, indicator)
        case kind if "url" in kind:
            desk.open_window(engine, contact, url=indicator.value, title=indicator.tooltip)


def _signal(engine: Engine, contact: Contact, indicator: Indicator) -> None:
    """Signal the contact that stands first in the value, with the texts behind it as values [observed]."""
    found = words(indicator.value)
    wanted, values = "".join(found[:1]), found[1 : 1 + engine.settings.platform.signal_values]
    receiver = engine.contacts.get(wanted.strip())
    waits = engine.settings.signal_before_begin == "hold"
    if receiver is None or not receiver.alive or receiver.released or not (receiver.begun or waits):
        engine.announce("world", contact, text="nobody to signal", indicator=indicator.name, to=wanted)
        return
    arrive(engine, receiver, Incoming("ONSIGNAL", values, "0", fields=dict(FROM_INDICATOR)))


def _run(engine: Engine, contact: Contact, indicator: Indicator) -> None:
    """Begin a contact of the family in the script that stands first in the value, with the texts behind it [choice]."""
    name, *parameters = words(indicator.value) or [""]
    script = engine.resolve(name, contact.frames[0].script.name) if name else None
    most = engine.settings.platform.spawn_parameters
    try:
        if script is None:
            raise CannotStart([])
        child = engine.start(script, parameters[:most], master=contact.master, parent=contact.id)
    except CannotStart as fault:
        engine.announce("world", contact, text="script not run", script=name, why=str(fault) or "not found")
        return
    engine.announce("spawn", contact, child=child.id, script=script.name, start=None)
