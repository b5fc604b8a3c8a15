"""What page, server and file say of a file is kept apart and published: types, sizes, dates."""

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from database.build import build
from database.file_check import check_files
from publication.site.file_words import http_date_words
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


@pytest.mark.parametrize(
    "raw", [f"Sun, 22 Nov {'9' * 30} 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2359", f"hier +{'9' * 400}"]
)
def test_a_date_that_is_none_is_shown_as_it_is(raw: str) -> None:
    assert http_date_words(raw) == raw


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
        assert "16\u00a0juin 2011 à 7\u00a0h\u00a030" in shown
        assert "un autre type, image/jpeg, que celui du contenu" in shown
        told = {row["path"]: row for row in answers["/public/files.json?_shape=array"].json()}["pdf/entier.pdf"]
    names = "stated_type declared_type header_agrees last_modified own_modified"
    assert [told[name] for name in names.split()] == ["Word", "image/jpeg", 0, DATE, "2011-06-16T09:30:00Z"]


PAGE = b"<!DOCTYPE html><html><body>Introuvable</body></html>"
ODD = {
    "pdf/vide.pdf": b"",
    "pdf/page.pdf": PAGE,
    "pdf/court.pdf": pdf_of(410)[:-20].replace(b"%%EOF", b""),
    "zip/casse.zip": b"PK\x03\x04 rien",
    "doc/inconnu.bin": bytes(range(256)) * 4,
    "pdf/scan.pdf": pdf_of(500),
}
WORDS = {
    "pdf/vide.pdf": ("a donné un fichier vide", "Réponse qui le montre", "Code de la réponse (HTTP)", "urn:uuid:2"),
    "pdf/page.pdf": ("a donné une page web à la place", "Réponse qui le montre", "urn:uuid:3"),
    "pdf/court.pdf": ("sa fin manque", "Télécharger"),
    "zip/casse.zip": ("sa fin manque", "Son texte n’a pas pu être lu", "la recherche ne trouve pas ses mots"),
    "doc/inconnu.bin": ("conservé entier", "ne sait pas lire cette sorte de fichier", "Fichier de type inconnu"),
    "pdf/scan.pdf": ("confiance 94\u00a0%", "Bonjour", "Ce fichier a été remplacé", "2\u00a0contenus"),
    "pdf/disparu.pdf": ("n’avait déjà plus ce fichier", "Réponse qui le montre", "<dd>404</dd>"),
}


def test_every_odd_file_is_told_plainly_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    one = article(1, attachments=tuple(file_link(path, "9 Mo", "Un titre") for path in (*ODD, "pdf/disparu.pdf")))
    archive.keep(one.url, page(article=one))
    for path, payload in ODD.items():
        archive.keep(f"{ROOT}IMG/{path}", payload)
    archive.keep(f"{ROOT}IMG/pdf/scan.pdf", pdf_of(520))
    archive.keep(f"{ROOT}IMG/pdf/disparu.pdf", PAGE, status=404)
    with closing(archive.ledger.db) as db:
        build(archive.ledger, SITE, {}, full=False, code="r1")
        db.execute("UPDATE content_pages SET text = 'Bonjour', source = 'ocr', confidence = 94.4 WHERE number = 1")
        out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    addresses = [f"/f/essai/{path}" for path in WORDS]
    with served(out) as datasette:
        searches = {
            f"/recherche{ending}?genre=fichiers&q={words}": path
            for path in WORDS
            for name in [path.rpartition("/")[2]]
            for ending, words in ((".json", name), (".json", name.partition(".")[0] + "+titre"), ("", name))
        }
        answers = dict(walk(datasette, [*addresses, *searches, "/public/gaps.json?_shape=array"]))
    for asked, path in searches.items():
        if ".json" in asked:
            assert [row["permalink"] for row in answers[asked].json()["rows"]] == [f"essai/{path}"], asked
        else:
            # Only one of them has text that was read.
            is_read = path == "pdf/scan.pdf"
            assert f'href="/f/essai/{path}{"?page=1#texte" if is_read else ""}"' in answers[asked].text
            assert ('<h2 id="texte"' in answers[f"/f/essai/{path}"].text) is is_read
    for path, wanted in WORDS.items():
        text = answers[f"/f/essai/{path}"].text
        assert [words for words in wanted if words not in text] == [], path
    assert "sont des images" not in answers["/f/essai/pdf/scan.pdf"].text
    gaps: dict[str, dict[str, str]] = {}
    for row in answers["/public/gaps.json?_shape=array"].json():
        gaps.setdefault(row["url"].rpartition("/")[2], {})[row["kind"]] = row["message"]
    states = {name: [kind for kind in kinds if kind != "size-differs"] for name, kinds in gaps.items()}
    assert states == {
        "vide.pdf": ["file-empty"], "page.pdf": ["file-not-the-file"], "court.pdf": ["file-truncated"],
        "casse.zip": ["file-truncated"], "disparu.pdf": ["file-missing"], "inconnu.bin": [], "scan.pdf": [],
    }  # fmt: skip
    assert gaps["court.pdf"]["file-truncated"].startswith("the bytes of the file are held, but its end is missing")
    assert gaps["page.pdf"]["file-not-the-file"].startswith("not held: the server sent a web page in place")
    assert gaps["scan.pdf"] == {"size-differs": "the site stated 9 Mo, the file has 520 bytes"}


def test_sheets_are_tables_and_names_are_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    links = (file_link("csv/clubs.csv", "11.5 ko", "clubs\u202evsc.exe"), file_link("jpg/rien.jpg", "2 Mo"))
    archive.keep(article(1).url, page(article=article(1, attachments=links)))
    archive.keep(f"{ROOT}IMG/csv/clubs.csv", b"Clubs de 2011\nClub;Somme\nA;3\nB;4\n")
    with closing(archive.ledger.db):
        build(archive.ledger, SITE, {}, full=False, code="r1")
        out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    with served(out) as datasette:
        answers = dict(walk(datasette, ["/f/essai/csv/clubs.csv", "/fichiers", "/a/essai/1", "/recherche?q=clubs"]))
    shown = answers["/f/essai/csv/clubs.csv"].text
    assert "<tr><td>Club</td><td>Somme</td></tr>" in shown
    assert "(11,5\u00a0Ko) n’est pas celle du fichier conservé (33\u00a0octets)" in shown
    # Data keep their names as they are.
    pages = {
        path: answer.text
        for path, answer in answers.items()
        if not path.startswith(("/public", "/donnees/")) and "json" not in path
    }
    assert [path for path, text in pages.items() if "\u202e" in text] == []
    for path in ("/f/essai/csv/clubs.csv", "/fichiers", "/a/essai/1"):
        assert "clubs\ufffdvsc.exe" in answers[path].text, path
