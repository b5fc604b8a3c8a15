"""What files are by their bytes."""

import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attachments.document import describe
from sample.recipes import document
from tests.attachments.hostile import pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            # Its fixed time keeps the bytes, and so the names of the tests, the same.
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/")), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("payload", "extension", "expected"),
    [
        (b"%PDF-1.4\n", "pdf", "application/pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", "pdf", "application/pdf"),
        (b"%PDF-1.4\n", "doc", "application/pdf"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt", "application/vnd.oasis.opendocument.text"),
        (zipped(word__document="x"), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zipped(xl__workbook="x"), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (zipped(ppt__x="x"), "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        (zipped(a="x"), "zip", "application/zip"),
        (zipped(a="x")[:20], "zip", "application/zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc", "application/msword"),
        (OLE + "Workbook".encode("utf-16-le"), "doc", "application/vnd.ms-excel"),
        (OLE, "doc", "application/x-ole-storage"),
        (b"\xff\xd8\xff\xe0", "jpg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
        (b"GIF89a", "gif", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WAVE", "wav", "audio/wav"),
        (b"{\\rtf1", "rtf", "application/rtf"),
        (b"ID3\x03", "mp3", "audio/mpeg"),
        (b"BM\x00\x01\x00\x00\x00\x00\x00\x00", "bmp", "image/bmp"),
        (b"BM est un sigle", "txt", "text/plain"),
        ("Été".encode("latin-1"), "txt", "text/plain"),
        (b"a;b\n", "csv", "text/csv"),
        (b"<?xml version='1.0'?><a/>", "kml", "application/xml"),
        (b"<!DOCTYPE html><html>", "html", "text/html"),
        (b"\x00\x01\x02", "bin", "application/octet-stream"),
    ],
)
def test_media_type_by_content(payload: bytes, extension: str, expected: str) -> None:
    assert describe(payload, None, extension).media_type == expected


@pytest.mark.parametrize(
    "name", ["convention.pdf", "convention.doc", "effectifs.xls", "convention.docx", "effectifs.ods"]
)
def test_a_file_without_its_end_is_truncated(name: str) -> None:
    payload = document(name)
    extension = name.rpartition(".")[2]
    assert describe(payload, None, extension).state == "held"
    assert describe(payload + b"\r\n" * 20, None, extension).state == "held"
    for part in (3, 2):
        assert describe(payload[: len(payload) * (part - 1) // part], None, extension).state == "truncated", part


def test_content_and_extension_agree_or_not() -> None:
    payload = document("convention.docx")
    assert describe(payload, None, "docx").type_agrees is True
    assert describe(payload, None, "doc").type_agrees is False
    assert describe(payload, None, "dat").type_agrees is None
    assert describe(b"{\\rtf1 }", None, "doc").type_agrees is True


def test_an_e_mail_is_known_by_its_heads() -> None:
    assert describe(b"From: a@example.org\nDate: x\n\nBonjour", None, "eml").media_type == "message/rfc822"
    assert describe(b"From: ici\nun texte: a\n\nDate: x", None, "txt").media_type == "text/plain"


def test_what_cannot_be_the_file() -> None:
    assert describe(b"", "application/pdf", "pdf").state == "empty"
    assert describe(b"\n <html><body>404</body></html>", "application/pdf", "pdf").state == "not-the-file"
    assert describe(b"<html></html>", None, "htm").state == "held"


def test_a_declared_type_counts_only_for_unknown_binaries() -> None:
    assert describe(b"\x00\x01", "application/x-strange", "xyz").media_type == "application/x-strange"
    assert describe(b"\x00\x01", "text/html", "xyz").media_type == "application/octet-stream"


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"RIFF"]))
def test_no_bytes_break_it(payload: bytes, start: bytes) -> None:
    assert describe(start + payload, None, "pdf").media_type


def test_the_header_is_held_against_the_content_where_it_names_a_type() -> None:
    pdf = document("convention.pdf")
    assert describe(pdf, "application/x-pdf; charset=x", "pdf").header_agrees is True
    wrong = describe(pdf, "application/msword", "pdf")
    assert (wrong.type_agrees, wrong.header_agrees, wrong.is_mislabelled) == (True, False, True)
    for silent in (None, "", "application/octet-stream", "text/plain", "application/force-download"):
        assert describe(pdf, silent, "pdf").header_agrees is None, silent
    docx = document("convention.docx")
    assert describe(docx, "application/zip", "docx").header_agrees is None
    assert describe(b"Bonjour", "application/pdf", "pdf").is_mislabelled
    assert describe(b"{\\rtf1 }", "application/msword", "doc").header_agrees is True


def test_fewer_bytes_than_announced_are_truncated() -> None:
    assert describe(b"Bonjour", None, "txt", announced=7).state == "held"
    assert describe(b"Bonjour", None, "txt", announced=6).state == "held"
    assert describe(b"Bonjour", None, "txt", announced=8).state == "truncated"
    assert describe(b"", None, "txt", announced=8).state == "empty"


@pytest.mark.parametrize(
    ("payload", "extension"),
    [
        (b"\xff\xd8\xff\xe0" + b"\x00" * 9, "jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 9, "png"),
        (b"%PDF-1.4\n1 0 obj", "pdf"),
        (OLE + b"\x00" * 100, "doc"),
    ],
)
def test_the_mark_of_the_end_is_missing(payload: bytes, extension: str) -> None:
    assert describe(payload, None, extension).state == "truncated"


def locked(payload: bytes) -> bytes:
    """The same ZIP, its first member said to be encrypted."""
    changed = bytearray(payload)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.index(sign) + at] |= 1
    return bytes(changed)


def test_what_a_container_shows_of_a_password() -> None:
    assert describe(locked(zipped(a="x")), None, "zip").state == "protected"
    assert describe(locked(zipped(a="x", b="y")), None, "zip").state == "held"
    odt = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"META-INF__manifest.xml": "<encryption-data/>"})
    assert describe(odt, None, "odt").state == "protected"
    package = OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    found = describe(package, None, "docx")
    assert (found.state, found.type_agrees, found.is_mislabelled) == ("protected", None, False)


def test_a_table_of_members_that_is_broken_is_corrupt() -> None:
    payload = bytearray(zipped(a="x", b="y"))
    payload[payload.index(b"PK\x01\x02")] = 0
    assert describe(bytes(payload), None, "zip").state == "corrupt"


XML_SHEETS = (
    b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    b'<Worksheet ss:Name="F"><Table><Row><Cell><Data ss:Type="String">Club</Data></Cell><Cell><Data ss:Type="Number">12</Data></Cell>'
    b"</Row></Table></Worksheet></Workbook>"
)
EXCEL_HTML = (
    b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>'
    b"<table><tr><th>Club</th><th>Aide</th></tr><tr><td>Voile</td><td>12</td></tr></table></body></html>"
)


def stored(name: str, data: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
        archive.writestr(zipfile.ZipInfo("b.txt"), b"b")
    return made.getvalue()


def test_the_first_bytes_win_over_a_pdf_that_comes_later() -> None:
    for payload in (stored("a.pdf", pdf(b"<</Type/Catalog>>")), stored("a.pdf", document("protege.pdf"))):
        found = describe(payload, None, "zip")
        assert (found.media_type, found.state) == ("application/zip", "held")
    gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00!\xfe\x09%PDF-1.4\n\x001 0 obj"
    assert describe(gif, None, "gif").media_type == "image/gif"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (b"", "application/pdf"),
        (b"\r\n \t", "application/pdf"),
        (b"\xef\xbb\xbf", "application/pdf"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", "application/pdf"),
        (b"\x00\x05\x16\x07 resource of a Macintosh \x00\x00", "application/pdf"),
        (b"<br />\n<b>Warning</b>: session_start()\n", "application/pdf"),
        (b"a" * 2000 + b"\n", "text/plain"),
        (b"Il commence par ", "text/plain"),
    ],
)
def test_a_pdf_may_begin_late(before: bytes, expected: str) -> None:
    assert describe(before + pdf(b"<</Type/Catalog>>"), None, "txt").media_type == expected


def test_no_type_takes_long_to_tell() -> None:
    begin = time.perf_counter()
    for payload in (
        b"PK\x03\x04" * 1_000_000,
        b"\n%PDF-1" + b"1 \n" * 1_000_000,
        b"{\\rtf" + b"\\{" * 1_000_000,
        b"\r\n" * 1_000_000,
    ):
        assert describe(payload, None, "docx").media_type
    assert time.perf_counter() - begin < 5


def test_a_text_that_speaks_of_pdf_is_a_text() -> None:
    told = b"Un fichier PDF commence par %PDF-1.4 et finit par %%EOF.\n%PDF-1.4 est une version."
    assert describe(told, None, "txt").media_type == "text/plain"


def test_html_and_xml_of_excel_are_kept_and_mislabelled() -> None:
    bare = b"<table border=1><tr><td>Club</td><td>Voile</td></tr></table>"
    with_charset = b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">' + bare
    for payload in (EXCEL_HTML, bare, with_charset, b"\xef\xbb\xbf" + bare):
        found = describe(payload, "application/vnd.ms-excel", "xls")
        assert (found.media_type, found.state, found.is_mislabelled) == ("text/html", "held", True), payload[:30]
    word = EXCEL_HTML.replace(b":excel", b":word")
    assert describe(word, None, "doc").state == "held"
    for payload, extension in (
        (EXCEL_HTML, "pdf"),
        (word, "xls"),
        (b"<html><body><table>404</table></body></html>", "xls"),
    ):
        assert describe(payload, None, extension).state == "not-the-file"
    found = describe(XML_SHEETS, None, "xls")
    assert (found.media_type, found.state, found.is_mislabelled) == ("application/x-spreadsheetml+xml", "held", True)
    assert describe(XML_SHEETS, None, "xml").type_agrees is None


@pytest.mark.parametrize(
    ("heads", "extension", "is_mail"),
    [
        (b"Return-Path: <a@b>\r\nX-Mailer: O\r\nMessage-ID: <1@a>\r\nFrom: a@b\r\nSubject: un\r\n\r\nBon", "eml", True),
        (b"From: a@b\r\nSubject: un\r\nMIME-Version: 1.0\r\n\r\nBon", "txt", True),
        (b"Subject: pj\r\nMIME-Version: 1.0\r\n\r\nBon", "eml", True),
        (b"Received: from x\r\n\tby y; a b\r\n" * 200, "eml", True),
        (b"From: ici\nSubject: un texte", "txt", False),
        (b"Note: un texte\n\nFrom: a@b", "eml", False),
        (b"From: a@b\nun texte sans suite\nDate: x\n\n", "eml", False),
    ],
)
def test_an_e_mail_needs_few_heads(heads: bytes, extension: str, is_mail: bool) -> None:
    assert (describe(heads, None, extension).media_type == "message/rfc822") is is_mail


def test_an_rtf_whose_groups_never_close_is_truncated() -> None:
    whole = b"{\\rtf1 {\\b gras \\{ \\\\} fin}"
    assert describe(whole, None, "rtf").state == "held"
    assert describe(whole + b"\r\n\x00", None, "rtf").state == "held"
    assert describe(whole[:-1], None, "rtf").state == "truncated"
    assert describe(whole[:16], None, "doc").state == "truncated"


@pytest.mark.parametrize(
    "name",
    ["convention.docx", "effectifs.xlsx", "bilan.pptx", "convention.odt", "effectifs.ods", "bilan.odp",
     "convention.doc", "effectifs.xls", "bilan.ppt", "convention.rtf"],
)  # fmt: skip
def test_a_cut_office_file_is_of_no_other_type(name: str) -> None:
    payload = document(name)
    extension = name.rpartition(".")[2]
    whole = describe(payload, None, extension)
    assert (whole.state, whole.type_agrees) == ("held", True)
    for length in (40, 600, len(payload) // 2):
        found = describe(payload[:length], whole.media_type, extension)
        assert (found.state, found.is_mislabelled) == ("truncated", False), length
    # What is whole must still say so, and another type is another type.
    assert describe(payload, None, "pdf").type_agrees is False
    assert describe(zipped(a="x" * 99)[:60], None, extension).type_agrees is False
