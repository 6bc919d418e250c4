"""Addresses of mail, checked strictly: nothing that a script puts together may become a header of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address as HeaderAddress

from studio.runtime.ports import MailFailure

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_SPEC = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
#: Characters of an address, and recipients of one mail [choice].
LONGEST, MOST = 254, 500
#: Characters of a name before an address [choice].
_NAME = 200


@dataclass(frozen=True, slots=True)
class Address:
    """``spec`` is name@host, ``name`` what people see."""

    spec: str
    name: str = ""

    def header(self) -> HeaderAddress:
        """The address for a header."""
        return HeaderAddress(self.name, addr_spec=self.spec)


def one_line(text: str, what: str) -> str:
    """The text, if it can stand in a header: no line breaks and no other control characters; else MailFailure."""
    if any(ord(each) < 32 or 127 <= ord(each) < 160 or each in "\u2028\u2029" for each in text):
        raise MailFailure(f"{what} has a line break or a control character in it")
    return clean(text)


def clean(text: str) -> str:
    """The text without halves of surrogate pairs, which no encoding takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def read_address(text: str) -> Address:
    """``name@host`` or ``Name <name@host>``; MailFailure for anything else."""
    text = one_line(text, "an address").strip()
    name, spec = "", text
    if text.endswith(">") and "<" in text:
        name, _, spec = text[:-1].rpartition("<")
        name = name.strip().removeprefix('"').removesuffix('"').strip()
    spec = spec.strip()
    if len(spec) > LONGEST or len(name) > _NAME or not _SPEC.fullmatch(spec):
        raise MailFailure(f"{text[:80]!r} is no address")
    return Address(spec, name)


def split(text: str) -> tuple[str, ...]:
    """The addresses in a text, checked, with ``;`` or ``,`` between two; empty ones are passed over."""
    if len(text) > (LONGEST + _NAME) * MOST:
        raise MailFailure(f"a mail has at most {MOST} recipients")
    found, begin, quoted = [], 0, False
    for place, each in enumerate(text):
        if each == '"':
            quoted = not quoted
        elif each in ";," and not quoted:
            found.append(text[begin:place])
            begin = place + 1
    wanted = tuple(each.strip(" ") for each in (*found, text[begin:]) if each.strip(" "))
    if len(wanted) > MOST:
        raise MailFailure(f"a mail has at most {MOST} recipients")
    for each in wanted:
        read_address(each)
    return wanted
