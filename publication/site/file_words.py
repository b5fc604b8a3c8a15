"""What is said of a file beside its state, in French: how far its text was read, what does not agree, its extent, its text as a table."""

import json
import re
import sqlite3
from typing import NamedTuple

from archive.clock import http_date
from articles.cleaners.characters import TURNS
from publication.site.archived_html import paragraphs, reflowed
from publication.site.wording import (
    NO_BREAK,
    OUTCOMES,
    WARNINGS,
    counted,
    day_words,
    moment_words,
    short_moment_words,
    size_words,
    typeset,
)

_STATED = re.compile(r"(\d+)(?:[.,](\d+))?\s*([kmg])i?[ob]", re.IGNORECASE)
_CAMERA_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
_SHEETS = frozenset(
    {
        "text/csv",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
_SLIDES = frozenset(
    {
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.presentation",
    }
)
_MOST_CELLS = 20_000
"""Cells of a table that is shown as one; a longer text stays lines, which a browser shows at once."""


class Shown(NamedTuple):
    """The text of one page of a file, as a table or as paragraphs."""

    table: tuple[tuple[str, ...], ...]
    """Rows of a sheet; empty: it is none."""
    paragraphs: tuple[str, ...]
    """Its paragraphs; empty: it is a table, or has no text."""
    if_empty: str
    """What is said where there is neither."""


def harmless(name: str) -> str:
    """A name in which every sign that turns the direction of what follows, to show an ending it does not have, can be seen.

    >>> harmless("facture\\u202efdp.exe")
    'facture�fdp.exe'
    """
    return TURNS.sub("\ufffd", name)


def part_of(media_type: str | None) -> tuple[str, str]:
    """What the parts of such a file are called: one, and several."""
    if media_type in _SHEETS:
        return "feuille", "feuilles"
    if media_type in _SLIDES:
        return "diapositive", "diapositives"
    return ("fichier", "fichiers") if media_type == "application/zip" else ("page", "pages")


def stated_words(stated: str | None) -> str | None:
    """A size that the site stated, set as real sizes are; other words stay.

    >>> stated_words("11.5 ko"), stated_words("3\\xa0Mo"), stated_words("environ 3 Mo"), stated_words(None)
    ('11,5\\xa0Ko', '3\\xa0Mo', 'environ 3 Mo', None)
    """
    found = _STATED.fullmatch((stated or "").strip().strip("()"))
    if found is None:
        return stated
    return f"{found[1]}{',' + found[2] if found[2] else ''}{NO_BREAK}{found[3].upper()}o"


def http_date_words(raw: str) -> str:
    """A date of an HTTP header to the minute; what is none comes back as it is.

    >>> http_date_words("Tue, 10 Sep 2013 08:05:00 GMT"), http_date_words("hier")
    ('10\\xa0septembre 2013 à 8\\xa0h\\xa005 (temps universel)', 'hier')
    """
    found = http_date(raw)
    return raw if found is None else moment_words(found.isoformat())


def camera_words(value: str) -> str:
    """What a camera noted; a time, which Exif parts by colons and says in no zone, as one.

    >>> camera_words("2012:05:01 10:00:00"), camera_words("0000:00:00 00:00:00"), camera_words("M 12")
    ('1er\\xa0mai 2012 à 10\\xa0h\\xa000', '0000:00:00 00:00:00', 'M 12')
    """
    found = _CAMERA_TIME.fullmatch(value)
    if found is None:
        return value
    try:
        return short_moment_words(f"{found[1]}-{found[2]}-{found[3]}T{found[4]}Z")
    except ValueError:
        return value


def seen_words(first: str, last: str) -> str:
    """From when to when something was seen; one moment where both are the same.

    >>> seen_words("2013-09-10T08:05:00Z", "2013-09-10T08:05:00Z")
    'vue le 10\\xa0septembre 2013 à 8\\xa0h\\xa005 (temps universel)'
    """
    if moment_words(first) == moment_words(last):
        return f"vue le {moment_words(first)}"
    return f"vue du {moment_words(first)} au {moment_words(last)}"


def notices(file: sqlite3.Row, versions: list[sqlite3.Row], *, is_recognised: bool) -> list[str]:
    """A sentence for everything a reader should know of a file that is held, beside its state."""
    told = []
    if len(versions) > 1 and file["sha256"] is not None:
        told.append(
            f"Ce fichier a été remplacé : à son adresse, l’archive a vu {counted(len(versions), 'contenu')} ; "
            f"le dernier, montré ici, y était le {day_words(versions[-1]['first_seen'])}."
            if versions[-1]["sha256"] == file["sha256"]
            else f"Ce fichier a été remplacé : à son adresse, l’archive a vu {counted(len(versions), 'contenu')}, "
            f"le dernier le {day_words(versions[-1]['first_seen'])}."
        )
    if file["size_agrees"] == 0:
        told.append(
            f"La taille annoncée par le site ({stated_words(file['stated_size'])}) n’est pas celle du fichier conservé "
            f"({size_words(file['bytes'])})."
        )
    if file["type_agrees"] == 0:
        told.append("Le nom de ce fichier annonce un autre type que son contenu.")
    if file["header_agrees"] == 0:
        told.append(f"Le serveur annonçait un autre type, {file['declared_type']}, que celui du contenu.")
    # Of a container that lost its end nothing tells the format: that is why no reader was found.
    is_broken = file["reading"] == "unsupported" and file["state"] in ("truncated", "corrupt")
    if file["reading"] in OUTCOMES:
        told.append(OUTCOMES["corrupt" if is_broken else file["reading"]])
    for warning in json.loads(file["warnings"] or "[]"):
        if not (warning == "no-text" and is_recognised):
            told.append(WARNINGS.get(warning, f"Particularité du texte : {warning}."))
    return [typeset(sentence) for sentence in told]


def shown_text(text: str, media_type: str | None, *, is_printed: bool, is_partly_read: bool) -> Shown:
    """Text of a page of a file: a table where it is a sheet whose cells tabs part, else paragraphs, of a printed page without
    the breaks of its lines.

    >>> shown_text("Club\\tSomme\\nA\\t3", "text/csv", is_printed=False, is_partly_read=False).table
    (('Club', 'Somme'), ('A', '3'))
    """
    part = part_of(media_type)[0]
    article, its = ("Ce", "il") if part == "fichier" else ("Cette", "elle")
    empty = f"{article} {part} ne contient pas de texte."
    if is_partly_read:
        empty = f"Le texte de {article.lower()} {part} n’a pas pu être lu, ou {its} n’en contient pas."
    lines = [line for line in text.split("\n") if line.strip()]
    # A row of one cell, a title most likely, has no tab.
    if lines and media_type in _SHEETS and sum("\t" in line for line in lines) * 2 >= len(lines):
        rows = [line.split("\t") for line in lines]
        width = max(map(len, rows))
        if width * len(rows) <= _MOST_CELLS:
            return Shown(tuple(tuple(row + [""] * (width - len(row))) for row in rows), (), empty)
    return Shown((), paragraphs(reflowed(text) if is_printed else text), empty)
