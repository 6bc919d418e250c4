"""What goes over the wire: the JSON of answers, and reading what a script sends (numbers come as text)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

#: A REST answer of a script holds at most 32,768 bytes; a page stays below.
PAGE_LIMIT = 32_767
#: Longest text that is taken for a batch, a key or a code, in characters.
TEXT_LIMIT = 255
#: The CRM's own key, a column of every lead.
KEY = "LeadId"
#: A row of this size would leave no room for another on a page, in bytes of JSON.
LARGEST_ROW = PAGE_LIMIT // 2


class CrmError(Exception):
    """A request that the CRM can't take; the message says which parameter and what it should be."""


class CrmUnavailable(Exception):
    """The store is locked, full or broken. Nothing was changed; the request may be repeated."""


def encode(answer: Any) -> bytes:
    """The answer as compact JSON in UTF-8."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def page_bytes(batch: str, page: int) -> int:
    """Bytes of a page without rows."""
    return len(encode({"batch": batch, "page": page, "rows": [], "more": False}))


def text_of(value: Any) -> str:
    """A scalar of a request as text: trimmed, cut to TEXT_LIMIT, no half characters and no NUL; None is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    # PostgreSQL's texts can't hold a NUL.
    return str(value).strip()[:TEXT_LIMIT].replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def whole_number(value: Any, name: str, least: int, most: int, default: int) -> int:
    """A whole number from a number or text; empty is the default; CrmError for anything else."""
    text = text_of(value)
    if not text:
        return default
    if text.isascii() and text.removesuffix(".0").isdigit() and len(text) <= 12:
        number = int(text.removesuffix(".0"))
        if least <= number <= most:
            return number
    raise CrmError(f'{name} is "{text[:40]}"; it has to be a whole number from {least} to {most}')


def required(value: Any, name: str) -> str:
    """A text that must not be empty, or CrmError."""
    text = text_of(value)
    if not text:
        raise CrmError(f"{name} is missing")
    return text


def rows_of(body: bytes) -> list[dict[str, Any]]:
    """The records of a body ``{"rows": [{…}, …]}`` or ``[{…}, …]``; none where there is no body or no rows.

    Column names are matched without regard to letter case by ``column``. CrmError where the body has another
    shape.
    """
    if not body.strip():
        return []
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise CrmError('the body is not JSON; it has to be {"rows": [{"LeadId": …}, …]}') from fault
    if isinstance(content, dict):
        content = column(content, "rows")
        if content is None or content == "":
            return []
    if not isinstance(content, list):
        raise CrmError('the body has no list of records; it has to be {"rows": [{"LeadId": …}, …]}')
    for number, row in enumerate(content, 1):
        if not isinstance(row, dict) or any(isinstance(cell, dict | list) for cell in row.values()):
            raise CrmError(f"record {number} is not a flat object of columns")
    return content


def record_of(body: bytes, lead_id: str) -> dict[str, Any]:
    """The record of a body ``{…}`` about one lead, with its LeadId. CrmError where the body has another shape."""
    rows = rows_of(b"[" + (body.strip() or b"{}") + b"]")
    if len(rows) != 1:
        raise CrmError("the body has to be one flat object of columns")
    return {name: cell for name, cell in rows[0].items() if name.lower() != KEY.lower()} | {KEY: lead_id}


def column(row: dict[str, Any], name: str) -> Any:
    """The value of a column by its name in any letter case; None where there is none."""
    if name in row:
        return row[name]
    wanted = name.lower()
    return next((value for key, value in row.items() if key.lower() == wanted), None)


def chunks(keys: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """The keys in lists that a statement can take as parameters."""
    waiting = list(keys)
    for start in range(0, len(waiting), size):
        yield waiting[start : start + size]
