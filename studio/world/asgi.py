"""In-process services: an ASGI app that answers in the caller's own thread, with no server and no port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.world.addresses import Address

Message = MutableMapping[str, Any]
App = Callable[[Any, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]
_REASONS = {int(status): status.phrase for status in HTTPStatus}


class AsgiService:
    """A service behind ``Route`` that is an ASGI app.

    Most apps that answer out of memory wait for nothing, and are driven here without an event loop. One that
    does wait (threads, timers, connections) needs ``event_loop=True``, which costs a loop a request. What the
    app raises becomes an answer with status 500; what it says beyond the size that a script may receive is
    cut just above it.
    """

    def __init__(self, app: App, event_loop: bool = False) -> None:
        self._app = app
        self._event_loop = event_loop

    def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
        """The app's answer to the request."""
        exchange = _Exchange(request.body or b"", request.limit)
        task = self._call(_scope(request, address), exchange)
        try:
            if self._event_loop:
                asyncio.run(task)
            else:
                _drive(task)
        except HttpFailure:
            raise
        except Exception as fault:
            # A fault of the app, as a server in front of it would show it; an answer that was begun is no
            # answer.
            body = f'{{"message":"the service failed: {type(fault).__name__}"}}'.encode()
            return HttpAnswer(500, "Internal Server Error", {"content-type": "application/json"}, body)
        return exchange.result()

    async def _call(self, scope: dict[str, Any], exchange: _Exchange) -> None:
        await self._app(scope, exchange.receive, exchange.send)


class _Exchange:
    """One request's side of the ASGI conversation."""

    def __init__(self, body: bytes, limit: int) -> None:
        self._limit = limit
        self._waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body = bytearray()

    async def receive(self) -> Message:
        return self._waiting.pop() if self._waiting else {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = int(message["status"])
            for name, value in message.get("headers", ()):
                key, text = name.decode("latin-1").lower(), value.decode("latin-1")
                self._headers[key] = f"{self._headers[key]}, {text}" if key in self._headers else text
        elif message["type"] == "http.response.body":
            room = self._limit + 1 - len(self._body)
            self._body += message.get("body", b"")[: max(0, room)]

    def result(self) -> HttpAnswer:
        if not self._status:
            raise HttpFailure("connection closed without an answer")
        return HttpAnswer(self._status, _REASONS.get(self._status, ""), self._headers, bytes(self._body))


def _drive(task: Coroutine[Any, Any, None]) -> None:
    try:
        task.send(None)
    except StopIteration:
        return
    task.close()
    raise HttpFailure("the service waits for an event loop, which it was not given", retry=False)


def _scope(request: HttpRequest, address: Address) -> dict[str, Any]:
    standard = 443 if address.scheme == "https" else 80
    host = address.host if address.port == standard else f"{address.host}:{address.port}"
    headers = [(b"host", host.encode())]
    headers += [
        (name.lower().encode("latin-1", "replace"), value.encode("latin-1", "replace"))
        for name, value in request.headers.items()
    ]
    if request.body is not None:
        headers.append((b"content-length", str(len(request.body)).encode()))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": address.scheme,
        "path": unquote(address.path),
        "raw_path": address.path.encode("ascii"),
        "query_string": address.query.encode("ascii"),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 0),
        "server": (address.host, address.port),
    }
