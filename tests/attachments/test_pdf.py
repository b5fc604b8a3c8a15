"""The reader of PDF: fonts without a mapping, no-break spaces, scans, and what a PDF says of itself."""

import io
from pathlib import Path

import pytest

from attachments.legibility import is_gibberish
from sample.recipes import document
from tests.attachments.read_files import read


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


def test_a_scan_has_no_text_and_is_told_so() -> None:
    from PIL import Image

    made = io.BytesIO()
    Image.new("L", (600, 800), 255).save(made, "PDF")
    found = read(made.getvalue(), "pdf")
    assert (found.outcome, found.warnings, found.page_count) == ("read", ("no-text",), 1)


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
