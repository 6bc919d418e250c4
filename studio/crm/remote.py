"""A lead source in another process, reached over HTTP: the service that ``studio crm`` serves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from studio.crm.source import Counts, Lead, Page
from studio.crm.wire import KEY, CrmError, CrmUnavailable, column, encode, required, text_of

if TYPE_CHECKING:
    from urllib3 import PoolManager

#: Seconds that a request may take.
TIME_OUT = 10.0
#: A longer answer is none of a lead source, in bytes.
LARGEST_ANSWER = 32_000_000
#: How often a request is tried that gets no answer; each may come twice without harm.
TRIES = 3


class RemoteLeads:
    """The lead source behind an address; implements ``source.LeadSource``. CrmError for what is no web address."""

    def __init__(self, address: str, time_out: float = TIME_OUT) -> None:
        self._address = _checked(address)
        self._time_out = time_out
        self._pool: PoolManager | None = None

    def check_out(self, batch: Any, page: Any = 1, count: Any = None, wanted: Any = None, campaign: Any = "") -> Page:
        asked = {"batch": batch, "page": page, "count": count, "wanted": wanted, "campaign": campaign}
        found = self._ask("GET", "/leads/check-out", asked)
        with _Shape(self._address):
            rows = [{str(name): str(cell) for name, cell in row.items()} for row in found["rows"]]
            return Page(str(found["batch"]), int(found["page"]), rows, bool(found["more"]))

    def loaded(self, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        return self._counts("/leads/loaded", batch, rows)

    def check_in(self, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        return self._counts("/leads/check-in", batch, rows)

    def outcome(self, record: dict[str, Any]) -> Counts:
        key = required(column(record, KEY), KEY)
        return self._taken(self._ask("POST", f"/leads/{quote(key, safe='')}/outcome", body=encode(record)))

    def release(self, reason: Any = "") -> int:
        found = self._ask("POST", "/leads/release", {"reason": reason})
        with _Shape(self._address):
            return int(found["released"])

    def summary(self) -> dict[str, Any]:
        found = self._ask("GET", "/leads/summary")
        with _Shape(self._address):
            return {"leads": int(found["leads"]), "states": dict(found["states"]), **found}

    def lead(self, lead_id: Any) -> Lead | None:
        found = self._ask("GET", "/leads", {"id": lead_id})
        with _Shape(self._address):
            return Lead.from_json(found["rows"][0]) if found["rows"] else None

    def listing(self, after: Any = 0, count: Any = None) -> list[Lead]:
        found = self._ask("GET", "/leads", {"after": after, "count": count})
        with _Shape(self._address):
            return [Lead.from_json(each) for each in found["rows"]]

    def close(self) -> None:
        if self._pool is not None:
            self._pool.clear()
            self._pool = None

    def _counts(self, path: str, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        return self._taken(self._ask("POST", path, {"batch": batch}, encode({"rows": rows})))

    def _taken(self, found: Any) -> Counts:
        with _Shape(self._address):
            return Counts(*(int(found[name]) for name in ("accepted", "already", "unknown")))

    def _ask(
        self,
        verb: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        body: bytes | None = None,
    ) -> Any:
        asked = urlencode({name: text_of(value) for name, value in (query or {}).items()})
        status, content = self._exchange(verb, self._address + path + (f"?{asked}" if asked else ""), body)
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            found = None
        told = str(found.get("message", ""))[:300] if isinstance(found, dict) else ""
        if status == 200 and isinstance(found, dict):
            return found
        if status in (400, 413) and told:
            raise CrmError(told)
        raise CrmUnavailable(told or f"{self._address} answers with status {status}, and not as a lead source")

    def _exchange(self, verb: str, address: str, body: bytes | None) -> tuple[int, bytes]:
        """Status and body of an answer."""
        from urllib3 import Retry, Timeout, exceptions

        if self._pool is None:
            from urllib3 import PoolManager

            self._pool = PoolManager(num_pools=2, maxsize=4, retries=False)
        again = Retry(total=TRIES - 1, redirect=0, status=0, allowed_methods=None, raise_on_redirect=False)
        try:
            response = self._pool.request(
                verb,
                address,
                body=body,
                headers={"Accept": "application/json", "Content-Type": "application/json"},
                timeout=Timeout(total=self._time_out),
                redirect=False,
                retries=again,
                preload_content=False,
            )
            try:
                content = response.read(LARGEST_ANSWER + 1)
                if len(content) > LARGEST_ANSWER:
                    response.close()
                    raise CrmUnavailable(f"the answer of {self._address} is larger than {LARGEST_ANSWER:,} bytes")
            finally:
                response.release_conn()
        except (exceptions.HTTPError, OSError, ValueError) as fault:
            raise CrmUnavailable(f"no answer from {self._address}: {_short(fault)}") from fault
        return response.status, content


class _Shape:
    """Inside, what an answer lacks is told as a fault of the service."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: object) -> None:
        if isinstance(fault, KeyError | TypeError | ValueError | AttributeError | IndexError):
            raise CrmUnavailable(f"{self._address} does not answer as a lead source") from fault


def _checked(address: str) -> str:
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(address.strip())
    except LocationParseError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.host:
        raise CrmError(f'"{address[:80]}" is not the address of a service; write http://host:port')
    if parts.auth or parts.query or parts.fragment:
        raise CrmError("the address of a service has no user name and no query in it")
    return str(parts.url).rstrip("/")


def _short(fault: BaseException) -> str:
    told = getattr(fault, "reason", None) or fault
    return " ".join(str(told).split(": ", 1)[-1].split())[:160]
