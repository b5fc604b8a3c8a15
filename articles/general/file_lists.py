"""Tells the lists of files that stand beside or in what is named for a text; reading their links is for files."""

from lxml.html import HtmlElement

from articles.layout.element_names import names_of
from articles.layout.ends import links_to_file
from articles.layout.places import Places
from articles.layout.text_blocks import PART_HEADINGS
from articles.tree.lines import line_of
from articles.words.names import FILES
from articles.words.skin_lines import FILE_HEADING, plain


def lists_of_files(places: Places) -> list[HtmlElement]:
    """What is named for files and links to some; SPIP's own models of a file stand in the text itself."""
    return [e for e in places.named(FILES) if "spip_doc" not in names_of(e) and links_to_file(e)]


def is_headed(block: HtmlElement) -> bool:
    """Whether a heading that says so opens a list of files (`Documents associés`)."""
    first = next((e for e in block if isinstance(e.tag, str)), None)
    return first is not None and first.tag in PART_HEADINGS and FILE_HEADING.search(plain(line_of(first))) is not None
