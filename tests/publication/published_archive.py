"""A small archive of four articles with their files, and the rows of what is published of it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from database.build import build
from sites.problem import Problem
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, crumb, file_link, make_archive, page, pdf_of

PDF = pdf_of(1059)


def published_archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SmallArchive:
    """Four articles of various dates, each with a file of its own and one that all share; built."""
    made = make_archive(folder, monkeypatch)
    dates = {1: "2012-03-04", 2: None, 3: "2011", 4: "2011-06-16"}
    for number, day in dates.items():
        links = (file_link(f"pdf/fichier-{number}.pdf", title=f"Fichier {number}"), file_link("pdf/commun.pdf"))
        one = article(
            number,
            published_on=day,
            attachments=links,
            sections=(crumb(1, "Jeunesse"), crumb(10 + number, f"Sous {number}")),
        )
        made.keep(
            one.url, page(article=one, problems=(Problem(one.url, "read", "selector-count", f"odd on page {number}"),))
        )
    made.keep(f"{ROOT}IMG/pdf/commun.pdf", PDF)
    made.know(f"{ROOT}IMG/pdf/fichier-1.pdf", "fetched", 404)
    made.ledger.db.execute(
        "INSERT INTO fetch_problems (crawl_id, url, stage, kind, message) VALUES (1, ?, 'fetch', 'http-status', '404')",
        (f"{ROOT}IMG/pdf/fichier-1.pdf",),
    )
    build(made.ledger, SITE, {}, full=False, code="r1")
    return made


def rows(path: Path, statement: str) -> list[tuple[Any, ...]]:
    """What a statement gives of a database at `path`."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(statement).fetchall()
