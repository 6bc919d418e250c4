"""The CRM over HTTP: in-process, and on a real port of this machine."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from studio.crm.serve import address_of, open_port
from studio.crm.service import crm_app
from studio.crm.store import Crm
from studio.runtime.ports import HttpAnswer, HttpRequest
from studio.world.asgi import AsgiService
from studio.world.http import Route, WorldHttp
from studio.world.real import RealNetwork

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Face:
    """Asks the service; an answer is (status, content)."""

    def __init__(self, http: WorldHttp, at: str) -> None:
        self._http, self._at = http, at

    def ask(self, verb: str, path: str, body: bytes | None = None) -> HttpAnswer:
        return self._http.send(HttpRequest(verb, self._at + path, body=body), NOW)

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.ask("GET", path)
        return answer.status, json.loads(answer.body)

    def post(self, path: str, content: Any) -> tuple[int, Any]:
        answer = self.ask("POST", path, json.dumps(content).encode())
        return answer.status, json.loads(answer.body)


@pytest.fixture
def face(crm: Crm) -> Face:
    return Face(WorldHttp([Route("https://crm.example/", AsgiService(crm_app(crm)))]), "https://crm.example")


@pytest.fixture
def port_face(crm: Crm) -> Iterator[Face]:
    import uvicorn

    with open_port("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(crm_app(crm), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        at = address_of(listener)
        http = WorldHttp([Route(at, RealNetwork(at))])
        yield Face(http, at)
        http.close()
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("which", [0, 1], ids=["in-process", "on a port"])
def test_a_batch_goes_out_and_comes_back(which: int, face: Face, port_face: Face) -> None:
    face = (face, port_face)[which]
    status, page = face.get("/leads/check-out?campaign=Spring&batch=sig 1&page=1&count=3&wanted=4")
    assert status == 200
    assert (page["batch"], page["page"], page["more"]) == ("sig 1", 1, True)
    assert [row["LeadId"] for row in page["rows"]] == ["A1", "A2", "A3"]
    back = {"rows": [{"LeadId": "A1", "ResultCode": "Record Expired", "Attempts": "0", "CheckedInAt": "x"}]}
    counts = {"accepted": 1, "already": 0, "unknown": 0}
    assert face.post("/leads/check-in?batch=sig 1", back) == (200, counts)
    assert face.post("/leads/check-in?batch=sig 1", back) == (
        200,
        {"accepted": 0, "already": 1, "unknown": 0},
    )
    assert face.post("/leads/loaded?batch=sig 1", [{"LeadId": "A2"}]) == (200, counts)
    assert face.get("/leads/A1")[1]["reason"] == "Record Expired"
    assert face.get("/leads/A3")[1]["outSince"] == "2026-03-02T09:00:00.000Z"
    states = {"in the CRM": 3, "out": 1, "in the dialer": 1, "checked in": 1, "finished": 0}
    assert face.get("/leads/summary")[1]["states"] == states
    assert face.post("/leads/release", {})[1] == {"released": 1}


def test_each_end_of_a_record_counts_once(face: Face) -> None:
    end = {"rows": [{"LeadId": "A1", "Attempts": "3", "Disposition": "Sale"}]}
    new, known = {"accepted": 1, "already": 0, "unknown": 0}, {"accepted": 0, "already": 1, "unknown": 0}
    assert face.post("/leads/check-in?source=Web CRM&finalization=1", end) == (200, new)
    assert face.post("/leads/check-in?finalization=1&source=Web CRM", end) == (200, known)
    assert face.post("/leads/check-in?source=Other&finalization=1", end) == (200, new)
    assert face.post("/leads/check-in?source=Web CRM&finalization=2", end) == (200, new)
    assert face.post("/leads/A1/check-in?source=Web CRM&finalization=2", {"leadid": "A2"}) == (200, known)
    assert face.post("/leads/B1/check-in?source=Web CRM&finalization=2", {"Disposition": "Sale"}) == (200, new)
    assert face.get("/leads/A1")[1]["disposition"] == "Sale"


@pytest.mark.parametrize("body", [b"", b" ", b"{}", b'{"rows":""}', b'{"ROWS":[]}', b"[]"])
def test_a_set_without_records_is_fine(face: Face, body: bytes) -> None:
    answer = face.ask("POST", "/leads/check-in?batch=b", body)
    assert (answer.status, json.loads(answer.body)["accepted"]) == (200, 0)


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("GET", "/leads/check-out", None, 400),
        ("GET", "/leads/check-out?batch=b&page=-1", None, 400),
        ("GET", "/leads/check-out?batch=b&count=%FF%00", None, 400),
        ("POST", "/leads/check-in", b"{}", 400),
        ("POST", "/leads/A1/check-in", b"{}", 400),
        ("POST", "/leads/A1/check-in?batch=b", b"{},{}", 400),
        ("POST", "/leads/A1/outcome", b"[]", 400),
        ("POST", "/leads/A1/outcome", b"{", 400),
        ("GET", "/leads/A1/outcome", None, 404),
        ("POST", "/leads/check-in?source=CRM", b"{}", 400),
        ("POST", "/leads/check-in?batch=b&finalization=1", b"{}", 400),
        ("POST", "/leads/check-in?source=CRM&finalization=0", b"{}", 400),
        ("POST", "/leads/check-in?batch=b", b"{", 400),
        ("POST", "/leads/check-in?batch=b", b"7", 400),
        ("POST", "/leads/check-in?batch=b", b"\xff\xfe", 400),
        ("POST", "/leads/check-in?batch=b", b"[" * 100_000, 400),
        ("POST", "/leads/check-in?batch=b", b'{"rows":[1]}', 400),
        ("POST", "/leads/check-in?batch=b", b'{"rows":[{"LeadId":["A1"]}]}', 400),
        ("POST", "/leads/loaded?batch=b", b'{"rows":{"LeadId":"A1"}}', 400),
        ("POST", "/leads/check-in?batch=b", b" " * 1_000_001, 413),
        ("GET", "/leads/nobody", None, 404),
        ("GET", "/elsewhere", None, 404),
        ("DELETE", "/leads/summary", None, 405),
    ],
)
def test_a_wrong_request_gets_a_message(face: Face, verb: str, path: str, body: bytes | None, status: int) -> None:
    answer = face.ask(verb, path, body)
    assert answer.status == status
    assert json.loads(answer.body)["message"]
    assert b"Traceback" not in answer.body


def test_a_store_that_fails_is_503(tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    with Crm(f"sqlite:///{file}") as crm:
        crm.add([{"LeadId": "A"}])
        face = Face(WorldHttp([Route("http://crm", AsgiService(crm_app(crm)))]), "http://crm")
        broken = sqlite3.connect(file, isolation_level=None)
        broken.execute("DROP TABLE crm_pages")
        broken.close()
        assert face.get("/leads/check-out?batch=b")[0] == 503
        assert face.get("/leads/summary")[1]["states"]["out"] == 0
