"""Voiceparams and Ttsvoice: how text is spoken, and how speech is recognised."""

from studio.sdk import Action, Context, Outcome, number, phone, plain, text, to_text, variable


class Voiceparams(Action):
    """Notes the voice for the prompts that follow [observed in exports]; an event tells of it [choice]. Prompts take the same
    time [choice].
    """

    kind = "VOICEPARAMS"

    TTSVolume = number("70", about="volume [observed in exports]")
    TTSRate = number("0", about="speed [observed in exports]")
    TTSVoice = text(about="the voice [observed in exports]")
    unused1073743309 = text(about="not used [observed in exports]")
    ASRTuningEnabled = plain(about="no effect here [choice]")
    ASRUniversalsEnabled = plain(about="no effect here [choice]")
    ASRUniversalContentType = plain(about="no effect here [choice]")
    ASRUniversalPhraseList = text(about="no effect here [choice]")
    ASRUniversalGrammarFile = text(about="no effect here [choice]")
    ASRUniversalVarName = variable(about="no effect here [choice]")
    ASRLanguageLocale = text(about="language of the speech that is recognised [observed in exports]")

    def run(self, context: Context) -> Outcome:
        given = {
            "volume": to_text(self.TTSVolume(context)),
            "rate": to_text(self.TTSRate(context)),
            "voice": self.TTSVoice(context),
            "language": self.ASRLanguageLocale(context),
        }
        voice = phone.line(context).voice
        voice |= {name: value for name, value in given.items() if value and value != "NoChange"}
        context.report("world", text="voice", **voice)
        return "Default"


class Ttsvoice(Action):
    """Notes another vendor's voice for the prompts that follow [observed in exports]; an event tells of it [choice]. No service
    is asked [choice].
    """

    kind = "TTSVOICE"

    baseapiurl = text(about="address of the service [observed in exports]")
    vendor = text(about="its vendor [observed in exports]")
    voicename = text(about="the voice [observed in exports]")

    def run(self, context: Context) -> Outcome:
        voice = phone.line(context).voice
        voice |= {"vendor": self.vendor(context), "voice": self.voicename(context)}
        context.report("world", text="voice", **voice)
        return "Default"
