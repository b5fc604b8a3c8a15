"""What a camera wrote into a picture is kept in the archive; of it the public gets what is named, and never the place."""

import hashlib
import json
from contextlib import closing
from pathlib import Path

import pytest

from database.build import build
from publication import taking
from publication.snapshot import publish
from tests.attachments.placed_files import DCT, pdf, zipped
from tests.attachments.test_place import FORMS, picture
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page
from tests.publication.site_client import walk
from tests.publication.small_site import get, served

PLACE = "kanarilieu"


@pytest.mark.parametrize("can_empty", [True, False])
def test_the_place_of_a_picture_stays_in_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_empty: bool
) -> None:
    if not can_empty:
        monkeypatch.setattr(taking, "without_place", lambda payload: payload)
    archive = make_archive(tmp_path / "essai", monkeypatch)
    paths = [f"{form.lower()}/photo.{form.lower()}" for form in FORMS]
    one = article(1, attachments=tuple(map(file_link, paths)))
    archive.keep(one.url, page(article=one))
    for form, path in zip(FORMS, paths, strict=True):
        archive.keep(f"{ROOT}IMG/{path}", picture(placed=True, form=form, word=PLACE))
    build(archive.ledger, SITE, {}, full=False, code="r1")
    with closing(archive.ledger.db):
        kept = archive.ledger.db.execute("SELECT exif, exif_place FROM contents").fetchall()
        assert len(kept) == len(FORMS)
        for exif, place in kept:
            assert json.loads(exif)["Artist"].startswith("Photographe")
            assert json.loads(place)["GPSMapDatum"] == PLACE
            assert PLACE not in exif
        out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    assert PLACE.encode() not in out.read_bytes()
    assert b"43.2965" not in out.read_bytes()
    with served(out) as datasette:
        photo = f"/f/essai/{paths[0]}"
        answers = dict(walk(datasette, ["/public/files.json?_shape=array", *(f"/f/essai/{path}" for path in paths)]))
        assert not [address for address, answer in answers.items() if PLACE.encode() in answer.content]
        shown = answers[photo].text
        assert "<dt>Auteur</dt><dd>Photographe d’été</dd>" in shown
        assert ("/telecharger/" in shown) is can_empty
        rows = answers["/public/files.json?_shape=array"].json()
        assert [set(json.loads(row["exif"])) for row in rows] == [{"Artist"}] * len(FORMS)


def test_the_place_of_pictures_in_files_stays_in_the_archive_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "essai", monkeypatch)
    photo, silent = picture(placed=True, word=PLACE), picture(placed=False)
    files = {
        "pdf/avec.pdf": pdf((DCT, photo)),
        "zip/avec.zip": zipped({"photo.jpg": photo, "sans.jpg": silent}),
        "pdf/sans.pdf": pdf((DCT, silent)),
        "rar/ferme.rar": b"Rar!\x1a\x07\x00" + photo,
    }
    one = article(1, attachments=tuple(map(file_link, files)))
    archive.keep(one.url, page(article=one))
    for path, payload in files.items():
        archive.keep(f"{ROOT}IMG/{path}", payload)
    build(archive.ledger, SITE, {}, full=False, code="r1")
    with closing(archive.ledger.db):
        out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    assert PLACE.encode() not in out.read_bytes()
    with served(out) as datasette:
        pages = {path: get(datasette, f"/f/essai/{path}").text for path in files}
        public = {path: get(datasette, f"/telecharger/essai/{path}").content for path in files if path[:3] != "rar"}
    for path, payload in public.items():
        is_changed = payload != files[path]
        assert is_changed == path.startswith(("pdf/avec", "zip"))
        assert PLACE.encode() not in payload
        for told in (files[path], payload):
            assert hashlib.sha256(told).hexdigest() in pages[path]
        for words in (
            "images de ce fichier ont été prises",
            "ont été retirés de la copie publique",
            "Empreinte de la copie publique",
        ):
            assert (words in pages[path]) is is_changed
    assert "/telecharger/" not in pages["rar/ferme.rar"]
    assert "n’est pas à télécharger" in pages["rar/ferme.rar"]
