"""What an editor may add at the beginning or end of a text is read with it, on each page of tests/pages/unknown, and changes nothing
else there. `most`: pages on which that is not so; a rule that makes them fewer makes it smaller here."""

import html
import re
from typing import Any

import pytest

from tests.articles.test_alterations import EXPECTED, PAGES, read

PICTURE = """<dl class="spip_document_9 spip_documents spip_documents_center"><dt><img src="IMG/jpg/quai.jpg" width="400" height="300"></dt>
<dt class="spip_doc_titre"><strong>Le quai vide</strong></dt></dl><p class="spip">Rien ne bougeait encore.</p>"""
TABLE = """<table class="spip"><thead><tr class="row_first"><th>Lieu</th><th>Seaux</th></tr></thead>
<tbody><tr class="row_odd"><td>Puits du haut</td><td>onze</td></tr></tbody></table>"""


@pytest.mark.parametrize(
    ("added", "is_first", "said", "most"),
    [
        (PICTURE, True, "Rien ne bougeait encore.", 10),
        ("<p class='spip'>Le 4 mars 1998, tout était déjà fermé.</p>", True, "tout était déjà fermé", 1),
        (TABLE, False, "Puits du haut", 2),
    ],
)
def test_what_is_added_to_a_text_is_read_and_changes_nothing_else(
    added: str, is_first: bool, said: str, most: int
) -> None:
    others = []
    for page in EXPECTED:
        data = (PAGES / page["file"]).read_bytes()
        grown = _grown(data, page, added, is_first)
        longer = page | {"must_contain": [*page["must_contain"], said]}
        if grown is not None and read(grown, longer) != read(data, page):
            others.append(page["file"])
    assert len(others) <= most, others


def _grown(data: bytes, page: dict[str, Any], added: str, is_first: bool) -> bytes | None:
    """The page with words added to its text; None: its first or last paragraph is not found."""
    try:
        text, charset = data.decode(), "utf-8"
    except UnicodeDecodeError:
        text, charset = data.decode("windows-1252", "replace"), "windows-1252"
    at = text.find(html.escape(page.get("body_start" if is_first else "body_end") or "\0", quote=False))
    if at < 0:
        return None
    if is_first:
        place = max(text.rfind("<p", 0, at), text.rfind("<h3", 0, at))
        is_near = place >= 0 and at - place <= 60
    else:
        end = re.compile(r"</(?:p|blockquote)>").search(text, at)
        place = end.end() if end is not None else -1
        is_near = 0 <= place - at <= 200
    return (text[:place] + added + text[place:]).encode(charset, "xmlcharrefreplace") if is_near else None
