"""Office files with values that no program should write: one costs itself, not the text beside it; what is cut is told."""

import io
import struct

import pytest
from PIL import Image

from attachments.extraction import Extraction
from attachments.reading import read_file
from attachments.summary import about_of_summary
from sample.recipes import document
from tests.attachments.hostile import _BOOK, _ODF, _RELATED, _SHEET, _WORD
from tests.attachments.read_files import read, zipped

_STRING = b'<row><c t="s"><v>%s</v></c><c><v>12</v></c></row>'


def _text(content: str) -> Extraction:
    inside = f"<office:body><office:text>{content}</office:text></office:body>"
    whole = f"<office:document-content {_ODF}>{inside}</office:document-content>"
    return read_file(zipped(**{"content.xml": whole.encode()}), "application/vnd.oasis.opendocument.text")


def _word(content: str) -> Extraction:
    more = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = f"<w:document {_WORD} {more}><w:body>{content}</w:body></w:document>"
    return read(zipped(**{"word/document.xml": body.encode()}), "docx")


def _sheets(rows: bytes, strings: bytes = b"", book: str = _BOOK) -> Extraction:
    members = {
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": b'<r><x Id="1" Target="s.xml"/></r>',
        "xl/s.xml": f"<worksheet {_SHEET}><sheetData>".encode() + rows + b"</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {_SHEET}>".encode() + strings + b"</sst>",
    }
    return read(zipped(**members), "xlsx")


@pytest.mark.parametrize(("told", "blanks"), [("3", 3), ("x", 1), ("", 1), ("-4", 1), ("0", 0), ("9" * 5000, 64)])
def test_a_number_of_blanks_that_is_none_is_one_blank(told: str, blanks: int) -> None:
    found = _text(f'<text:p>a<text:s text:c="{told}"/>b</text:p>')
    assert (found.outcome, found.pages[0].text) == ("read", f"a{' ' * blanks}b")


def test_a_cell_repeated_by_no_number_is_one_cell() -> None:
    cell = '<table:table-cell table:number-columns-repeated="%d"><text:p>a</text:p></table:table-cell>'
    row = f"<table:table-row>{cell % 0}{cell % 2}</table:table-row>".replace('"0"', '"x"')
    assert _text(f"<table:table>{row}</table:table>").pages[0].text == "a\ta\ta"


def test_a_table_in_a_table_is_told_once() -> None:
    inner = "<table:table><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    row = f"<table:table-row><table:table-cell><text:p>a</text:p>{inner}</table:table-cell></table:table-row>"
    found = _text(f"<table:table><table:table-header-rows>{row}</table:table-header-rows></table:table>")
    assert found.pages[0].text == "a b"
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    found = _word(f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p>{inner}</w:tc></w:tr></w:tbl>")
    assert found.pages[0].text == "a b"


def test_what_was_moved_and_the_words_of_a_text_box_are_told_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    words = both.format("en marge", "en marge")
    moved = "<w:moveFrom><w:r><w:t>ici</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>ici</w:t></w:r></w:moveTo>"
    found = _word(f"<w:p><w:r><w:t>Note</w:t></w:r><w:r>{words}</w:r></w:p><w:p>{moved}</w:p>")
    assert found.pages[0].text == "Note\nen marge\n\nici"


def test_a_number_of_a_string_that_no_workbook_has_is_an_empty_cell() -> None:
    for number in (b"1", b"9" * 12, b"9" * 5000, "²".encode(), b"-1"):
        found = _sheets(_STRING % number, b"<si><t>a</t></si>")
        assert (found.outcome, found.pages[0].text, found.warnings) == ("read", "\t12", ()), number
    assert _sheets(_STRING % b"0", b"<si><t>a\nb</t></si>").pages[0].text == "a b\t12"


def test_a_workbook_that_says_one_long_string_too_often_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attachments.package_parts.MOST_TEXT", 5000)
    found = _sheets(_STRING % b"0" * 10, b"<si><t>" + b"a" * 1000 + b"</t></si>")
    assert (found.outcome, found.warnings) == ("read", ("too-long",))
    assert found.pages[0].text.count("\n") == 3


def test_more_strings_than_are_kept_cost_what_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attachments.open_xml._MOST_STRINGS", 2)
    found = _sheets(_STRING % b"1" + _STRING % b"2", b"<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>")
    assert (found.pages[0].text, found.warnings) == ("b\t12\n\t12", ("too-long",))


def test_one_sheet_named_a_hundred_thousand_times_is_read_once() -> None:
    named = '<sheet name="a" r:id="1"/>' * 100_000
    found = _sheets(
        _STRING % b"0",
        b"<si><t>a</t></si>",
        f'<workbook {_SHEET} xmlns:r="{_RELATED}"><sheets>{named}</sheets></workbook>',
    )
    assert (found.page_count, len(found.pages), found.warnings) == (100_000, 10_000, ("too-long",))
    assert [page.text for page in found.pages[:3]] == ["a\t12", "", ""]


@pytest.mark.parametrize("charset", ["x", "UTF-7", "shift_jis"])
def test_xml_in_a_charset_that_expat_cannot_read_is_corrupt(charset: str) -> None:
    declared = f'<?xml version="1.0" encoding="{charset}"?><w/>'.encode()
    assert read(zipped(**{"word/document.xml": declared}), "docx").outcome == "corrupt"


def test_a_damaged_rtf_is_corrupt_and_a_damaged_title_only_no_title() -> None:
    assert read(b"{\\rtf1 \\u99999999999 ?}", "rtf").outcome == "corrupt"
    found = read(b"{\\rtf1{\\info{\\title \\uc x}{\\author Service}}texte}", "rtf")
    assert (found.outcome, found.pages[0].text, found.about.title, found.about.author) == (
        "read",
        "texte",
        None,
        "Service",
    )


def test_a_tiff_whose_second_page_is_packed_as_nobody_knows_is_corrupt() -> None:
    page, made = Image.new("L", (9, 9)), io.BytesIO()
    page.save(made, "TIFF", save_all=True, append_images=[page])
    damaged = bytearray(made.getvalue())
    at = damaged.rindex(b"\x03\x01\x03\x00\x01\x00\x00\x00\x01\x00")  # 259, the packing; 1: none
    damaged[at + 8] = 15
    assert read(bytes(damaged), "tif").outcome == "corrupt"


def test_a_list_of_four_billion_values_in_a_summary_does_not_cost_the_text() -> None:
    for name in ("convention.doc", "bilan.ppt", "effectifs.xls"):
        damaged = bytearray(document(name))
        # [MS-OLEPS] 3.1: FMTID of the summary.
        at = damaged.index(b"\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9")
        section = at - 28 + struct.unpack_from("<I", damaged, at + 16)[0]
        (offset,) = struct.unpack_from("<I", damaged, section + 12)
        struct.pack_into("<II", damaged, section + offset, 0x1000 | 5, 0xFFFFFFFF)
        found = read(bytes(damaged), name[-3:])
        assert found.outcome == "read", name


def test_a_summary_in_the_charset_of_another_machine_is_read() -> None:
    def summary(page: int, words: bytes) -> bytes:
        head = b"\xfe\xff" + b"\0" * 42 + struct.pack("<I", 48)
        values = struct.pack("<IHH", 2, page, 0) + struct.pack("<II", 30, len(words)) + words
        return head + struct.pack("<IIIIII", 0, 2, 1, 24, 2, 32) + values

    assert about_of_summary(summary(10000, "Été\0".encode("mac-roman"))).title == "Été"
    assert about_of_summary(summary(1252, "Œuvre\0".encode("cp1252"))).title == "Œuvre"
    assert about_of_summary(summary(1252, b"Titre\0\xf3\x12 autre")).title == "Titre"
    assert about_of_summary(summary(1252, b"a")[:70]).title is None
    assert about_of_summary(b"").title is None


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_whatever_the_charset(charset: str) -> None:
    body = f"<w:document {_WORD}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    xml = f'\ufeff<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "Aide">]>{body}'
    found = read(zipped(**{"word/document.xml": xml.encode(charset)}), "docx")
    assert (found.outcome, found.message) == ("corrupt", "word/document.xml declares entities")
