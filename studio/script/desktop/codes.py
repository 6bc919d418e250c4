"""The findings of reading Desktop Studio's forms."""

from __future__ import annotations

from studio.script.faults import Faults as ReaderFaults

CODES = {
    "XM101": "the file isn't well-formed XML",
    "XM102": "XML with a document type or entities of its own",
    "XM103": "the document holds no script",
    "XM104": "the document is nested too deep",
    "XM105": "the document has too many elements",
    "XM106": "the document has no script name",
    "XM107": "an action without a usable id",
    "XM108": "two actions have one id",
    "XM109": "an action without a kind",
    "XM110": "a branch without a usable target",
    "XM111": "an element that stands there twice",
    "CB101": "the clipboard holds no actions",
    "CB102": "a member of the clipboard is of the wrong type",
}


class Faults(ReaderFaults):
    """Findings of one document in the order of finding."""

    __slots__ = ()
    warnings = frozenset({"XM106", "XM111"})
