"""The words of a parsed element on one line, for titles of files and captions; those of a page's elements are for lines."""

from bs4.element import Tag


def words(tag: Tag) -> str:
    """The words of an element on one line, without what pictures have in place of words."""
    return on_one_line(tag.get_text(" " if tag.name in ("dl", "ul") else ""))


def on_one_line(text: str) -> str:
    """A text without line breaks, tabs and doubled blanks; no-break spaces are words."""
    return " ".join(w for w in text.replace("\n", " ").replace("\t", " ").split(" ") if w)
