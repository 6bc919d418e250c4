"""REST API: asks a service over HTTP."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from studio.sdk import (
    Action,
    Ask,
    Context,
    Dynamic,
    HttpAnswer,
    HttpFailure,
    HttpRequest,
    Outcome,
    SnippetError,
    dump_json,
    lenient_json,
    number,
    parse_dynamic,
    plain,
    text,
    to_text,
    variable,
)

#: Sent when the action gives no headers [documented].
HEADERS = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
#: Milliseconds: the default seen in exports [observed in exports].
TIMEOUT = 30_000


class RestApi(Action):
    """Sends one request to a service and gives the parsed JSON answer [documented].

    Error with _ERR when there is no connection, a time-out, an answer that is no JSON or above 32,768 bytes, or a status
    of 400 and above [documented]. A failed request is tried twice more [documented]; that is so after no connection, a
    time-out and a status of 500 and above [choice]. That is so **whatever the verb**: a service that a script writes to has
    to take the same request twice without harm [choice]. __httpstatuscode and __httpstatusdescription are set
    [documented]; both are empty when no answer came [choice]. On Error errorArgList has statusCode, statusDescription and
    message [choice]. An event that comes meanwhile drops the answer: nothing is written [choice].

    Of more than 100 requests at once some wait for their turn [documented], which is no part of their time-out [choice]. When
    within 30 seconds half of the requests fail, at 100 a second or more, none goes out for 30 seconds [documented]: Error at
    once, and not tried again [choice]. The numbers are those of the platform's limits [choice].

    Without Headers, Accept is application/json and Content-Type is application/x-www-form-urlencoded [documented]; a flat
    JSON object in Parameters is then sent as a form [choice]. Which services can be reached says the part http of the
    world file [choice].
    """

    kind = "REST_API"
    branches = ("Default", "Error")

    Command = plain("MakeRestRequest", about="what is done; there is only MakeRestRequest [documented]")
    ServiceAddress = text(required=True, about="web address of the service; it may have a query [documented]")
    Headers = text(
        about="a JSON object of headers; without it Accept is application/json and Content-Type that of a form [documented]"
    )
    Parameters = text(
        about="with GET the members of a JSON object become the query; else the body, as JSON, as form fields or as it stands, "
        "by Content-Type [choice]"
    )
    Verb = plain("GET", required=True, about="GET, POST, PUT, PATCH or DELETE [documented]")
    TimeOutInMilliSeconds = number(
        str(TIMEOUT), about="how long an answer may take, each time; at most 90,000 [documented]"
    )
    resultSet = variable("resultSet", about="gets the parsed answer [documented]")
    errorArgList = variable("errorArgList", about="gets what went wrong; empty where nothing did [documented]")
    responseHeaders = variable("responseHeaders", about="gets the headers of the answer [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            request = self._request(context)
        except SnippetError as fault:
            return self._failed(context, str(fault), None, Dynamic())
        return _try(request, 1)

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        attempt = memo["attempt"]
        if isinstance(answer, HttpFailure):
            again, message, status, found = answer.retry, answer.message, None, Dynamic()
        else:
            message, found = _read(answer, context.platform.rest_bytes)
            again, status = answer.status >= 500, answer
        if not message:
            return self._answered(context, answer, found)
        if again and attempt < context.platform.rest_tries:
            return _try(_kept(memo), attempt + 1)
        return self._failed(context, message, status, found)

    # --------------------------------------------------------------------------------------------- asking
    def _request(self, context: Context) -> HttpRequest:
        headers = self._headers(context)
        verb = self.Verb(context).strip().upper()
        url = self.ServiceAddress(context).strip()
        source = self.Parameters(context).strip()
        body: bytes | None = None
        if source and verb == "GET":
            url = _with_query(url, source)
        elif source:
            body = _body(source, next((headers[name] for name in headers if name.lower() == "content-type"), ""))
        return HttpRequest(verb, url, headers, body, self._timeout(context), context.platform.rest_bytes)

    def _headers(self, context: Context) -> dict[str, str]:
        source = self.Headers(context).strip()
        if not source:
            return dict(HEADERS)
        found = lenient_json(source)
        if not isinstance(found, dict):
            raise SnippetError("Headers is no JSON object")
        return {name: _plain(value) for name, value in found.items()}

    def _timeout(self, context: Context) -> float:
        wanted = self.TimeOutInMilliSeconds(context)
        longest = context.platform.rest_seconds * 1000
        if wanted > longest:
            context.warn("RT203", f"a time-out of {to_text(wanted)} ms is above the greatest, {longest:g} ms")
        return min(wanted if wanted > 0 else TIMEOUT, longest) / 1000

    # ------------------------------------------------------------------------------------------- answering
    def _answered(self, context: Context, answer: HttpAnswer, found: Any) -> Outcome:
        self._status(context, answer)
        context.put(self.resultSet, found)
        context.put(self.errorArgList, Dynamic())
        return "Default"

    def _failed(self, context: Context, message: str, answer: HttpAnswer | None, found: Any) -> Outcome:
        self._status(context, answer)
        context.put(self.resultSet, found)
        status, reason = (answer.status, answer.reason) if answer else ("", "")
        details = {"statusCode": status, "statusDescription": reason, "message": message}
        context.put(self.errorArgList, Dynamic.of(details))
        context.fail(message)
        return "Error"

    def _status(self, context: Context, answer: HttpAnswer | None) -> None:
        context.set("__httpstatuscode", answer.status if answer else "")
        context.set("__httpstatusdescription", answer.reason if answer else "")
        context.put(self.responseHeaders, Dynamic.of(dict(answer.headers) if answer else {}))


def _try(request: HttpRequest, attempt: int) -> Ask:
    """A try of a request. It is kept as plain data, so that every further try is the very same one."""
    body = request.body.decode() if request.body is not None else None
    kept = {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "body": body,
        "timeout": request.timeout,
        "limit": request.limit,
    }
    return Ask(request, {"attempt": attempt, "request": kept})


def _kept(memo: dict[str, Any]) -> HttpRequest:
    kept = memo["request"]
    body = kept["body"].encode() if kept["body"] is not None else None
    return HttpRequest(kept["method"], kept["url"], kept["headers"], body, kept["timeout"], kept["limit"])


def _read(answer: HttpAnswer, limit: int) -> tuple[str, Any]:
    """What is wrong with an answer ("" if nothing is), and its parsed body."""
    if len(answer.body) > limit:
        size = f"{limit // 1024} KB" if limit % 1024 == 0 else f"{limit} bytes"
        return f"response exceeds {size}", Dynamic()
    body = answer.body.decode("utf-8", "replace").strip()
    found: Any = Dynamic()
    message = ""
    if body:
        try:
            json.loads(body)
            found = parse_dynamic(body)
        except (ValueError, RecursionError, SnippetError):
            message = "response is not JSON"
    if answer.status >= 400:
        message = f"HTTP {answer.status} {answer.reason}".strip()
    return message, found


def _with_query(url: str, source: str) -> str:
    members = _flat(source)
    query = urlencode(members, quote_via=quote) if members is not None else source
    return url + ("&" if "?" in url else "?") + query


def _body(source: str, content_type: str) -> bytes:
    content_type = content_type.lower()
    if "json" in content_type:
        # JSON with single quotes occurs in production; what is no JSON at all goes out as it stands.
        try:
            return dump_json(lenient_json(source)).encode()
        except SnippetError:
            return source.encode()
    members = _flat(source) if "x-www-form-urlencoded" in content_type else None
    return (urlencode(members) if members is not None else source).encode()


def _flat(source: str) -> dict[str, str] | None:
    """The members of a flat JSON object, or None if the text is something else."""
    try:
        found = lenient_json(source)
    except SnippetError:
        return None
    if not isinstance(found, dict) or any(isinstance(value, (dict, list)) for value in found.values()):
        return None
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
