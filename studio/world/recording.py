"""Recording the answers of a real service, and playing them back: a file of JSON, an exchange a line.

What a script sends is not kept, only a digest of it, and no header of a request at all: keys and passwords stay out of the
file. The address is kept as it is, and so is what the service answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import IO, Any

from studio.ordinary import size_of
from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.world.addresses import Address
from studio.world.http import Service

#: A file of recorded answers is read whole.
LARGEST = 50_000_000
#: Headers of answers that are not kept.
_SECRET = frozenset({"set-cookie", "www-authenticate", "proxy-authenticate"})


class Recorder:
    """A service that hands requests on to another one and writes down what comes back.

    The file is begun anew with the first answer of a run; a run that goes on from a saved state goes on writing.
    """

    def __init__(self, service: Service, path: Path) -> None:
        self._service = service
        self._path = path
        self._file: IO[str] | None = None
        self._lines = 0

    def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
        """The other service's answer, or its failure; both are written down."""
        try:
            answer = self._service.answer(request, address)
        except HttpFailure as failure:
            self._write(request, failure=failure.message, delay=failure.delay, retry=failure.retry)
            raise
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in _SECRET}
        self._write(
            request,
            status=answer.status,
            reason=answer.reason,
            headers=headers,
            **_text(answer.body),
            delay=answer.delay,
        )
        return answer

    def close(self) -> None:
        """Close the file and the other service."""
        if self._file is not None:
            self._file.close()
            self._file = None
        close = getattr(self._service, "close", None)
        if close is not None:
            close()

    def state(self) -> int:
        """How many answers were written."""
        return self._lines

    def restore(self, state: Any) -> None:
        """Go on behind the answers that were written."""
        self._lines = int(state)

    def _write(self, request: HttpRequest, **what: Any) -> None:
        if self._file is None:
            try:
                self._file = self._path.open("a" if self._lines else "w", encoding="utf-8", newline="\n")
            except OSError as fault:
                message = f"the answer can't be recorded in {self._path.name}: {fault.strerror or fault}"
                raise HttpFailure(message, retry=False) from fault
        line = {"method": request.method, "url": request.url, "sent": _digest(request.body), **what}
        self._file.write(json.dumps(line, ensure_ascii=True) + "\n")
        # A run that is broken off has all that it heard.
        self._file.flush()
        self._lines += 1


class Player:
    """A service that plays recorded answers: to the same verb, address and body the same answers in the same order.

    The last one of a request is given again and again [choice]. A request that was not recorded is a failure.
    """

    def __init__(self, path: Path) -> None:
        """ValueError where the file can't be used, with the number of the faulty line."""
        self._name = path.name
        self._answers: dict[str, list[HttpAnswer | HttpFailure]] = {}
        self._given: dict[str, int] = {}
        for number, line in enumerate(_lines(path), 1):
            if line.strip():
                try:
                    key, found = _exchange(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
                    raise ValueError(f"{path.name}, line {number}: this is no recorded answer") from fault
                self._answers.setdefault(key, []).append(found)

    def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
        """The recorded answer or failure, or a failure that says that there is none."""
        key = _key(request.method, request.url, _digest(request.body))
        found = self._answers.get(key)
        if found is None:
            other = (
                " with this body"
                if any(each.startswith(f"{request.method} {request.url} ") for each in self._answers)
                else ""
            )
            message = f"{self._name} has no answer to {request.method} {request.url[:300]}{other}"
            raise HttpFailure(message, retry=False)
        place = self._given.get(key, 0)
        self._given[key] = place + 1
        chosen = found[min(place, len(found) - 1)]
        if isinstance(chosen, HttpFailure):
            raise HttpFailure(chosen.message, chosen.delay, chosen.retry)
        return chosen

    def state(self) -> dict[str, int]:
        """How often each request was answered."""
        return dict(self._given)

    def restore(self, state: Any) -> None:
        """Go on counting."""
        self._given = {str(key): int(times) for key, times in dict(state).items()}


def _lines(path: Path) -> list[str]:
    try:
        if size_of(path) > LARGEST:
            raise ValueError(f"{path.name} is larger than {LARGEST} bytes")
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise ValueError(f"recorded answers can't be read from {path}: {fault.strerror or fault}") from fault
    except UnicodeDecodeError as fault:
        raise ValueError(f"{path.name} is no text in UTF-8") from fault


def _exchange(line: Any) -> tuple[str, HttpAnswer | HttpFailure]:
    key = _key(str(line["method"]), str(line["url"]), str(line["sent"]))
    delay = float(line.get("delay", 0.0))
    if not 0 <= delay <= 86_400:
        raise ValueError("delay")
    if "failure" in line:
        return key, HttpFailure(str(line["failure"]), delay, bool(line.get("retry", True)))
    body = base64.b64decode(line["base64"], validate=True) if "base64" in line else str(line.get("body", "")).encode()
    headers = {str(name): str(value) for name, value in line.get("headers", {}).items()}
    return key, HttpAnswer(int(line["status"]), str(line.get("reason", "")), headers, body, delay)


def _key(method: str, url: str, sent: str) -> str:
    return f"{method} {url} {sent}"


def _digest(body: bytes | None) -> str:
    return hashlib.sha256(body).hexdigest() if body else ""


def _text(body: bytes) -> dict[str, str]:
    try:
        return {"body": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
