"""Readers of files: what is French comes out right, by page; what is broken is an outcome."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from attachments.document import describe
from attachments.extraction import Extraction
from attachments.inner_places import without_inner_places
from attachments.legibility import is_gibberish
from attachments.reading import read_file
from sample.recipes import TEXTS, check_lines, check_strings, document
from tests.attachments.test_document import EXCEL_HTML, XML_SHEETS, locked

WORDS = {one["file"]: one["word"] for one in TEXTS["document"]}
"""The word that stands on the last page, slide or sheet of each, and nowhere else."""


def read(payload: bytes, extension: str) -> Extraction:
    return read_file(payload, describe(payload, None, extension).media_type)


def words(text: str) -> str:
    """Blanks of all kinds plain and single: a PDF folds lines where it likes."""
    return " ".join(text.split())


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "page", "pages"),
    [
        ("convention.pdf", 3, 3),
        ("convention.doc", None, 1),
        ("convention.docx", None, 1),
        ("convention.odt", None, 1),
        ("convention.rtf", None, 1),
        ("effectifs.xls", 2, 2),
        ("effectifs.xlsx", 2, 2),
        ("effectifs.ods", 2, 2),
        ("bilan.ppt", 3, 3),
        ("bilan.pptx", 3, 3),
        ("bilan.odp", 3, 3),
    ],
)
def test_french_comes_out_right_on_its_page(name: str, page: int | None, pages: int) -> None:
    found = read(document(name), name.rpartition(".")[2])
    assert (found.outcome, found.warnings, len(found.pages)) == ("read", (), pages)
    text = " ".join(one.text for one in found.pages)
    for line in check_strings():
        assert line in (" ".join(text.split("\n")) if name.endswith(".pdf") else text), line
    assert [one.number for one in found.pages if WORDS[name] in one.text] == [page]
    assert (found.about.title, found.about.author) == (TEXTS["title"], TEXTS["author"])


def test_sheets_have_names_and_cells_are_parted_by_tabs() -> None:
    for name in ("effectifs.xls", "effectifs.xlsx", "effectifs.ods"):
        found = read(document(name), name.rpartition(".")[2])
        assert [page.label for page in found.pages] == ["Effectifs", "Budget prévisionnel"]
        last = f"Poste\tMontant\nTransport\t1250.5\nLocation de la salle {WORDS[name]}\t320"
        assert found.pages[1].text == last


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_plain_text_and_csv_of_any_charset(encoding: str) -> None:
    text = "\n".join(check_lines("windows-1252"))
    assert words(read(text.encode(encoding), "txt").pages[0].text) == words(text)
    rows = "Club;Commune;Aide (€)\nŒuvre des forêts;Uzès;12 450"
    assert read(rows.encode(encoding), "csv").pages[0].text == rows.replace(";", "\t")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("club;aide\nVoile;1 250,50 €\nJudo;3,10 €", "club\taide\nVoile\t1 250,50 €\nJudo\t3,10 €"),
        # As many commas as semicolons; a title above, with a comma of its own.
        ("Aides, 2011\n\nVoile;1,5\nJudo;2,5\nTir;3,5", "Aides, 2011\n\nVoile\t1,5\nJudo\t2,5\nTir\t3,5"),
        ("club\taide\nVoile\t1,5\nJudo\t2,5", "club\taide\nVoile\t1,5\nJudo\t2,5"),
        ("club|aide\nVoile|1,5\nJudo|2,5", "club\taide\nVoile\t1,5\nJudo\t2,5"),
        ("club,ville\nVoile,Brest\nJudo,Uzès", "club\tville\nVoile\tBrest\nJudo\tUzès"),
        ('club,aide\nVoile,"1 250,50"\nJudo,"3,10"', "club\taide\nVoile\t1 250,50\nJudo\t3,10"),
        ("1,2,3\n4,5,6", "1\t2\t3\n4\t5\t6"),
        ('a;"un; deux\nlignes";b\nc;d;e', "a\tun; deux lignes\tb\nc\td\te"),
        # What is no table stays as it is.
        ("Total : 1 250,50 €\nReste : 3,10 €", "Total : 1 250,50 €\nReste : 3,10 €"),
        ("1 250,50\n3,10", "1 250,50\n3,10"),
        ("Bonjour, voici la liste", "Bonjour, voici la liste"),
        ("Voile\nJudo\nTir", "Voile\nJudo\nTir"),
    ],
)
def test_cells_of_csv_are_parted_where_the_file_parts_them(rows: str, expected: str) -> None:
    assert read(rows.encode(), "csv").pages[0].text == expected


def test_html_shows_what_a_page_shows() -> None:
    page = (
        "<html><head><title>Été</title><style>p{}</style></head><body><script>non()</script><h1>Aide</h1>"
        "<p>l&#8217;œuvre<br>d&eacute;j&agrave;</p><table><tr><td>a<td>b</table>"
    )
    found = read(page.encode(), "html")
    assert found.pages[0].text == "Aide\n\nl’œuvre\ndéjà\n\na\tb"
    assert found.about.title == "Été"


def test_html_keeps_blanks_beside_tags_and_no_break_spaces() -> None:
    page = "<html><p>un <b>mot</b> ici,\n <i>là</i> et 12&nbsp;450\u00a0€</p> <p> fin"
    assert read(page.encode(), "html").pages[0].text == "un mot ici, là et 12\u00a0450\u00a0€\n\nfin"


def test_an_e_mail_with_its_file() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Service <service@example.org>", "clubs@example.org"
    mail["Subject"], mail["Date"] = "Réunion d’été", "Thu, 16 Jun 2011 09:30:00 +0200"
    mail.set_content("Voir la pièce jointe : œuvre, 12 €.")
    mail.add_attachment(document("convention.pdf"), maintype="application", subtype="pdf", filename="convention.pdf")
    found = read(mail.as_bytes(), "eml")
    assert (found.outcome, found.about.title, found.about.created) == (
        "read",
        "Réunion d’été",
        "2011-06-16T09:30:00+02:00",
    )
    assert "œuvre, 12 €" in found.pages[0].text
    assert [page.label for page in found.pages] == [None, "convention.pdf"]
    assert WORDS["convention.pdf"] in found.pages[1].text


def test_an_archive_is_looked_into_nested_once() -> None:
    inner = zipped(**{"c.docx": document("convention.docx"), "d.zip": zipped(**{"e.txt": b"profond"})})
    found = read(zipped(**{"../../etc/a.txt": "été".encode(), "b.zip": inner}), "zip")
    assert found.outcome == "read"
    assert [page.label for page in found.pages] == ["etc/a.txt", "b.zip", "b.zip › c.docx", "b.zip › d.zip"]
    assert WORDS["convention.docx"] in found.pages[2].text
    assert "profond" not in "".join(page.text for page in found.pages)
    assert (found.warnings, found.message) == (
        ("partly",),
        "b.zip: d.zip: it lies too deep in other files to be looked into",
    )


def test_what_is_not_read_in_an_archive_is_told_and_what_has_no_words_is_not() -> None:
    broken = zipped(**{"c.docx": document("convention.docx")[:900], "d.txt": b"oui"})
    found = read(zipped(**{"a.txt": b"a", "b.zip": broken}), "zip")
    assert found.warnings == ("partly",)
    assert "b.zip: c.docx" in found.message
    assert read(zipped(**{"a.7z": b"7z\xbc\xaf\x27\x1c" + b"\x00" * 9}), "zip").warnings == ("partly",)
    assert read(zipped(**{"a.mp3": b"ID3\x03", "b.txt": b"b", "c.bin": b"\x00\x01"}), "zip").warnings == ()


def forwarded(levels: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", f"Niveau {levels}"
    mail.set_content(f"corps du niveau {levels}")
    if levels > 1:
        mail.add_attachment(forwarded(levels - 1))
    return mail


def test_a_forwarded_e_mail_is_read_and_one_too_deep_is_told() -> None:
    found = read(forwarded(2).as_bytes(), "eml")
    assert [page.label for page in found.pages] == [None, "Niveau 1.eml"]
    assert "corps du niveau 1" in found.pages[1].text
    assert found.warnings == ()
    found = read(forwarded(5).as_bytes(), "eml")
    assert "corps du niveau 3" in found.pages[2].text
    assert "too deep" in found.message
    assert found.warnings == ("partly",)
    alone = b"Subject: un\nContent-Type: message/rfc822\n\nFrom: b@example.org\nSubject: deux\n\nle corps"
    assert "le corps" in read(alone, "eml").pages[1].text
    coded = b"Subject: pj\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nw6l0w6k="
    assert "été" in read(coded, "eml").pages[0].text


def test_sheets_that_excel_saved_as_html_or_xml_are_read_without_tags() -> None:
    found = read(EXCEL_HTML, "xls")
    assert (found.outcome, found.pages[0].text) == ("read", "Club\tAide\n\nVoile\t12")
    found = read(XML_SHEETS, "xls")
    assert [(page.number, page.label, page.text) for page in found.pages] == [(1, "F", "Club\t12")]
    assert read(XML_SHEETS[:-20], "xls").outcome == "corrupt"
    bomb = XML_SHEETS.replace(b"<Workbook", b'<!DOCTYPE a [<!ENTITY b "bbbb">]><Workbook')
    assert read(bomb, "xls").message == "it declares entities"


def test_a_font_without_a_mapping_is_told_and_tables_and_code_are_not() -> None:
    found = read(document("convention-sans-table.pdf"), "pdf")
    assert "gibberish" in found.warnings
    numbered = "!\"#$%&\n'()*+,-./12 1#345 67(#89:;<=7>%&?@A4$B!=3,C+!D" * 3
    assert is_gibberish(numbered)
    days = range(1, 29)
    for writing in (
        "\n".join(f"{day:02}/03/2011\t{day * 37.5:.2f} €\t({day * 3 - 40})" for day in days),
        "\n".join(f"{day:02}/03/2011 (09:30-10:45) +{day}, -{day}; 3*4={day} [n] 5%" for day in days),
        "\n".join(f"Réf. {day:04}-B : {day}/{day + 1} – {day * 1.5:.2f} € H.T.; {day} % *" for day in days),
        "1;2;3\n4;5;6\n" * 40,
        "+33 (0)4 66 12 34 56; 04.66.12.34.57, fax : 04-66-12-34-58 / 59\n" * 9,
        Path(__file__).read_text(encoding="utf-8"),
        "for (i=0; i<10; i++) { a[i] = b[i] * c[i] / (d[i] - 1) % 3; } /* & | ! ? ~ ^ @ # */\n" * 9,
        "$x =~ s/(\\d+)\\.(\\d+)/$2,$1/g; # %h = @_ ? {a=>1} : [];\n" * 9,
        "-----*****=====_____" * 20,
        ". . . . . . . . 3\n" * 30,
        "Η συνεδρίαση της επιτροπής " * 9,
        "Заседание комиссии, 12.03.2011! " * 9,
    ):
        assert not is_gibberish(writing), writing[:60]


def test_what_is_deleted_in_a_docx_and_what_entities_would_unfold_is_not_read() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "<w:r><w:t>reste</w:t></w:r><w:del><w:r><w:delText>parti</w:delText></w:r></w:del>"
    body = f'<w:document xmlns:w="{word}"><w:body><w:p>{runs}</w:p></w:body></w:document>'
    assert read(zipped(**{"word/document.xml": body.encode()}), "docx").pages[0].text == "reste"
    bomb = f'<!DOCTYPE a [<!ENTITY b "bbbb">]>{body}'
    found = read(zipped(**{"word/document.xml": bomb.encode()}), "docx")
    assert (found.outcome, found.message) == ("corrupt", "word/document.xml declares entities")


def test_pictures_give_size_and_thumbnail_without_their_place() -> None:
    from PIL import Image

    picture, exif = Image.new("RGB", (900, 600), "navy"), Image.Exif()
    exif[0x013B], exif[0x0132] = "Photographe", "2011:06:16 09:30:00"
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif)
    found = read(made.getvalue(), "jpg")
    assert (found.width, found.height) == (900, 600)
    assert (found.about.author, found.about.created) == ("Photographe", "2011-06-16T09:30:00")
    assert found.thumbnail is not None
    assert len(found.thumbnail) < 15_000
    with Image.open(io.BytesIO(found.thumbnail)) as small:
        assert small.size == (240, 160)
        assert not small.getexif()


def test_a_scan_has_no_text_and_is_told_so() -> None:
    from PIL import Image

    made = io.BytesIO()
    Image.new("L", (600, 800), 255).save(made, "PDF")
    found = read(made.getvalue(), "pdf")
    assert (found.outcome, found.warnings, found.page_count) == ("read", ("no-text",), 1)


@pytest.mark.parametrize(
    ("payload", "media_type", "outcome"),
    [
        (b"", "application/pdf", "corrupt"),
        (b"%PDF-1.4\n%%EOF", "application/pdf", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "application/msword", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "application/vnd.ms-powerpoint", "corrupt"),
        (b"PK\x03\x04" + b"\x00" * 60, "application/zip", "corrupt"),
        (b"{\\rtf1 " + b"{" * 50_000, "application/rtf", "read"),
        (b"{\\rtf1\\uc un}", "application/rtf", "corrupt"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "image/jpeg", "corrupt"),
        (b"GIF89a", "image/gif", "corrupt"),
        (b"From: x\n\n" + b"\x00" * 100, "message/rfc822", "read"),
        (b"MZ", "application/octet-stream", "unsupported"),
    ],
)
def test_what_is_broken_is_an_outcome(payload: bytes, media_type: str, outcome: str) -> None:
    assert read_file(payload, media_type).outcome == outcome


def test_a_stream_that_says_it_is_a_folder_is_corrupt() -> None:
    for name, stream in (("convention.doc", "WordDocument"), ("bilan.ppt", "PowerPoint Document")):
        damaged = bytearray(document(name))
        kind = damaged.index(stream.encode("utf-16-le")) + 66  # [MS-CFB] 2.6.1: 1 is a folder, 2 a stream
        assert damaged[kind] == 2
        damaged[kind] = 1
        found = read(bytes(damaged), name.rpartition(".")[2])
        assert (found.outcome, "container is broken" in found.message) == ("corrupt", True)


def test_a_tiff_without_a_size_is_corrupt() -> None:
    assert read(b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "tif").outcome == "corrupt"


def test_a_member_without_a_name_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "Le gymnase ouvre.")
    assert describe(made.getvalue(), None, "zip").state == "held"
    assert without_inner_places(made.getvalue(), "application/zip") == made.getvalue()
    assert [page.text for page in read(made.getvalue(), "zip").pages] == ["Le gymnase ouvre."]


def test_a_package_whose_bytes_are_damaged_is_corrupt() -> None:
    found = read(document("effectifs-abimes.xlsx"), "xlsx")
    assert found.outcome == "corrupt"
    assert "cannot be read" in found.message


def test_a_package_that_wants_a_password_is_protected_and_one_packed_oddly_corrupt() -> None:
    whole = zipped(**{"word/document.xml": b"<w/>"})
    packed = bytearray(whole)
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        packed[packed.index(signature) + place] = 97
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    found = [read_file(payload, office) for payload in (locked(whole), bytes(packed))]
    assert [one.outcome for one in found] == ["protected", "corrupt"]
    assert "password" in found[0].message


@pytest.mark.parametrize(
    ("encoding", "shown", "text"),
    [
        (b"<</Differences[1/nbspace]>>", b"(12\x01450) Tj", "12\u00a0450"),
        (b"/WinAnsiEncoding/ToUnicode 5 0 R", b"(12\xa0450) Tj", "12\u00a0450"),
        # PDF 1.7, D.2, note 6: this code is a space; pdfium takes it for the plain one.
        (b"/WinAnsiEncoding", b"(12\xa0450) Tj", "12 450"),
        # As LibreOffice writes each.
        (b"/WinAnsiEncoding/ToUnicode 5 0 R", b"(12) Tj (\xa0) Tj (450) Tj", "12\u00a0450"),
        (b"/WinAnsiEncoding/ToUnicode 5 0 R", b"(12) Tj ( ) Tj (450) Tj", "12 450"),
    ],
    ids=["named", "mapped", "by-code", "by-itself", "plain-by-itself"],
)
def test_no_break_spaces_of_a_pdf_as_far_as_pdfium_tells_them(encoding: bytes, shown: bytes, text: str) -> None:
    digits = b"".join(b"<%X> <%04X> " % (code, code) for code in (*b" 01245", 0xA0))
    streams = (
        b"BT /F 12 Tf 50 50 Td " + shown + b" ET",
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 7 beginbfchar " + digits + b"endbfchar endcmap",
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica/Encoding" + encoding + b">>>>>>>>",
        *(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream) for stream in streams),
        b"<</Producer(LibreOffice 7.4)>>",
    )
    numbered = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    found = read(b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R/Info 6 0 R>>\n%%EOF\n", "pdf")
    assert found.pages[0].text == text


@pytest.mark.parametrize("length", [0, 5, 1023, 1024, 3000])
def test_what_a_pdf_says_of_itself_may_be_long(length: int) -> None:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        b"<</Title(" + b"\xe9" * length + b")>>",
    )
    numbered = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    about = read(b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R/Info 4 0 R>>\n%%EOF\n", "pdf").about
    assert (about.title, about.author) == ("é" * min(length, 1000) or None, None)
