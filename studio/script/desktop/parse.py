"""Reads XML as a tree of elements with their lines. No document type and no entity is ever read."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from studio.script.desktop.codes import Faults
from studio.script.faults import shortened

#: Elements within elements; real exports have seven.
DEEPEST = 100
#: A document of the largest size that is read has a tenth of this.
MOST_ELEMENTS = 1_000_000
#: Names under which pieces stand that are no elements: text between elements, comments, processing instructions.
TEXT, COMMENT, INSTRUCTION = "#", "!", "?"


class Element:
    """An element: ``text`` is its own where it has no element inside, else text beside them is a child named ``#``."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(
        self, tag: str, attributes: dict[str, str], line: int, children: list[Element] | None = None, text: str = ""
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.children = children or []
        self.text = text

    def child(self, tag: str) -> Element | None:
        """The first child of this name."""
        for each in self.children:
            if each.tag == tag:
                return each
        return None

    @property
    def content(self) -> str:
        """Its text, also where comments stand in it."""
        return "".join(each.text for each in self.children if each.tag == TEXT) if self.children else self.text

    def told(self, tag: str) -> str:
        """The text of the first child of this name, "" without one."""
        found = self.child(tag)
        return found.content if found is not None else ""


class _Refused(Exception):
    """Ends parsing: code, message and hint."""


class _Builder:
    def __init__(self, parser: Any) -> None:
        self.root: Element | None = None
        self.beside: list[tuple[str, str]] = []
        self._parser = parser
        self._open: list[Element] = []
        self.texts: list[str] = []

    def attach(self) -> None:
        """Lets the parser call this builder. What it calls for every element knows all by local names, for speed."""
        parser, above, texts, between = self._parser, self._open, self.texts, self._between
        count = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal count
            count += 1
            if count > MOST_ELEMENTS:
                raise _Refused("XM105", f"the document has more than {MOST_ELEMENTS} elements", "")
            element = Element(tag, attributes, parser.CurrentLineNumber)
            if above:
                if len(above) >= DEEPEST:
                    raise _Refused("XM104", f"the document is nested more than {DEEPEST} deep", "")
                # Most of what stands between elements is one run of blanks: the layout.
                if texts:
                    if len(texts) > 1 or not texts[0].isspace():
                        between()
                    else:
                        texts.clear()
                above[-1].children.append(element)
            else:
                self.root = element
            above.append(element)

        def end(tag: str) -> None:
            element = above.pop()
            if texts:
                if element.children:
                    between(element)
                else:
                    element.text = texts[0] if len(texts) == 1 else "".join(texts)
                    texts.clear()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = texts.append
        parser.CommentHandler = lambda text: self.aside(COMMENT, text)
        parser.ProcessingInstructionHandler = lambda target, text: self.aside(INSTRUCTION, f"{target} {text}".rstrip())
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self.refuse

    def _between(self, element: Element | None = None) -> None:
        """Text beside elements is kept where it is more than the blanks of the layout."""
        text = "".join(self.texts)
        self.texts.clear()
        if not text.isspace():
            self._piece(TEXT, text, element)

    def _piece(self, tag: str, text: str, element: Element | None = None) -> None:
        (element or self._open[-1]).children.append(Element(tag, {}, self._parser.CurrentLineNumber, text=text))

    def aside(self, tag: str, text: str) -> None:
        if self._open:
            if self.texts:
                self._between()
            self._piece(tag, text)
        else:
            self.beside.append((tag if self.root is None else tag * 2, text))

    def refuse(self, *_: Any) -> None:
        hint = "delete the lines before the first element"
        raise _Refused("XM102", "XML with a document type or entities of its own is not read", hint)


def parse_xml(text: str, faults: Faults) -> tuple[Element | None, list[tuple[str, str]]]:
    """The root of a document, None with a finding where it is none, and the comments outside of it (``!``, behind it ``!!``)."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    builder = _Builder(parser)
    builder.attach()
    try:
        # The text is decoded already: what its declaration says of an encoding no longer counts.
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as fault:
        reason = expat.ErrorString(fault.code) or "unknown"
        faults.add("XM101", f"no XML: {shortened(reason)}", line=fault.lineno, column=fault.offset + 1)
        return None, []
    except _Refused as refused:
        code, message, hint = refused.args
        faults.add(code, message, hint, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1)
        return None, []
    return builder.root, builder.beside
