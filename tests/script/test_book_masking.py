"""Secrets in clear don't go into a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.script.book import BookOptions, make_book

HEAD = 'script "{name}"\n    media = Generic\n\nBegin "Begin"\n    -> "Do"\n\n'
END = '    -> "Stop"\n\nStop "Stop"\n'
#: What holds the secret -> the secret itself.
SECRETS = {
    'Snippet "Do"\n    Data:\n        | password = "Zebra7Crossing9"\n': "Zebra7Crossing9",
    'Snippet "Do"\n    Data:\n        | h = "Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345"\n': "abcdefghij",
    'Snippet "Do"\n    Data:\n        | u = "https://bob:s3cretpw@example.com/x"\n': "s3cretpw",
    'Snippet "Do"\n    Data:\n        | b = $"\\{\\"apiKey\\": \\"A1B2C3D4E5F6G7H8\\"\\}"\n': "A1B2C3",
    'Snippet "Do"\n    Data:\n        | f = "user=x&client_secret=Qw3rTy9876Zx&z=1"\n': "Qw3rTy",
    'Snippet "Do"\n    Data:\n        | card = "4539 1488 0343 6467"\n': "1488",
    'Snippet "Do"\n    Data:\n        | k = "AKIAIOSFODNN7EXAMPLK"\n': "AKIAIOS",
    'Assign "Do"\n    Variable = dbPassword\n    Value = hunter2\n': "hunter2",
    'Runsub "Do"\n    ScriptName = other\n    Parameters: a, token=ABCDEF1234567890\n': "ABCDEF",
    'REST_API "Do"\n    ServiceAddress = https://x.example/y?token=ABCDEF1234567890\n    Verb = GET\n': "ABCDEF",
    'REST_API "Do"\n    ServiceAddress = https://x.example\n    Verb = GET\n    Headers = {"Authorization": "Basic dXNlcjpwYXNzd29yZA=="}\n': "dXNl",
    'REST_API "Do"\n    ServiceAddress = https://x.example\n    Verb = GET\n    Headers:\n        | {\n        | "password": "Zebra7Crossing9"}\n': "Zebra7",
}  # fmt: skip


def text_of(folder: Path, form: str = "markdown") -> str:
    return "\n".join(content.decode() for _, content in make_book(folder, BookOptions(form)).files())  # type: ignore[arg-type]


@pytest.mark.parametrize(("holds", "secret"), SECRETS.items(), ids=range(len(SECRETS)))
def test_a_secret_is_masked(tmp_path: Path, holds: str, secret: str) -> None:
    file = tmp_path / "a.studio"
    file.write_text(HEAD.format(name="a") + holds + END, encoding="utf-8")
    book = make_book(tmp_path)
    assert book.library.entries[0].hidden >= 1
    shown = text_of(tmp_path)
    assert secret not in shown
    assert "masked on this page" in shown
    assert secret not in text_of(tmp_path, "html")
    assert any(each.code.startswith("CK80") for each in book.findings)


def test_a_secret_is_masked_wherever_it_stands(tmp_path: Path) -> None:
    secret = "Zebra7Crossing9"
    one = HEAD.format(name="a") + f'Snippet "Do"\n    Data:\n        | // noqa\n        | password = "{secret}"\n' + END
    other = f"// use {secret}\n" + HEAD.format(name="b").replace("Do", f"Do {secret}")
    other += f'Runsub "Do {secret}"\n    ScriptName = a\n    Parameters: {secret}, x{secret}y\n' + END
    (tmp_path / "a.studio").write_text(one, encoding="utf-8")
    (tmp_path / "b.studio").write_text(other, encoding="utf-8")
    for form in ("markdown", "html"):
        shown = text_of(tmp_path, form)
        assert secret not in shown
        assert "7Crossing" not in shown
    assert "`x******y`" in text_of(tmp_path)


def test_what_is_no_secret_stays(tmp_path: Path) -> None:
    holds = 'Snippet "Do"\n    Data:\n        | password = "{given}"\n        | word = "password"\n        | n = 1234567890123456\n'
    (tmp_path / "a.studio").write_text(HEAD.format(name="a") + holds + END, encoding="utf-8")
    book = make_book(tmp_path)
    assert book.library.entries[0].hidden == 0
    assert 'password = "{given}"\nword = "password"\nn = 1234567890123456\n' in text_of(tmp_path)


def test_a_short_secret_is_masked_in_its_property_alone(tmp_path: Path) -> None:
    holds = 'Assign "Do"\n    Variable = dbPassword\n    Value = hunter2\n    -> "Say hunter2"\n\nPlay "Say hunter2"\n    Phrase = x\n'
    (tmp_path / "a.studio").write_text(HEAD.format(name="a") + holds + END, encoding="utf-8")
    shown = text_of(tmp_path)
    assert "| Value | `******` |" in shown
    assert "### Say hunter2" in shown
