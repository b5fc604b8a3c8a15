"""The documents of the sample by name: those kept in documents/ as they are, those that a few lines make on every run."""

from __future__ import annotations

import base64
import io
import quopri
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from sample.pdf import pdf

FOLDER = Path(__file__).parent / "documents"
TEXTS: dict[str, Any] = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))

_LOST = (
    "<!DOCTYPE html>\n<html lang='fr'>\n<head><meta charset='utf-8'><title>Document introuvable</title></head>\n"
    "<body><h1>Document introuvable</h1><p>Ce document a été déplacé ou retiré.</p></body>\n</html>\n"
)


class UnknownDocument(KeyError):
    """No document has this name; the message gives it."""


def holds(charset: str, words: str) -> bool:
    """Whether a text of this charset can say these words.

    >>> holds("latin-1", "½ journée"), holds("latin-1", "cœur"), holds("windows-1252", "cœur")
    (True, False, True)
    """
    return words.encode(charset, "replace").decode(charset) == words


def check_strings(charset: str = "utf-8") -> tuple[str, ...]:
    """Strings that a reader of a document of this charset must give back sign for sign."""
    return tuple(one["string"] for one in TEXTS["check"] if holds(charset, one["string"]))


def check_lines(charset: str = "utf-8") -> list[str]:
    """The same, each behind its label, as the documents hold them."""
    return [f"{one['label']} : {one['string']}" for one in TEXTS["check"] if holds(charset, one["string"])]


@lru_cache(maxsize=64)
def document(name: str) -> bytes:
    """The bytes of a document, the same on every run; raises UnknownDocument."""
    recipe = _RECIPES.get(name)
    if recipe is not None:
        return recipe()
    path = FOLDER / name
    if not path.is_file():
        raise UnknownDocument(name)
    return path.read_bytes()


def _text_lines(word: str, charset: str) -> Iterator[str]:
    """The pages of the convention as lines, without those that the charset cannot say."""
    for page in TEXTS["page"]:
        lines = (page["heading"], *page["paragraphs"], *(check_lines(charset) if page.get("has_checks") else ()))
        yield from (line.format(word=word) for line in lines if holds(charset, line))


def _txt(word: str) -> bytes:
    """A plain text as an old editor of Windows wrote it."""
    return "\r\n".join([*_text_lines(word, "latin-1"), ""]).encode("latin-1")


def _csv(word: str) -> bytes:
    """The sheets one below the other, as a table program of Windows wrote them in French."""
    rows: list[list[str | float]] = []
    for sheet in TEXTS["sheet"]:
        rows += sheet["rows"]
        rows += ([line] for line in (check_lines("windows-1252") if sheet.get("has_checks") else ()))
    lines = (";".join(_cell(value).format(word=word) for value in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode("windows-1252")


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else str(value).replace(".", ",")


def _html(word: str) -> bytes:
    lines = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in _text_lines(word, "utf-8"))
    head = f"<head><meta charset='utf-8'><title>{escape(TEXTS['title'], quote=False)}</title></head>"
    return f"<!DOCTYPE html>\n<html lang='fr'>\n{head}\n<body>\n{lines}\n</body>\n</html>\n".encode()


def _eml(word: str) -> bytes:
    """A letter with a PDF attached, which alone holds the word."""
    subject = base64.b64encode(TEXTS["title"].encode()).decode()
    letter = quopri.encodestring("\n".join(check_lines()).encode()).decode().replace("\n", "\r\n")
    agenda = pdf(
        "Ordre du jour", f"La séance s’ouvre à dix-sept heures, salle {word}.\nLe bilan de la saison est présenté."
    )
    attached = base64.encodebytes(agenda).decode().replace("\n", "\r\n")
    lines = (
        "From: Vie associative <vie-associative@example.org>", "To: clubs@example.org",
        f"Subject: =?utf-8?B?{subject}?=", "Date: Mon, 14 Mar 2011 09:30:00 +0100",
        "Message-ID: <convention-2011@example.org>", "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="=-partie"', "", "--=-partie",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", letter, "--=-partie",
        'Content-Type: application/pdf; name="ordre_du_jour.pdf"', "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="ordre_du_jour.pdf"', "", attached + "--=-partie--", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode("ascii")


def _zip(word: str) -> bytes:
    """A convention, and an archive of a text and a table."""
    annexes = _packed({"lisez-moi.txt": _txt(word), "effectifs.csv": document("effectifs.csv")})
    return _packed({"convention.docx": document("convention.docx"), "annexes.zip": annexes})


def _packed(members: Mapping[str, bytes]) -> bytes:
    """Nothing is compressed, so that every version of zlib gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, member in members.items():
            package.writestr(zipfile.ZipInfo(name, (2011, 3, 14, 9, 30, 0)), member)
    return made.getvalue()


def _cut(name: str, share: float) -> bytes:
    whole = document(name)
    return whole[: int(len(whole) * share)]


def _damaged(name: str) -> bytes:
    """A stretch in the first half is lost: the list of members at the end still stands, one of them can't be unpacked."""
    whole = document(name)
    start = len(whole) // 3
    return whole[:start] + bytes(500) + whole[start + 500 :]


def _rules() -> bytes:
    lines = [
        f"Article {number} : le matériel est rendu propre et compté par deux personnes." for number in range(1, 120)
    ]
    return pdf("Règlement du matériel", "\n".join(lines))


_RECIPES: dict[str, Callable[[], bytes]] = {
    "effectifs.csv": lambda: _csv("Hautbois"),
    "lisez-moi.txt": lambda: _txt("Farandole"),
    "convention.html": lambda: _html("Bilboquet"),
    "invitation.eml": lambda: _eml("Mandragore"),
    "dossier.zip": lambda: _zip("Arbalète"),
    "reglement.pdf": _rules,
    "reglement-coupe.pdf": lambda: _cut("reglement.pdf", 0.6),
    "convention-coupee.doc": lambda: _cut("convention.doc", 0.6),
    "effectifs-abimes.xlsx": lambda: _damaged("effectifs.xlsx"),
    # Its codes then stand for nothing: what is drawn is right, what is read is not.
    "convention-sans-table.pdf": lambda: document("convention.pdf").replace(b"/ToUnicode", b"/XoUnicode"),
    "introuvable.html": lambda: _LOST.encode(),
}
