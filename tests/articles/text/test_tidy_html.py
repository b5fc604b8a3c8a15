"""The HTML that is kept: it is what a parser and a sanitiser would leave, and says the same as the clean text."""

import re
from html import escape, unescape

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from articles.cleaners import Cleaned
from articles.text.flat import flatten
from articles.text.fragment import cut_out
from articles.text.tidy_html import html_of, mended
from tests.articles.captures import read
from tests.articles.cleaners.test_cleaners import TEXTS

_NAMES = """
    p p p div strong em a span sup ul ol li li blockquote h2 h3 pre code table tbody tr td th br hr dl dt dd section font
    u sc iframe fieldset
"""
_ATTRIBUTES = [
    "", "", "", " lang=fr", " id=nb1", " href=http://www.example.org/a?b=c&d", " href=http://[", " href=http://1.2.3.4.5/x",
    " href=javascript:x", " href='mailto:a&quot;b<c>@example.org'", " colspan=2 scope=col onclick=x", " style=x title=y",
]  # fmt: skip
_WORDS = st.sampled_from(["mot", " ", "a & b", "<i>", '"', "\xa0!", "\n", "\r", ""]).map(escape)
_ELEMENTS = st.recursive(
    _WORDS,
    lambda inside: st.builds(
        lambda name, attributes, inner: f"<{name}{attributes}>{''.join(inner)}</{name}>",
        st.sampled_from(_NAMES.split()),
        st.sampled_from(_ATTRIBUTES),
        st.lists(inside, max_size=4),
    ),
    max_leaves=20,
)


@given(st.lists(_ELEMENTS, max_size=6).map("".join))
def test_what_is_written_is_what_a_sanitiser_leaves(html: str) -> None:
    root = cut_out([lxml.html.fromstring(f"<div>{html}</div>")])
    flat = flatten(root)
    words = flat.words(Cleaned(flat.text, (), None))
    assert html_of(root, words) == mended(root, words)


def _letters(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


@given(st.lists(TEXTS, max_size=6), st.sampled_from(["p", "div", "li", "em"]))
def test_typed_structure_changes_no_word(texts: list[str], name: str) -> None:
    """Blanks and dashes apart: they are marks of cells and items."""
    lines = escape(re.sub("[^\t\n\x20-\ud7ff]", "", "\n\n".join(texts))).split("\n")
    body = "<br>".join(lines).replace("<br><br>", f"</{name}><{name}>")
    article = read(f"<html><body><h1>Titre</h1><div class='texte'><{name}>{body}</{name}></div></body></html>").article
    assert article is not None
    assert _letters(unescape(re.sub("<[^>]*>", "", article.body_html))) == _letters(article.body_text)
