"""Cloud Transcribe: what the caller says, as text."""

from typing import Any

from studio.sdk import Action, Await, Context, Dynamic, Outcome, boolean, phone, plain, text, variable


class Transcribe(Action):
    """Turns what the caller says into text, turn by turn [documented]; no service is asked, the world file states the words
    [choice].

    The variable becomes a dynamic object [documented] with the members transcript and confidence [choice]; both are empty and
    0 where nothing is said in the world's listen_seconds [choice]. A nextPromptSequence in quotes plays first; JSON is not
    played [choice].
    """

    kind = "TRANSCRIBE"
    branches = ("Default", "Error")

    transcriptionProfileID = text(about="the service's profile [documented]")
    hintPhrases = text(about="words that help it [documented]; no effect here [choice]")
    nextPromptSequence = text(about="the prompt of the next turn [documented]")
    nextPromptBehavior = text(about="how it plays [documented]; no effect here [choice]")
    transcriptVarName = variable(about="gets the transcript [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        prompt = self.nextPromptSequence(context).strip()
        pieces = phone.sequence(context, prompt) if prompt[:1] == '"' else ()
        seconds = phone.play(context, pieces)
        return phone.listen(context, phone.Listening(seconds, phone.callers(context).stated("listen")))

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        found = phone.listened(context, answer, memo)
        if isinstance(found, Await):
            return found
        spoken = phone.Spoken("", 0.0) if isinstance(found, str) else found
        transcript = Dynamic.of({"transcript": spoken.words, "confidence": int(spoken.confidence)})
        context.put(self.transcriptVarName, transcript)
        context.report("world", text="transcribed", words=spoken.words)
        return "Error" if found == "Error" else "Default"


class ContinuousTranscription(Action):
    """Switches the transcription of the whole conversation on or off [documented]; an event tells of it, and nothing is
    transcribed here [choice].
    """

    kind = "CONTINUOUS_TRANSCRIPTION"

    transcriptionProfileName = text(about="the service's profile [documented]")
    enabled = boolean(about="True: on [documented]")
    participants = plain(about="whose words are transcribed [documented]")
    generateUtteranceEvents = text(about="no effect here [choice]")

    def run(self, context: Context) -> Outcome:
        on = self.enabled(context)
        context.report("world", text="transcription", on=on, who=self.participants(context))
        return "Default"
