"""DTMF: sends key tones on the line."""

from studio.sdk import Action, Context, Outcome, Pause, number, phone, text

_TONES = frozenset("0123456789#*")


class Dtmf(Action):
    """Sends tones to the other side, at most 20 of 0 to 9, # and * [documented]; further ones are dropped, with a warning
    [choice].

    It takes the length of its tones and pauses [inferred]. A contact that is linked with this one hears them as pressed keys
    [inferred].
    """

    kind = "DTMF"

    DigitSequence = text(about="the tones [documented]")
    ToneDurationms = number("120", about="length of a tone in milliseconds [documented]")
    ToneSpacingms = number("120", about="pause behind a tone in milliseconds [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        wanted = "".join(self.DigitSequence(context).split())
        most = context.platform.dtmf_digits
        tones = "".join(each for each in wanted if each in _TONES)[:most]
        if tones != wanted:
            context.warn(
                "RT245", f"DTMF sends {most} tones of 0 to 9, # and * at most; {len(wanted) - len(tones)} dropped"
            )
        each = phone.positive(self.ToneDurationms(context)) + phone.positive(self.ToneSpacingms(context))
        seconds = phone.positive(len(tones) * each / 1000)
        context.report("world", text="tones", tones=tones, seconds=seconds)
        callers = phone.callers(context)
        for other in list(phone.line(context).linked):
            callers.press(context.engine, context.engine.contacts[other], tones)
        return Pause(seconds)
