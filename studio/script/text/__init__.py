"""The form in which people write, read and compare scripts (``*.studio``): read and printed."""

from studio.script.text.faults import CODES
from studio.script.text.printer import print_text
from studio.script.text.reader import read_text
from studio.script.text.strings import Unprintable

__all__ = ["CODES", "Unprintable", "print_text", "read_text"]
