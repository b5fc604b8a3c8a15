"""Makes the office files in sample/office/ with LibreOffice; run once by hand, its results are committed and the rest of the sample
only reads them.

    python -m sample.make_office        # needs soffice
"""

import gzip
import subprocess
import tempfile
from html import escape
from pathlib import Path

OFFICE = Path(__file__).resolve().parent / "office"
CHECKED = (
    "Compte rendu de l’assemblée générale : œuvres, forêts, Noël, où, ça, naïf, août, Ægir",
    "« Le bénévolat, c’est l’affaire de tous », dit le président ; l'aide s’élève à 12 450 €.",
    "ÉTÉ, ÀGE, ÇA, ÊTRE, ÎLE, ÔTER, ÙZÈS, Œuvre – 1er tarif, n° 7, ½ journée, 20 % – fin.",
)
"""Lines that stand in every file: what readers of files get wrong."""
LONELY = "tamariniers"
"""The word that stands on the last page, slide or sheet only."""
_SPACES = ("office", "text", "table", "style", "presentation", "meta")
_OTHERS = {
    "fo": "xsl-fo-compatible", "draw": "drawing", "svg": "svg-compatible",
}  # fmt: skip
_NO_PICTURE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="GenerateThumbnail"><value>false</value></prop></item>
</oor:items>
"""


def _flat(kind: str, title: str, style: str, body: str) -> str:
    """A flat OpenDocument file."""
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{name}="{urn}{name}:1.0"' for name in _SPACES)
    spaces += "".join(f' xmlns:{name}="{urn}{words}:1.0"' for name, words in _OTHERS.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document{spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:meta>'
        f"<dc:title>{title}</dc:title><meta:initial-creator>Service jeunesse</meta:initial-creator>"
        "<meta:creation-date>2011-06-16T09:30:00</meta:creation-date></office:meta>"
        f"<office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def _paragraph(words: str, style: str = "") -> str:
    return f"<text:p{style}>{escape(words)}</text:p>"


def _row(*cells: str) -> str:
    made = (f'<table:table-cell office:value-type="string">{_paragraph(cell)}</table:table-cell>' for cell in cells)
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def _slide(number: int, *lines: str) -> str:
    text = "".join(map(_paragraph, lines))
    frame = f'<draw:frame svg:width="20cm" svg:height="8cm" svg:x="2cm" svg:y="2cm"><draw:text-box>{text}</draw:text-box></draw:frame>'
    return f'<draw:page draw:name="v{number}">{frame}</draw:page>'


def _sources() -> dict[str, tuple[str, str]]:
    """Flat files by name, and what each is turned into."""
    broken = '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    turned = ' text:style-name="B"'
    text = "".join(map(_paragraph, CHECKED))
    text += _paragraph("Deuxième page : les aides de la saison.", turned)
    text += _paragraph(f"Troisième page : les {LONELY} de la cour.", turned)
    sheets = f'<table:table table:name="Clubs">{_row("Club", "Commune", "Aide (€)")}{_row(*CHECKED)}</table:table>'
    sheets += f'<table:table table:name="Été 2011">{_row("Séjour", "Août")}{_row(LONELY, "où ça")}</table:table>'
    slides = (
        _slide(1, *CHECKED) + _slide(2, "Deuxième vue : le calendrier") + _slide(3, f"Troisième vue : les {LONELY}")
    )
    return {
        "compte-rendu.fodt": (_flat("text", "Compte rendu du conseil", broken, text), "doc docx odt rtf pdf"),
        "budget.fods": (_flat("spreadsheet", "Budget des clubs", "", sheets), "xls xlsx ods"),
        "reunion.fodp": (_flat("presentation", "Réunion de rentrée", "", slides), "ppt pptx odp"),
    }


def main() -> None:
    """Make all files."""
    OFFICE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_NO_PICTURE, encoding="utf-8")
        for name, (source, extensions) in _sources().items():
            (folder / name).write_text(source, encoding="utf-8")
            for extension in extensions.split():
                command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
                subprocess.run(
                    [*command, "--convert-to", extension, "--outdir", str(OFFICE), str(folder / name)],
                    check=True, capture_output=True, timeout=120,
                )  # fmt: skip
    # LibreOffice puts a bitmap of 440 kB into a PPT.
    slides = OFFICE / "reunion.ppt"
    slides.with_suffix(".ppt.gz").write_bytes(gzip.compress(slides.read_bytes(), mtime=0))
    slides.unlink()


if __name__ == "__main__":
    main()
