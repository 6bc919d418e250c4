"""A lead source behind a service that is not there, or is none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.crm.remote import RemoteLeads
from studio.crm.store import CrmError, CrmUnavailable


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server was told to."""

    answer: tuple[int, bytes] = (200, b"")
    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        status, body = self.answer
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def odd() -> Iterator[RemoteLeads]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        source = RemoteLeads(f"http://127.0.0.1:{server.server_address[1]}/")
        yield source
        source.close()
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "kind", "word"),
    [
        (200, b"<html>", CrmUnavailable, "not as a lead source"),
        (200, b"[]", CrmUnavailable, "not as a lead source"),
        (200, b"{}", CrmUnavailable, "does not answer as a lead source"),
        (200, b'{"rows":[7],"batch":"b","page":1,"more":0}', CrmUnavailable, "does not answer as a lead source"),
        (200, b"[" * 100_000, CrmUnavailable, "not as a lead source"),
        (302, b"", CrmUnavailable, "status 302"),
        (404, b"nothing", CrmUnavailable, "status 404"),
        (503, b'{"message":"the store failed"}', CrmUnavailable, "the store failed"),
        (500, b"", CrmUnavailable, "status 500"),
        (400, b'{"message":"page is x"}', CrmError, "page is x"),
    ],
)
def test_odd_answers(odd: RemoteLeads, status: int, body: bytes, kind: type[Exception], word: str) -> None:
    Handler.answer, Handler.asked = (status, body), 0
    with pytest.raises(kind, match=word):
        odd.check_out("b")
    assert Handler.asked == 1


def test_nobody_is_there() -> None:
    with pytest.raises(CrmUnavailable, match=r"no answer from http://127\.0\.0\.1:1: .*refused"):
        RemoteLeads("http://127.0.0.1:1").summary()


@pytest.mark.parametrize(
    "address", ["", "crm", "ftp://x/", "http://", "http://a:b@x/", "http://x/?q", "http://[", "http://x:port/"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(CrmError):
        RemoteLeads(address)
