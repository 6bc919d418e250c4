"""Built-in functions that make and use a REST proxy."""

from __future__ import annotations

from typing import Any

from studio.snippet.errors import SnippetError
from studio.snippet.functions.entry import Function, forms
from studio.snippet.rest import LARGEST, RestProxy
from studio.snippet.scalars import to_text


def _proxy(name: str, value: Any) -> RestProxy:
    if isinstance(value, RestProxy):
        return value
    raise SnippetError(f"{name}: that is no REST proxy; get one by GetRESTProxy()")


def _request(host: Any, proxy: Any, url: Any, payload: Any, accept: Any, verb: Any, limit: int = LARGEST) -> Any:
    return _proxy("MakeRestRequest", proxy).request(host, to_text(url), payload, accept, to_text(verb), limit)


def _header(host: Any, proxy: Any, name: Any, value: Any) -> None:
    _proxy("AddHeader", proxy).add_header(to_text(name), to_text(value))


FUNCTIONS = [
    Function("addheader", forms("proxy name value"), "nothing", "Adds a header to the proxy's requests.", "inferred", _header,
             errors="a line end in name or value"),
    Function("getrestproxy", forms(""), "REST proxy", "A new REST proxy.", "documented", lambda host: RestProxy()),
    Function("makerestrequest", forms("proxy url payload accept verb"), "dynamic object",
             "Makes the request and gives the parsed answer; StatusCode is -1 where the call failed.", "documented", _request,
             errors="what is no REST proxy", limited=True),
]  # fmt: skip
