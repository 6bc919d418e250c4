"""Create Prospects v2: hands records to the dialer."""

from collections import Counter
from typing import Any

from studio.sdk import (
    Action,
    Ask,
    Context,
    DateTime,
    Dynamic,
    LoadRequest,
    LoadResult,
    Outcome,
    boolean,
    copy_value,
    expression,
    text,
    to_text,
    variable,
)

SUCCESS = "Success"
RESULT_CODE = "ResultCode"


class CreateProspects2(Action):
    """Creates or updates the prospects in Data; says in Results what became of each [documented].

    Results has two groups, SuccessfulRecords and FailedRecords; every record of Data is in exactly one of them, as it came
    and with one column more, ResultCode [documented]. Default if the call was carried out, even if every record failed;
    Error with _ERR if it was not, and then every record is in FailedRecords with the call's code [choice]. It is instant:
    no event comes half-way [choice]. Without NoTimeZoneReject a record whose time zone is unknown is rejected [choice]; if
    it is left out, it counts as true [choice].
    """

    kind = "CREATEPROSPECTS2"
    aliases = ("CREATEPROSPECT2",)
    branches = ("Default", "Error")

    SkillNo = text(required=True, about="number of the skill [documented]")
    SourceName = text(required=True, about="name of the source [documented]")
    Data = expression(
        required=True, about="the records: an array, or an object with exactly one array in it [documented]"
    )
    NoTimeZoneReject = boolean(
        "True", about="reject records whose zone can't be found [documented; the default: choice]"
    )
    TimeZone = text(about="zone for those records, if they are not rejected [documented]")
    DefaultExpirationDate = text(about="expiration for records that have none [documented]")
    Results = variable("Results", about="variable for the two groups of records [documented]")

    def run(self, context: Context) -> Outcome:
        records = _records(self.Data(context))
        request = LoadRequest(
            skill_no=self.SkillNo(context).strip(),
            source_name=self.SourceName(context).strip(),
            rows=None if records is None else [_row(record) for record in records],
            no_time_zone_reject=self.NoTimeZoneReject(context),
            time_zone=self.TimeZone(context).strip(),
            default_expiration=self.DefaultExpirationDate(context).strip(),
        )
        return Ask(request)

    def resume(self, context: Context, answer: LoadResult | None, memo: dict[str, Any]) -> Outcome:
        records = _records(self.Data(context)) or []
        error = "Service Unavailable" if answer is None else answer.error
        codes = [error] * len(records) if answer is None else [row.code for row in answer.rows]
        context.put(self.Results, _results(records, codes))
        self._report(context, codes, error)
        if error:
            context.fail(error)
            return "Error"
        return "Default"

    def _report(self, context: Context, codes: list[str], error: str) -> None:
        failed = Counter(code for code in codes if code != SUCCESS)
        context.report(
            "load",
            skill=self.SkillNo(context).strip(),
            source=self.SourceName(context).strip(),
            rows=len(codes),
            ok=len(codes) - failed.total(),
            failed=dict(sorted(failed.items())),
            error=error,
        )


def _records(data: Any) -> list[Any] | None:
    """The records that Data names: an array, or an object with exactly one array member; None if it is neither."""
    if not isinstance(data, Dynamic):
        return None
    if data.is_array:
        return list(data.elements)
    if not data.members:
        return []
    arrays = [value for value in data.members.values() if isinstance(value, Dynamic) and value.is_array]
    return list(arrays[0].elements) if len(arrays) == 1 else None


def _row(record: Any) -> Any:
    """A record as plain data: a mapping of column to scalar, or the scalar that it is."""
    if isinstance(record, Dynamic) and not record.is_array:
        return {name: _scalar(value) for name, value in record.members.items()}
    return _scalar(record)


def _scalar(value: Any) -> Any:
    return to_text(value) if isinstance(value, (Dynamic, DateTime)) else value


def _results(records: list[Any], codes: list[str]) -> Dynamic:
    groups = {"SuccessfulRecords": Dynamic.array(), "FailedRecords": Dynamic.array()}
    for record, code in zip(records, codes, strict=True):
        group = groups["SuccessfulRecords" if code == SUCCESS else "FailedRecords"]
        group.append(_marked(record, code))
    return Dynamic.of(groups)


def _marked(record: Any, code: str) -> Dynamic:
    """The record as it came with its ResultCode; one that is no object becomes an object with the column Value."""
    marked = Dynamic()
    if isinstance(record, Dynamic) and not record.is_array:
        for name, value in record.members.items():
            if name.lower() != RESULT_CODE.lower():
                marked.set(name, copy_value(value))
    else:
        marked.set("Value", to_text(record))
    marked.set(RESULT_CODE, code)
    return marked
