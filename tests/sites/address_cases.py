"""What the tests of addresses and scope share: reading the data files, and texts that look like addresses."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

HERE = Path(__file__).parent


def cases(name: str) -> dict[str, list[Any]]:
    blocks = json.loads((HERE / name).read_text(encoding="utf-8"))
    return {block: rows for block, rows in blocks.items() if block != "_"}


words = st.sampled_from([
    "http://", "https:", "//", "/", "\\", "h.fr", "H.FR:80", ":443", "@", ".", "..", "spip.php", "spip.php/", "?", "&",
    "&amp;", "amp;", "#", "article12", "rubrique5", "page=", "backend", "id_article=12", "id_document=3", "var_mode=x",
    "lang=fr", "debut_articles=10", "artpage=2-4", "IMG/pdf/x.pdf", "IMG/", "%C3%A9", "%e9", "%", "é", "'", " ",
    "\n", "-Titre-", "+", "123456789", "12", ".html", "=", "local/cache-x/", "mailto:", "[",
])  # fmt: skip
addresses = (
    st.lists(words, max_size=9).map("".join) | st.text(max_size=60) | st.text(max_size=40).map("http://h.fr/".__add__)
)
"""Pieces of addresses in any order, and any text at all."""
