"""Answers of a server on a loopback port are recorded, and played back without it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from studio.runtime.ports import HttpFailure, HttpRequest
from studio.world.http import WorldHttp
from studio.world.http_settings import HttpSettings

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Handler(BaseHTTPRequestHandler):
    """Counts requests; every answer says which it is."""

    seen = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        Handler.seen += 1
        answer = b"\xff\xfe" if self.path == "/api/bytes" else f"{Handler.seen} {self.path} ".encode() + body
        if self.path == "/api/broken":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            return
        self.send_response(201)
        self.send_header("Set-Cookie", "session=secret")
        self.send_header("X-Page", "1")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def at() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/api"
        server.shutdown()
        thread.join()


def world(at: str, folder: Path, **route: object) -> WorldHttp:
    return HttpSettings.model_validate({"routes": [{"prefix": at, **route}]}).build({}, folder)


def asked(http: WorldHttp, url: str, body: bytes | None = None) -> bytes:
    headers = {"Authorization": "Bearer secret"}
    try:
        return http.send(HttpRequest("POST" if body else "GET", url, headers, body), NOW).body
    except HttpFailure as failure:
        return b"failure: " + failure.message.encode()


def test_what_was_recorded_is_played(at: str, tmp_path: Path) -> None:
    asks: list[tuple[str, bytes | None]] = [
        (f"{at}/a", None), (f"{at}/a", None), (f"{at}/a", b"secret 1"), (f"{at}/a", b"2"),
        (f"{at}/bytes", None), (f"{at}/broken", None),
    ]  # fmt: skip
    recorded = world(at, tmp_path, network=True, record="heard.jsonl")
    heard = [asked(recorded, *each) for each in asks]
    recorded.close()
    assert heard[4] == b"\xff\xfe"
    assert heard[5].startswith(b"failure: the connection")
    assert len({*heard}) == len(heard)
    text = (tmp_path / "heard.jsonl").read_text()
    assert "secret" not in text.replace("secret 1", "", 1)
    lines = [json.loads(line) for line in text.splitlines()]
    assert [each["method"] for each in lines] == ["GET", "GET", "POST", "POST", "GET", "GET"]
    before = Handler.seen
    played = world(at, tmp_path, replay="heard.jsonl")
    assert [asked(played, *each) for each in asks] == heard
    # The last answer of a request stays.
    assert asked(played, f"{at}/a") == heard[1]
    assert Handler.seen == before


def test_headers_and_status_are_played(at: str, tmp_path: Path) -> None:
    recorded = world(at, tmp_path, network=True, record="heard.jsonl")
    recorded.send(HttpRequest("GET", f"{at}/a"), NOW)
    recorded.close()
    answer = world(at, tmp_path, replay="heard.jsonl", delay=2).send(HttpRequest("GET", f"{at}/a"), NOW)
    assert (answer.status, answer.reason, answer.headers["x-page"], answer.delay) == (201, "Created", "1", 2)
    assert "set-cookie" not in answer.headers


def test_an_unknown_request_is_refused(at: str, tmp_path: Path) -> None:
    recorded = world(at, tmp_path, network=True, record="heard.jsonl")
    asked(recorded, f"{at}/a", b"1")
    recorded.close()
    played = world(at, tmp_path, replay="heard.jsonl")
    assert asked(played, f"{at}/b") == f"failure: heard.jsonl has no answer to GET {at}/b".encode()
    assert (
        asked(played, f"{at}/a", b"2") == f"failure: heard.jsonl has no answer to POST {at}/a with this body".encode()
    )
    with pytest.raises(HttpFailure) as failure:
        played.send(HttpRequest("GET", f"{at}/b"), NOW)
    assert failure.value.retry is False


def test_a_run_that_goes_on_goes_on_writing_and_playing(at: str, tmp_path: Path) -> None:
    first = world(at, tmp_path, network=True, record="heard.jsonl")
    heard = [asked(first, f"{at}/a")]
    state = json.loads(json.dumps(first.state()))
    first.close()
    second = world(at, tmp_path, network=True, record="heard.jsonl")
    second.restore(state)
    heard.append(asked(second, f"{at}/a"))
    second.close()
    assert len((tmp_path / "heard.jsonl").read_text().splitlines()) == 2
    played = world(at, tmp_path, replay="heard.jsonl")
    assert asked(played, f"{at}/a") == heard[0]
    other = world(at, tmp_path, replay="heard.jsonl")
    other.restore(json.loads(json.dumps(played.state())))
    assert asked(other, f"{at}/a") == heard[1]


def test_a_file_that_can_not_be_written_is_a_failure(at: str, tmp_path: Path) -> None:
    http = world(at, tmp_path, network=True, record="no/such/folder.jsonl")
    assert b"can't be recorded" in asked(http, f"{at}/a")
    http.close()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "can't be read"),
        ("\n{}", "line 2"),
        ("nonsense", "line 1"),
        ('{"method": "GET", "url": "a", "sent": "", "status": 200, "base64": "%"}', "line 1"),
        ('{"method": "GET", "url": "a", "sent": "", "status": 200, "delay": 1e99}', "line 1"),
        ("[" * 100_000, "line 1"),
    ],
)
def test_a_faulty_file_is_told(at: str, tmp_path: Path, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / "heard.jsonl").write_text(text)
    with pytest.raises(ValueError, match=message):
        world(at, tmp_path, replay="heard.jsonl")
