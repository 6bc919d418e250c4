"""The CRM as JSON over HTTP, for scripts: text is taken for numbers, every request may come twice.

The operations of ``source.LeadSource``; an error is a JSON object with ``message``. Endpoints do not wait for
anything, so the app also answers where no event loop runs.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studio.crm.check_in import ending
from studio.crm.source import LeadSource
from studio.crm.wire import CrmError, CrmUnavailable, encode, record_of, required, rows_of

#: Longest body of a request, in bytes.
LARGEST_BODY = 1_000_000
_Answer = Callable[[Request], Awaitable[Any]]

_GUIDE = {
    "service": "CRM",
    "operations": {
        "GET /leads/check-out?campaign=&batch=&page=&count=&wanted=": "a page of leads, out for 15 minutes",
        "POST /leads/loaded?batch=": "records that the dialer holds now: {rows: [{LeadId}]}",
        "POST /leads/check-in?batch=": "records that go back: {rows: [{LeadId, ResultCode, …}]}",
        "POST /leads/check-in?source=&finalization=": "records that the dialer has finished with",
        "POST /leads/{LeadId}/check-in?batch= (or source=&finalization=)": "one record: {ResultCode, …}",
        "POST /leads/{LeadId}/outcome": "how an attempt came out: {Attempts, Disposition}",
        "POST /leads/release?reason=": "offer leads again that rest as checked in",
        "GET /leads/summary": "how many leads stand where",
        "GET /leads/{LeadId}": "one lead",
        "GET /leads?after=&count=": "leads above a position, with where they stand; with id= one of them",
    },
}


def crm_app(crm: LeadSource) -> Starlette:
    """An ASGI app over a lead source."""

    async def guide(_: Request) -> Any:
        return _GUIDE

    async def check_out(request: Request) -> Any:
        asked = request.query_params
        page = crm.check_out(*(asked.get(name, "") for name in ("batch", "page", "count", "wanted", "campaign")))
        return page.as_json()

    async def loaded(request: Request) -> Any:
        batch = required(request.query_params.get("batch"), "batch")
        return crm.loaded(batch, rows_of(await _body(request))).as_json()

    async def check_in(request: Request) -> Any:
        return crm.check_in(_batch(request), rows_of(await _body(request))).as_json()

    async def check_one_in(request: Request) -> Any:
        record = record_of(await _body(request), request.path_params["lead_id"])
        return crm.check_in(_batch(request), [record]).as_json()

    async def outcome(request: Request) -> Any:
        return crm.outcome(record_of(await _body(request), request.path_params["lead_id"])).as_json()

    async def release(request: Request) -> Any:
        return {"released": crm.release(request.query_params.get("reason", ""))}

    async def summary(_: Request) -> Any:
        return crm.summary()

    async def lead(request: Request) -> Any:
        found = crm.lead(request.path_params["lead_id"])
        if found is None:
            raise HTTPException(404, "no lead has this LeadId")
        return found.as_json()

    async def listing(request: Request) -> Any:
        asked = request.query_params
        if "id" in asked:
            one = crm.lead(asked["id"])
            return {"rows": [one.as_json()] if one is not None else []}
        return {"rows": [each.as_json() for each in crm.listing(asked.get("after", ""), asked.get("count", ""))]}

    return Starlette(
        routes=[
            Route("/", _json(guide), methods=["GET"]),
            Route("/leads", _json(listing), methods=["GET"]),
            Route("/leads/check-out", _json(check_out), methods=["GET"]),
            Route("/leads/loaded", _json(loaded), methods=["POST"]),
            Route("/leads/check-in", _json(check_in), methods=["POST"]),
            Route("/leads/release", _json(release), methods=["POST"]),
            Route("/leads/summary", _json(summary), methods=["GET"]),
            Route("/leads/{lead_id:path}/check-in", _json(check_one_in), methods=["POST"]),
            Route("/leads/{lead_id:path}/outcome", _json(outcome), methods=["POST"]),
            Route("/leads/{lead_id:path}", _json(lead), methods=["GET"]),
        ],
        exception_handlers={HTTPException: _http_error, Exception: _fault},
    )


def _batch(request: Request) -> str:
    """What a check-in is counted by: its batch or, of a record that is finished, its source and its end."""
    asked = request.query_params
    if "finalization" in asked or "source" in asked:
        return ending(asked.get("source"), asked.get("finalization"))
    return required(asked.get("batch"), "batch")


def _json(answer: _Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return _response(await answer(request))
        except CrmError as fault:
            return _response({"message": str(fault)}, 400)
        except CrmUnavailable as fault:
            return _response({"message": str(fault)}, 503)

    return endpoint


def _response(content: Any, status: int = 200, headers: Any = None) -> Response:
    return Response(encode(content), status, headers=headers, media_type="application/json")


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, f"the body is larger than {LARGEST_BODY} bytes; send the records in pages")
    return body


async def _http_error(_: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        return await _fault(_, fault)
    return _response({"message": fault.detail}, fault.status_code, fault.headers)


async def _fault(_: Request, fault: Exception) -> Response:
    return _response({"message": "the CRM failed on this request; nothing was changed"}, 500)
