"""The REST proxy: what it sends, what it makes of answers, and what it says when a call fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from studio.snippet import values
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions import TABLE
from studio.snippet.host import PlainHost
from studio.snippet.rest import RestProxy


@dataclass
class Service(PlainHost):
    """Gives one answer and keeps what was asked."""

    status: int = 200
    body: bytes = b"{}"
    failure: str = ""
    asked: list[tuple[str, str, dict[str, str], bytes | None, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def request(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None, timeout: float
    ) -> tuple[int, str, bytes]:
        self.asked.append((method, url, headers, body, timeout))
        if self.failure:
            raise SnippetError(self.failure)
        return self.status, "as told", self.body


def _ask(host: Any, proxy: RestProxy, payload: Any = "", accept: Any = 0, verb: str = "GET") -> Any:
    return TABLE["makerestrequest"].call(host, proxy, "http://crm.example/leads", payload, accept, verb)


def test_what_is_sent() -> None:
    host, proxy = Service(), TABLE["getrestproxy"].call(PlainHost())
    values.set_member(proxy, "contenttype", "application/json")
    values.set_member(proxy, "ProxyTimeoutSeconds", "2")
    TABLE["addheader"].call(host, proxy, "Authorization", "Basic abc")
    TABLE["addheader"].call(host, proxy, "authorization", "Bearer abc")
    TABLE["addheader"].call(host, proxy, "accept", "application/vnd.x+json")
    _ask(host, proxy, Dynamic.of({"n": 1}), "JSON", "post")
    headers = {"Content-Type": "application/json", "authorization": "Bearer abc", "accept": "application/vnd.x+json"}
    assert host.asked == [("POST", "http://crm.example/leads", headers, b'{"n":"1"}', 2.0)]


def test_defaults() -> None:
    host, proxy = Service(), RestProxy()
    _ask(host, proxy, accept=1)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/xml"}
    assert host.asked == [("GET", "http://crm.example/leads", headers, None, 10.0)]


@pytest.mark.parametrize(
    ("status", "body", "accept", "found"),
    [
        (200, b'{"rows":[{"id":7}]}', 0, '{"rows":[{"id":"7"}]}'), (201, b"", 0, "{}"), (404, b'{"why":"gone"}', "json", '{"why":"gone"}'),
        (200, b"<r><id>7</id></r>", "XML", '{"id":"7"}'), (500, b"\xef\xbb\xbf[1]", 0, '["1"]'), (200, b"no JSON", 2, "{}"),
        (200, b"x" * 40_000, "3", "{}"),
    ],
)  # fmt: skip
def test_answers(status: int, body: bytes, accept: Any, found: str) -> None:
    proxy = RestProxy()
    result = _ask(Service(status=status, body=body), proxy, accept=accept)
    assert values.as_json(result) == found
    assert values.member(proxy, "STATUSCODE") == status
    assert values.member(proxy, "StatusDescription") == "as told"


@pytest.mark.parametrize(
    ("service", "accept", "verb", "cause"),
    [
        (Service(failure="no connection"), 0, "GET", "no connection"), (Service(body=b"no JSON"), 0, "GET", "neither JSON nor XML"),
        (Service(body=b'{"a":"' + b"x" * 40_000 + b'"}'), 0, "GET", "32 KB"), (Service(), 9, "GET", "accept"),
        (Service(), 0, "GET / HTTP/1.1", "verb"), (PlainHost(), 0, "GET", "no network"),
    ],
)  # fmt: skip
def test_a_failed_call_gives_minus_one_and_an_empty_object(service: Any, accept: Any, verb: str, cause: str) -> None:
    proxy = RestProxy()
    result = _ask(service, proxy, accept=accept, verb=verb)
    assert result.kind is None
    assert values.member(proxy, "StatusCode") == -1
    assert cause in values.member(proxy, "StatusDescription")


@pytest.mark.parametrize(
    ("name", "value"),
    [("StatusCode", 1), ("StatusDescription", "x"), ("Other", 1), ("ProxyTimeoutSeconds", 0), ("ContentType", "a\nb")],
)
def test_members_that_can_not_be_set(name: str, value: Any) -> None:
    with pytest.raises(SnippetError):
        values.set_member(RestProxy(), name, value)


@pytest.mark.parametrize(("name", "value"), [("A\r\nB", "x"), ("", "x"), ("A:", "x"), ("A", "x\ny")])
def test_headers_that_can_not_be_added(name: str, value: str) -> None:
    with pytest.raises(SnippetError):
        TABLE["addheader"].call(PlainHost(), RestProxy(), name, value)


def test_only_a_proxy_makes_requests() -> None:
    with pytest.raises(SnippetError, match="GetRESTProxy"):
        TABLE["makerestrequest"].call(PlainHost(), "x", "http://crm.example", "", 0, "GET")
    assert values.member(RestProxy(), "Nothing") is None
    assert values.to_text(RestProxy()) == "{RESTProxy}"


def test_an_answer_may_be_as_large_as_max_string_size() -> None:
    proxy, host = RestProxy(), Service(body=b'{"a":"' + b"x" * 2_100 + b'"}')
    ask = TABLE["makerestrequest"]
    assert ask.limited
    ask.call(host, proxy, "http://crm.example", "", 0, "GET", limit=4_096)
    assert values.member(proxy, "StatusCode") == 200
    ask.call(host, proxy, "http://crm.example", "", 0, "GET", limit=2_048)
    assert values.member(proxy, "StatusDescription") == "the answer of 2108 bytes is larger than 2 KB"
