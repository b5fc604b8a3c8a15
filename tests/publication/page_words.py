"""What a reader reads on a page of the public site, and what is not HTML in it."""

import re
from typing import Any

import html5lib
import lxml.html

from publication.site.wording import NARROW, NO_BREAK


def words(page: lxml.html.HtmlElement) -> str:
    """What a reader reads, blanks of all sorts as one."""
    for element in list(page.iter("script", "style")):
        element.drop_tree()
    return re.sub(r"\s+", " ", page.text_content().replace(NO_BREAK, " ").replace(NARROW, " "))


def faults(html: str) -> list[Any]:
    """What is not HTML in a page."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return list(parser.errors)
