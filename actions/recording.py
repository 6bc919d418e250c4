"""Recordings of the conversation: Logcall, Stoplog, Bleeplog, Logrecordingpro, Do Not Record, Mcrmetadata."""

from studio.sdk import (
    Action,
    Context,
    Dynamic,
    Outcome,
    SnippetError,
    boolean,
    lenient_json,
    phone,
    plain,
    plain_value,
    text,
    to_text,
)


def _record(context: Context, recorder: str, start: bool, **more: str) -> None:
    """Switch a recorder; the stream tells of it. Where recording is forbidden none starts."""
    line = phone.line(context)
    if start and line.unrecordable:
        context.report("world", text="recording", state="refused", recorder=recorder, why="Do Not Record")
    elif start:
        line.recorder = recorder
        context.report("world", text="recording", state="started", recorder=recorder, **more)
    elif line.recorder:
        context.report("world", text="recording", state="stopped", recorder=line.recorder)
        line.recorder, line.masked = "", False


class Logcall(Action):
    """Starts to record the call with the older recorder [documented]; after Do Not Record it does not [documented].

    What is recorded, and when, an event tells; there is no sound file [choice].
    """

    kind = "LOGCALL"

    WhileInConversation = plain(about="what is recorded while an agent is on the line [documented]")
    WhileInIvrOrOnHold = plain(about="what is recorded else [documented]")

    def run(self, context: Context) -> Outcome:
        if phone.not_released(context):
            more = {"conversation": self.WhileInConversation(context), "else": self.WhileInIvrOrOnHold(context)}
            _record(context, "Logcall", True, **{name: value for name, value in more.items() if value})
        return "Default"


class Stoplog(Action):
    """Stops what Logcall began [documented]; nothing records: nothing happens [choice]."""

    kind = "STOPLOG"

    def run(self, context: Context) -> Outcome:
        _record(context, "Logcall", False)
        return "Default"


class Bleeplog(Action):
    """Puts white noise over the recording from here on, or stops it [documented]; an event tells of it [choice]."""

    kind = "BLEEPLOG"

    WhiteOut = boolean(about="True: noise begins; False: it ends [inferred]")

    def run(self, context: Context) -> Outcome:
        line = phone.line(context)
        masked = self.WhiteOut(context)
        if masked != line.masked and line.recorder:
            line.masked = masked
            context.report("world", text="recording", state="masked" if masked else "unmasked", recorder=line.recorder)
        return "Default"


class Logrecordingpro(Action):
    """Starts or stops the recording of the call [observed in exports]; after Do Not Record it does not start [documented]."""

    kind = "LOGRECORDINGPRO"

    RecordingType = plain("Call", about="Call [observed in exports]")
    Record = plain(about="Start or Stop; blank counts as Start [observed in exports; blank: choice]")
    UseRecordingStatementId = boolean(about="no effect here [choice]")

    def run(self, context: Context) -> Outcome:
        start = self.Record(context).strip().lower() != "stop"
        if not start or phone.not_released(context):
            _record(context, self.RecordingType(context).strip() or "Call", start)
        return "Default"


class Donotrecord(Action):
    """Keeps the contact from being recorded, for the rest of the call and after a transfer too; there is no way back
    [documented]. A recording that runs stops [inferred].

    It has to stand before Onanswer [documented]; reached while an agent is connected it warns, and acts all the same [choice].
    """

    kind = "DONOTRECORD"

    def run(self, context: Context) -> Outcome:
        if phone.agent_connected(context):
            context.warn("RT246", "Do Not Record stands behind Onanswer: an agent is connected already")
        _record(context, "Call", False)
        phone.line(context).unrecordable = True
        context.report("world", text="recording", state="forbidden")
        return "Default"


class Mcrmetadata(Action):
    """Gives the recording fields of one's own: the members of a dynamic object [observed in exports]; an event tells of
    them [choice].

    KeyValuePairs is the object's name, or JSON text [choice]. What is no object gives no fields, with _ERR; the known
    branch is Default [choice].
    """

    kind = "MCRMETADATA"

    KeyValuePairs = text(about="name of the dynamic object [observed in exports]")

    def run(self, context: Context) -> Outcome:
        source = self.KeyValuePairs(context).strip()
        fields = _fields(context, source)
        if fields is None:
            context.fail(f"{source[:40]!r} is no object with fields for the recording")
            return "Error"
        line = phone.line(context)
        line.metadata |= fields
        context.report("world", text="recording", state="metadata", fields=dict(line.metadata))
        return "Default"


def _fields(context: Context, source: str) -> dict[str, str] | None:
    value = context.named(source)
    if isinstance(value, Dynamic):
        value = plain_value(value)
    else:
        try:
            value = lenient_json(source if value is None else to_text(value))
        except SnippetError:
            return None
    if not isinstance(value, dict):
        return None
    return {str(name): "" if each is None else str(each) for name, each in value.items()}
