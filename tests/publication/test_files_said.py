"""What page, server and file say of a file is kept apart and published: types, sizes, dates."""

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from database.build import build
from database.file_check import check_files
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page, pdf_of
from tests.publication.site_client import walk
from tests.publication.small_site import served

DATE = "Thu, 16 Jun 2011 07:30:00 GMT"
WHOLE = pdf_of(400).replace(b"trailer<<", b"4 0 obj<</ModDate(D:20110616093000Z)>>endobj\ntrailer<</Info 4 0 R")
FILES = {"pdf/entier.pdf": WHOLE, "pdf/court.pdf": pdf_of(410), "pdf/code.pdf": pdf_of(420)}
HEADERS = {
    "pdf/entier.pdf": ((b"Content-Length", str(len(WHOLE)).encode()),),
    "pdf/court.pdf": ((b"Content-Length", b"9000"),),
    "pdf/code.pdf": ((b"Content-Length", b"9000"), (b"Content-Encoding", b"gzip")),
}


def test_what_is_said_of_a_file_is_kept_and_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    links = [replace(file_link(path), type_label="Word") for path in FILES]
    one = article(1, attachments=tuple(links))
    archive.keep(one.url, page(article=one))
    for path, payload in FILES.items():
        archive.ledger.headers[hashlib.sha256(payload).hexdigest()] = HEADERS[path]
        number = archive.keep(f"{ROOT}IMG/{path}", payload)
        declared = "image/jpeg" if path == "pdf/entier.pdf" else "application/pdf"
        archive.ledger.db.execute(
            "UPDATE captures SET media_type = ?, last_modified = ? WHERE id = ?", (declared, DATE, number)
        )
    with closing(archive.ledger.db) as db:
        build(archive.ledger, SITE, {}, full=False, code="r1")
        kept = db.execute("SELECT url, state, header_agrees, announced_bytes FROM attachments")
        assert {row[0].rpartition("/")[2]: tuple(row)[1:] for row in kept} == {
            "entier.pdf": ("held", 0, len(WHOLE)), "court.pdf": ("truncated", 1, 9000), "code.pdf": ("held", 1, None),
        }  # fmt: skip
        changed = db.execute("SELECT modified, modified_raw FROM contents WHERE modified IS NOT NULL").fetchall()
        assert [tuple(row) for row in changed] == [("2011-06-16T09:30:00Z", "D:20110616093000Z")]
        found = {(finding.url.rpartition("/")[2], finding.kind) for finding in check_files(db).findings}
        assert {("entier.pdf", "other-type"), ("court.pdf", "truncated")} <= found
        out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    with served(out) as datasette:
        answers = dict(walk(datasette, ["/public/files.json?_shape=array", "/f/essai/pdf/entier.pdf"]))
        shown = answers["/f/essai/pdf/entier.pdf"].text
        assert DATE in shown
        assert "un autre type, image/jpeg, que celui du contenu" in shown
        told = {row["path"]: row for row in answers["/public/files.json?_shape=array"].json()}["pdf/entier.pdf"]
    names = "stated_type declared_type header_agrees last_modified own_modified"
    assert [told[name] for name in names.split()] == ["Word", "image/jpeg", 0, DATE, "2011-06-16T09:30:00Z"]
