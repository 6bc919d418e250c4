"""Playwithcpa: leaves a message in a call without an agent."""

from studio.sdk import Action, Context, Outcome, Pause, phone, text


class Playwithcpa(Action):
    """Plays a message when the greeting of an answering machine has ended, at once to a person [documented: timed by what
    detects machines; how: inferred].

    How long the greeting is, the world file says of the number that was called [choice]. Keys do not end it [choice].
    """

    kind = "PLAYWITHCPA"
    aliases = ("PLAYMESSAGEWITHAMD",)

    Sequence = text(about='what plays: "file.wav", "%text that is spoken", one after another [documented]')

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        pieces = phone.sequence(context, self.Sequence(context))
        wait = max(0, phone.line(context).greets - context.engine.now) / 1_000_000
        if wait:
            context.report("world", text="waits for the end of the greeting", seconds=wait)
        return Pause(wait + phone.play(context, pieces))
