"""A mail as it goes over the wire. The same mail gives the same text: no clock, and no boundary made of chance."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from studio.runtime.clock import moment
from studio.runtime.ports import Mailed
from studio.world.mail.address import Address, clean, read_address

#: Every server takes it, whatever letters are in it.
_POLICY = SMTP.clone(cte_type="7bit")
#: What an attachment is, by the end of its name. Machines have lists of their own, which differ.
_TYPES = {
    "csv": "text/csv", "gif": "image/gif", "htm": "text/html", "html": "text/html", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "json": "application/json", "mp3": "audio/mpeg", "pdf": "application/pdf", "png": "image/png",
    "txt": "text/plain", "wav": "audio/wav", "xml": "application/xml", "zip": "application/zip",
}  # fmt: skip


def message(mailed: Mailed) -> EmailMessage:
    """The mail as a message of the standard library. Who gets a blind copy is not in it."""
    letter = mailed.letter
    made = EmailMessage(policy=_POLICY)
    if letter.sender:
        address = read_address(letter.sender)
        made["From"] = Address(address.spec, letter.sender_name or address.name).header()
    for name, addresses in (("To", letter.to), ("Cc", letter.cc)):
        if addresses:
            made[name] = [read_address(each).header() for each in addresses]
    made["Subject"] = letter.subject
    when: datetime = moment(mailed.time)
    made["Date"] = format_datetime(when.replace(microsecond=0))
    made["Message-ID"] = mailed.id
    if letter.answers:
        made["In-Reply-To"] = letter.answers
    made.set_content(clean(letter.text))
    if letter.html:
        made.add_alternative(clean(letter.html), subtype="html")
    for each in letter.attachments:
        kind = _TYPES.get(each.name.rpartition(".")[2].lower(), "application/octet-stream")
        main, _, sub = kind.partition("/")
        made.add_attachment(each.content, maintype=main, subtype=sub, filename=clean(each.name))
    _bound(made)
    return made


def raw(mailed: Mailed) -> str:
    """The whole text."""
    return message(mailed).as_bytes().decode("ascii", "replace")


def _bound(made: EmailMessage) -> None:
    """Give every part that holds parts a boundary that stands nowhere in it."""
    parts = [each for each in made.walk() if each.is_multipart()]
    # From the inside out, so that an outer boundary is none of the inner ones either.
    for number, each in enumerate(reversed(parts)):
        whole = b"".join(part.as_bytes() for part in each.iter_parts())
        boundary, tries = f"=_part_{number}", 0
        while boundary.encode() in whole:
            tries += 1
            boundary = f"=_part_{number}_{tries}"
        each.set_boundary(boundary)
