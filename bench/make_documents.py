"""Makes the documents of the sample that no few lines of Python can make; run once, what it makes is committed.

    python -m bench.make_documents        # needs LibreOffice, `zip` and the fonts DejaVu

What is made on every run is in sample/recipes.py.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from sample.recipes import FOLDER, TEXTS, check_lines

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("presentation", "presentation"), ("meta", "meta"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_FONT = "DejaVu Sans"
_DATE = "2011-03-14T09:30:00"
_BREAK = '<style:style style:name="next" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
_MOST = 100_000  # bytes of one document
# A picture of the first page would be most of a small file.
_NO_THUMBNAIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="GenerateThumbnail" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"""


def main() -> int:
    """Make every document anew; exit code 1 when one is larger than it may be."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_NO_THUMBNAIL, encoding="utf-8")
        for document in TEXTS["document"]:
            _convert(document, Path(scratch))
        _zip(Path(scratch))
    _letter(FOLDER / "courrier.pdf", "Girouette")
    _photo(FOLDER / "gymnase.jpg")
    _poster(FOLDER / "affiche.jpg")
    _plan(FOLDER / "plan.png")
    sizes = {path.name: path.stat().st_size for path in sorted(FOLDER.glob("*")) if path.suffix != ".toml"}
    for name, size in sizes.items():
        print(f"{size:7} {name}")
    return int(max(sizes.values()) > _MOST)


def _convert(document: dict[str, Any], scratch: Path) -> None:
    """One document through LibreOffice, from flat OpenDocument."""
    make, ending = {"text": (_text, "fodt"), "sheets": (_sheets, "fods"), "slides": (_slides, "fodp")}[
        document["source"]
    ]
    target = FOLDER / document["file"]
    source = scratch / f"{target.stem}.{ending}"
    source.write_text(make(document["word"]), encoding="utf-8")
    filter_ = document["filter"]
    if target.suffix == ".pdf":
        options = {"SelectPdfVersion": {"type": "long", "value": "15"}}
        if "password" in document:
            options |= {
                "EncryptFile": {"type": "boolean", "value": "true"},
                "DocumentOpenPassword": {"type": "string", "value": document["password"]},
            }
        filter_ += ":" + json.dumps(options)
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", filter_, "--outdir", str(FOLDER), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    if target.suffix == ".ppt":
        target.write_bytes(_without_thumbnail(target.read_bytes()))


def _without_thumbnail(whole: bytes) -> bytes:
    """A PPT without the picture of its first slide, 400 kB that no setting of LibreOffice leaves out.

    The picture is the last property of the stream SummaryInformation, which is the last stream of the file, before the
    directory: both are cut to what is left, and one sector of allocations (128 entries) is enough for the rest.
    """
    sectors = [whole[start : start + 512] for start in range(512, len(whole), 512)]
    (directory,) = struct.unpack_from("<I", whole, 48)
    entries = bytearray(b"".join(sectors[directory:]))
    place = entries.index("\5SummaryInformation\0".encode("utf-16-le"))
    (start,) = struct.unpack_from("<I", entries, place + 116)
    properties = bytearray(b"".join(sectors[start : start + 8]))  # 4,096: the least that has sectors of its own
    size, count = struct.unpack_from("<II", properties, 48)
    last, offset = struct.unpack_from("<II", properties, 56 + 8 * (count - 1))
    assert last == 17  # PIDSI_THUMBNAIL
    assert size > len(whole) // 2
    struct.pack_into("<II", properties, 48, offset, count - 1)
    struct.pack_into("<Q", entries, place + 120, len(properties))
    first = start + 8
    allocations = list(struct.unpack("<128I", sectors[0]))[:first] + [0xFFFFFFFF] * (128 - first)
    allocations[first - 1] = 0xFFFFFFFE
    pages = len(entries) // 512
    allocations[first : first + pages] = [*range(first + 1, first + pages), 0xFFFFFFFE]
    head = bytearray(whole[:512])
    struct.pack_into("<II", head, 44, 1, first)  # sectors of allocations, first of the directory
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *allocations)
    return bytes(head) + table + b"".join(sectors[1:start]) + bytes(properties) + bytes(entries)


def _flat(kind: str, body: str, styles: str = "") -> str:
    """A flat OpenDocument file of one kind (`text`, `spreadsheet`, `presentation`)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"<office:meta><dc:title>{escape(TEXTS['title'])}</dc:title><dc:subject>{escape(TEXTS['subject'])}</dc:subject>"
        f"<dc:creator>{escape(TEXTS['author'])}</dc:creator><meta:initial-creator>{escape(TEXTS['author'])}</meta:initial-creator>"
        f"<meta:creation-date>{_DATE}</meta:creation-date><dc:date>{_DATE}</dc:date></office:meta>"
        f'<office:font-face-decls><style:font-face style:name="{_FONT}" svg:font-family="\'{_FONT}\'"/></office:font-face-decls>'
        f"<office:styles>{_default('paragraph')}{_default('table-cell')}{_default('graphic')}</office:styles>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def _default(family: str) -> str:
    return (
        f'<style:default-style style:family="{family}"><style:text-properties style:font-name="{_FONT}"'
        ' fo:font-size="11pt" fo:language="fr" fo:country="FR"/></style:default-style>'
    )


def _text(word: str) -> str:
    parts = []
    for number, page in enumerate(TEXTS["page"]):
        style = ' text:style-name="next"' if number else ""
        parts.append(f'<text:h text:outline-level="1"{style}>{escape(page["heading"])}</text:h>')
        lines = [*page["paragraphs"], *(check_lines() if page.get("has_checks") else ())]
        parts += (f"<text:p>{escape(line.format(word=word))}</text:p>" for line in lines)
    return _flat("text", "".join(parts), _BREAK)


def _sheets(word: str) -> str:
    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value.format(word=word))}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    tables = []
    for sheet in TEXTS["sheet"]:
        rows = [*sheet["rows"], *([line] for line in (check_lines() if sheet.get("has_checks") else ()))]
        lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        tables.append(f'<table:table table:name="{sheet["name"]}">{lines}</table:table>')
    return _flat("spreadsheet", "".join(tables))


def _slides(word: str) -> str:
    def box(y: int, height: int, lines: list[str]) -> str:
        words = "".join(f"<text:p>{escape(line.format(word=word))}</text:p>" for line in lines)
        return (
            f'<draw:frame svg:x="2cm" svg:y="{y}cm" svg:width="24cm" svg:height="{height}cm">'
            f"<draw:text-box>{words}</draw:text-box></draw:frame>"
        )

    pages = "".join(
        f'<draw:page draw:name="page{number}">{box(1, 2, [slide["title"]])}'
        f"{box(4, 14, [*slide['lines'], *(check_lines() if slide.get('has_checks') else ())])}</draw:page>"
        for number, slide in enumerate(TEXTS["slide"], start=1)
    )
    return _flat("presentation", pages)


def _zip(scratch: Path) -> None:
    """A protected archive of one text."""
    member = scratch / "membres.txt"
    member.write_text("Liste des membres du bureau, réservée aux signataires.\n", encoding="utf-8")
    target = FOLDER / "protege.zip"
    secret = next(one["password"] for one in TEXTS["document"] if "password" in one)
    target.unlink(missing_ok=True)
    subprocess.run(["zip", "-q", "-X", "-j", "-P", secret, str(target), str(member)], check=True)


def _letter(target: Path, word: str) -> None:
    """A letter as it leaves a scanner: one bilevel image on an A4 page, 150 dots an inch, a little askew."""
    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype("DejaVuSerif.ttf", 36)
    for number, line in enumerate(TEXTS["letter"]["lines"]):
        draw.text((110, 200 + 70 * number), line.format(word=word), font=font, fill=0)
    page = page.rotate(0.4, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page.point(lambda tone: 255 if tone > 140 else 0).convert("1").save(target, resolution=150)


def _photo(target: Path) -> None:
    """A picture with what a camera notes beside it; the position lies in the sea."""
    exif = Image.Exif()
    exif[0x010E] = "Le gymnase des Tanneurs"  # ImageDescription
    exif[0x010F], exif[0x0110] = "Fabrique fictive", "Modele 12"  # Make, Model
    exif[0x0132] = "2010:06:12 10:30:00"  # DateTime
    exif.get_ifd(0x8769)[0x9003] = "2010:06:12 10:30:00"  # DateTimeOriginal
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (46.0, 30.0, 0.0)
    gps[3], gps[4] = "W", (12.0, 15.0, 0.0)
    picture = Image.new("RGB", (320, 240), (168, 200, 232))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 180, 320, 240), fill=(120, 150, 90))
    draw.rectangle((50, 90, 270, 190), fill=(200, 180, 150))
    draw.polygon(((40, 90), (160, 40), (280, 90)), fill=(150, 80, 60))
    for left in range(70, 250, 40):
        draw.rectangle((left, 110, left + 22, 140), fill=(70, 90, 120))
    picture.save(target, quality=50, exif=exif)


def _poster(target: Path) -> None:
    poster = Image.new("RGB", (210, 297), (240, 220, 120))
    draw = ImageDraw.Draw(poster)
    draw.ellipse((45, 60, 165, 180), fill=(200, 60, 50))
    draw.text((30, 220), "FÊTE DU SPORT", font=ImageFont.truetype("DejaVuSans-Bold.ttf", 18), fill=(20, 20, 60))
    poster.save(target, quality=50)


def _plan(target: Path) -> None:
    plan = Image.new("P", (320, 240), 0)
    plan.putpalette([255, 255, 255, 60, 90, 160, 190, 60, 50, 40, 40, 40])
    draw = ImageDraw.Draw(plan)
    draw.line(((0, 200), (120, 150), (320, 160)), fill=1, width=14)
    draw.rectangle((150, 60, 230, 120), fill=2)
    draw.text((150, 35), "Gymnase", font=ImageFont.truetype("DejaVuSans.ttf", 16), fill=3)
    plan.save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
