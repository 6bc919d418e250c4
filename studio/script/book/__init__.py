"""A book of a project for its people: a page for each script, its picture, and indexes over all of them."""

from studio.script.book.making import Book, BookOptions, make_book
from studio.script.book.writing import BookFolder, Outcome

__all__ = ["Book", "BookFolder", "BookOptions", "Outcome", "make_book"]
