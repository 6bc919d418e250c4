"""Hashes of text, which counts as UTF-8. They may also be called on a REST proxy, which then has no part in them."""

from __future__ import annotations

import hashlib
import hmac
import zlib
from typing import Any

from studio.snippet.functions.encoding import TEXT, on_text, utf8
from studio.snippet.functions.entry import Function, forms, shows

_KEYED = forms("text key", "proxy text key")


def _hash(name: str, start: str) -> Function:
    def digest(text: Any) -> str:
        return hashlib.new(name, utf8(text), usedforsecurity=False).hexdigest()

    return Function(name, TEXT, "text", f"The {name.upper()} hash, hexadecimal in small letters.", "choice", on_text(name, digest),
                    examples=shows(f'left({name}("abc"), 8)', start))  # fmt: skip


def _keyed(name: str, start: str) -> Function:
    def digest(text: Any, key: Any) -> str:
        return hmac.new(utf8(key), utf8(text), name).hexdigest()

    full = f"hmac{name}"
    return Function(full, _KEYED, "text", f"The keyed {name.upper()} hash, hexadecimal in small letters.", "choice",
                    on_text(full, digest, 2), examples=shows(f'left({full}("abc", "key"), 8)', start))  # fmt: skip


def _crc32(text: Any) -> str:
    return f"{zlib.crc32(utf8(text)):08x}"


FUNCTIONS = [
    Function("crc32", TEXT, "text", "The CRC-32 check sum, eight hexadecimal digits in small letters.", "choice",
             on_text("crc32", _crc32), examples=shows('crc32("abc")', "352441c2")),
    _keyed("md5", "d2fe9806"), _keyed("sha1", "4fd0b215"), _keyed("sha256", "9c196e32"),
    _keyed("sha384", "30ddb9c8"), _keyed("sha512", "3926a207"),
    _hash("md5", "90015098"), _hash("sha1", "a9993e36"), _hash("sha256", "ba7816bf"),
    _hash("sha384", "cb00753f"), _hash("sha512", "ddaf35a1"),
]  # fmt: skip
