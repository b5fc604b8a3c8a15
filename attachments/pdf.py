"""Reads PDF files with pdfium: text by page, what the file says of itself, a thumbnail, pages as pictures for recognition."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from attachments.extraction import MOST_PAGES, About, Extraction, PageText, Unreadable, finished, line_of
from attachments.moments import iso_of
from attachments.pictures import LARGEST, SMALL, small
from attachments.position import tells_position

_ROOM = 2048
"""Bytes for a value of what a file says of itself; most have fewer than a hundred."""
_RECOGNISE_AT = 200 / 72
"""Scale of a page for recognition: 200 dots an inch."""
_DRAWS_BLANKS_APART = re.compile(r"(?:Libre|Open|Star)Office")
"""Producers that draw a no-break space as an object of its own."""
_NO_WIDTH = 1e-3
"""In points; pdfium passes over what has less than a tenth of this."""
_AS_IT_STANDS = pdfium_c.FS_MATRIX(1, 0, 0, 1, 0, 0)

LOCKED_PLACE = (("Unread", "a picture or a file in it, which is encrypted without a password, may tell a position"),)


def read_pdf(payload: bytes) -> Extraction:
    """Text of a PDF by page, without a thumbnail. Unreadable when it is protected or no PDF that pdfium can open.

    A page that cannot be read has an empty text, and the file the warning `partly`.
    """
    document = _opened(payload)
    try:
        count = len(document)
        if not count:
            raise Unreadable("corrupt", "it has no page")
        about = _about(document)
        unread: list[int] = []
        hides_blanks = _DRAWS_BLANKS_APART.match(about.producer or "") is not None
        pages = list(_texts(document, min(count, MOST_PAGES), unread, hides_blanks=hides_blanks))
        warnings = (("partly",) if unread else ()) + (("too-long",) if count > MOST_PAGES else ())
        place = LOCKED_PLACE if _is_locked(document) and _tells_position(document, min(count, MOST_PAGES)) else ()
        return finished(pages, page_count=count, about=about, warnings=warnings, exif_place=place)
    finally:
        document.close()


def first_page_as_thumbnail(payload: bytes) -> bytes | None:
    """The first page, small, as WebP; None when it can't be drawn. Unreadable as `read_pdf`."""
    document = _opened(payload)
    try:
        return _first_page(document)
    finally:
        document.close()


def pages_as_pictures(payload: bytes, numbers: list[int]) -> Iterator[tuple[int, Image.Image]]:
    """Pages with these numbers, from 1, grey, for recognition. Unreadable as `read_pdf`."""
    document = _opened(payload)
    try:
        for number in numbers:
            page = document[number - 1]
            scale = min(_RECOGNISE_AT, LARGEST / max(*page.get_size(), 1))
            yield number, page.render(scale=scale, grayscale=True).to_pil()
            page.close()
    finally:
        document.close()


def _opened(payload: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(payload)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Unreadable("protected", f"it wants a password: {error}") from error
        raise Unreadable("corrupt", f"pdfium cannot open it: {error}") from error


def _about(document: pdfium.PdfDocument) -> About:
    # pypdfium2 asks for each length first, which takes a small file as much time as half a page.
    room = ctypes.create_string_buffer(_ROOM)

    def told(key: str) -> str | None:
        length = pdfium_c.FPDF_GetMetaText(document, key.encode("ascii"), room, _ROOM)
        if length > _ROOM:
            return line_of(document.get_metadata_value(key))
        return line_of(room.raw[: length - 2].decode("utf-16-le", "replace")) if length > 2 else None

    created, modified = told("CreationDate"), told("ModDate")
    producer = told("Producer") or told("Creator")
    return About(told("Title"), told("Author"), producer, iso_of(created), created, iso_of(modified), modified)


def _texts(document: pdfium.PdfDocument, count: int, unread: list[int], *, hides_blanks: bool) -> Iterator[PageText]:
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
            if hides_blanks:
                _widen_blanks(page)
            words = page.get_textpage()
            text = words.get_text_range()
            words.close()
            page.close()
        except (pdfium.PdfiumError, UnicodeDecodeError):
            text = ""
            unread.append(number)
        yield PageText(number, None, text)


def _widen_blanks(page: pdfium.PdfPage) -> None:
    """Let pdfium see the blanks of a page that are drawn as objects of their own: it passes over a text object without width
    (`CPDF_TextPage::ProcessTextObject`), and the edge of a stroke is a width. Nothing is drawn: a blank has no edge.

    LibreOffice 7.4 draws each no-break space so: `1\u00a0250\u00a0€` came as `1 250 €`, and `12\u202f000\u202feuros` as `12 000euros`.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for place in range(pdfium_c.FPDFPage_CountObjects(page)):
        one = pdfium_c.FPDFPage_GetObject(page, place)
        pdfium_c.FPDFPageObj_GetBounds(one, left, bottom, right, top)
        if right.value - left.value < _NO_WIDTH and pdfium_c.FPDFPageObj_GetType(one) == pdfium_c.FPDF_PAGEOBJ_TEXT:
            pdfium_c.FPDFTextObj_SetTextRenderMode(one, pdfium_c.FPDF_TEXTRENDERMODE_STROKE)
            pdfium_c.FPDFPageObj_TransformF(one, _AS_IT_STANDS)  # moves nothing; the bounds are reckoned anew


def _is_locked(document: pdfium.PdfDocument) -> bool:
    """Whether it is encrypted, as where printing is not allowed: anybody opens it, but its bytes show no picture."""
    return bool(pdfium_c.FPDF_GetSecurityHandlerRevision(document) >= 0)


def _tells_position(document: pdfium.PdfDocument, count: int) -> bool:
    if document.count_attachments():
        return True
    for number in range(count):
        page = document[number]
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
            if tells_position(bytes(picture.get_data(decode_simple=True))):
                return True
        page.close()
    return False


def _first_page(document: pdfium.PdfDocument) -> bytes | None:
    try:
        page = document[0]
        width, height = page.get_size()
        picture = page.render(scale=min(SMALL[0] / max(width, 1), SMALL[1] / max(height, 1))).to_pil()
        page.close()
    except (pdfium.PdfiumError, ValueError):
        return None
    return small(picture.convert("RGB"))
