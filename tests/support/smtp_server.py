"""A mail server on a loopback port, for tests: SMTP with STARTTLS, TLS and AUTH PLAIN, as little as that takes."""

from __future__ import annotations

import base64
import shutil
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Handler(socketserver.StreamRequestHandler):
    """One connection. The server says what goes wrong (``refuse``: command to answer) and keeps what it is given."""

    server: Server

    def setup(self) -> None:
        if self.server.tls == "tls":
            assert self.server.trust is not None
            self.request = self.server.trust.wrap_socket(self.request, server_side=True)
        super().setup()

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
        self.wfile.flush()

    def handle(self) -> None:
        server = self.server
        if "connect" in server.refuse:
            self.say(server.refuse["connect"])
            return
        self.say("220 here")
        letter: dict[str, Any] = {"to": [], "user": None}
        while line := self.rfile.readline().decode():
            verb = line.split()[0].upper() if line.split() else ""
            server.commands.append(line.strip())
            answer = next((text for each, text in server.refuse.items() if line.upper().startswith(each.upper())), "")
            if answer == "hang up":
                return
            if answer:
                self.say(answer)
                continue
            match verb:
                case "EHLO":
                    lines = ["here", "AUTH PLAIN"] + (["STARTTLS"] if server.tls == "starttls" else [])
                    for each in lines[:-1]:
                        self.say(f"250-{each}")
                    self.say(f"250 {lines[-1]}")
                case "STARTTLS":
                    self.say("220 go on")
                    assert server.trust is not None
                    self.request = server.trust.wrap_socket(self.request, server_side=True)
                    super().setup()
                case "AUTH":
                    _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                    letter["user"] = (user, password)
                    self.say("235 ok")
                case "MAIL":
                    letter["from"] = line.strip()[10:].split()[0]
                    self.say("250 ok")
                case "RCPT":
                    letter["to"].append(line.strip()[8:])
                    self.say("250 ok")
                case "DATA":
                    self.say("354 go on")
                    content = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        content += part[1:] if part.startswith(b".") else part
                    server.letters.append({**letter, "content": content})
                    self.say("250 taken")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")


class Server(socketserver.ThreadingTCPServer):
    """``letters`` are those that were taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tls: str, folder: Path | None, refuse: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.tls = tls
        self.refuse = refuse
        self.letters: list[dict[str, Any]] = []
        self.commands: list[str] = []
        self.trust: ssl.SSLContext | None = None
        if folder is not None:
            self.trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.trust.load_cert_chain(folder / "cert.pem", folder / "key.pem")

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust us hangs up: no fault of the test."""


@contextmanager
def smtp_server(tls: str = "none", folder: Path | None = None, **refuse: str) -> Iterator[Server]:
    """A server while the block lasts; ``folder`` holds its certificate."""
    with Server(tls, folder, refuse) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path) -> bool:
    """Make a certificate for this machine; False where the tool for it is missing."""
    if shutil.which("openssl") is None:
        return False
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key.pem -out cert.pem "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    )
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0
