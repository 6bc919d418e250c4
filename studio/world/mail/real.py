"""A real mail server, where the world file grants one, and only for the recipients that it names."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from studio.runtime.ports import Mailed, MailFailure
from studio.world.mail.address import read_address
from studio.world.mail.mime import message

Tls = Literal["none", "starttls", "tls"]


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """Hands mails to a server, a connection each. It takes no virtual time; ``seconds`` is how long the real one may take."""

    host: str
    port: int
    tls: Tls
    recipients: Sequence[str]
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    seconds: float = 30.0

    def post(self, mailed: Mailed) -> None:
        """Hand a mail over to all its recipients or to none; MailFailure with the server's answer if it is not taken."""
        letter = mailed.letter
        recipients = [read_address(each).spec for each in (*letter.to, *letter.cc, *letter.bcc)]
        for each in recipients:
            if not any(fnmatchcase(each.lower(), pattern.lower()) for pattern in self.recipients):
                raise MailFailure(f"the world does not let mail go to {each}")
        content = message(mailed).as_bytes()
        sender = read_address(letter.sender).spec if letter.sender else ""
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                self._hand_over(server, sender, recipients, content)
        except smtplib.SMTPResponseException as fault:
            raise MailFailure(f"the mail server said {fault.smtp_code} {_shown(fault.smtp_error)}") from None
        # The chain of what went wrong could hold the password.
        except (smtplib.SMTPException, OSError, ValueError) as fault:
            raise MailFailure(f"the mail server at {self.host}:{self.port} failed: {_shown(str(fault))}") from None

    def _connect(self) -> smtplib.SMTP:
        if self.tls == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=self._trust())
        server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        if self.tls == "starttls":
            try:
                server.starttls(context=self._trust())
            except BaseException:
                server.close()
                raise
        return server

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file is not None else None)

    @staticmethod
    def _hand_over(server: smtplib.SMTP, sender: str, recipients: list[str], content: bytes) -> None:
        """Like ``sendmail``, but where one recipient is refused nobody gets the mail."""
        server.ehlo_or_helo_if_needed()
        code, answer = server.mail(sender)
        if code == 250:
            for each in recipients:
                code, answer = server.rcpt(each)
                if code not in (250, 251):
                    break
            else:
                code, answer = server.data(content)
        if code not in (250, 251):
            raise smtplib.SMTPResponseException(code, answer)


def _shown(text: str | bytes) -> str:
    """A server's words on one line."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return " ".join(text.split())[:300]
