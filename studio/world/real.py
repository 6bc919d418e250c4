"""Real networks: requests that leave this machine, only under the prefix that the world grants."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest
from studio.world.addresses import Address, AddressError, read_address
from studio.world.faults import timed_out

if TYPE_CHECKING:
    from urllib3 import PoolManager

_REDIRECTS = 5
#: Bytes that are read at once.
_AT_ONCE = 65_536
_SEE_OTHER = frozenset({301, 302, 303})
_REPEAT = frozenset({307, 308})


class RealNetwork:
    """A service behind ``Route`` that is the real one; virtual time passes only by the route's ``delay``.

    Redirects are followed under ``prefix`` only, five at most. A body is read up to one byte above what a
    script may receive. The time-out counts from the request to the last byte; one wait for the network may
    overrun it once.
    """

    def __init__(self, prefix: str) -> None:
        self._grant = read_address(prefix)
        self._pool: PoolManager | None = None

    def answer(self, request: HttpRequest, address: Address) -> HttpAnswer:
        """The server's answer, or HttpFailure."""
        until = time.monotonic() + request.timeout
        method, body = request.method, request.body
        for _ in range(_REDIRECTS + 1):
            answer, location = self._exchange(method, address, request, body, until)
            if location is None:
                return answer
            address = self._redirected(address, location)
            if answer.status in _SEE_OTHER and method != "HEAD":
                method, body = "GET", None
        raise HttpFailure(f"more than {_REDIRECTS} redirects", retry=False)

    def close(self) -> None:
        """Close the connections that were kept."""
        if self._pool is not None:
            self._pool.clear()
            self._pool = None

    def _exchange(
        self, method: str, address: Address, request: HttpRequest, body: bytes | None, until: float
    ) -> tuple[HttpAnswer, str | None]:
        """One answer, and where it redirects to if it does."""
        from urllib3 import exceptions

        if time.monotonic() >= until:
            raise timed_out(request)
        try:
            return self._ask(method, address, request, body, until)
        # "No connection" is a kind of time-out to urllib3, so it comes first.
        except exceptions.NewConnectionError as fault:
            raise HttpFailure(f"no connection to {address.origin}") from fault
        except exceptions.TimeoutError as fault:
            raise timed_out(request) from fault
        except (exceptions.HTTPError, OSError) as fault:
            raise HttpFailure(f"the connection to {address.origin} failed: {_short(fault)}") from fault
        except ValueError as fault:
            raise HttpFailure(f"the request can't be sent: {_short(fault)}", retry=False) from fault

    def _ask(
        self, method: str, address: Address, request: HttpRequest, body: bytes | None, until: float
    ) -> tuple[HttpAnswer, str | None]:
        from urllib3 import Timeout

        response = self._open_pool().request(
            method,
            str(address),
            body=body,
            headers=request.headers,
            timeout=Timeout(total=max(0.001, until - time.monotonic())),
            redirect=False,
            retries=False,
            preload_content=False,
        )
        try:
            moved = response.status in _SEE_OTHER | _REPEAT
            location = response.headers.get("location") if moved else None
            content = b"" if location else _read(response, until, request)
        finally:
            # Not back to the pool: what was not read would be taken for the next answer.
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpAnswer(response.status, response.reason or "", headers, content), location

    def _redirected(self, address: Address, location: str) -> Address:
        from urllib.parse import urljoin

        try:
            target = read_address(urljoin(str(address), location))
        except (AddressError, ValueError) as fault:
            raise HttpFailure(f"redirected to no address: {fault}", retry=False) from fault
        if not self._grant.covers(target):
            raise HttpFailure(f"redirected to {target.origin}, which the world does not grant", retry=False)
        return target

    def _open_pool(self) -> PoolManager:
        if self._pool is None:
            from urllib3 import PoolManager

            self._pool = PoolManager(num_pools=4, headers={})
        return self._pool


def _read(response: Any, until: float, request: HttpRequest) -> bytes:
    content = bytearray()
    while len(content) <= request.limit:
        if time.monotonic() > until:
            raise timed_out(request)
        part = response.read1(min(request.limit + 1 - len(content), _AT_ONCE), decode_content=True)
        if not part:
            break
        content += part
    return bytes(content)


def _short(fault: BaseException) -> str:
    return str(fault)[:200]
