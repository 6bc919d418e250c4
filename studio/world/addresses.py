"""Addresses of requests and of what the world grants: taken apart once, compared part by part.

An address is never compared as text: ``https://crm.example@evil.example`` and ``https://crm.example/../``
begin like a granted one and are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_IN_PATH = "/%:@!$&'()*+,;=~-._"
_IN_QUERY = _IN_PATH + "?"
LONGEST = 65_536


class AddressError(ValueError):
    """A text that is no address for a request; the message says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in parts. ``path`` and ``query`` are percent-encoded; ``query`` has no question mark."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @property
    def origin(self) -> str:
        """Scheme, host and, where it is not the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def target(self) -> str:
        """What stands in the request's first line."""
        return self.path + (f"?{self.query}" if self.query else "")

    def __str__(self) -> str:
        return self.origin + self.target

    def covers(self, other: Address) -> bool:
        """True where the other address lies under this one: same scheme, host and port, and a path below."""
        if (self.scheme, self.host, self.port) != (other.scheme, other.host, other.port):
            return False
        prefix = unquote(self.path).rstrip("/")
        path = unquote(other.path)
        return path == prefix or path.startswith(prefix + "/")


def read_address(text: str) -> Address:
    """The parts of an address, or AddressError.

    Blanks and letters beyond ASCII in path and query are encoded, for scripts put values into addresses as
    they are.
    """
    text = text.strip(" ")
    if len(text) > LONGEST:
        raise AddressError(f"the address is longer than {LONGEST} characters")
    if _UNSAFE.search(text):
        raise AddressError("the address has a control character or a backslash in it")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as fault:
        raise AddressError(f"the address can't be read: {fault}") from fault
    if parts.scheme not in _PORTS or not parts.hostname:
        raise AddressError(f'"{text[:80]}" is not a web address; it has to begin with http:// or https://')
    if "@" in parts.netloc:
        raise AddressError("the address has a user name in it")
    if port == 0 or not re.fullmatch(r"[A-Za-z0-9._:-]+", parts.hostname):
        raise AddressError(f'"{parts.netloc[:80]}" is not a host')
    if any(step in (".", "..") for step in unquote(parts.path).split("/")):
        raise AddressError('the address has a step "." or ".." in its path')
    path = quote(parts.path or "/", safe=_IN_PATH, errors="replace")
    query = quote(parts.query, safe=_IN_QUERY, errors="replace")
    return Address(parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme], path, query)
