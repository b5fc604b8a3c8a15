"""Pages and pictures without text are recognised once, those that articles announce as files; tesseract itself where it is installed."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image, ImageDraw, ImageFont

from articles.article import Picture
from attachments.extraction import Extraction, PageText
from attachments.guarded import Extractor
from attachments.reading import read_file
from attachments.recognition import tesseract
from database.build import build
from database.contents import recognise_pages
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, file_link, make_archive, page

WORDS = "Le club de voile"


def letter(form: str = "JPEG", words: tuple[str, ...] = (WORDS,), **options: Any) -> bytes:
    """Scanned pages as a picture."""
    pages = []
    for line in words:
        pages.append(Image.new("L", (1200, 400), 255))
        ImageDraw.Draw(pages[-1]).text((60, 60), line, font=ImageFont.load_default(90), fill=0)
    made = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(made, form, **more, **options)
    return made.getvalue()


FILES = {
    "jpg/lettre.jpg": letter(),
    "png/note.png": letter("PNG"),
    "tif/fax.tif": letter("TIFF", (WORDS, WORDS)),
    "jpg/decor.jpg": letter(quality=30),
}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallArchive]:
    made = make_archive(tmp_path / "essai", monkeypatch)
    shown = Picture(f"{ROOT}IMG/jpg/decor.jpg", "", None)
    announced = [file_link(path, place="portfolio") for path in FILES if path != "jpg/decor.jpg"]
    one = article(1, attachments=tuple(announced), pictures=(shown,))
    made.keep(one.url, page(article=one))
    for path, payload in FILES.items():
        made.keep(f"{ROOT}IMG/{path}", payload)
    build(made.ledger, SITE, {}, full=False, code="r1")
    yield made
    made.ledger.db.close()


class Answering:
    """In place of an Extractor: the same words of every page, as sure as told."""

    def __init__(self, confidence: float):
        self.asked: list[tuple[str, tuple[int, ...]]] = []
        self._confidence = confidence

    def recognise(self, payload: bytes, media_type: str, numbers: tuple[int, ...], seconds: float) -> Extraction:
        assert payload
        assert seconds > 1
        self.asked.append((media_type, numbers))
        return Extraction("read", pages=(PageText(numbers[0], None, WORDS, "ocr", self._confidence),))


PAGES = """
SELECT substr(f.identity, 12), p.number, p.text, p.source, p.confidence
FROM content_pages AS p JOIN attachments AS f ON f.sha256 = p.sha256 ORDER BY 1, 2"""


def test_pictures_that_are_announced_are_recognised_once(archive: SmallArchive) -> None:
    answering = Answering(91.0)
    done = recognise_pages(archive.ledger, cast("Extractor", answering))
    assert (done.files, done.pages, done.failed) == (3, 4, ())
    assert sorted(answering.asked) == [
        ("image/jpeg", (1,)), ("image/png", (1,)), ("image/tiff", (1,)), ("image/tiff", (2,)),
    ]  # fmt: skip
    assert [tuple(row) for row in archive.ledger.db.execute(PAGES)] == [
        ("jpg/lettre.jpg", None, WORDS, "ocr", 91.0),
        ("png/note.png", None, WORDS, "ocr", 91.0),
        ("tif/fax.tif", 1, WORDS, "ocr", 91.0),
        ("tif/fax.tif", 2, WORDS, "ocr", 91.0),
    ]
    assert recognise_pages(archive.ledger, cast("Extractor", answering)).files == 0


def test_what_is_seen_in_a_photograph_is_no_text(archive: SmallArchive, tmp_path: Path) -> None:
    answering = Answering(46.0)
    assert recognise_pages(archive.ledger, cast("Extractor", answering)).pages == 2
    told = {tuple(row)[:3] for row in archive.ledger.db.execute(PAGES)}
    assert told == {
        ("jpg/lettre.jpg", None, ""), ("png/note.png", None, ""), ("tif/fax.tif", 1, WORDS), ("tif/fax.tif", 2, WORDS),
    }  # fmt: skip
    assert recognise_pages(archive.ledger, cast("Extractor", answering)).files == 0
    out = publish([(SITE, archive.ledger)], tmp_path, program="essai 1").path
    with closing(sqlite3.connect(out)) as db:
        shown = db.execute("SELECT source, text <> '', count(*) FROM file_pages GROUP BY 1, 2 ORDER BY 1").fetchall()
    assert shown == [("name", 0, 2), ("ocr", 1, 2)]


@pytest.mark.skipif(tesseract() is None, reason="no tesseract with fra on this machine")
def test_tesseract_reads_pictures_however_they_lie(archive: SmallArchive) -> None:
    with Extractor() as extractor:
        assert recognise_pages(archive.ledger, extractor).pages == 4
        assert {row["text"] for row in archive.ledger.db.execute("SELECT text FROM content_pages")} == {WORDS}
        clear = Image.new("RGBA", (1200, 400), (0, 0, 0, 0))
        ImageDraw.Draw(clear).text((60, 60), WORDS, font=ImageFont.load_default(90), fill=(0, 0, 0, 255))
        turned, exif = Image.open(io.BytesIO(letter())).transpose(Image.Transpose.ROTATE_90), Image.Exif()
        exif[0x0112] = 6  # to be shown a quarter to the right
        for picture, more in ((clear, {}), (turned, {"exif": exif})):
            made = io.BytesIO()
            picture.save(made, "PNG", **more)
            assert extractor.recognise(made.getvalue(), "image/png", (1,), 60).pages[0].text == WORDS


def test_a_tiff_of_several_pages_is_a_scan() -> None:
    found = read_file(FILES["tif/fax.tif"], "image/tiff")
    assert (found.page_count, len(found.pages), found.warnings) == (2, 2, ("no-text",))
    assert read_file(letter("TIFF"), "image/tiff").pages == ()
