"""Asr and its kin: what a caller says, as a value of some kind."""

from typing import Any, ClassVar

from studio.sdk import Action, Await, Context, Outcome, custom, number, phone, plain, text


class _Recognition(Action):
    """What all recognitions have in common: a prompt, then words or keys, understood or not."""

    branches: ClassVar[tuple[str, ...]] = (
        "Default",
        "HighConfidence",
        "MedConfidence",
        "NoConfidence",
        "Timeout",
        "Error",
    )
    #: True if one key is the whole answer.
    one_key = False

    Sequence = text(about='what plays: "file.wav", "%text that is spoken", one after another [documented]')
    Phrase = plain(about="the words, for people who read the script [documented]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        seconds = phone.play(context, phone.sequence(context, self.Sequence(context)))
        silence = phone.positive(self.silence(context)) or phone.callers(context).stated("listen")
        return phone.listen(context, phone.Listening(seconds, silence, self.one_key))

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        found = phone.listened(context, answer, memo)
        if isinstance(found, (str, Await)):
            return found
        value = self.understood(context, found)
        confidence = 0.0 if value is None else found.confidence
        context.set(f"{self.kind}Result", "" if value is None else value)
        context.set(f"{self.kind}Confidence", int(confidence))
        context.report("world", text="recognised", value=value or "", confidence=confidence)
        return self.judged(context, value, confidence)

    def silence(self, context: Context) -> int | float:
        """The silence that is too long, in seconds."""
        return 0

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        """The value that the words stand for; None if they mean nothing here."""
        return spoken.words.strip() or None

    def judged(self, context: Context, value: str | None, confidence: float) -> Outcome:
        """The branch for a value."""
        raise NotImplementedError


class _Valued(_Recognition):
    """A recognition that gives a value and tells how sure it is."""

    HighConfidence = number("75", about="from this percentage on HighConfidence is taken [documented]")
    MinConfidence = number(about="from this one on MedConfidence, below it NoConfidence [documented]")
    TimeoutSeconds = number("10", about="seconds of silence behind the prompt until Timeout [documented for Asryesno]")

    def silence(self, context: Context) -> int | float:
        return self.TimeoutSeconds(context)

    def judged(self, context: Context, value: str | None, confidence: float) -> Outcome:
        if value is None or confidence < self.MinConfidence(context):
            return "NoConfidence"
        return "HighConfidence" if confidence >= self.HighConfidence(context) else "MedConfidence"


class Asr(_Valued):
    """Recognises what the caller says, whatever it is [documented: by phrases or a grammar of one's own; any words: choice].

    ASRResult gets the words, ASRConfidence how sure the recogniser is, as the world file states it [inferred from
    ASRDIGITSResult; the confidence: choice]. HighConfidence, MedConfidence and NoConfidence by that percentage [documented];
    Timeout where nothing is said after the prompt, and Error where prompt and answer take more than 120 seconds [documented for
    Asryesno]. Keys may be pressed instead, ended by # or a pause of 3 seconds; they are sure [documented that keys count;
    the rest: choice]. Words or a key break the prompt off [inferred].
    """

    kind = "ASR"

    HighConfidence = number("70", about="from this percentage on HighConfidence is taken [documented]")


class Asralphanum(_Valued):
    """Recognises letters, digits and the names of signs, said one by one; alpha, bravo, charlie too [documented].

    ASRALPHANUMResult gets them as text, in capitals [inferred; capitals: choice]. Otherwise as Asr [inferred].
    """

    kind = "ASRALPHANUM"

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        return phone.words.letters(spoken.words)


class Asrcurrency(_Valued):
    """Recognises a sum of money [documented]; ASRCURRENCYResult gets it with two decimals, 12.50 [choice]. Otherwise as
    Asr [inferred].
    """

    kind = "ASRCURRENCY"

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        return phone.words.money(spoken.words)


class Asrdate(_Valued):
    """Recognises a date [documented]; ASRDATEResult gets it as M/d/yyyy, of this year where none is said [choice].

    Otherwise as Asr [inferred].
    """

    kind = "ASRDATE"

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        if spoken.by_keys and len(spoken.words) == 8:
            return phone.words.date(f"{spoken.words[:2]}/{spoken.words[2:4]}/{spoken.words[4:]}", 0)
        return phone.words.date(spoken.words, context.now().value.year)


class Asrdigits(_Valued):
    """Recognises digits said one by one, oh as 0 [documented]; ASRDIGITSResult gets them as text [documented].
    Otherwise as Asr [inferred].
    """

    kind = "ASRDIGITS"

    HighConfidence = number("72", about="from this percentage on HighConfidence is taken [documented]")

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        return phone.words.digits(spoken.words)


class Asrnumber(_Valued):
    """Recognises a whole number up to 999,999 [documented]; ASRNUMBERResult gets its digits [inferred]. Otherwise as
    Asr [inferred].
    """

    kind = "ASRNUMBER"

    HighConfidence = number("78", about="from this percentage on HighConfidence is taken [documented]")

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        value = phone.words.number(spoken.words)
        return None if value is None else str(value)


class Asrtime(_Valued):
    """Recognises a time of day [documented]; ASRTIMEResult gets it as HH:MM [choice]. Otherwise as Asr [inferred]."""

    kind = "ASRTIME"

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        if spoken.by_keys and len(spoken.words) == 4:
            return phone.words.time(f"{spoken.words[:2]}:{spoken.words[2:]}")
        return phone.words.time(spoken.words)


class Asryesno(_Recognition):
    """Recognises yes and no, and words that mean them [documented]: Yes or No is taken [Yes documented, No inferred].

    NoConfidence below MinConfidence, and for other words [documented; other words: choice]. Timeout where nothing is said in
    TimeoutSeconds after the prompt, Error above 120 seconds in all [documented]. The keys 1 and 2 mean yes and no [choice].
    ASRYESNOResult gets yes or no [inferred].
    """

    kind = "ASRYESNO"
    branches = ("Default", "Yes", "No", "NoConfidence", "Timeout", "Error")
    one_key = True

    MinConfidence = number("50", about="below this percentage NoConfidence is taken [documented]")
    TimeoutSeconds = number("10", about="seconds of silence behind the prompt until Timeout [documented]")

    def silence(self, context: Context) -> int | float:
        return self.TimeoutSeconds(context)

    def understood(self, context: Context, spoken: phone.Spoken) -> str | None:
        if spoken.by_keys:
            return {"1": "yes", "2": "no"}.get(spoken.words)
        return phone.words.yes_no(spoken.words)

    def judged(self, context: Context, value: str | None, confidence: float) -> Outcome:
        if value is None or confidence < self.MinConfidence(context):
            return "NoConfidence"
        return value.capitalize()


class Asrmenu(_Recognition):
    """Plays a menu and takes the custom branch whose label the caller says, letter case free [documented; case: choice].

    NoConfidence below MinConfidence, and for words that no branch has [documented; the latter: choice]. A key counts as its
    digit [choice]. ASRMENUResult gets what was said [documented that a variable gets it; its name: inferred]. Timeout and
    Error as Asr [inferred].
    """

    kind = "ASRMENU"
    branches = ("Default", "NoConfidence", "Timeout", "Error")
    one_key = True

    MinConfidence = number("40", about="below this percentage NoConfidence is taken [documented]")
    TimeoutSeconds = number("10", about="seconds of silence behind the prompt until Timeout [documented for Asryesno]")

    def silence(self, context: Context) -> int | float:
        return self.TimeoutSeconds(context)

    def judged(self, context: Context, value: str | None, confidence: float) -> Outcome:
        said = " ".join((value or "").lower().split())
        label = next((each for each in self.cases if " ".join(each.lower().split()) == said), None)
        if label is None or confidence < self.MinConfidence(context):
            return "NoConfidence"
        return custom(label)


class Asrcompile(Action):
    """Compiles a grammar of one's own for Asr [documented]. Here every word is recognised, so that it does nothing [choice]."""

    kind = "ASRCOMPILE"

    def run(self, context: Context) -> Outcome:
        return "Default"
