"""How an article is cited, as plain text and as BibTeX, with what proves it: snapshot and digest."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from publication.permalink import page_address
from publication.site.gone import gone_or_absent
from publication.site.page import Answer, Asked, Data
from publication.site.wording import NO_BREAK, date_words, day_words

CITED = """
SELECT a.permalink, a.title, a.author, a.published_on, a.captured_at, a.url, a.payload_sha256, a.record_id,
       a.language, t.title AS site, t.publisher, (SELECT id FROM snapshot) AS snapshot
FROM articles AS a JOIN sites AS t ON t.id = a.site_id WHERE a.permalink = ?"""

ABSENT = "Aucun article de cette archive n’a cette adresse."
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "$": r"\$", "#": r"\#", "&": r"\&", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " ", NO_BREAK: " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says."""

    permalink: str
    """Site and name."""
    title: str
    """Title."""
    author: str | None
    """Names in the author line; None: none."""
    publisher: str
    """Body that published it, else the site's name."""
    published_on: str | None
    """ISO 8601, as precise as shown; None: no date."""
    captured_at: str
    """Time of the capture, ISO 8601, UTC."""
    url: str
    """Address of then."""
    address: str
    """Address here, whole."""
    payload_sha256: str
    """Digest of the captured page."""
    record_id: str
    """WARC-Record-ID of the capture."""
    snapshot: str
    """Id of the snapshot."""
    site: str
    """Title of the site."""
    language: str | None
    """ISO 639-1; None: not known."""


def cited(db: sqlite3.Connection, asked: Asked) -> Cited | None:
    """What is cited; None: no such article."""
    row = db.execute(CITED, (asked.named["permalink"],)).fetchone()
    if row is None:
        return None
    return Cited(
        permalink=row["permalink"],
        title=row["title"],
        author=row["author"],
        publisher=row["publisher"] or row["site"],
        published_on=row["published_on"],
        captured_at=row["captured_at"],
        url=row["url"],
        address=asked.origin + page_address("article", row["permalink"]),
        payload_sha256=row["payload_sha256"],
        record_id=row["record_id"],
        snapshot=row["snapshot"],
        site=row["site"],
        language=row["language"],
    )


def citation_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The citation in words."""
    return written(db, asked, lambda one: citation(one) + "\n", "text/plain; charset=utf-8")


def bibtex_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The citation as BibTeX."""
    return written(db, asked, bibtex, "application/x-bibtex; charset=utf-8")


def written(db: sqlite3.Connection, asked: Asked, write: Callable[[Cited], str], media_type: str) -> Answer:
    """The citation of the article that is asked for, in the form that `write` gives it."""
    found = cited(db, asked)
    if found is None:
        return gone_or_absent(db, "article", asked.named["permalink"], ABSENT)
    return Data(write(found), media_type, is_of_snapshot=True)


def short_citation(one: Cited) -> str:
    """A sentence that names the article and says where it stands. Angle brackets keep the address from what follows it."""
    author = f"{one.author}, " if one.author else ""
    date = f", {date_words(one.published_on)}" if one.published_on else ""
    title = f"«{NO_BREAK}{one.title}{NO_BREAK}»"
    return f"{author}{title}, {one.publisher}{date}. Page archivée le {day_words(one.captured_at)}, <{one.address}>."


def citation(one: Cited) -> str:
    """That sentence, and lines that prove it."""
    lines = (
        short_citation(one),
        f"Adresse d’origine{NO_BREAK}: {one.url}",
        f"Empreinte SHA-256 de la page reçue{NO_BREAK}: {one.payload_sha256} (capture {one.record_id})",
        f"Instantané{NO_BREAK}: {one.snapshot}",
    )
    return "\n".join(lines)


def bibtex(one: Cited) -> str:
    """An entry of type `misc`, as both BibTeX and biblatex read it.

    >>> day, urls = "2020-01-02T00:00:00Z", ("http://a/?b_c", "http://x/a/lab/12")
    >>> print(bibtex(Cited("lab/12", "50 % & plus", None, "DR", "2011-06", day, *urls, "ff", "urn:uuid:1", "ee", "S", None)))
    @misc{lab-12,
      title = {{50 \\% \\& plus}},
      organization = {{DR}},
      year = {2011},
      month = {06},
      url = {http://x/a/lab/12},
      urldate = {2020-01-02},
      note = {Page archivée. Adresse d’origine : \\url{http://a/?b_c}. SHA-256 de la page : ff. Instantané : ee}
    }
    <BLANKLINE>
    """
    date = (one.published_on or "").split("-")
    fields = {
        "author": f"{{{_escaped(one.author)}}}" if one.author else "",
        "title": f"{{{_escaped(one.title)}}}",
        "organization": f"{{{_escaped(one.publisher)}}}",
        "year": date[0],
        "month": date[1] if len(date) > 1 else "",
        "day": date[2] if len(date) > 2 else "",
        "url": _address(one.address),
        "urldate": one.captured_at[:10],
        "note": f"Page archivée. Adresse d’origine : \\url{{{_address(one.url)}}}. SHA-256 de la page : "
        f"{one.payload_sha256}. Instantané : {one.snapshot}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{re.sub(r'[^A-Za-z0-9]+', '-', one.permalink).strip('-')},\n{lines}\n}}\n"


def _escaped(text: str) -> str:
    return text.translate(_BIBTEX)


def _address(url: str) -> str:
    """An address as it may stand between braces."""
    return re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", url)
