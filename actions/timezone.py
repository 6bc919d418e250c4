"""Timezone: sets the clock of the script's dates."""

from studio.sdk import Action, Context, Outcome, text

#: Names that mean the business unit's own zone.
OWN = ("", "default")


class Timezone(Action):
    """Sets the zone in which this contact reads and writes dates, from now on [inferred].

    now, dates and times, and the formats of dates follow it, in every script of the contact [inferred]. It does not
    change the hours of a profile, nor the world's own clock [choice]. A name that is no zone: _ERR is set and the zone
    stays as it was [choice].
    """

    kind = "TIMEZONE"

    TimeZone = text(
        about="name of the zone, as America/New_York or Eastern Standard Time; empty or Default: the business unit's "
        "[observed in exports; which names: choice]"
    )

    def run(self, context: Context) -> Outcome:
        wanted = self.TimeZone(context).strip()
        if wanted.lower() in OWN:
            context.contact.zone = ""
            return "Default"
        found = context.world.hours.zone_named(wanted)
        if found is None:
            context.fail(f"{wanted[:100]!r} is no known time zone")
            return "Error"
        context.contact.zone = found
        return "Default"
