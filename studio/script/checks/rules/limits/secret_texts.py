"""What a text gives away: passwords, tokens, credentials in addresses, numbers of cards. No message ever quotes them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache

#: Ends of names that hold a secret, without the signs between words.
_KEYS = ("password", "passwd", "pwd", "passphrase", "secret", "apikey", "secretkey", "accesskey", "privatekey", "token")
_PASSWORDS = ("password", "passwd", "pwd", "passphrase")
_PLACEHOLDERS = re.compile(
    r"(?i)x{3,}|\*{2,}|\.{3}|<.*>|\[.*\]|your|change.?me|example|placeholder|dummy|sample|todo|redacted|(new|old|the|enter)?.?password|secret"
)
#: A name in quotes and its value in quotes, as JSON and headers have them; a name and its value in a form.
_PAIR = re.compile(r"""["']([\w .-]{2,40})["']\s{0,4}[:=]\s{0,4}["']([^"'{}\s]{4,400})["']""")
_FIELD = re.compile(r"(?:^|[?&;])([\w.-]{2,40})=([^&;{}\s\"'<>]{4,400})")
_TOKENS = (
    (re.compile(r"(?i)\bbearer\s+[a-z0-9._~+/=-]{20,}"), "a bearer token"),
    (re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"), "a private key"),
    (re.compile(r"\bAKIA[0-9A-Z]{16}\b"), "an access key of AWS"),
    (re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"), "a token of GitHub"),
    (re.compile(r"\bsk_live_[A-Za-z0-9]{16,}\b"), "a secret key of Stripe"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"), "a JSON web token"),
)  # fmt: skip
_BASIC = re.compile(r"(?i)\bbasic\s+([a-z0-9+/]{8,400}={0,2})(?![\w-])")
_ADDRESS = re.compile(r"(?i)\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@{}\"']{1,80}:([^\s/@{}\"']{1,80})@")
_CARD = re.compile(r"(?<![\w.-])(?:\d[ -]?){14,15}\d(?![\w-])")
_CARD_STARTS = re.compile(r"4|5[1-5]|3[47]|6011|65|2[2-7]")
_HINT = "keep it outside the script: in a secured setting or store, handed over when the script runs"


def named_secret(name: str, value: str) -> str:
    """What is wrong with a value that a script gives to a name, "" if nothing: a literal password or key."""
    plain = "".join(each for each in name.lower() if each.isalnum())
    if not plain.endswith(_KEYS) or len(value) < 4 or "{" in value or _PLACEHOLDERS.search(value):
        return ""
    if "://" in value or "\\" in value or any(each.isspace() for each in value) or value.isalpha():
        return ""
    if plain.endswith(_PASSWORDS):
        return f"the value of {name} stands in the script for everybody to read"
    # Other names also serve for words and addresses: a key has letters and digits, and many of them.
    mixed = any(each.isdigit() for each in value) and any(each.isalpha() for each in value)
    return f"the value of {name} stands in the script for everybody to read" if mixed and len(value) >= 12 else ""


@lru_cache(maxsize=4096)
def secrets_in(text: str) -> tuple[tuple[str, str, str, int], ...]:
    """Code, message, hint and offset of all that a text gives away by its own form."""
    return tuple(_secrets(text)) if len(text) >= 8 else ()


def _secrets(text: str) -> Iterator[tuple[str, str, str, int]]:
    if "=" in text or ":" in text:
        for pattern in (_PAIR, _FIELD):
            for each in pattern.finditer(text):
                told = named_secret(each[1], each[2])
                if told:
                    yield "CK801", told, _HINT, each.start(1)
        for each in _ADDRESS.finditer(text):
            yield "CK803", "this address holds a password", _HINT, each.start()
    for each in _BASIC.finditer(text):
        if _is_user_and_password(each[1]):
            told = "a user and password for Basic authentication stand in the script for everybody to read"
            yield "CK802", told, _HINT, each.start()
    for pattern, what in _TOKENS:
        for each in pattern.finditer(text):
            # Words that follow "bearer" have no digits.
            if "KEY" not in each[0] and not any(sign.isdigit() for sign in each[0]):
                continue
            yield "CK802", f"{what} stands in the script for everybody to read", _HINT, each.start()
    if any(each.isdigit() for each in text):
        for each in _CARD.finditer(text):
            digits = "".join(sign for sign in each[0] if sign.isdigit())
            if _CARD_STARTS.match(digits) and _luhn(digits):
                yield (
                    "CK805",
                    "these digits read as the number of a payment card",
                    "keep no card numbers in scripts",
                    each.start(),
                )


def _is_user_and_password(coded: str) -> bool:
    """True for BASE64 of a name, a colon and more; most words that follow "Basic" are none."""
    try:
        plain = b64decode(coded, validate=True)
    except ValueError:
        return False
    return b":" in plain and plain.isascii() and plain.decode("ascii").isprintable()


def _luhn(digits: str) -> bool:
    """The check sum of card numbers; a row of equal digits is none."""
    if len(set(digits)) < 3:
        return False
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


SECRET_HINT = _HINT
