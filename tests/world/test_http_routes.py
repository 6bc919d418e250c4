"""Where requests go: routes, what is refused, and in-process services."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route as Path

from studio.runtime.ports import RESPONSE_LIMIT, HttpAnswer, HttpFailure, HttpRequest
from studio.world.addresses import AddressError
from studio.world.asgi import AsgiService
from studio.world.http import Route, WorldHttp

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Named:
    """A service that answers with its name and what it was asked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def answer(self, request: HttpRequest, address: Any) -> HttpAnswer:
        content = {
            "service": self.name,
            "url": request.url,
            "verb": request.method,
            "headers": request.headers,
        }
        return HttpAnswer(200, "OK", {}, json.dumps(content).encode())


def ask(http: WorldHttp, url: str, verb: str = "GET", **more: Any) -> Any:
    return json.loads(http.send(HttpRequest(verb, url, **more), NOW).body)


@pytest.fixture
def http() -> WorldHttp:
    return WorldHttp(
        [
            Route("https://crm.example/", Named("crm")),
            Route("https://crm.example/v2", Named("crm 2")),
            Route("http://crm.example:8080/api/", Named("api")),
            Route("http://[::1]:9000", Named("six")),
        ]
    )


@pytest.mark.parametrize(
    ("url", "service", "sent"),
    [
        ("https://crm.example", "crm", "https://crm.example/"),
        ("https://CRM.Example:443/leads?x=1#part", "crm", "https://crm.example/leads?x=1"),
        ("https://crm.example/v2", "crm 2", "https://crm.example/v2"),
        ("https://crm.example/v2/x", "crm 2", "https://crm.example/v2/x"),
        ("https://crm.example/v22", "crm", "https://crm.example/v22"),
        ("http://crm.example:8080/api", "api", "http://crm.example:8080/api"),
        ("http://[::1]:9000/x", "six", "http://[::1]:9000/x"),
        (
            "https://crm.example/a b?n=Zoë Ö&p=100%25",
            "crm",
            "https://crm.example/a%20b?n=Zo%C3%AB%20%C3%96&p=100%25",
        ),
        (" https://crm.example/x ", "crm", "https://crm.example/x"),
    ],
)
def test_the_longest_route_that_covers_an_address_answers(http: WorldHttp, url: str, service: str, sent: str) -> None:
    found = ask(http, url)
    assert (found["service"], found["url"]) == (service, sent)


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/",
        "http://crm.example/",
        "https://crm.example:444/",
        "https://crm.example.evil.example/",
        "https://crm.example@evil.example/",
        "https://evil.example@crm.example/",
        "https://evil.example\\@crm.example/",
        "https://evil.example#@crm.example/",
        "http://crm.example:8080/apis",
        "http://crm.example:8080/api/../secret",
        "http://crm.example:8080/api/%2e%2e/secret",
        "http://crm.example:8080/api/.%2E/secret",
        "https://crm.example/x\r\nHost: evil.example",
        "https://crm.example:99999/",
        "https://[::1/",
        "https://crm.example:0/",
        "https://crm%2eexample/",
        "file:///etc/passwd",
        "ftp://crm.example/",
        "//crm.example/",
        "crm.example",
        "",
        "https://",
        "https://crm.example/" + "x" * 70_000,
    ],
)
def test_everything_else_is_refused_for_good(http: WorldHttp, url: str) -> None:
    with pytest.raises(HttpFailure) as refused:
        ask(http, url)
    assert refused.value.retry is False
    assert refused.value.delay == 0


def test_a_refusal_says_who_refuses(http: WorldHttp) -> None:
    with pytest.raises(HttpFailure, match=r"https://other\.example/x is not granted by the world"):
        ask(http, "https://other.example/x?secret=1")


def test_the_verb_is_known_and_headers_of_the_connection_are_ours(http: WorldHttp) -> None:
    found = ask(http, "https://crm.example/", "post", headers={"Host": "evil", "content-length": "7", "X-A": "b"})
    assert (found["verb"], found["headers"]) == ("POST", {"X-A": "b"})
    with pytest.raises(HttpFailure, match="verb"):
        ask(http, "https://crm.example/", "GET / HTTP/1.1\r\nX: y")


@pytest.mark.parametrize("headers", [{"X-A": "b\r\nX-B: c"}, {"X A": "b"}, {"X-Ä": "b"}, {"X-A": "€"}, {"": "b"}])
def test_headers_that_are_none_are_refused(http: WorldHttp, headers: dict[str, str]) -> None:
    with pytest.raises(HttpFailure, match="the header") as refused:
        ask(http, "https://crm.example/", headers=headers)
    assert refused.value.retry is False


def test_an_answer_takes_the_time_that_its_route_states() -> None:
    http = WorldHttp([Route("http://a/", Named("a"), delay=2.5)])
    assert http.send(HttpRequest("GET", "http://a/"), NOW).delay == 2.5
    with pytest.raises(HttpFailure, match="timed out after 2000 ms") as late:
        http.send(HttpRequest("GET", "http://a/", timeout=2.0), NOW)
    assert (late.value.delay, late.value.retry) == (2.0, True)


def test_a_bad_prefix_is_an_error_of_the_world() -> None:
    with pytest.raises(AddressError):
        WorldHttp([Route("crm.example", Named("a"))])


# ------------------------------------------------------------------------------------------- in-process apps
async def echo(request: Request) -> JSONResponse:
    body = (await request.body()).decode()
    return JSONResponse(
        {
            "path": request.url.path,
            "query": dict(request.query_params),
            "body": body,
            "host": request.headers["host"],
        },
        headers={"X-Kind": "echo"},
    )


async def fail(_: Request) -> JSONResponse:
    raise ZeroDivisionError


async def large(_: Request) -> JSONResponse:
    return JSONResponse("x" * 100_000)


async def silent(scope: Any, receive: Any, send: Any) -> None:
    return


async def wait(_: Request) -> JSONResponse:
    import asyncio

    await asyncio.sleep(0)
    return JSONResponse({"waited": True})


APP = Starlette(
    routes=[
        Path("/echo/{rest:path}", echo, methods=["GET", "POST"]),
        Path("/fail", fail),
        Path("/large", large),
        Path("/wait", wait),
    ]
)


@pytest.fixture
def app() -> WorldHttp:
    return WorldHttp(
        [
            Route("https://app.example/", AsgiService(APP)),
            Route("https://loop.example/", AsgiService(APP, event_loop=True)),
            Route("https://silent.example/", AsgiService(silent)),
        ]
    )


@pytest.mark.parametrize("host", ["app.example", "loop.example"])
def test_an_app_gets_the_request_as_it_is(app: WorldHttp, host: str) -> None:
    answer = app.send(HttpRequest("POST", f"https://{host}/echo/Zoë?a=1&b=x y", body="Grüße".encode()), NOW)
    assert (answer.status, answer.reason, answer.headers["x-kind"]) == (200, "OK", "echo")
    query = {"a": "1", "b": "x y"}
    assert json.loads(answer.body) == {"path": "/echo/Zoë", "query": query, "body": "Grüße", "host": host}


def test_what_an_app_raises_is_a_500(app: WorldHttp) -> None:
    answer = app.send(HttpRequest("GET", "https://app.example/fail"), NOW)
    assert (answer.status, json.loads(answer.body)) == (
        500,
        {"message": "the service failed: ZeroDivisionError"},
    )


def test_a_large_answer_is_cut_just_above_the_limit(app: WorldHttp) -> None:
    assert len(app.send(HttpRequest("GET", "https://app.example/large"), NOW).body) == RESPONSE_LIMIT + 1


def test_an_app_that_waits_needs_a_loop(app: WorldHttp) -> None:
    with pytest.raises(HttpFailure, match="event loop"):
        app.send(HttpRequest("GET", "https://app.example/wait"), NOW)
    assert json.loads(app.send(HttpRequest("GET", "https://loop.example/wait"), NOW).body) == {"waited": True}


def test_an_app_that_says_nothing_is_a_failure(app: WorldHttp) -> None:
    with pytest.raises(HttpFailure, match="without an answer"):
        app.send(HttpRequest("GET", "https://silent.example/"), NOW)
