"""The REST proxy of Snippet: an object that makes requests and remembers the status of the last one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.json_text import as_json, parse_dynamic
from studio.snippet.scalars import to_number, to_text

if TYPE_CHECKING:
    from studio.snippet.host import Host

_ACCEPT = {"": "application/json", "0": "application/json", "JSON": "application/json", "1": "text/xml", "XML": "text/xml",
           "2": "application/json", "3": "text/xml"}  # fmt: skip
_IGNORED = ("2", "3")
_VERB = re.compile(r"[A-Z]{1,16}")
_FIELDS = {"statuscode": "status_code", "statusdescription": "status_description", "contenttype": "content_type",
           "proxytimeoutseconds": "timeout"}  # fmt: skip


class RestProxy:
    """Members, in any letter case: StatusCode and StatusDescription (read-only), ContentType, ProxyTimeoutSeconds."""

    __slots__ = ("content_type", "headers", "status_code", "status_description", "timeout")

    def __init__(self) -> None:
        self.status_code: int = 0
        self.status_description = ""
        self.content_type = "application/x-www-form-urlencoded"
        self.timeout: int | float = 10
        self.headers: dict[str, str] = {}

    def __str__(self) -> str:
        return "{RESTProxy}"

    # ------------------------------------------------------------------------------------------ members
    def read_member(self, name: str) -> Any:
        """A member's value, null if there is none of that name."""
        field = _FIELDS.get(name.lower())
        return getattr(self, field) if field else None

    def write_member(self, name: str, value: Any) -> None:
        """Set ContentType or ProxyTimeoutSeconds; SnippetError for another member."""
        match name.lower():
            case "contenttype":
                self.content_type = _one_line(to_text(value))
            case "proxytimeoutseconds":
                seconds = to_number(value)
                if seconds <= 0:
                    raise SnippetError(f"ProxyTimeoutSeconds: {shown(to_text(value))} is no number of seconds above 0")
                self.timeout = seconds
            case "statuscode" | "statusdescription":
                raise SnippetError(f"{name} of a REST proxy can only be read")
            case _:
                raise SnippetError(f"a REST proxy has no member {name}")

    def add_header(self, name: str, value: str) -> None:
        """Add a header to the requests that follow; a name that is there already gets the new value."""
        name = _one_line(name.strip())
        if not name or ":" in name:
            raise SnippetError(f"AddHeader: {shown(name)} is no name of a header")
        value = _one_line(value)
        self.remove_header(name)
        self.headers[name] = value

    def remove_header(self, name: str) -> None:
        """Take a header away, in any letter case; nothing if it is not there."""
        for known in [each for each in self.headers if each.lower() == name.strip().lower()]:
            del self.headers[known]

    # ------------------------------------------------------------------------------------------ requests
    def request(self, host: Host, url: str, payload: Any, accept: Any, verb: str, limit: int | None = None) -> Dynamic:
        """The parsed answer to a request. A call that fails gives an empty object and StatusCode -1 [choice].

        An answer of more bytes than ``limit``, or than the host's limit of 32 KB [documented; the unit is our choice], is a
        failed call: cut JSON is of no use [choice].
        """
        wanted = to_text(accept).strip().upper()
        method = verb.strip().upper()
        if wanted not in _ACCEPT:
            return self._failed(f"{shown(wanted)} is none of the accept types 0, 1, 2, 3, JSON")
        if not _VERB.fullmatch(method):
            return self._failed(f"{shown(verb)} is no verb of a request")
        text = _body(payload, host)
        headers = {"Content-Type": self.content_type, "Accept": _ACCEPT[wanted]}
        for name, value in self.headers.items():
            headers = {each: old for each, old in headers.items() if each.lower() != name.lower()} | {name: value}
        body = text.encode("utf-8", "replace") if text else None
        most = host.limits.answer_bytes if limit is None else min(limit, host.limits.answer_bytes)
        try:
            status, reason, answer = host.request(method, url.strip(), headers, body, float(self.timeout))
            found = Dynamic() if wanted in _IGNORED else _parsed(answer, most)
        except SnippetError as fault:
            return self._failed(fault.message)
        self.status_code, self.status_description = status, reason
        return found

    def _failed(self, cause: str) -> Dynamic:
        self.status_code, self.status_description = -1, cause
        return Dynamic()

    # -------------------------------------------------------------------------------------------- saving
    def state(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {name: getattr(self, name) for name in self.__slots__} | {"headers": dict(self.headers)}

    @classmethod
    def of(cls, state: dict[str, Any]) -> RestProxy:
        """The proxy that :meth:`state` told of."""
        made = cls()
        for name in cls.__slots__:
            setattr(made, name, state[name])
        made.headers = dict(state["headers"])
        return made


def _body(payload: Any, host: Host) -> str:
    """What is sent of a payload: an object's JSON, cut at its limit [documented] with a warning."""
    if not isinstance(payload, Dynamic):
        return to_text(payload)
    longest = host.limits.object_text
    text = as_json(payload, longest)
    if len(text) >= longest:
        host.warn("SN510", f"the JSON of an object was cut at {longest:,} characters")
    return text


def _parsed(body: bytes, limit: int) -> Dynamic:
    if len(body) > limit:
        raise SnippetError(f"the answer of {len(body)} bytes is larger than {limit // 1024} KB")
    return parse_dynamic(body.decode("utf-8-sig", "replace"))


def _one_line(text: str) -> str:
    if any(each in text for each in "\r\n\0"):
        raise SnippetError("a header can't hold a line end")
    return text
