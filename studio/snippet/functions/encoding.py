"""Encodings and hashes: text as UTF-8. They may also be called on a REST proxy, which then has no part in them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from studio.snippet.errors import SnippetError
from studio.snippet.functions.entry import Function, forms
from studio.snippet.functions.text import LONGEST
from studio.snippet.scalars import to_text


def _bytes(value: Any) -> bytes:
    """The UTF-8 of a text; half a surrogate pair, which has none, becomes a replacement character."""
    text = to_text(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _decoded(text: Any) -> str:
    try:
        return base64.b64decode(_bytes(text).strip(), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise SnippetError("Base64Decode: the text is no Base64") from None


def _bounded(text: str) -> str:
    """The text; SnippetError above what text on its way may have."""
    if len(text) > LONGEST:
        raise SnippetError(f"the encoded text would have more than {LONGEST} characters")
    return text


def _on_text(rule: Callable[..., str], count: int = 1) -> Callable[..., str]:
    """A function of so many arguments that takes no notice of a proxy before them."""
    return lambda host, *given: rule(*given[-count:])


def _hash(name: str) -> Callable[..., str]:
    return _on_text(lambda text: hashlib.new(name, _bytes(text), usedforsecurity=False).hexdigest())


def _hmac(text: Any, key: Any) -> str:
    return hmac.new(_bytes(key), _bytes(text), "sha256").hexdigest()


_TEXT = forms("text", "proxy text")
FUNCTIONS = [
    Function("base64decode", _TEXT, "text", "The text that the Base64 text holds.", "choice", _on_text(_decoded),
             errors="text that is no Base64"),
    Function("base64encode", _TEXT, "text", "The text's UTF-8 in Base64.", "choice",
             _on_text(lambda text: _bounded(base64.b64encode(_bytes(text)).decode()))),
    Function("hmacsha256", forms("text key", "proxy text key"), "text", "The keyed hash, hex in small letters.", "choice",
             _on_text(_hmac, 2)),
    Function("md5", _TEXT, "text", "The hash, hex in small letters.", "choice", _hash("md5")),
    Function("sha1", _TEXT, "text", "The hash, hex in small letters.", "choice", _hash("sha1")),
    Function("sha256", _TEXT, "text", "The hash, hex in small letters.", "choice", _hash("sha256")),
    Function("urlencode", forms("text"), "text", "Percent-encoded UTF-8; unreserved characters stay.", "inferred",
             lambda host, text: _bounded(quote(_bytes(text), safe=""))),
]  # fmt: skip
