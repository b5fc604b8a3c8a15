"""The page of an article as it was captured, for a sandboxed frame: it runs nothing and asks for nothing."""

import sqlite3
import zlib
from html import escape

from publication.permalink import page_address, page_held
from publication.site.citation import ABSENT
from publication.site.gone import gone_or_absent
from publication.site.headers import ARCHIVED_PAGE
from publication.site.page import Absent, Answer, Asked, Data
from publication.site.wording import moment_words

ORIGINAL = """
SELECT o.html, o.captured_at, a.title, a.url, a.language FROM originals AS o JOIN articles AS a ON a.id = o.article_id
WHERE a.permalink = ? AND o.part = ?"""

_MOST = 64 * 1024 * 1024
_FRAME = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>{title}, page d’origine</title>
<style>html {{ background: #fff; color: #000; font: 16px/1.4 sans-serif; color-scheme: light }} body {{ margin: 1rem }}
img[alt]:not([alt=""])::before {{ content: "[image] " }}</style></head>
<body>{line}
<!-- {url}, capture {captured} -->
{html}
</body></html>
"""
_LINE = """<p lang="fr" dir="ltr" style="margin: 0 0 1rem; padding: 0 0 .5rem; border-bottom: 1px solid #767676">Page archivée, copie du
{captured}, sans ses images, scripts ni formulaires. <a href="{address}">Retour à l’article dans l’archive</a></p>"""


def original_page(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The captured page; `?partie=2` is the second of an article that the site cut. Opened alone it says what it is and leads
    back, outside of what is archived; in the frame of the article, which says so itself (`?cadre=1`), no link would work."""
    name = asked.named["permalink"]
    row = db.execute(ORIGINAL, (name, asked.number("partie") or 1)).fetchone()
    if row is None:
        if page_held(db, "article", name) is None:
            return gone_or_absent(db, "article", name, ABSENT)
        return Absent(
            "La page d’origine de cet article ne peut pas être montrée ici ; son texte se lit sur la page de l’article."
        )
    html = zlib.decompressobj().decompress(row["html"], _MOST).decode("utf-8", "replace")
    captured = moment_words(row["captured_at"])
    body = _FRAME.format(
        language=escape(row["language"] or "fr"),
        title=escape(row["title"]),
        url=escape(row["url"]).replace("--", "- -"),
        captured=captured,
        line="" if "cadre" in asked.query else _LINE.format(captured=captured, address=page_address("article", name)),
        html=html,
    )
    return Data(body, "text/html; charset=utf-8", headers=ARCHIVED_PAGE, is_of_snapshot=True)
