"""Record: records the caller's voice to a file."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, number, phone, text

SECOND = 1_000_000
_HEARS = ("digits", "speech")


class Record(Action):
    """Records what the caller says into a WAV file of the business unit [documented].

    It ends at RecordTimeout, at one of TermDigits [documented], or when the caller is silent for MaxSilence after having
    spoken [inferred]; NoVoice where nothing is said within NoVoiceTimeout [documented], and no file is written then
    [choice]. A release ends it too, and the file stays [choice]: so voicemails usually end; what another event breaks off
    is not kept [choice]. With none of these set it ends after the world's record_seconds [choice]. The file is silent and
    as long as the recording; its comment holds the words [choice]. Where the world has no files, only an event tells of it
    [choice].
    """

    kind = "RECORD"
    branches = ("Default", "NoVoice")

    FileName = text(about="the WAV file, relative to the script's folder [documented]")
    reserved1073742958 = text(about="not used [observed in exports]")
    RecordTimeout = number(about="longest recording in seconds; 0: no limit of its own [documented; 0: choice]")
    RecordBeep = boolean(about="True: a tone comes first [documented]")
    TermDigits = text(
        about="keys that end it; they stay in the buffer unless a minus follows: #- [documented; buffer: inferred]"
    )
    AutoClearDigits = boolean(about="True: keys that were pressed before are forgotten first [documented]")
    MaxSilence = number(about="silence that ends it once something was said, in seconds; 0: none [inferred]")
    SuppressSilence = boolean(about="no effect here [choice]")
    reserved1073742965 = text(about="not used [observed in exports]")
    NoVoiceTimeout = number(about="seconds within which something has to be said; 0: none [inferred]")
    reserved1073742967 = text(about="not used [observed in exports]")
    reserved1073742968 = text(about="not used [observed in exports]")
    reserved1073742969 = text(about="not used [observed in exports]")
    reserved1073742970 = text(about="not used [observed in exports]")

    def run(self, context: Context) -> Outcome:
        if not phone.not_released(context):
            return "Default"
        if self.AutoClearDigits(context):
            phone.clear(context)
        name = self.FileName(context).strip()
        if not name:
            context.fail("Record has no FileName")
            return "Error"
        now = context.engine.now
        beep = phone.callers(context).stated("beep") if self.RecordBeep(context) else 0.0
        begin = now + round(beep * SECOND)
        line = phone.line(context)
        line.taking = {"file": name, "script": context.frame.script.name, "began": begin, "words": ""}
        phone.listens(context, beep)
        memo = {
            "begin": begin,
            "limit": phone.positive(self.RecordTimeout(context)),
            "silence": phone.positive(self.MaxSilence(context)),
            "no_voice": phone.positive(self.NoVoiceTimeout(context)),
            "spoken": 0,
        }
        return self._wait(context, memo)

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        now = context.engine.now
        if answer is None:
            silent = not memo["spoken"] and memo["no_voice"] and now >= memo["begin"] + round(memo["no_voice"] * SECOND)
            if silent:
                phone.line(context).taking = {}
                return "NoVoice"
            return self._end(context)
        if answer["topic"] == "speech":
            taking = phone.line(context).taking
            taking["words"] = f"{taking.get('words', '')} {answer.get('words', '')}".strip()
            lasts = phone.positive(answer.get("seconds") or 0)
            return self._wait(context, memo | {"spoken": max(now, memo["begin"]) + round(lasts * SECOND)})
        return self._key(context, str(answer.get("digit") or ""), memo)

    def _key(self, context: Context, key: str, memo: dict[str, Any]) -> Outcome:
        enders = self.TermDigits(context).strip()
        strips = len(enders) > 1 and enders.endswith("-")
        if not key or key not in (enders[:-1] if strips else enders):
            context.contact.digits += key
            return self._wait(context, memo)
        if not strips:
            context.contact.digits += key
        return self._end(context)

    def _wait(self, context: Context, memo: dict[str, Any]) -> Outcome:
        """Until the first of the ends that are set."""
        begin, longest = memo["begin"], phone.callers(context).stated("record")
        limit = memo["limit"]
        ends = [begin + round(limit * SECOND)] if limit else []
        if memo["spoken"] and memo["silence"]:
            ends.append(memo["spoken"] + round(memo["silence"] * SECOND))
        elif not memo["spoken"] and memo["no_voice"]:
            ends.append(begin + round(memo["no_voice"] * SECOND))
        end = min(ends) if ends else begin + round(longest * SECOND)
        phone.line(context).taking["until"] = end
        return Await(_HEARS, max(0, end - context.engine.now) / SECOND, memo)

    def _end(self, context: Context) -> Outcome:
        fault = phone.callers(context).keep_recording(context.engine, context.contact)
        if fault:
            context.fail(fault)
            return "Error"
        return "Default"
