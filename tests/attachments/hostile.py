"""Files made to hurt whoever reads them, by script, the same bytes each time; what must come of them is for the tests and the bench."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage

from sample.recipes import document

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

_BOOK = f'<workbook {_SHEET} xmlns:r="{_RELATED}"><sheets><sheet name="a" r:id="1"/></sheets></workbook>'


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2011, 1, 1, 0, 0, 0)), data, compress_type=method)
    return made.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """A PDF of these objects, without a table of them: readers make one."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, words) for number, words in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n" + trailer + b"\n%%EOF\n"


def _stream(data: bytes, filters: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), filters, data)


_CATALOG, _PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"

_HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, words: bytes) -> bytes:
        return struct.pack(">I", len(words)) + kind + words + struct.pack(">I", zlib.crc32(kind + words))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _bombs() -> Iterator[tuple[str, bytes]]:
    """Those that take a second or more to be made, or to be read."""
    zeros = zlib.compress(b" " * 200_000_000, 9)
    yield "flate-bomb.pdf", pdf(_CATALOG, _PAGES, _PAGE, _stream(zeros, b"/Filter/FlateDecode"))
    forms = [b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 60>>stream\n%s\nendstream" % (
        min(number + 6, 24), b"/X Do " * 10) for number in range(20)]  # fmt: skip
    page = _PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 5 0 R>>")
    yield "forms-in-forms.pdf", pdf(_CATALOG, _PAGES, page, _stream(b"/X Do " * 10), *forms)
    long = b"BT /F 9 Tf " + b"(mot) Tj " * 400_000 + b"ET"
    yield "a-million-words.pdf", pdf(_CATALOG, _PAGES, _PAGE, _stream(long), _HELVETICA)
    yield "slow-to-draw.pdf", slow_to_draw(b"fonds")
    yield "ratio-bomb.zip", zipped(("a.txt", b"0" * 300_000_000))
    yield "xml-bomb.docx", zipped(("word/document.xml", b"<w>" + b" " * 300_000_000 + b"</w>"))


def slow_to_draw(words: bytes) -> bytes:
    """A PDF of one page with these words on a ground of half a billion tiles."""
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>"
    page = _PAGE.replace(b"/Font<<", b"/Pattern<</P 6 0 R>>/Font<<")
    shown = b"BT /F 9 Tf 9 9 Td (%s) Tj ET /Pattern cs /P scn 0 0 595 842 re f" % words
    return pdf(_CATALOG, _PAGES, page, _stream(shown), _HELVETICA, _stream(b"0 0 1 1 re f", tile))


def _pdfs() -> Iterator[tuple[str, bytes]]:
    nested = zlib.compress(zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9), 9)
    yield (
        "nested-filters.pdf",
        pdf(_CATALOG, _PAGES, _PAGE, _stream(nested, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")),
    )
    yield "huge-page.pdf", pdf(_CATALOG, _PAGES, _PAGE.replace(b"595 842", b"9999999 9999999"), _stream(b""))
    yield "no-page-size.pdf", pdf(_CATALOG, _PAGES, _PAGE.replace(b"0 0 595 842", b"0 0 0 0"), _stream(b""))
    yield "cyclic-pages.pdf", pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
    deep = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(5000)]
    yield "deep-pages.pdf", pdf(_CATALOG, *deep, _PAGE)
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 10_003))
    many = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"] * 10_000
    yield "ten-thousand-pages.pdf", pdf(_CATALOG, b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids, *many)
    yield "a-billion-pages.pdf", pdf(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", _PAGE, _stream(b""))
    text = b"BT /F 9 Tf 1 0 0 1 9 9 Tm " + b"(\x01\x02\x03\x04\x05\x06\x07) Tj " * 40 + b"ET"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    yield "font-without-mapping.pdf", pdf(_CATALOG, _PAGES, _PAGE, _stream(text), font)
    for name, first in (("private-letters.pdf", 0xE001), ("shifted-letters.pdf", 0x41)):
        ranges = b"1 beginbfrange <0001><001A><%04X> endbfrange" % first
        mapping = (
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange "
        )
        mapped = font.replace(b"[6 0 R]", b"[6 0 R]/ToUnicode 7 0 R")
        descendant = (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 500/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
        )
        letters = "".join(f"{1 + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.index(c):04X}" for c in "RPSWHUQGXFVGL").encode()
        shown = b"BT /F 9 Tf 1 0 0 1 9 800 Tm 10 TL " + b"<%s> Tj T* " % letters * 40 + b"ET"
        yield (
            name,
            pdf(
                _CATALOG, _PAGES, _PAGE, _stream(shown), mapped, descendant, _stream(mapping + ranges + b" endcmap end")
            ),
        )
    image = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    squeezed = zlib.compress(b"\x00" * 50_000_000, 9)
    drawn = _PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 5 0 R>>")
    yield (
        "image-bomb.pdf",
        pdf(_CATALOG, _PAGES, drawn, _stream(b"500 0 0 500 0 0 cm /X Do"), _stream(squeezed, image)),
    )
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 12_003))
    yield (
        "twelve-thousand-pages.pdf",
        pdf(_CATALOG, b"<</Type/Pages/Kids[%s]/Count 12000>>" % kids, *([many[0]] * 12_000)),
    )
    strip = _PAGE.replace(b"595 842", b"0.001 99999")
    yield "strip.pdf", pdf(_CATALOG, _PAGES, strip, _stream(b""))
    brackets = pdf(_CATALOG, b"[" * 100_000)
    yield "nested-arrays.pdf", brackets
    whole = document("convention.pdf")
    yield "cut.pdf", whole[: len(whole) // 2]
    noise = bytearray(whole)
    chance = random.Random(1)
    for _ in range(600):
        noise[chance.randrange(9, len(noise))] = chance.randrange(256)
    yield "noise.pdf", bytes(noise)
    yield "protected.pdf", pdf(
        _CATALOG, _PAGES, _PAGE, _stream(b""),
        trailer=b"<</Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -1/O<%s>/U<%s>>>>>" % (b"41" * 32, b"42" * 32),
    )  # fmt: skip


def _packages() -> Iterator[tuple[str, bytes]]:
    level = zipped(("0.txt", b"0" * 5_000_000))
    for _ in range(5):
        level = zipped(*((f"{number}.zip", level) for number in range(16)))
    yield "nested-bomb.zip", level
    yield "many-members.zip", zipped(*((f"{number}.txt", b"x") for number in range(20_000)), method=zipfile.ZIP_STORED)
    yield (
        "paths.zip",
        zipped(("../../../etc/passwd", b"a"), ("/tmp/x", b"b"), ("c:\\windows\\x", b"c"), ("a" * 60_000, b"d")),
    )
    locked = bytearray(zipped(("a.txt", b"secret")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + at] |= 1
    yield "encrypted.zip", bytes(locked)
    lying = bytearray(zipped(("a.txt", b"court")))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = b"\xff\xff\xff\x7f"
    yield "lying-size.zip", bytes(lying)
    yield "no-directory.zip", zipped(("a.txt", b"a" * 1000))[:60]
    once = zipped(("a.txt", b"a" * 1000))
    entry = once[once.index(b"PK\x01\x02") : once.index(b"PK\x05\x06")]
    end = bytearray(once[once.index(b"PK\x05\x06") :])
    end[8:12] = struct.pack("<HH", 5000, 5000)
    end[12:16] = struct.pack("<I", len(entry) * 5000)
    yield "overlapping.zip", once[: once.index(b"PK\x01\x02")] + entry * 5000 + bytes(end)
    entity = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    yield (
        "entities.docx",
        zipped(("word/document.xml", f"{entity}<w:document {_WORD}><w:p>&b;</w:p></w:document>".encode())),
    )
    outside = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    yield (
        "outside.docx",
        zipped(("word/document.xml", f"{outside}<w:document {_WORD}><w:p>&a;</w:p></w:document>".encode())),
    )
    nested = "<w:tbl><w:tr><w:tc>" * 30_000
    yield "nested-tables.docx", zipped(("word/document.xml", f"<w:document {_WORD}>{nested}".encode()))
    closed = nested + "</w:tc></w:tr></w:tbl>" * 30_000
    yield "nested-and-closed.docx", zipped(("word/document.xml", f"<w:document {_WORD}>{closed}</w:document>".encode()))
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>a</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    sheet = f"<office:spreadsheet><table:table>{row * 100}</table:table></office:spreadsheet>"
    content = f"<office:document-content {_ODF}><office:body>{sheet}</office:body></office:document-content>"
    yield "a-billion-cells.ods", zipped(("content.xml", content.encode()))
    spaces = f'<text:p><text:s text:c="2000000000"/>{"<text:span>" * 20_000}</text:p>'
    content = f"<office:document-content {_ODF}><office:body><office:text>{spaces}</office:text></office:body></office:document-content>"
    yield "spaces.odt", zipped(("content.xml", content.encode()))
    rows = '<row><c t="s"><v>999999999999</v></c><c><v>1</v></c></row>' * 60_000
    yield "many-rows.xlsx", zipped(
        ("xl/workbook.xml", _BOOK.encode()),
        ("xl/_rels/workbook.xml.rels", b'<r><x Id="1" Target="../../../etc/passwd"/><x Id="1" Target="s.xml"/></r>'),
        ("xl/s.xml", f"<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>".encode()),
    )  # fmt: skip
    yield "empty.docx", zipped(("word/document.xml", b""))
    yield "not-xml.odt", zipped(("content.xml", b"\x00\xff" * 100))


def _others() -> Iterator[tuple[str, bytes]]:
    for name in ("convention.doc", "effectifs.xls"):
        whole = bytearray(document(name))
        looped = bytearray(whole)
        # Every sector follows itself: [MS-CFB] 2.3, the table of sectors.
        at = (int.from_bytes(whole[0x4C:0x50], "little") + 1) * 512
        for number in range(128):
            looped[at + 4 * number : at + 4 * number + 4] = struct.pack("<I", number)
        yield f"cyclic-sectors-{name}", bytes(looped)
        directory = (int.from_bytes(whole[0x30:0x34], "little") + 1) * 512
        broken = bytearray(whole)
        broken[directory : directory + 512] = b"\xfe" * 512
        yield f"broken-directory-{name}", bytes(broken)
        yield f"cut-{name}", bytes(whole[: len(whole) // 2])
        noise = bytearray(whole)
        chance = random.Random(2)
        for _ in range(300):
            noise[chance.randrange(512, len(noise))] = chance.randrange(256)
        yield f"noise-{name}", bytes(noise)
    yield (
        "zeros.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t" + b"\x00" * 5000,
    )
    yield "nested-groups.rtf", b"{\\rtf1 " + b"{" * 200_000 + b"}" * 200_000
    yield "long-word.rtf", b"{\\rtf1 \\" + b"a" * 500_000 + b"}"
    yield "unicode-runs.rtf", b"{\\rtf1 " + b"\\u-10179 \\u-8694 \\'zz\\bin9999999 " * 20_000 + b"}"
    mail = EmailMessage()
    mail["From"], mail["Date"] = "a@example.org", "Thu, 16 Jun 2011 09:30:00 +0200"
    mail.set_content("fin")
    inner = mail.as_bytes()
    wrapped = b"From: a@example.org\nDate: x\nContent-Type: message/rfc822\n\n" * 1000 + inner
    yield "mail-in-mail.eml", wrapped
    parts = (
        b"From: a@example.org\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * 5_000
        + b"--b--\n"
    )
    yield "many-parts.eml", parts
    yield (
        "odd-charset.eml",
        b"From: =?nul?B?////?=\nDate: 99 Foo 0000\nContent-Type: text/plain; charset=\xff\xfe\n\n\xff\xfe",
    )
    yield "huge.png", _png(60_000, 60_000)
    yield "bomb.png", _png(7_000, 7_000, zlib.compress(b"\x00" * (7_000 * 21_001), 1))
    yield (
        "cut.jpg",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00",
    )
    yield (
        "huge.gif",
        b"GIF89a\xff\xff\xff\xff\x80\x00\x00"
        + b"\x00" * 6
        + b",\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02D\x01\x00;",
    )
    yield "one-line.csv", b'"' + b"a;" * 5_000_000
    yield "deep.html", b"<html><body>" + b"<div>" * 150_000 + b"fond"
    yield "entities.html", b"<html><body>" + b"&amp" * 1_000_000 + b"&#x110000;&#0;&#xD800;"
    chance = random.Random(3)
    for name, start in (("noise.zip", b"PK\x03\x04"), ("noise.png", b"\x89PNG\r\n\x1a\n"), ("noise.rtf", b"{\\rtf1 ")):
        yield name, start + chance.randbytes(50_000)


_SLOW = frozenset(
    {"nested-filters.pdf", "twelve-thousand-pages.pdf", "deep.html", "entities.html", "many-parts.eml", "many-rows.xlsx", "long-word.rtf"}
)  # fmt: skip
"""Honest work of a second or so each, left to the long tests as the bombs are."""


def corpus(*, bombs: bool) -> Iterator[tuple[str, bytes]]:
    """All files, name and bytes, one at a time; `bombs`: those too that take long."""
    if bombs:
        yield from _bombs()
    for files in (_pdfs(), _packages(), _others()):
        yield from ((name, payload) for name, payload in files if bombs or name not in _SLOW)
