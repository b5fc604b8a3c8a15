"""The HTML that is kept: written directly, it is what a parser and a sanitiser would leave."""

from html import escape

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from articles.cleaners import Cleaned
from articles.flat import flatten
from articles.fragment import cut_out
from articles.tidy_html import html_of, mended

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
