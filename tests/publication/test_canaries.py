"""Nothing withdrawn is served: a canary in every text, edit, link, listing, version, page and file of an archive, and every
byte that comes out of it looked through."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from articles.article import Article, Edit, Link, Picture
from database.build import build
from publication.snapshot import publish
from sites.problem import Problem
from tests.database.small_archive import (
    ROOT,
    SITE,
    SmallArchive,
    article,
    crumb,
    file_link,
    make_archive,
    page,
    pdf_of,
    section_page,
)
from tests.publication.site_client import walk
from tests.publication.small_site import served
from tests.publication.test_proof import keep_page

# Words that begin differently, for an index of words tells only how each differs from the one before it.
_NAMES = """
title surtitle subtitle lead body html notes postscript category author written online onlineurl published edit replaced
linkwords listing introduction older oldertitle section file filepath filetext announced announcedpath announcededit
announcedtext problem slug bytes octets announcedoctets alone feed picture linktitle
"""
_BEGINNINGS = (a + b for a in "bdfgjkmpqvwxz" for b in "aeiouy")
CANARY = {name: f"{begin}kanari{name}" for name, begin in zip(_NAMES.split(), _BEGINNINGS, strict=False)}
PRIVATE = "pdf/" + CANARY["announcedpath"] + ".pdf"
OF_SECRET = "pdf/" + CANARY["filepath"] + ".pdf"


def secret(**changes: object) -> Article:
    """The article that is withdrawn."""
    c = CANARY
    values: dict[str, object] = {
        "title": f"Le titre de {c['title']}",
        "surtitle": c["surtitle"],
        "subtitle": c["subtitle"],
        "lead": c["lead"],
        "body_text": f"Un {c['body']} ici",
        "body_html": f"<p>Un {c['body']} ici {c['html']}</p>",
        "raw_body_text": f"Un [{c['edit']}]{c['body']} ici",
        "notes": (c["notes"],),
        "postscript": c["postscript"],
        "category": c["category"],
        "author": c["author"],
        "written_on": "2010",
        "written_raw": c["written"],
        "published_raw": c["published"],
        "online_url": f"{ROOT}{c['onlineurl']}",
        "online_text": c["online"],
        "sections": (crumb(1, "Jeunesse"), crumb(9, c["section"])),
        "attachments": (file_link(OF_SECRET, title=c["file"]), file_link("pdf/commun.pdf")),
        "edits": (Edit("body", "colours", 3, f"[{c['edit']}]", ""), Edit("title", "case", 0, "", c["replaced"])),
        "links": (Link(f"{ROOT}ailleurs", c["linktitle"], "other"),),
        "pictures": (Picture(f"{ROOT}IMG/jpg/x.jpg", c["picture"], c["picture"]),),
    }
    return article(1, **(values | changes))


def staying() -> Article:
    """An article that stays; it links to what is withdrawn and announces a file that is."""
    words, address = f"Lire {CANARY['linkwords']}", f"{ROOT}spip.php?article1"
    inline = f'<a href="{ROOT}IMG/{PRIVATE}">{CANARY["announced"]}</a>'
    return article(
        3,
        title="Ce qui reste",
        body_text=f"Du texte. {words}. {CANARY['announced']}",
        body_html=f'<p>Du texte. <a href="{address}">{words}</a>. {inline}</p>',
        raw_body_text=f"Du texte. {words}. {CANARY['announced']}",
        links=(Link(address, words, "article"), Link(f"{ROOT}IMG/{PRIVATE}", CANARY["announced"], "attachment")),
        attachments=(file_link(PRIVATE, title=CANARY["announced"]), file_link("pdf/commun.pdf")),
        edits=(Edit("attachment/1", "colours", 0, CANARY["announcededit"], ""),),
    )


def original(with_listing: str = "") -> str:
    """The bytes of a page: its column lists another one."""
    return f"""<html><body><h1>Ce qui reste</h1><p>Du texte.</p><ul><li><a href="/spip.php?article2">Deux</a></li>
<li><a href="spip.php?article1">{CANARY["listing"]}</a><p>{CANARY["introduction"]}</p></li>
<li><a href="IMG/{PRIVATE}">{CANARY["announced"]}</a></li></ul>{with_listing}</body></html>"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallArchive]:
    made = make_archive(tmp_path / "essai", monkeypatch)
    older = secret(body_text=CANARY["older"], title=CANARY["oldertitle"])
    for name, one in (("old", older), ("new", secret())):
        said = Problem(one.url, "read", "odd", f"about {CANARY['problem']} at {one.url}")
        keep_page(
            made, one.url, f"<html><body>{name} {CANARY['bytes']}</body></html>", page(article=one, problems=(said,))
        )
    keep_page(
        made, f"{ROOT}{CANARY['slug']}", f"<html><body>slug {CANARY['bytes']}</body></html>", page(article=secret())
    )
    before = article(3, title="Ce qui reste", body_text="Avant.", attachments=staying().attachments)
    keep_page(made, before.url, original("<p>avant</p>"), page(article=before))
    keep_page(made, staying().url, original(), page(article=staying()))
    # Says of the withdrawn one in words only, without a link.
    alone = article(4, title="Un autre", links=())
    keep_page(
        made, alone.url, f"<html><body><p>{secret().title}, {CANARY['alone']}</p></body></html>", page(article=alone)
    )
    keep_page(
        made, f"{ROOT}spip.php?rubrique1", f"<html><body>{CANARY['feed']}</body></html>", section_page(1, "Jeunesse")
    )
    files = {
        OF_SECRET: (pdf_with(CANARY["octets"], 310), CANARY["filetext"]),
        PRIVATE: (pdf_with(CANARY["announcedoctets"], 320), CANARY["announcedtext"]),
        "pdf/commun.pdf": (pdf_of(330), "Commun"),
    }
    for path, (payload, _) in files.items():
        made.keep(f"{ROOT}IMG/{path}", payload)
    build(made.ledger, SITE, {}, full=False, code="r1")
    for payload, text in files.values():
        digest = hashlib.sha256(payload).hexdigest()
        changed = made.ledger.db.execute("UPDATE content_pages SET text = ? WHERE sha256 = ?", (text, digest))
        assert changed.rowcount == 1
    made.ledger.db.execute(
        "INSERT INTO fetch_problems (crawl_id, url, stage, kind, message) VALUES (1, ?, 'fetch', 'odd', ?)",
        (f"{ROOT}{CANARY['slug']}", CANARY["problem"]),
    )
    yield made
    made.ledger.close()


def pdf_with(word: str, size: int) -> bytes:
    """A PDF that has a word in a comment."""
    return pdf_of(size).replace(b"." * len(word), word.encode(), 1)


def bytes_of(path: Path) -> bytes:
    """A snapshot's file, and what is compressed in it."""
    with closing(sqlite3.connect(path)) as db:
        pages = [zlib.decompress(html) for (html,) in db.execute("SELECT html FROM originals")]
    return path.read_bytes() + b"".join(pages)


def everything(path: Path) -> dict[str, bytes]:
    """Every answer that the site gives, by address: all that links lead to, and what a person could think of."""
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    start = ["/", "/donnees", "/sitemap.xml", "/robots.txt", "/recherche?q=kanari*"]
    start += [f"/public/{table}{end}" for table in tables for end in (".json?_shape=array", ".csv?_size=max", "")]
    start += [f"/recherche?q={word}" for word in CANARY.values()]
    for thing in ("a/essai/1", "a/essai/3", f"a/essai/{CANARY['slug']}", f"f/essai/{OF_SECRET}", f"f/essai/{PRIVATE}"):
        start += [
            f"/{thing}{end}"
            for end in ("", ".json", ".txt", ".bib", ".ris", ".csl.json", "/originale", "/versions", "/publie")
        ]
    start += [f"/telecharger/essai/{path}" for path in (OF_SECRET, PRIVATE, "pdf/commun.pdf")]
    start += [f"/url/{ROOT}{end}" for end in ("spip.php?article1", "article1", CANARY["slug"], f"IMG/{PRIVATE}")]
    answers = {}
    with served(path) as datasette:
        for address, answer in walk(datasette, start):
            assert answer.status_code < 500, address
            answers[address] = b"\n".join(f"{name}: {value}".encode() for name, value in answer.headers.items())
            answers[address] += answer.content
    return answers


def test_nothing_that_is_withdrawn_is_served(archive: SmallArchive, tmp_path: Path) -> None:
    out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    before = bytes_of(out)
    # Never published, withdrawn or not: pages of lists, what pictures say, words of links by themselves.
    never = {"feed", "picture", "linktitle"}
    assert {name for name, word in CANARY.items() if word.encode() not in before} == never
    archive.withdraw("article/1")
    archive.withdraw(f"attachment/{PRIVATE}")
    publish([(SITE, archive.ledger)], tmp_path, program="essai 1")
    assert [name for name, word in CANARY.items() if word.encode() in bytes_of(out).lower()] == []
    after = everything(out)
    asked = {address for address in after if "kanari" in address}
    found = {
        (name, address)
        for address, answer in after.items()
        for name, word in CANARY.items()
        if word.encode() in answer.lower() and address not in asked
    }
    assert found == set()
    # What was asked for stands in the answer to a question, and nowhere in one about a thing.
    told = {
        address for address in asked if not address.startswith("/recherche") and b"kanari" in after[address].lower()
    }
    assert told == set()
    assert len(after) > 150
