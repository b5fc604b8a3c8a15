"""E-mail addresses are masked for the public, whatever marks stand in them, and nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.masking import mask_address, mask_html, mask_text


@pytest.mark.parametrize(
    ("html", "masked"),
    [
        ("<p>a@example.org</p>", "<p>a [at] example.org</p>"),
        (
            '<p>Écrire à <a href="mailto:a@example.org?subject=x" rel="noopener">Jeanne</a>&nbsp;: <b>ici</b></p>',
            "<p>Écrire à Jeanne\xa0: <b>ici</b></p>",
        ),
        ('<p><a href="MAILTO:a%40example.org">a@example.org</a></p>', "<p>a [at] example.org</p>"),
        ("<p>jeanne@<b>example</b>.org &lt;x&gt;</p>", "<p>jeanne [at] <b>example</b>.org &lt;x&gt;</p>"),
        ("a &amp; b@example.org<br>c", "a &amp; b [at] example.org<br>c"),
        (
            '<p><a href="http://example.org/?de=a@example.org&amp;b=1">x @ y</a></p>',
            '<p><a href="http://example.org/?de=a%40example.org&amp;b=1">x @ y</a></p>',
        ),
        ("<p>le 3 @ 5 h, @ici</p>", "<p>le 3 @ 5 h, @ici</p>"),
    ],
)
def test_html(html: str, masked: str) -> None:
    assert mask_html(html) == masked
    assert mask_html(masked) == masked


@pytest.mark.parametrize(
    "text", ["a@example.org", "a @example.org", "a＠example.org", "a @\xa0example.co.uk", "@m.example.org"]
)
def test_text(text: str) -> None:
    assert not re.search(r"[@＠]", mask_text(text))


@given(st.text(alphabet="ab.@ -_<&\n＠é", max_size=40))
def test_masking_is_idempotent_and_leaves_no_address(text: str) -> None:
    for mask in (mask_text, mask_address):
        masked = mask(text)
        assert mask(masked) == masked
        assert not re.search(r"@(?:[\w-]+\.)+[^\W\d_]{2,}", masked)


def test_what_xml_forbids_breaks_nothing() -> None:
    assert mask_html("<p title='a\x01 nom@exemple.org'>b&#2; nom@exemple.org</p>") == (
        '<p title="a nom [at] exemple.org">b nom [at] exemple.org</p>'
    )
