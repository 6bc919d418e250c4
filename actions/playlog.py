"""Playlog: plays part of a recording or of a sound file."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, number, phone, text, variable


class Playlog(Action):
    """Plays a recording from an offset and says where it stopped [observed in exports].

    CurrentPosition gets the seconds from the beginning of the file at which it ended [inferred]. A key ends it where
    StoponDTMF is on, and stays in the buffer [inferred]; Default in any case [observed in exports].
    """

    kind = "PLAYLOG"

    ContactIDorFile = text(about="a sound file, or the id of the contact whose recording plays [observed in exports]")
    StartOffset = number("0", about="where it begins, in seconds [observed in exports]")
    SecondstoPlay = number("0", about="how long it plays; 0: to the end [inferred: as Music]")
    reserved1073743007 = text(about="not used [observed in exports]")
    StoponDTMF = boolean(about="True: a key ends it [observed in exports]")
    CurrentPosition = variable("POS", about="gets the place where it ended, in seconds [inferred]")
    ClearDigits = boolean("True", about="True: keys that were pressed before are forgotten first [inferred: as Play]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        if self.ClearDigits(context):
            phone.clear(context)
        pieces = phone.sequence(context, self.ContactIDorFile(context))
        offset = phone.positive(self.StartOffset(context))
        stops = self.StoponDTMF(context)
        if stops and context.contact.digits:
            context.put(self.CurrentPosition, _position(offset))
            return "Default"
        rest = max(0.0, phone.seconds_of(context, pieces) - offset)
        wanted = phone.positive(self.SecondstoPlay(context))
        seconds = phone.play(context, pieces, wanted if 0 < wanted < rest else rest)
        memo = {"offset": offset, "began": context.engine.now}
        return Await(("digits",) if stops else (), seconds, memo)

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer is not None:
            phone.pressed(context, answer)
        played = (context.engine.now - memo["began"]) / 1_000_000
        context.put(self.CurrentPosition, _position(memo["offset"] + played))
        return "Default"


def _position(seconds: float) -> int | float:
    rounded = round(seconds, 3)
    return int(rounded) if rounded == int(rounded) else rounded
