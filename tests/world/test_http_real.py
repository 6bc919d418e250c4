"""The real network, against a server on a loopback port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.runtime.ports import RESPONSE_LIMIT, HttpFailure, HttpRequest
from studio.world.http import Route, WorldHttp
from studio.world.real import RealNetwork

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Handler(BaseHTTPRequestHandler):
    """Answers by path; ``go`` lets the requests end that hang."""

    go = threading.Event()

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        match self.path.split("?")[0]:
            case "/api/hang":
                self.go.wait(20)
            case "/api/big":
                self.answer(200, b"x" * 200_000)
            case "/api/inside":
                self.answer(302, b"", Location="/api/echo")
            case "/api/outside":
                self.answer(302, b"", Location="/secret")
            case "/api/elsewhere":
                self.answer(307, b"", Location=f"http://localhost:{port}/api/echo")
            case "/api/round":
                self.answer(302, b"", Location="/api/round")
            case "/api/nowhere":
                self.answer(302, b"", Location="file:///etc/passwd")
            case "/api/broken":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            case "/api/rubbish":
                self.wfile.write(b"what?\r\n\r\n")
            case _:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                self.answer(200, f"{self.command} {self.path} {self.headers.get('x-a')} ".encode() + body)

    do_POST = do_GET

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def at() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        Handler.go.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def http(at: str) -> Iterator[WorldHttp]:
    found = WorldHttp([Route(f"{at}/api", RealNetwork(f"{at}/api"), delay=0.25)])
    yield found
    found.close()


def test_a_request_gets_there_and_an_answer_back(http: WorldHttp, at: str) -> None:
    request = HttpRequest("POST", f"{at}/api/echo?x=a b", {"X-A": "1", "Host": "evil"}, b"body")
    answer = http.send(request, NOW)
    assert (answer.status, answer.reason, answer.body) == (200, "OK", b"POST /api/echo?x=a%20b 1 body")
    assert answer.delay == 0.25
    assert answer.headers["content-length"] == "29"


def test_a_big_answer_is_read_just_above_the_limit(http: WorldHttp, at: str) -> None:
    assert len(http.send(HttpRequest("GET", f"{at}/api/big"), NOW).body) == RESPONSE_LIMIT + 1


def test_a_redirect_inside_the_grant_is_followed(http: WorldHttp, at: str) -> None:
    answer = http.send(HttpRequest("POST", f"{at}/api/inside", body=b"x"), NOW)
    assert answer.body == b"GET /api/echo None "


@pytest.mark.parametrize("path", ["outside", "elsewhere", "round", "nowhere"])
def test_a_redirect_out_of_the_grant_is_not(http: WorldHttp, at: str, path: str) -> None:
    with pytest.raises(HttpFailure, match="redirect") as failure:
        http.send(HttpRequest("GET", f"{at}/api/{path}"), NOW)
    assert failure.value.retry is False


def test_what_was_not_granted_is_not_asked(http: WorldHttp, at: str) -> None:
    with pytest.raises(HttpFailure, match="not granted"):
        http.send(HttpRequest("GET", f"{at}/secret"), NOW)


def test_a_server_that_hangs_times_out(http: WorldHttp, at: str) -> None:
    with pytest.raises(HttpFailure, match="timed out after 100 ms") as failure:
        http.send(HttpRequest("GET", f"{at}/api/hang", timeout=0.1), NOW)
    assert (failure.value.delay, failure.value.retry) == (0.1, True)


@pytest.mark.parametrize("path", ["broken", "rubbish"])
def test_an_answer_that_breaks_off_is_a_failure(http: WorldHttp, at: str, path: str) -> None:
    with pytest.raises(HttpFailure, match="failed"):
        http.send(HttpRequest("GET", f"{at}/api/{path}"), NOW)


def test_nobody_there() -> None:
    from studio.crm.serve import address_of, open_port

    with open_port("127.0.0.1", 0) as listener:
        at = address_of(listener)
    http = WorldHttp([Route(at, RealNetwork(at))])
    with pytest.raises(HttpFailure, match="no connection") as failure:
        http.send(HttpRequest("GET", at), NOW)
    assert failure.value.retry
