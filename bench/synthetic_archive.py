"""Makes an archive.db of synthetic French articles as a build leaves it, for the bench of a snapshot; what that costs is measured there."""

import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

from archive.capture import Capture
from archive.opening import open_archive
from bench.french_text import texts, vocabulary
from bench.synthetic import SECTIONS, days, insert
from database.originals import KeptPage, kept_page

_DIFFERENT_PAGES = 200
"""Captured pages made of synthetic articles; more would take minutes to make and be of the same sizes."""


def captured_page(chance: random.Random, words: list[str], number: int, title: str, body: str) -> KeptPage:
    """What is kept of the captured page of an article: 20 kB, four fifths of it menus, lists and marks round the text."""
    menu = "".join(
        f'<li class="menu-entree item"><a href="spip.php?rubrique{n}" class="menu-lien" title="{word}">'
        f'<span class="intitule">{word} {chance.choice(words)}</span></a></li>\n'
        for n, word in enumerate(words[100:170])
    )
    near = "".join(
        f'<li><h3><a href="spip.php?article{number + n}">{" ".join(chance.choices(words, k=6))}</a></h3>'
        f'<p class="introduction">{" ".join(chance.choices(words, k=30))}</p></li>\n'
        for n in range(1, 11)
    )
    text = "".join(f'<p class="spip">{paragraph}</p>\n' for paragraph in body.split("\n\n"))
    html = (
        f"<html><head><title>{title}</title><link rel='stylesheet' href='spip.css'><script>{'x();' * 300}</script></head>"
        f'<body class="page_article"><div id="entete"><ul>{menu}</ul></div><div id="contenu"><h1>{title}</h1>{text}</div>'
        f'<div id="navigation"><ul>{near}</ul></div></body></html>'
    )
    url = f"http://bench.example.org/spip.php?article{number}"
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    page = kept_page(Capture(url, moment, 200, (), html.encode(), "0" * 64, f"urn:uuid:{number}", "live", "as-sent"))
    assert page is not None
    return page


def make_archive_db(folder: Path, count: int) -> None:
    """An archive.db of so many articles as a build leaves it, with three edits, a version and a captured page each, its
    tables filled without reading any page."""
    ledger = open_archive(folder, create=True)
    db = ledger.db
    chance = random.Random(2)
    words = vocabulary(chance)
    pages: list[KeptPage] = []
    db.execute("BEGIN")
    db.execute(
        "INSERT INTO crawls (id, door, started_at, settings, versions) VALUES (1, 'live', '2020-01-01T00:00:00Z', '{}', '{}')"
    )
    capture = {
        "crawl_id": 1,
        "fetched_at": "2020-01-01T00:00:00Z",
        "status": 200,
        "warc_file": "a.warc.gz",
        "warc_length": 1,
    }
    for number, (day, (title, lead, body)) in enumerate(zip(days(count), texts(chance, words, count), strict=True), 1):
        url, key = f"http://bench.example.org/spip.php?article{number}", f"article/{number}"
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        insert(
            db,
            "urls",
            [
                {
                    "id": number,
                    "url": url,
                    "identity": key,
                    "kind": "article",
                    "state": "fetched",
                    "depth": 1,
                    "priority": 1,
                    "crawl_id": 1,
                }
            ],
        )
        insert(
            db,
            "captures",
            [
                capture
                | {
                    "id": number,
                    "record_id": f"urn:uuid:{number}",
                    "url_id": number,
                    "warc_offset": number,
                    "payload_sha256": digest,
                    "payload_bytes": 9,
                    "block_sha256": digest,
                    "source": "live",
                    "fidelity": "as-sent",
                }
            ],
        )
        insert(db, "readings", [{"capture_id": number, "code": "1", "outcome": "article", "identity": key}])
        if len(pages) < _DIFFERENT_PAGES:
            pages.append(captured_page(chance, words, number, title, body))
        page = pages[number % len(pages)]
        insert(db, "originals", [{"capture_id": number, "html": page.html, "addresses": page.addresses}])
        version: dict[str, object] = {
            "content_sha256": digest,
            "title": title,
            "lead": lead,
            "body_text": body,
            "files": "[]",
        }
        insert(db, "version_texts", [version])
        insert(db, "version_readings", [{"capture_id": number, "code": "1", "content_sha256": digest}])
        if number <= SECTIONS:
            insert(
                db,
                "sections",
                [
                    {
                        "id": number,
                        "identity": f"section/{number}",
                        "title": f"Rubrique {number}",
                        "raw_title": "",
                        "parent_id": number // 8 or None,
                        "capture_id": number,
                    }
                ],
            )
        insert(
            db,
            "articles",
            [
                {
                    "id": number,
                    "identity": key,
                    "url": url,
                    "spip_id": number,
                    "title": title,
                    "raw_title": title,
                    "lead": lead,
                    "body_text": body,
                    "body_html": f"<p>{body}</p>",
                    "raw_body_text": "",
                    "section_id": 1 + number % min(number, SECTIONS),
                    "published_on": day,
                    "skeleton": "dist",
                    "charset": "utf-8",
                    "charset_source": "header",
                    "content_sha256": digest,
                    "capture_id": number,
                }
            ],
        )
        edit: dict[str, object] = {
            "article_id": number,
            "field": "body",
            "cleaner": "spaces",
            "raw": "  ",
            "replacement": " ",
        }
        insert(db, "edits", [edit | {"position": n, "start": body.find(" ", 40 * n)} for n in (1, 2, 3)])
    db.execute("COMMIT")
    ledger.close()
