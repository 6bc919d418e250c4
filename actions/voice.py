"""Voiceparams and Ttsvoice: how text is spoken, and how speech is recognised."""

from studio.sdk import Action, Context, Outcome, number, phone, plain, text, to_text, variable


class Voiceparams(Action):
    """Notes the voice for the prompts that follow [observed]; an event tells of it. Prompts take the same time [choice]."""

    kind = "VOICEPARAMS"

    TTSVolume = number("70", about="Volume [observed]")
    TTSRate = number("0", about="Speed [observed]")
    TTSVoice = text(about="The voice [observed]")
    unused1073743309 = text(about="Not used [observed]")
    ASRTuningEnabled = plain(about="No effect here [choice]")
    ASRUniversalsEnabled = plain(about="No effect here [choice]")
    ASRUniversalContentType = plain(about="No effect here [choice]")
    ASRUniversalPhraseList = text(about="No effect here [choice]")
    ASRUniversalGrammarFile = text(about="No effect here [choice]")
    ASRUniversalVarName = variable(about="No effect here [choice]")
    ASRLanguageLocale = text(about="Language of the speech that is recognised [observed]")

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
    """Notes another vendor's voice for the prompts that follow [observed]; an event tells of it. No service is asked [choice]."""

    kind = "TTSVOICE"

    baseapiurl = text(about="Address of the service [observed]")
    vendor = text(about="Its vendor [observed]")
    voicename = text(about="The voice [observed]")

    def run(self, context: Context) -> Outcome:
        voice = phone.line(context).voice
        voice |= {"vendor": self.vendor(context), "voice": self.voicename(context)}
        context.report("world", text="voice", **voice)
        return "Default"
