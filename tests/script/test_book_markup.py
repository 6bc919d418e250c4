"""Whatever a script holds stays text in both forms of a book: as it was, and never markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studio.script.book.blocks import (
    Block,
    Break,
    Bullets,
    Code,
    Fence,
    Heading,
    Inline,
    Link,
    Mark,
    Page,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Table,
)
from studio.script.book.html import HtmlWriter
from studio.script.book.markdown import markdown
from studio.script.book.visible import lines, visible

HOSTILE = [
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "[a]: javascript:x",
    "a|b|c",
    "a\\|b",
    "`x` ``y``",
    "```",
    "~~~",
    "# no heading",
    "- no list",
    "1. no list",
    "12) no list",
    "+ no list",
    "===",
    "---",
    "    four blanks",
    "> no quote",
    "*no* _stress_ **here** __or__ ~~there~~",
    "snake_case_name",
    "&lt;b&gt; &amp; &#60;",
    "<!-- no comment -->",
    "<https://evil.example>",
    "https://evil.example www.evil.example",
    "trailing\\",
    "\\",
    "{x} $a$ @you #12 !",
    "\x1b[31mred\x07",
    "\u202ebackwards\u200b",
    "half \ud800 surrogate",
    "'\"><img src=x onerror=alert(1)>",
    "<a id=x>",
    "",
    " ",
]
#: The tags that the writers make of these blocks, and no other.
TAGS = frozenset("a blockquote br code div h2 li p pre span strong table tbody td th thead tr ul".split())
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from([*"\\`*_{}[]()<>#+-.!|~&$:@='\"ab1 \t\n\r", "\u202e", "é"]), max_size=12).map("".join),
)


class Seen(HTMLParser):
    """Text, tags and addresses of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.others: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += "\n" if tag in ("br", "p", "td", "th", "li", "tr", "h2") else ""
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            elif name not in ("id", "class", "data-head"):
                self.others.add(name)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.add("comment")


def seen(text: str) -> Seen:
    parser = Seen()
    parser.feed(text)
    parser.close()
    return parser


def of_markdown(blocks: list[Block]) -> Seen:
    text = markdown(Page("Folder/page", "Page", blocks))
    return seen(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def of_html(blocks: list[Block]) -> Seen:
    text = HtmlWriter("Book", "index", [], []).html(Page("Folder/page", "Page", blocks))
    found = re.search(r"<main>(.*)</main>", text, re.S)
    assert found is not None
    return seen(found[1])


def flat(text: str) -> str:
    return " ".join(text.split())


FORMS = pytest.mark.parametrize("form", [of_markdown, of_html])


@FORMS
@settings(max_examples=40, derandomize=True, deadline=None)
@given(TEXTS, TEXTS)
@example("a`b|c", "x\\")
@example("1.", "2)")
def test_text_within_lines_stays_text(form: Any, text: str, other: str) -> None:
    words: list[Inline] = [text, " x ", Code(other), " y ", Mark("off", text), Break(), "z"]
    blocks: list[Block] = [
        Heading(2, [text], "anchor"),
        Paragraph(words),
        Bullets([words, [text]]),
        Table([text, "Head"], [[words, [Code(text)]], [[text], [other]]]),
    ]
    found = form(blocks)
    assert found.tags <= TAGS
    assert (found.others, found.links) == (set(), [])
    shown, code = visible(text), visible(other)
    line = [shown, "x", code, "y", shown, "z"]
    expected = [shown, *line, *line, shown, shown, "Head", *line, shown, shown, code]
    assert flat(found.text) == flat(" ".join(expected))


@FORMS
@settings(max_examples=50, derandomize=True, deadline=None)
@given(TEXTS)
def test_text_of_several_lines_stays_text(form: Any, text: str) -> None:
    found = form([Quote(text), Fence(text, "snippet"), Paragraph(["end"])])
    assert found.tags <= TAGS
    assert (found.others, found.links) == (set(), [])
    assert flat(found.text) == flat(f"{lines(text)} {lines(text)} end")


@FORMS
@pytest.mark.parametrize("text", ["a\n\n  b\tc\n", "x\n```\ny\n````\n", "\n\nfirst", "last\n\n"])
def test_code_keeps_its_lines_and_blanks(form: Any, text: str) -> None:
    found = form([Paragraph(["begin"]), Fence(text, "snippet"), Paragraph(["end"])])
    assert text.removesuffix("\n") + "\n" in found.text.replace("\nend", "\n\nend")


@FORMS
@settings(max_examples=40, derandomize=True, deadline=None)
@given(TEXTS)
def test_links_lead_where_the_book_says(form: Any, text: str) -> None:
    blocks = [
        Paragraph([Link(text, "Folder/page two", "action-1"), " ", Link(text, "", "calls"), " ", Strong(text)]),
        Table(["", ""], [[[Link(text, "index/skills", code=True)], ["b"]]]),
    ]
    found = form(blocks)
    suffix = ".md" if form is of_markdown else ".html"
    assert found.links == [f"page%20two{suffix}#action-1", "#calls", f"../index/skills{suffix}"]
    assert found.tags <= TAGS
    assert found.others == set()


def test_a_link_is_named_by_its_whole_label() -> None:
    text = markdown(Page("p", "P", [Paragraph([Link("a](javascript:x)", "q")])]))
    assert text == "[a\\](javascript:x)](q.md)\n"
    assert of_markdown([Paragraph([Link("[a](b)", "q")])]).text.strip() == "[a](b)"


def test_pictures() -> None:
    svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>\n'
    page = Page("a b", "P", [Picture("Flow of <x>](y)", svg=svg, file="a b.svg")])
    assert markdown(page) == "![Flow of &lt;x&gt;\\](y)](a%20b.svg)\n"
    html = HtmlWriter("Book", "index", [], []).html(page)
    assert '<figure tabindex="0">\n<svg xmlns=' in html
    assert "<?xml" not in html
    drawn = markdown(Page("p", "P", [Picture("x", mermaid="flowchart TD\n    n1 --> n2\n")]))
    assert drawn == "```mermaid\nflowchart TD\n    n1 --> n2\n```\n"


def test_a_page_of_html_is_whole_and_fetches_nothing() -> None:
    name = "</title><script>x</script>"
    writer = HtmlWriter(name, "index", [(f"A\\{name}", "A/x"), ("B", "B")], [("Skills", "index/skills")])
    text = writer.html(Page("A/x", name, [Paragraph(["x"])]))
    found = seen(text)
    assert "script" not in found.tags
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert found.links == ["../book.css", "../index.html", "../index/skills.html", "#scripts", "../B.html", "x.html"]
    assert '<a aria-current="page" href="x.html">' in text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "default-src 'none'" in text


def test_the_list_of_scripts_does_not_grow_with_a_large_book() -> None:
    scripts = [(f"F{number % 10}\\s{number}", f"F{number % 10}/s{number}") for number in range(1000)]
    text = HtmlWriter("Book", "index", scripts, []).html(Page("F3/s3", "s3", []))
    assert text.count("<li>") == 100
    assert '<a href="../index.html">All 1000 scripts</a>' in text
