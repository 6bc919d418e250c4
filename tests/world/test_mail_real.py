"""Real mail, against a server on a loopback port."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from smtp_server import Server, certificate, smtp_server

from studio.world.settings import WorldSettings
from studio.world.world import World

SCRIPT = """
script "main"
    media = Generic

Begin "Begin"
    -> "Send"

Email "Send"
    SenderName = Brain
    SenderAddress = brain@studio.example
    Recipient = {whom}
    CCRecipient = boss@customer.example
    Subject = Hello
    Body = .first line{CHAR(10)}.
    -> "Stop"
    OnError -> "Stop"

Stop "Stop"
"""
Bench = Callable[..., Any]


def send(bench: Bench, server: Server, whom: str = "Ann <ann@customer.example>", **smtp: Any) -> Any:
    granted = {"host": "127.0.0.1", "port": server.port, "tls": server.tls, "allow_recipients": ["*@customer.example"]}
    run = bench(SCRIPT, mail={"smtp": granted | smtp})
    contact = run.start()
    contact.main.variables["whom"] = whom
    run.go_on(1)
    run.why = contact.main.variables.get("errmsg")
    run.outbox = run.engine.ports.mail.outbox
    return run


def test_a_mail_gets_there(bench: Bench) -> None:
    with smtp_server() as server:
        run = send(bench, server)
    assert run.why is None
    (letter,) = server.letters
    assert letter["from"] == "<brain@studio.example>"
    assert letter["to"] == ["<ann@customer.example>", "<boss@customer.example>"]
    message = email.message_from_bytes(letter["content"], policy=email.policy.default)
    assert (message["From"], message["To"]) == ("Brain <brain@studio.example>", "Ann <ann@customer.example>")
    assert message.get_body().get_content() == ".first line\r\n.\r\n"  # type: ignore[attr-defined]
    assert [each.real for each in run.outbox] == [True]
    assert [each["real"] for each in run.of("world")] == [True]


def test_nobody_else_gets_mail(bench: Bench) -> None:
    with smtp_server() as server:
        for whom in ("ann@other.example", "ann@customer.example; x@customer.example.evil.example"):
            run = send(bench, server, whom)
            assert "does not let mail go to" in run.why
            assert run.outbox == []
    assert server.commands == []


def test_without_a_grant_nothing_leaves(bench: Bench) -> None:
    with smtp_server() as server:
        run = bench(SCRIPT)
        contact = run.start()
        contact.main.variables["whom"] = "ann@customer.example"
        run.go_on(1)
        assert len(run.engine.ports.mail.outbox) == 1
    assert server.commands == []


@pytest.mark.parametrize(
    ("refuse", "message"),
    [
        ({"connect": "554 go away"}, "the mail server said 554 go away"),
        ({"mail": "550 not from you"}, "the mail server said 550 not from you"),
        ({"rcpt to:<boss": "550 no such user"}, "the mail server said 550 no such user"),
        ({"data": "451 later"}, "the mail server said 451 later"),
        ({"rcpt": "hang up"}, "failed"),
        ({"ehlo": "hang up"}, "failed"),
        ({"mail": "550 a\x00b" + "long " * 200}, "the mail server said 550"),
    ],
)
def test_what_the_server_says_is_told(bench: Bench, refuse: dict[str, str], message: str) -> None:
    with smtp_server(**refuse) as server:
        run = send(bench, server)
    assert message in run.why
    assert len(run.why) < 400
    assert run.outbox == []
    assert server.letters == []


def test_nobody_there(bench: Bench) -> None:
    with smtp_server() as server:
        pass
    run = send(bench, server)
    assert run.why.startswith(f"the mail server at 127.0.0.1:{server.port} failed")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    if not certificate(folder):
        pytest.skip("no openssl here to make a certificate with")
    return folder


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_safe_connection_with_a_password(bench: Bench, made: Path, monkeypatch: pytest.MonkeyPatch, tls: str) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "s3cret!")
    with smtp_server(tls, made) as server:
        run = send(bench, server, user="brain", password_from_env="MAIL_PASSWORD", ca_file=made / "cert.pem")
    assert run.why is None
    assert server.letters[0]["user"] == ("brain", "s3cret!")
    told = repr([run.engine.ports.mail.__dict__, run.engine.ports.mail.state(), [each.data for each in run.events]])
    assert "s3cret!" not in told


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_an_unknown_certificate_is_not_trusted(bench: Bench, made: Path, tls: str) -> None:
    with smtp_server(tls, made) as server:
        run = send(bench, server)
    assert "certificate" in run.why.lower()
    assert server.letters == []


def test_a_server_without_starttls_gets_nothing(bench: Bench) -> None:
    with smtp_server() as server:
        run = send(bench, server, tls="starttls")
    assert "STARTTLS" in run.why
    assert not [each for each in server.commands if each.upper().startswith("MAIL")]


def test_a_wrong_password_is_told_and_not_repeated(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "s3cret!")
    with smtp_server(auth="535 no") as server:
        run = send(bench, server, user="brain", password_from_env="MAIL_PASSWORD")
    assert run.why == "the mail server said 535 no"


def test_a_world_file_with_a_certificate_beside_it(made: Path) -> None:
    smtp = {"host": "localhost", "allow_recipients": ["*"], "ca_file": "cert.pem"}
    world = World(WorldSettings.model_validate({"mail": {"smtp": smtp}}), folder=made)
    assert world.engine.ports.mail._post.ca_file == made / "cert.pem"
