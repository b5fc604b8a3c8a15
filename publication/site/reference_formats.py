"""The citation of an article for programs that keep references: RIS and CSL-JSON, beside BibTeX; what is cited is for `citation`.

Zotero itself reads the Dublin Core in the head of the article's page (`article.html`), and takes it for a web page as long as no
`citation_title` stands there, which would make it an article of a journal.
"""

import json
import sqlite3

from publication.site.citation import Cited, written
from publication.site.page import Answer, Asked
from publication.site.wording import NO_BREAK


def ris_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The citation as RIS."""
    return written(db, asked, ris, "application/x-research-info-systems; charset=utf-8")


def csl_data(db: sqlite3.Connection, asked: Asked) -> Answer:
    """The citation as CSL-JSON."""
    media_type = "application/vnd.citationstyles.csl+json; charset=utf-8"
    return written(db, asked, lambda one: json.dumps([csl(one)], ensure_ascii=False, indent=1), media_type)


def ris(one: Cited) -> str:
    """A record of type ELEC, a line for each value."""
    lines = {
        "TY": "ELEC",
        "TI": one.title,
        "AU": one.author,
        "T2": one.site,
        "PB": one.publisher,
        "PY": (one.published_on or "")[:4],
        "DA": (one.published_on or "").replace("-", "/"),
        "LA": one.language,
        "UR": one.address,
        "Y2": one.captured_at[:10].replace("-", "/"),
        "N1": proof_note(one),
    }
    # A value that broke the line would begin another one, of whatever name it says.
    told = [f"{name}  - {' '.join(value.split())}" for name, value in lines.items() if value]
    return "\r\n".join((*told, "ER  - ", ""))


def csl(one: Cited) -> dict[str, object]:
    """A web page as CSL has it; the author line is one name as it stands, for nobody knows which part of it is which."""
    values: dict[str, object] = {
        "id": one.permalink,
        "type": "webpage",
        "title": one.title,
        "author": [{"literal": one.author}] if one.author else None,
        "container-title": one.site,
        "publisher": one.publisher,
        "issued": _date_parts(one.published_on),
        "accessed": _date_parts(one.captured_at[:10]),
        "language": one.language,
        "URL": one.address,
        "note": proof_note(one),
    }
    return {name: value for name, value in values.items() if value}


def proof_note(one: Cited) -> str:
    """What proves it, in a sentence."""
    return (
        f"Page archivée. Adresse d’origine{NO_BREAK}: {one.url}. SHA-256 de la page{NO_BREAK}: {one.payload_sha256}. "
        f"Instantané{NO_BREAK}: {one.snapshot}"
    )


def _date_parts(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None
