"""Readers of files: what is French comes out right, by page, whatever program wrote it."""

import io

import pytest

from sample.recipes import TEXTS, check_lines, check_strings, document
from tests.attachments.read_files import WORDS, read, words, zipped
from tests.attachments.test_document import EXCEL_HTML, XML_SHEETS


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


def test_sheets_that_excel_saved_as_html_or_xml_are_read_without_tags() -> None:
    found = read(EXCEL_HTML, "xls")
    assert (found.outcome, found.pages[0].text) == ("read", "Club\tAide\n\nVoile\t12")
    found = read(XML_SHEETS, "xls")
    assert [(page.number, page.label, page.text) for page in found.pages] == [(1, "F", "Club\t12")]
    assert read(XML_SHEETS[:-20], "xls").outcome == "corrupt"
    bomb = XML_SHEETS.replace(b"<Workbook", b'<!DOCTYPE a [<!ENTITY b "bbbb">]><Workbook')
    assert read(bomb, "xls").message == "it declares entities"


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
