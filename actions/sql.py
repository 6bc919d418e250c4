"""Setdb, Sqlselect, Sqlcursor, Sqlnext, Sqlclose, Sqlexec, Sqltable, SqlQuery: what scripts ask of databases."""

from typing import Any

from studio.sdk import (
    Action,
    Answered,
    Context,
    Dynamic,
    Outcome,
    SnippetError,
    from_plain,
    number,
    text,
    to_text,
    truth,
    variable,
)

QUERY = "the SQL statement, which gives rows [documented]"
UNUSED = "not used [documented]"
PUBLISH = "True: what the columns give is published to the agent's screen too [documented; where to: choice]"
TIMEOUT = "seconds to wait for the answer, 0 to 60 [documented]; 0 or empty: what Setdb says, else 10 [choice]"
GROUP = "name of the database; letter case counts [documented]"
#: Characters of the longest variable (Limit32K) [documented].
LONGEST = 32_768
#: Rows that Sqltable and SqlQuery give where they state no number [documented].
ROWS = 100


class Setdb(Action):
    """Chooses the database for the SQL actions of this contact; NotAvailable if it is not connected [documented].

    Without it the first database of the world is asked [documented]. The choice holds until the next Setdb, in subscripts too;
    an empty name goes back to the first database; with NotAvailable the choice is made all the same [choice].
    """

    kind = "SETDB"
    branches = ("Default", "NotAvailable")

    GroupName = text(about=GROUP)
    TimeoutSec = number("10", about="seconds that the contact's statements may take that state none [documented]")

    def run(self, context: Context) -> Outcome:
        data, name = context.world.data, self.GroupName(context).strip()
        data.choose(context.contact.id, name, max(0.0, float(self.TimeoutSec(context))))
        if data.available(name):
            return "Default"
        context.fail(f"database {name!r} is not connected")
        return "NotAvailable"


class _Statement(Action):
    """What the actions have in common that ask: the answer comes after the time that the world states."""

    def ask(self, context: Context, sql: str, seconds: float, **more: Any) -> Outcome:
        """Carry the statement out; ``answered`` goes on when its answer comes."""
        if not sql.strip():
            raise SnippetError("there is no SQL statement")
        found = context.world.data.run(context.contact.id, sql, seconds=max(0.0, seconds), **more)
        context.report(
            "world", text="SQL", database=found["database"], statement=sql.strip()[:300],
            rows=len(found["rows"]) or found["count"], failure=found["failure"],
        )  # fmt: skip
        return Answered(found, found["seconds"])

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer["failure"]:
            context.fail(answer["failure"])
            return "Timeout" if answer["timed_out"] and "Timeout" in self.branches else "Error"
        return self.answered(context, answer)

    def answered(self, context: Context, answer: Any) -> Outcome:
        """Go on with an answer that came in time."""
        raise NotImplementedError


class Sqlselect(_Statement):
    """Asks for one row; each column becomes a variable of its name [documented].

    NoRecords if there is no row, Timeout if the answer takes too long, Error with _ERR for anything else [documented]. A
    statement whose answer comes too late has been carried out all the same [choice]. Null becomes an empty value, a date the
    text of a date; text beyond 32,768 characters is cut; a column whose name can't be that of a variable is left out [choice].
    """

    kind = "SQLSELECT"
    branches = ("Default", "NoRecords", "Error", "Timeout")

    SQLQuery = text(about=QUERY)
    GlobalVariables = text(about=UNUSED)
    Publish = text(about=PUBLISH)
    TimeoutSec = number(about=TIMEOUT)

    def run(self, context: Context) -> Outcome:
        return self.ask(context, self.SQLQuery(context), self.TimeoutSec(context))

    def answered(self, context: Context, answer: Any) -> Outcome:
        if not answer["rows"]:
            return "NoRecords"
        _give(context, answer["columns"], answer["rows"][0], truth(self.Publish(context).strip()))
        return "Default"


class Sqlcursor(_Statement):
    """Opens a query of many rows and gives the first one; Sqlnext gives the others [documented].

    NoRecords if there is none, Error with _ERR if it fails [documented] or takes too long [choice]. A contact has one
    open query: another Sqlcursor closes it [choice]. All rows are taken when it is opened, so what changes later does
    not show; how many there may be at most the world says, 10,000 by default, and a warning tells of more [choice].
    """

    kind = "SQLCURSOR"
    branches = ("Default", "NoRecords", "Error")

    SQLQuery = text(about=QUERY)
    GlobalVariables = text(about=UNUSED)
    Publish = text(about="True: what the columns give last is published to the agent's screen too [documented]")
    TimeoutSec = number(about=TIMEOUT)

    def run(self, context: Context) -> Outcome:
        context.world.data.close_query(context.contact.id)
        return self.ask(context, self.SQLQuery(context), self.TimeoutSec(context), rows=1_000_000)

    def answered(self, context: Context, answer: Any) -> Outcome:
        if answer["more"]:
            context.report("world", text="SQL: there are more rows than the world allows", rows=len(answer["rows"]))
        if not answer["rows"]:
            return "NoRecords"
        data, contact = context.world.data, context.contact
        data.keep(contact.id, answer)
        found = data.next(contact.id)
        _give(context, found["columns"], found["row"], truth(self.Publish(context).strip()))
        return "Default"


class Sqlnext(Action):
    """Gives the next row of the query that Sqlcursor opened; EndOfDataset when there is none left, which closes it
    [documented].

    Does nothing where no query is open [documented]: Default is taken [choice].
    """

    kind = "SQLNEXT"
    branches = ("Default", "EndOfDataset")

    TimeoutSec = number(
        about="seconds to wait, 0 to 60 [documented]; rows are there already, so nothing is waited for [choice]"
    )

    def run(self, context: Context) -> Outcome:
        data, contact = context.world.data, context.contact
        if not data.is_open(contact.id):
            return "Default"
        found = data.next(contact.id)
        if found is None:
            data.close_query(contact.id)
            return "EndOfDataset"
        _give(context, found["columns"], found["row"], False)
        return "Default"


class Sqlclose(Action):
    """Closes the query that Sqlcursor opened [documented]; where none is open nothing happens [choice]."""

    kind = "SQLCLOSE"

    TimeoutSec = number(about="seconds to wait, 0 to 60 [documented]; nothing is waited for [choice]")

    def run(self, context: Context) -> Outcome:
        context.world.data.close_query(context.contact.id)
        return "Default"


class Sqlexec(_Statement):
    """Carries out a statement that gives no rows; Error with _ERR if it fails, Timeout if it takes too long [documented].

    What it changes is kept at once; rows that it gives all the same are dropped [choice].
    """

    kind = "SQLEXEC"
    branches = ("Default", "Error", "Timeout")

    SQLStatement = text(about="the SQL statement [documented]")
    FetchIdentityVar = variable(about="gets the number that an INSERT gave to its row [documented]")
    TimeoutSec = number(about=TIMEOUT)

    def run(self, context: Context) -> Outcome:
        return self.ask(context, self.SQLStatement(context), self.TimeoutSec(context), rows=0)

    def answered(self, context: Context, answer: Any) -> Outcome:
        if answer["identity"] is not None:
            context.put(self.FetchIdentityVar, answer["identity"])
        return "Default"


class Sqltable(_Statement):
    """Asks for many rows; each column becomes an array of its name, with RowSeparator between the rows [documented].

    NoRecords if there is no row, Timeout if the answer takes too long, Error with _ERR for anything else [documented]. With
    NoRecords both counts are 0 and the arrays stay as they were [choice].
    """

    kind = "SQLTABLE"
    branches = ("Default", "NoRecords", "Error", "Timeout")

    SQLQuery = text(about=QUERY)
    RowSeparator = text("|", about="what stands between the rows in each variable [documented]")
    FieldCountVar = variable(about="gets how many columns there are [documented; its name: inferred]")
    RowCountVar = variable(about="gets how many rows there are [documented; its name: inferred]")
    GlobalVariables = text(about=UNUSED)
    Publish = text(about=PUBLISH)
    MaxRows = number(str(ROWS), about="how many rows are given at most [documented]; below 1: 100 [choice]")
    TimeoutSec = number("10", about="seconds to wait for the answer, at most 30 [documented]")

    def run(self, context: Context) -> Outcome:
        seconds = min(self.TimeoutSec(context), context.platform.sql_table_seconds)
        return self.ask(context, self.SQLQuery(context), seconds, rows=_rows(self.MaxRows(context)))

    def answered(self, context: Context, answer: Any) -> Outcome:
        rows = answer["rows"]
        context.put(self.RowCountVar, len(rows))
        context.put(self.FieldCountVar, len(answer["columns"]) if rows else 0)
        if not rows:
            return "NoRecords"
        separator = self.RowSeparator(context)
        columns = [separator.join(to_text(from_plain(row[at])) for row in rows) for at in range(len(answer["columns"]))]
        _give(context, answer["columns"], columns, truth(self.Publish(context).strip()))
        return "Default"


class SqlQuery(_Statement):
    """Asks a database by its name for many rows; they become one object, whatever Setdb has chosen [documented].

    NoRecords if there is no row, Timeout if the answer takes too long, Error with _ERR for anything else [documented].
    The object is an array with an object for each row, whose members are named like the columns [choice].
    """

    kind = "SQLQUERY"
    branches = ("Default", "NoRecords", "Error", "Timeout")

    GroupName = text(about=GROUP)
    SQLStatement = text(about=QUERY)
    StartRecord = number(about="number of the first row that is given [documented], from 1; 0 is the same [choice]")
    MaxRecords = number(str(ROWS), about="how many rows are given at most [documented]; below 1: 100 [choice]")
    Timeout = number("10", about="seconds to wait for the answer, at most 30 [documented]")
    Result = variable(about="gets the object [documented]")

    def run(self, context: Context) -> Outcome:
        return self.ask(
            context,
            self.SQLStatement(context),
            min(self.Timeout(context), context.platform.sql_table_seconds),
            rows=_rows(self.MaxRecords(context)),
            skip=max(0, int(self.StartRecord(context)) - 1),
            group=self.GroupName(context).strip(),
        )

    def answered(self, context: Context, answer: Any) -> Outcome:
        if not answer["rows"]:
            return "NoRecords"
        found = Dynamic.array()
        for row in answer["rows"]:
            record = zip(answer["columns"], row, strict=True)
            found.append(Dynamic.of({name: from_plain(value) for name, value in record}))
        context.put(self.Result, found)
        return "Default"


def _rows(given: float) -> int:
    return int(given) if given >= 1 else ROWS


def _give(context: Context, columns: list[str], row: list[Any], publish: bool) -> None:
    """Put the columns of a row into the variables of their names."""
    for name, value in zip(columns, row, strict=True):
        if not (name.isascii() and name.isidentifier()):
            continue
        found = from_plain(value[:LONGEST] if isinstance(value, str) else value)
        context.set(name, found)
        if publish:
            context.save("screen", name, to_text(found))
