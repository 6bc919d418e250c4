"""Encodings of text, which count as UTF-8. They may also be called on a REST proxy, which then has no part in them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any
from urllib.parse import quote, unquote_plus

from studio.snippet.errors import SnippetError
from studio.snippet.functions.common import bounded
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.rest import RestProxy
from studio.snippet.scalars import to_text

TEXT = forms("text", "proxy text")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def utf8(value: Any) -> bytes:
    """The UTF-8 of a text; half a surrogate pair, which has none, becomes a replacement character."""
    text = to_text(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def on_text(name: str, rule: Callable[..., str], count: int = 1) -> Callable[..., str]:
    """A function of so many values that a REST proxy may stand before."""

    def call(host: Any, *given: Any) -> str:
        if len(given) > count and not isinstance(given[0], RestProxy):
            raise SnippetError(f"{name}: one value is too many; only a REST proxy may stand before the text")
        return rule(*given[-count:])

    return call


def _encoder(name: str, rule: Callable[[Any], str]) -> Callable[..., str]:
    return on_text(name, lambda text: bounded(rule(text), name))


def from_base64(name: str, text: Any, url: bool = False) -> bytes:
    """The bytes that Base64 text holds, ``url`` for the form with ``-`` and ``_``; SnippetError for other text."""
    source = utf8(text).strip()
    try:
        if url:
            return base64.b64decode(source + b"=" * (-len(source) % 4), b"-_", validate=True)
        return base64.b64decode(source, validate=True)
    except (binascii.Error, ValueError):
        raise SnippetError(f"{name}: the text is no Base64") from None


def from_hex(name: str, text: Any) -> bytes:
    """The bytes of hexadecimal digits; SnippetError for other text."""
    try:
        return binascii.unhexlify(utf8(text).strip())
    except binascii.Error:
        raise SnippetError(f"{name}: the text is no row of hexadecimal digits, two for each byte") from None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _marked(apostrophe: str) -> Callable[[Any], str]:
    table = str.maketrans(_MARKS | {"'": apostrophe})
    return lambda text: to_text(text).translate(table)


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1] or found[2], 10 if found[1] else 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _htmldecoded(text: Any) -> str:
    from html import unescape

    try:
        return unescape(to_text(text))
    except ValueError:
        # Python refuses to read numbers of thousands of digits.
        raise SnippetError("htmldecode: the text has a character code that is too large") from None


def _base64url(text: Any) -> str:
    return base64.urlsafe_b64encode(utf8(text)).decode().rstrip("=")


_JSON = Function("jsonescape", TEXT, "text", "The text as it stands within the quotes of a JSON string.", "choice",
                 _encoder("jsonescape", lambda text: encode_basestring(to_text(text))[1:-1]),
                 examples=shows("jsonescape('say \"hi\"')", 'say \\"hi\\"'))  # fmt: skip
_URL = Function("urlencode", TEXT, "text", "Percent-encoded UTF-8; letters, digits and ``-._~`` stay.", "inferred",
                _encoder("urlencode", lambda text: quote(utf8(text), safe="")),
                examples=shows('urlencode("a b&c")', "a%20b%26c"))  # fmt: skip
_XML = Function("xmlencode", TEXT, "text", "The text with ``&``, ``<``, ``>`` and quotes as XML has them.", "choice",
                _encoder("xmlencode", _marked("&apos;")), examples=shows('xmlencode("a < b")', "a &lt; b"))  # fmt: skip
_UNXML = Function("xmldecode", TEXT, "text", "The text with the five entities of XML and numbered characters read.", "choice",
                  on_text("xmldecode", lambda text: _ENTITY.sub(_character, to_text(text))),
                  examples=shows('xmldecode("a &lt; b &#33;")', "a < b !"))  # fmt: skip

FUNCTIONS = [
    Function("base64decode", TEXT, "text", "The text that the Base64 text holds.", "choice",
             on_text("base64decode", lambda text: _text(from_base64("base64decode", text))),
             errors="text that is no Base64", examples=shows('base64decode("SGVsbG8=")', "Hello")),
    Function("base64encode", TEXT, "text", "The text's UTF-8 in Base64.", "choice",
             _encoder("base64encode", lambda text: base64.b64encode(utf8(text)).decode()),
             examples=shows('base64encode("Hello")', "SGVsbG8=", 'GetRESTProxy().Base64Encode("Hello")', "SGVsbG8=")),
    Function("base64tohex", TEXT, "text", "The bytes of Base64 text as hexadecimal digits in small letters.", "choice",
             _encoder("base64tohex", lambda text: from_base64("base64tohex", text).hex()), errors="text that is no Base64",
             examples=shows('base64tohex("SGk=")', "4869")),
    Function("base64urldecode", TEXT, "text", "The text that Base64 text for addresses holds, padded or not.", "choice",
             on_text("base64urldecode", lambda text: _text(from_base64("base64urldecode", text, url=True))),
             errors="text that is no Base64", examples=shows('base64urldecode("YT8_")', "a??")),
    Function("base64urlencode", TEXT, "text", "The text's UTF-8 in Base64 for addresses: ``-`` and ``_``, no padding.", "choice",
             _encoder("base64urlencode", _base64url), examples=shows('base64urlencode("a??")', "YT8_")),
    Function("hexdecode", TEXT, "text", "The text whose UTF-8 the hexadecimal digits are.", "choice",
             on_text("hexdecode", lambda text: _text(from_hex("hexdecode", text))), errors="text that is none",
             examples=shows('hexdecode("4869")', "Hi")),
    Function("hexencode", TEXT, "text", "The text's UTF-8 as hexadecimal digits in small letters.", "choice",
             _encoder("hexencode", lambda text: utf8(text).hex()), examples=shows('hexencode("Hi")', "4869")),
    Function("hextobase64", TEXT, "text", "The bytes of hexadecimal digits in Base64, for a hash say.", "choice",
             _encoder("hextobase64", lambda text: base64.b64encode(from_hex("hextobase64", text)).decode()),
             errors="text that is none", examples=shows('hextobase64("4869")', "SGk=")),
    Function("htmldecode", TEXT, "text", "The text with the character references of HTML read.", "choice",
             on_text("htmldecode", _htmldecoded), errors="a reference with a number of thousands of digits",
             examples=shows('htmldecode("&eacute;t&eacute; &amp; co")', "été & co")),
    Function("htmlencode", TEXT, "text", "The text with ``&``, ``<``, ``>`` and quotes as HTML has them.", "choice",
             _encoder("htmlencode", _marked("&#39;")), examples=shows('htmlencode("a < b")', "a &lt; b")),
    _JSON,
    Function("urldecode", TEXT, "text", "Percent-encoded text read as UTF-8; ``+`` is a blank.", "choice",
             on_text("urldecode", lambda text: unquote_plus(to_text(text))), examples=shows('urldecode("a%20b+c")', "a b c")),
    _URL, _UNXML, alias("xmlunescape", _UNXML), _XML, alias("xmlescape", _XML),
]  # fmt: skip
