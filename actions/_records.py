"""Records that go to the dialer and come back: arrays of objects, and Results with its two groups. No action itself."""

from __future__ import annotations

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
    Property,
    Setter,
    copy_value,
    to_text,
)

SUCCESS = "Success"
RESULT_CODE = "ResultCode"


class Loading(Action):
    """Hands records to the dialer, and says in Results what became of each."""

    SkillNo: Property[str]
    SourceName: Property[str]
    Data: Property[Any]
    Results: Property[Setter | None]

    def request(self, context: Context, rows: list[Any] | None) -> LoadRequest:
        """The call with these rows."""
        raise NotImplementedError

    def run(self, context: Context) -> Outcome:
        return Ask(self.request(context, plain_rows(self.Data(context))))

    def resume(self, context: Context, answer: LoadResult | None, memo: dict[str, Any]) -> Outcome:
        records = records_of(self.Data(context)) or []
        error = "Service Unavailable" if answer is None else answer.error
        codes = [error] * len(records) if answer is None else [row.code for row in answer.rows]
        context.put(self.Results, results(records, codes))
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
        if error:
            context.fail(error)
            return "Error"
        return "Default"


def records_of(data: Any) -> list[Any] | None:
    """The records that an expression gives: an array, or an object with exactly one array member; None if it is neither."""
    if not isinstance(data, Dynamic):
        return None
    if data.is_array:
        return list(data.elements)
    if not data.members:
        return []
    arrays = [value for value in data.members.values() if isinstance(value, Dynamic) and value.is_array]
    return list(arrays[0].elements) if len(arrays) == 1 else None


def plain_rows(data: Any) -> list[Any] | None:
    """The records as plain data: mappings of column to scalar, or the scalars that they are."""
    records = records_of(data)
    return None if records is None else [_row(record) for record in records]


def results(records: list[Any], codes: list[str]) -> Dynamic:
    """Results: every record in one of two groups, as it came and with its ResultCode."""
    groups = {"SuccessfulRecords": Dynamic.array(), "FailedRecords": Dynamic.array()}
    for record, code in zip(records, codes, strict=True):
        group = groups["SuccessfulRecords" if code == SUCCESS else "FailedRecords"]
        group.append(_marked(record, code))
    return Dynamic.of(groups)


def _row(record: Any) -> Any:
    if isinstance(record, Dynamic) and not record.is_array:
        return {name: _scalar(value) for name, value in record.members.items()}
    return _scalar(record)


def _scalar(value: Any) -> Any:
    return to_text(value) if isinstance(value, (Dynamic, DateTime)) else value


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
