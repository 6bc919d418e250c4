"""Assign: puts a value into a variable."""

from collections.abc import Callable
from typing import Any

from studio.sdk import (
    Action,
    Context,
    Outcome,
    SnippetError,
    boolean,
    fixed,
    plain,
    string_limit,
    text,
    to_date,
    to_text,
    typed,
    variable,
)


class Assign(Action):
    """Puts a text, a number or a date into a variable [documented].

    Type String takes Value as text with {…}, Numeric as an expression, Datetime as a date [documented]. A value with more
    characters than MaxStringSize takes Overflow [documented] and leaves the variable as it was, also where Overflow is not
    connected [choice]. A Numeric that can't be worked out sets _ERR and assigns 0 [choice]; a Datetime that is no date
    sets _ERR and assigns empty text [choice].
    """

    kind = "ASSIGN"
    branches = ("Default", "Overflow")

    Variable = variable(
        required=True, about="where the value goes; global:x in a subscript is the main script's [documented]"
    )
    Value = typed(about="what goes there [documented]")
    Type = plain("String", about="what Value is: String, Numeric or Datetime [documented]")
    Publish = text(about="an older name; kept, not used [choice]")
    ScreenPop = boolean(about="also hand the value to the agent's screen [documented]")
    SaveToDB = boolean(about="also record it for the platform's database [documented]")
    MaxStringSize = plain("Limit2K", about="longest value, from Limit2K (2,048 characters) to Limit32K [documented]")

    def prepare(self) -> Callable[[Context], Outcome]:
        """Plain text into a variable, and nothing else asked for, is the usual case: one store."""
        where, value, limit = fixed(self.Variable), fixed(self.Value), fixed(self.MaxStringSize)
        published = fixed(self.ScreenPop) is not False or fixed(self.SaveToDB) is not False
        is_text = (fixed(self.Type) or "").strip().lower() not in ("numeric", "datetime")
        if where is None or value is None or value.fixed is None or published or not is_text:
            return self.run
        text, store = value.fixed, where.store
        if len(text) > string_limit(limit or ""):
            return self.run

        def assign(context: Context) -> Outcome:
            store(context.variables, context, text)
            return "Default"

        return assign

    def run(self, context: Context) -> Outcome:
        value = self._value(context)
        if isinstance(value, str) and len(value) > string_limit(self.MaxStringSize(context)):
            return "Overflow"
        context.put(self.Variable, value)
        variable = self.Variable(context)
        if variable is not None and self.ScreenPop(context):
            context.save("screen", variable.name, to_text(value))
        if variable is not None and self.SaveToDB(context):
            context.save("database", variable.name, to_text(value))
        return "Default"

    def _value(self, context: Context) -> Any:
        value = self.Value(context)
        match self.Type(context).strip().lower():
            case "numeric":
                return self._tried(context, lambda: value.number(context), 0)
            case "datetime":
                return self._tried(context, lambda: to_date(value.text(context), context), "")
        return value.text(context)

    def _tried(self, context: Context, work: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return work()
        except SnippetError as fault:
            context.fail(fault)
            return otherwise
