"""Music: plays a sound file, or a part of it."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, number, phone, text


class Music(Action):
    """Plays music [documented]. Default where SecondstoPlay ends it before the file does, Complete where the file ends
    [documented].

    A file of which nothing is known is as long as the world says, 180 seconds [choice]. Digit is taken where DetectDTMF
    is on and a key is pressed; the key stays in the buffer for a Capture [documented]. An offset beyond the end:
    Complete at once [choice]. Whether it reaches the caller: as Play [inferred].
    """

    kind = "MUSIC"
    branches = ("Default", "Complete", "Digit")

    MusicFile = text(about="the sound file, with or without quotes [observed in exports]")
    StartOffset = number("0", about="where it begins, in seconds [documented]")
    SecondstoPlay = number(about="how long it plays; 0: to the end [documented]")
    reserved1073742978 = text(about="not used [observed in exports]")
    InterruptMessages = text(about="no effect here: its meaning is not public [choice]")
    RepeatIndex = boolean(about="no effect here: its meaning is not public [choice]")
    DetectDTMF = boolean(about="True: a key ends it, and Digit is taken [documented]")
    ClearDigits = boolean("True", about="True: keys that were pressed before are forgotten first [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        if self.ClearDigits(context):
            phone.clear(context)
        detects = self.DetectDTMF(context)
        if detects and context.contact.digits:
            return "Digit"
        pieces = phone.sequence(context, self.MusicFile(context))
        rest = max(0.0, phone.music_seconds(context, pieces) - phone.positive(self.StartOffset(context)))
        wanted = phone.positive(self.SecondstoPlay(context))
        whole = not 0 < wanted < rest
        seconds = phone.play(context, pieces, rest if whole else wanted)
        return Await(("digits",) if detects else (), seconds, {"whole": whole})

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer is None:
            return "Complete" if memo["whole"] else "Default"
        phone.pressed(context, answer)
        return "Digit"
