"""Play: plays a prompt to the caller."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, number, phone, plain, text


class Play(Action):
    """Plays sound files and speaks text, to the end unless a key is pressed [documented].

    Digit is taken where DetectDTMF is on and a key is pressed [documented]; the key stays in the buffer, so that a Capture
    or Menu behind it finds it [documented]. A key that waits in the buffer already counts too, and nothing plays [choice].
    After the release nothing plays: a warning, and Default [choice]. While an agent is connected the prompt does not reach
    the caller unless the contact is on hold [documented]; it takes its time all the same [choice].
    """

    kind = "PLAY"
    branches = ("Default", "Digit")

    Sequence = text(about='what plays: "file.wav", "%text that is spoken", "${money}", one after another [documented]')
    Phrase = plain(about="the words, for people who read the script [documented]")
    ClearDigits = boolean("True", about="True: keys that were pressed before are forgotten first [documented]")
    DetectDTMF = boolean("True", about="True: a key ends it, and Digit is taken [documented]")
    SuppressSilence = boolean(about="no effect here [choice]")
    TTSVolume = number(about="no effect here [choice]")
    TTSRate = number(about="no effect here [choice]")
    TTSVoice = text(about="no effect here [choice]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        if self.ClearDigits(context):
            phone.clear(context)
        detects = self.DetectDTMF(context)
        pieces = phone.sequence(context, self.Sequence(context))
        if detects and context.contact.digits:
            return "Digit"
        return Await(("digits",) if detects else (), phone.play(context, pieces))

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer is None:
            return "Default"
        phone.pressed(context, answer)
        return "Digit"
