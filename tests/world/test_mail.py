"""Mail of a world: what goes out, what comes in, the limit of an hour, and hostile letters."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from pydantic import ValidationError

from studio.runtime.ports import Attachment, Letter, MailFailure
from studio.runtime.state import restore_engine, save_engine
from studio.world.mail.address import split
from studio.world.mail.settings import MailSettings

SCRIPT = """
script "main"
    media = Email

Begin "Begin"
    -> "Read"

Getemail "Read"
    FromVar = sender
    -> "Send"
    OnError -> "Send"

Email "Send"
    SenderAddress = brain@studio.example
    Recipient = {whom}
    Subject = {about}
    Body = {body}
    HTML = {html}
    Attachments = {files}
    -> "Wait"
    OnError -> "Wait"

Wait "Wait"
    Seconds = 1800
    -> "Read"
"""
Bench = Callable[..., Any]


class Files:
    """A store of files that the test states."""

    def __init__(self, **content: bytes | str) -> None:
        self.content = content

    def read(self, name: str, script: str = "") -> bytes | str:
        return self.content[name]

    def write(self, name: str, script: str, content: bytes, *, contact: str = "") -> None:
        self.content[f"{script}/{contact}/{name}"] = content


def sent(bench: Bench, store: Files | None = None, **given: str) -> Any:
    run = bench(SCRIPT)
    if store is not None:
        run.engine.ports.put("files", store)
    contact = run.start()
    for name, value in {"whom": "ann@customer.example", "about": "Hello", **given}.items():
        contact.main.variables[name] = value
    run.go_on(1)
    run.contact = contact
    return run


def parsed(run: Any) -> EmailMessage:
    mail = run.engine.ports.mail
    message = email.message_from_string(mail.raw(mail.outbox[-1]), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_outbox_holds_what_was_sent(bench: Bench) -> None:
    run = sent(bench, body="text", html="<b>text</b>")
    (mailed,) = run.engine.ports.mail.outbox
    assert (mailed.id, mailed.time, mailed.contact, mailed.real) == (
        "<1.1001@studio.invalid>", run.contact.start, "1001", False,
    )  # fmt: skip
    assert mailed.letter.to == ("ann@customer.example",)
    assert mailed.letter.html == "<b>text</b>"


def test_the_raw_mail_reads_back(bench: Bench) -> None:
    about = "Grüße, " + "lang " * 60
    store = Files(**{"leads.csv": b"a,b\r\n1,2\r\n", "note.txt": "=_part_0 größer"})
    run = sent(bench, store, about=about, body="Zeile\nGröße", html="<p>Größe", files="leads.csv; note.txt",
               whom='"Bell, Bob" <bob@customer.example>; Ann Ä <ann@customer.example>')  # fmt: skip
    message = parsed(run)
    assert message["Subject"] == about.strip() or message["Subject"] == about
    assert [each.addr_spec for each in message["To"].addresses] == ["bob@customer.example", "ann@customer.example"]
    assert message["To"].addresses[1].display_name == "Ann Ä"
    assert message["Date"].datetime.isoformat() == "2026-03-02T13:00:00+00:00"
    body, html = message.get_body(("plain",)), message.get_body(("html",))
    assert body is not None
    assert html is not None
    assert body.get_content() == "Zeile\r\nGröße\r\n"
    assert html.get_content() == "<p>Größe\r\n"
    found = {
        each.get_filename(): (each.get_content_type(), each.get_payload(decode=True))
        for each in message.iter_attachments()
    }
    assert found["leads.csv"] == ("text/csv", b"a,b\r\n1,2\r\n")
    assert found["note.txt"][1] == "=_part_0 größer".encode()
    # The same mail is the same text, whenever it is written.
    mail = run.engine.ports.mail
    assert mail.raw(mail.outbox[-1]) == mail.raw(mail.outbox[-1])


def test_an_attachment_that_is_not_there_keeps_the_mail_back(bench: Bench) -> None:
    run = sent(bench, Files(), files=r"Reports\no.csv")
    assert run.engine.ports.mail.outbox == []
    assert "can't be attached" in run.contact.main.variables["errmsg"]


def test_a_raw_mail_is_kept_in_the_store_where_there_is_one(bench: Bench) -> None:
    script = SCRIPT.replace("Getemail", "Logemail").replace("FromVar = sender", "")
    for store in (Files(), None):
        run = bench(script, mail={"incoming": [{"from": "ann@customer.example", "subject": "Hello"}]})
        run.engine.ports.put("files", store)
        run.run(seconds=1)
        kept = run.engine.ports.mail.kept
        if store is not None:
            kept = {name: str(content, "ascii") for name, content in store.content.items()}  # type: ignore[arg-type]
        assert list(kept) == ["main/1001/mail-1001-in.eml" if store is not None else "mail-1001-in.eml"]
        assert "Subject: Hello\r\n" in next(iter(kept.values()))


def test_a_world_without_mail_makes_the_action_fail(bench: Bench) -> None:
    run = bench(SCRIPT)
    run.engine.ports.put("mail", None)
    contact = run.run(seconds=1)
    assert contact.main.variables["_err"] == "this world has no mail"
    assert [each for each in run.branches() if each[0] == "Send"] == [("Send", "OnError")]


@pytest.mark.parametrize(
    "given",
    [
        {"about": "a\r\nX: y"}, {"about": "a\nb"}, {"about": "a\x00b"}, {"about": "a\u2028b"}, {"about": "a\x85b"},
        {"about": "x" * 1_001}, {"whom": "a@b.example\r\nX: y"}, {"whom": "a@b.example\x0b"}, {"whom": "@b.example"},
        {"whom": "a@"}, {"whom": "a b@c.example"}, {"whom": "a@b..example"}, {"whom": "a@-b.example"},
        {"whom": "a" * 300 + "@b.example"}, {"whom": "N" * 300 + " <a@b.example>"}, {"whom": "a@b.example>"},
        {"whom": "ä@b.example"}, {"whom": "a@b.example;" * 501}, {"whom": "x" * 1_000_000}, {"whom": "<" * 100_000},
        {"whom": '"' * 100_001}, {"whom": "a@b.example|c@d.example"},
    ],
    ids=lambda given: repr(given)[:40],
)  # fmt: skip
def test_hostile_letters_are_refused(bench: Bench, given: dict[str, str]) -> None:
    run = sent(bench, **given)
    assert run.engine.ports.mail.outbox == []
    assert run.contact.main.variables["errmsg"]


@pytest.mark.parametrize(
    "given",
    [
        {"about": "\ud800 half"}, {"body": "\ud800"}, {"body": ".\r\n.\r\nQUIT\r\n" * 100}, {"body": "x" * 500_000},
        {"body": "--=_part_0\n=_part_0--", "html": "=_part_0"}, {"about": "x" * 1_000}, {"about": "=?utf-8?q?x?= " * 40},
        {"whom": ";".join(f"n{each}@b.example" for each in range(500))}, {"html": "<" * 10_000},
        {"whom": 'A "B" \\ C <a@b.example>'}, {"whom": "=?utf-8?q?x?= <a@b.example>"},
    ],
    ids=lambda given: repr(given)[:40],
)  # fmt: skip
def test_odd_letters_are_sent_whole(bench: Bench, given: dict[str, str]) -> None:
    run = sent(bench, **given)
    assert len(run.engine.ports.mail.outbox) == 1
    message = parsed(run)
    assert set(message.keys()) <= {
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert len(message["To"].addresses) == len(run.engine.ports.mail.outbox[0].letter.to)
    if "html" in given:
        html = message.get_body(("html",))
        assert html is not None
        assert html.get_content().strip() == given["html"]


def test_addresses_are_split_outside_quotes() -> None:
    assert split(' a@b.example ;"x; y, z" <c@d.example>,, e@f.example') == (
        "a@b.example", '"x; y, z" <c@d.example>', "e@f.example",
    )  # fmt: skip
    assert split("") == ()


# ------------------------------------------------------------------------------------------------ coming in, limits
def test_contacts_get_the_stated_mails_in_turn(bench: Bench) -> None:
    incoming = [
        {"script": "MAIN", "from": "one@b.example"},
        {"script": "other", "from": "never@b.example"},
        {"from": "two@b.example"},
    ]
    run = bench(SCRIPT, mail={"incoming": incoming})
    contacts = [run.start() for _ in range(3)]
    run.go_on(1)
    assert [each.main.variables.get("sender") for each in contacts] == ["one@b.example", "two@b.example", None]


def test_a_contact_that_comes_of_another_has_the_same_mail(bench: Bench) -> None:
    run = bench(SCRIPT, mail={"incoming": [{"from": "one@b.example"}, {"from": "two@b.example"}]})
    first = run.run(seconds=1)
    child = run.engine.start(run.scripts[0], master=first.master, parent=first.id)
    run.go_on(1)
    assert child.main.variables["sender"] == "one@b.example"


def test_a_contact_is_given_its_mail(bench: Bench) -> None:
    run = bench(SCRIPT)
    contact = run.start()
    mail = run.engine.ports.mail
    mailed = mail.deliver(run.engine, contact, Letter("ann@customer.example", attachments=(Attachment("a.txt", b"a"),)))
    run.go_on(1)
    assert contact.main.variables["sender"] == "ann@customer.example"
    assert mail.find(mailed.id) is mailed
    assert mail.find(mailed.id.strip("<>")) is mailed
    with pytest.raises(MailFailure, match="line break"):
        mail.deliver(run.engine, contact, Letter("ann@customer.example", subject="a\nb"))
    for wrong in ("", "<>", "9"):
        with pytest.raises(MailFailure):
            mail.find(wrong)


def test_the_hour_rolls(bench: Bench) -> None:
    run = bench(SCRIPT, platform={"mails_an_hour": 1})
    contact = run.start()
    contact.main.variables |= {"whom": "ann@customer.example", "about": "Hello"}
    run.go_on(3 * 3600 - 1)
    times = [(each.time - contact.start) // 1_000_000 for each in run.engine.ports.mail.outbox]
    assert times == [0, 3600, 7200]


def test_it_is_saved_and_goes_on(bench: Bench) -> None:
    settings: dict[str, Any] = {
        "platform": {"mails_an_hour": 2},
        "mail": {
            "incoming": [{"from": "one@b.example", "attachments": {"a": "b"}}, {"from": "two@b.example"}],
            "refuse": [{"to": "ann@*", "times": 1}],
        },
    }

    whole, first, second = (bench(SCRIPT, **settings) for _ in range(3))
    for run in (whole, first):
        contact = run.start()
        contact.main.variables |= {"whom": "ann@customer.example", "about": "Hello"}
    whole.go_on(4 * 3600)
    first.go_on(2000)
    restore_engine(second.engine, json.loads(json.dumps(save_engine(first.engine))))
    second.go_on(4 * 3600 - 2000)

    def told(run: Any) -> list[Any]:
        return [(each.time, each.kind, each.data) for each in run.events]

    assert told(first) + told(second) == told(whole)
    assert second.engine.ports.mail.outbox == whole.engine.ports.mail.outbox
    assert len(whole.engine.ports.mail.outbox) > 3
    with pytest.raises(ValueError, match="another world"):
        restore_engine(bench(SCRIPT).engine, save_engine(first.engine))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"smtp": {"host": "a"}}, "allow_recipients"),
        ({"smtp": {"host": "a", "allow_recipients": []}}, "allow_recipients"),
        ({"smtp": {"host": "a", "allow_recipients": ["*"], "password_from_env": "X"}}, "needs a user"),
        ({"smtp": {"host": "a", "allow_recipients": ["*"], "user": "x", "tls": "none"}}, "only with tls"),
        ({"smtp": {"host": "a", "allow_recipients": ["*"], "password": "secret"}}, "password"),
        ({"incoming": [{"from": "nobody"}]}, "no address"),
        ({"incoming": [{"from": "a@b.example", "to": "x"}]}, "no address"),
        ({"incoming": [{"from": "a@b.example", "subject": "a\nb"}]}, "line break"),
        ({"incoming": [{"from": "a@b.example", "attachments": {"a\nb": ""}}]}, "line break"),
        ({"refuse": [{"error": "a\nb"}]}, "line break"),
        ({"refuse": [{"times": 0}]}, "times"),
        ({"channels": {"a": "b"}}, "no address"),
    ],
)
def test_what_a_world_file_may_not_say(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as fault:
        MailSettings.model_validate(settings)
    assert message in str(fault.value)


def test_a_password_that_is_not_there_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_PASSWORD", raising=False)
    smtp = {"host": "a", "allow_recipients": ["*"], "user": "x", "password_from_env": "NO_SUCH_PASSWORD"}
    with pytest.raises(ValueError, match="NO_SUCH_PASSWORD"):
        bench(SCRIPT, mail={"smtp": smtp})
