"""What an action is written with. Actions import from here and from nowhere else in the engine.

An action in ten lines::

    from studio.sdk import Action, Context, Outcome, text, variable

    class Shout(Action):
        \"\"\"Puts a text into a variable, in capitals.\"\"\"

        kind = "SHOUT"
        Value = text(required=True)
        Variable = variable("LOUD")

        def run(self, context: Context) -> Outcome:
            context.put(self.Variable, self.Value(context).upper())
            return "Default"
"""

from __future__ import annotations

from studio.runtime import phone
from studio.runtime.action import DEFAULT, ERROR, Action, EventAction, Outcome, custom
from studio.runtime.clock import micros, moment
from studio.runtime.contact import Contact, Incoming
from studio.runtime.context import Context
from studio.runtime.effects import (
    Answered,
    Ask,
    Await,
    CallScript,
    EndContact,
    Finish,
    Park,
    Pause,
    ReturnToCaller,
    RunScript,
    SendSignal,
)
from studio.runtime.ports import (
    RESPONSE_LIMIT,
    STATUSES,
    Attachment,
    BotAnswer,
    Card,
    HttpAnswer,
    HttpFailure,
    HttpRequest,
    Letter,
    LoadRequest,
    LoadResult,
    Mailed,
    MailFailure,
    Rank,
    RowReport,
    SmsResult,
)
from studio.runtime.ports.agents import Appointment, ReturnCall, Wish, priority_of, proficiency_of
from studio.runtime.ports.files import FileFailure, FileInfo, Sending
from studio.runtime.properties import (
    Property,
    Setter,
    boolean,
    code,
    compiled,
    expression,
    expression_of,
    fixed,
    names,
    number,
    plain,
    text,
    texts,
    typed,
    variable,
)
from studio.script.limits import string_limit
from studio.snippet.dates import DateTime, to_date
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.json_text import dump_json, lenient_json, parse_dynamic
from studio.snippet.values import copy_value, from_plain, plain_value, to_number, to_text, truth

__all__ = [
    "DEFAULT",
    "ERROR",
    "RESPONSE_LIMIT",
    "STATUSES",
    "Action",
    "Answered",
    "Appointment",
    "Ask",
    "Attachment",
    "Await",
    "BotAnswer",
    "CallScript",
    "Card",
    "Contact",
    "Context",
    "DateTime",
    "Dynamic",
    "EndContact",
    "EventAction",
    "FileFailure",
    "FileInfo",
    "Finish",
    "HttpAnswer",
    "HttpFailure",
    "HttpRequest",
    "Incoming",
    "Letter",
    "LoadRequest",
    "LoadResult",
    "MailFailure",
    "Mailed",
    "Outcome",
    "Park",
    "Pause",
    "Property",
    "Rank",
    "ReturnCall",
    "ReturnToCaller",
    "RowReport",
    "RunScript",
    "SendSignal",
    "Sending",
    "Setter",
    "SmsResult",
    "SnippetError",
    "Wish",
    "boolean",
    "code",
    "compiled",
    "copy_value",
    "custom",
    "dump_json",
    "expression",
    "expression_of",
    "fixed",
    "from_plain",
    "lenient_json",
    "micros",
    "moment",
    "names",
    "number",
    "parse_dynamic",
    "phone",
    "plain",
    "plain_value",
    "priority_of",
    "proficiency_of",
    "string_limit",
    "text",
    "texts",
    "to_date",
    "to_number",
    "to_text",
    "truth",
    "typed",
    "variable",
]
