"""Built-in functions that make and use a REST proxy."""

from __future__ import annotations

from typing import Any

from studio.snippet.errors import SnippetError
from studio.snippet.functions.entry import Function, forms, shows
from studio.snippet.rest import RestProxy
from studio.snippet.scalars import to_text


def _proxy(name: str, value: Any) -> RestProxy:
    if isinstance(value, RestProxy):
        return value
    raise SnippetError(f"{name}: that is no REST proxy; get one by GetRESTProxy()")


def _request(host: Any, proxy: Any, url: Any, payload: Any, accept: Any, verb: Any, limit: int | None = None) -> Any:
    return _proxy("MakeRestRequest", proxy).request(host, to_text(url), payload, accept, to_text(verb), limit)


def _header(host: Any, proxy: Any, name: Any, value: Any) -> None:
    _proxy("AddHeader", proxy).add_header(to_text(name), to_text(value))


def _no_header(host: Any, proxy: Any, name: Any) -> None:
    _proxy("RemoveHeader", proxy).remove_header(to_text(name))


def _no_headers(host: Any, proxy: Any) -> None:
    _proxy("ClearHeaders", proxy).headers.clear()


_NONE = "what is no REST proxy"
FUNCTIONS = [
    Function("addheader", forms("proxy name value"), "nothing",
             "Adds a header to the proxy's requests; one that is there gets the new value.", "inferred", _header, pure=False,
             errors=f"{_NONE}, a line end in name or value", examples=shows('GetRESTProxy().AddHeader("Accept-Language", "en")', "null")),
    Function("clearheaders", forms("proxy"), "nothing", "Takes away every header that AddHeader added.", "choice", _no_headers,
             pure=False, errors=_NONE, examples=shows("GetRESTProxy().ClearHeaders()", "null")),
    Function("getrestproxy", forms(""), "REST proxy", "A new REST proxy.", "documented", lambda host: RestProxy(), pure=False,
             examples=shows("GetRESTProxy().ProxyTimeoutSeconds", "10")),
    Function("makerestrequest", forms("proxy url payload accept verb"), "dynamic object",
             "Makes the request and gives the parsed answer; StatusCode is -1 where the call failed. ``accept``: 0 or ``JSON``, 1 or "
             "``XML``, 2 and 3 the same with the answer ignored.", "documented", _request,
             errors=_NONE, limited=True, pure=False,
             examples=shows('GetRESTProxy().MakeRestRequest("", "", "JSON", "GET").count()', "0"), makes="tree"),
    Function("removeheader", forms("proxy name"), "nothing", "Takes away one header, in any letter case.", "choice", _no_header,
             pure=False, errors=_NONE, examples=shows('GetRESTProxy().RemoveHeader("Accept")', "null")),
]  # fmt: skip
