"""Messages: running text at agents."""

from studio.sdk import Action, Context, Outcome, SnippetError, boolean, number, plain, text, to_date

from ._lists import parts

#: Microseconds of a minute, and the most minutes that count.
MINUTE, MOST = 60_000_000, 10_000_000


class Messages(Action):
    """Runs a text over agents' desktops [observed in exports].

    It runs until ExpireDateTime, a date of the script's zone; where none is given, for Durationmin minutes; without
    either for good [inferred]. A date that is none sets _ERR and counts as none [choice].
    """

    kind = "MESSAGES"

    TargetType = plain(about="who gets it: Agent and others [observed in exports]")
    TargetIDs = text(about="ids of the targets, with commas [observed in exports]")
    MessageText = text(about="the text, HTML allowed [observed in exports]")
    Durationmin = number(about="how many minutes it runs [inferred]")
    Persistent = boolean(about="whether those get it too who log in later; no effect here [inferred]")
    ExpireDateTime = text(about="until when it runs [inferred]")

    def run(self, context: Context) -> Outcome:
        ids = parts(self.TargetIDs(context))
        message = self.MessageText(context)
        context.world.desk.tell(context.engine, context.contact, text=message, ids=ids, until=self._until(context))
        context.report("world", text="message", to=",".join(ids), message=message)
        return "Default"

    def _until(self, context: Context) -> int | None:
        """When it stops, in microseconds; None for never."""
        now = context.engine.now
        expires = self.ExpireDateTime(context).strip()
        if expires:
            try:
                left = to_date(expires, context).value - context.now().value
                return now + round(left.total_seconds() * 1_000_000)
            except (SnippetError, OverflowError) as fault:
                context.fail(str(fault))
        minutes = min(self.Durationmin(context), MOST)
        return now + round(minutes * MINUTE) if minutes > 0 else None
