"""Whisper and Stopasync: prompts beside a conversation."""

from studio.sdk import Action, Context, Outcome, Pause, phone, plain, text


class Whisper(Action):
    """Plays a prompt to the agent, the contact or both while they are connected [documented].

    The flow goes on by Default when it has ended [inferred]. An event that takes the flow elsewhere meanwhile does not stop
    the sound: Stopasync does [inferred]. Without an agent on the line nobody hears what is meant for the agent: a warning
    says so, and a whisper for the agent alone takes no time then [choice].
    """

    kind = "WHISPER"

    Sequence = text(about='what plays: "file.wav", "%text that is spoken", one after another [documented]')
    Phrase = plain(about="the words, for people who read the script [documented]")
    Target = plain(about="Agent, Contact or Both; blank counts as Both [observed in exports; blank: choice]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        to = {"agent": "agent", "contact": "contact"}.get(self.Target(context).strip().lower(), "both")
        if to != "contact" and not phone.agent_connected(context):
            context.warn("RT244", "Whisper: there is no agent on the line to hear it")
            if to == "agent":
                return "Default"
        seconds = phone.play(context, phone.sequence(context, self.Sequence(context)), to=to)
        phone.line(context).whispers = context.engine.now + round(seconds * 1_000_000)
        return Pause(seconds)


class Stopasync(Action):
    """Stops what plays beside the flow [observed in exports]; an event says what was cut off [choice]. Nothing plays: nothing
    happens [choice].
    """

    kind = "STOPASYNC"

    def run(self, context: Context) -> Outcome:
        line = phone.line(context)
        left = line.whispers - context.engine.now
        if left > 0:
            line.whispers = 0
            context.report("world", text="stopped playing", seconds_left=round(left / 1_000_000, 3))
        return "Default"
