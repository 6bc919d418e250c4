"""Desktop Studio's forms of a script: its XML exports and what it puts on the clipboard."""

from studio.script.desktop.clipboard import read_clipboard, write_clipboard
from studio.script.desktop.codes import CODES
from studio.script.desktop.reader import read_xml
from studio.script.desktop.writer import write_xml

__all__ = ["CODES", "read_clipboard", "read_xml", "write_clipboard", "write_xml"]
