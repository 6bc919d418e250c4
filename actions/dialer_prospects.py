"""Prospects in the dialer: Create Prospects (the first version), Get Prospect, Remove Prospects."""

from typing import Any

from studio.sdk import (
    Action,
    Context,
    Dynamic,
    LoadRequest,
    Outcome,
    expression,
    from_plain,
    plain_value,
    text,
    to_text,
    variable,
)

from ._records import SUCCESS, Loading, plain_rows, records_of, results


class CreateProspects(Loading):
    """The first version of Create Prospects: without maps, one number a prospect [documented].

    It loads as Create Prospects v2 does, with a map in which every column fills the field of its own name, in any letter
    case; of numbers only PhoneNumber [choice]. A source that isn't there is made, with that map [choice]. Records whose
    time zone can't be found are rejected [choice]. Default if the call was carried out, Error with _ERR if it was not
    [choice].
    """

    kind = "CREATEPROSPECTS"
    aliases = ("CREATEPROSPECT",)
    branches = ("Default", "Error")

    SkillNo = text(about="number of the skill [documented]")
    SourceName = text(about="name of the source [documented]")
    Data = expression(about="array of records [documented]")
    Results = variable(about="variable for what became of the records [documented]")

    def request(self, context: Context, rows: list[Any] | None) -> LoadRequest:
        skill, source = self.SkillNo(context).strip(), self.SourceName(context).strip()
        return LoadRequest(skill, source, rows, identity_map=True)


class GetProspect(Action):
    """Looks for prospects of a source by ExternalID, PhoneNumber, or FirstName and LastName together [documented].

    What is asked for must all fit; names in any letter case, numbers however they are written [choice]. An empty object
    gives every prospect of the source [documented], at most 10,000; an option with an empty value counts as none [choice].
    Each record has the columns with which the prospect came, and what the dialer knows of it [shape: choice]. Error for a
    source that isn't there, for one name alone, for an option that isn't known, and for SearchOptions that hold something
    else than an object [choice].
    """

    kind = "GETPROSPECT"
    branches = ("Default", "Error")

    SourceName = text(about="name of the source [documented]")
    SearchOptions = expression(about="object with what is looked for; empty: all of the source [documented]")
    Results = variable(about="variable for the array of prospects [documented]")

    def run(self, context: Context) -> Outcome:
        wanted = self.SearchOptions(context)
        is_object = isinstance(wanted, Dynamic) and not wanted.is_array
        if not is_object and to_text(wanted).strip():
            # To search without them would give more than was meant.
            context.put(self.Results, Dynamic.array())
            context.fail("SearchOptions is no object")
            return "Error"
        options = plain_value(wanted) if is_object else {}
        found = context.world.prospects.search(self.SourceName(context), options)
        context.put(self.Results, from_plain(found.records) if found.records else Dynamic.array())
        if found.error:
            context.fail(found.error)
            return "Error"
        return "Default"


class RemoveProspects(Action):
    """Takes prospects out of the dialer, before the lead is checked in [documented].

    Records name their prospects as in a load, by the column that the source's map gives ExternalID; without a map by a
    column of that name [choice]. Results has two groups, as that of Create Prospects v2; a record's ResultCode is Success,
    Invalid Record, Missing External ID, Prospects Not Found Or Removed, or Record In Use for one that is being dialled: it
    is removed as soon as its call ends [choice]. Error for a source that isn't there or was removed, and for what is no
    array of records: then every record bears that code [choice].
    """

    kind = "REMOVEPROSPECTS"
    branches = ("Default", "Error")

    ProspectsToRemove = expression(about="array of records with their external IDs [documented]")
    SourceName = text(about="name of the source [documented]")
    Results = variable(about="variable for what became of the records [documented]")

    def run(self, context: Context) -> Outcome:
        data = self.ProspectsToRemove(context)
        records = records_of(data) or []
        source = self.SourceName(context).strip()
        answer = context.world.prospects.remove(source, plain_rows(data), context.utc_now())
        codes = [row.code for row in answer.rows]
        context.put(self.Results, results(records, codes))
        removed = sum(code == SUCCESS for code in codes)
        context.report("world", text="prospects removed", source=source, removed=removed, failed=len(codes) - removed)
        if answer.error:
            context.fail(answer.error)
            return "Error"
        return "Default"
