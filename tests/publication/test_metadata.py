"""What Datasette shows: every table and column described, canned queries that run, search that finds, no free SQL."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from datasette.app import Datasette

from archive.schema import schema_part
from database.build import build
from publication.serve import METADATA, SETTINGS
from publication.snapshot import publish
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page, pdf_of

WORDS = json.loads(METADATA.read_text(encoding="utf-8"))
PUBLIC = WORDS["databases"]["public"]
ODD = [
    "",
    " ",
    '"',
    '""',
    "cohésion",
    "l'eau",
    "a AND",
    "NEAR(",
    "*",
    "-",
    "a\x00b",
    "^x",
    "col:x",
    "{a b}",
    "(",
    "😀",
    '"a" b"',
    "\ud7ff",
]


def public_schema() -> dict[str, set[str]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema_part("public"))
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        return {name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")} for name in names}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    folder = tmp_path_factory.mktemp("shown")
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        for number in (1, 2, 3):
            one = article(number, published_on=f"201{number}", attachments=(file_link("pdf/a.pdf", "9 Mo"),))
            archive.keep(one.url, page(article=one))
        archive.keep(f"{ROOT}IMG/pdf/a.pdf", pdf_of(300))
        build(archive.ledger, SITE, {}, full=False, code="r1")
        publish([(SITE, archive.ledger)], folder, program="essai 1")
        archive.ledger.close()
    settings = {name: {"on": True, "off": False}.get(value, value) for name, value in SETTINGS.items()}
    settings = {name: int(value) if isinstance(value, str) else value for name, value in settings.items()}
    datasette = Datasette([], immutables=[str(folder / "public.db")], metadata=WORDS, settings=settings)
    yield datasette
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()


def get(datasette: Datasette, path: str, **parameters: str) -> Any:
    async def fetch() -> Any:
        return await datasette.client.get(path, params=parameters or None)

    return asyncio.run(fetch())


def test_every_public_table_and_column_is_described_and_none_besides() -> None:
    schema = public_schema()
    statistics = {"sqlite_stat1", "sqlite_stat4"}
    assert set(PUBLIC["tables"]) == set(schema) | statistics
    assert all(PUBLIC["tables"][name] == {"hidden": True, "allow": False} for name in statistics)
    for name, columns in schema.items():
        said = PUBLIC["tables"][name]
        if name.startswith("passages"):
            assert said == {"hidden": True, "allow": False}
            continue
        assert said["title"], name
        assert said["description"], name
        assert said["license"], name
        assert set(said["columns"]) == columns, name
        assert all(said["columns"].values()), name
        named = [
            *said.get("sortable_columns", []),
            *(said[key] for key in ("sort", "sort_desc", "label_column") if key in said),
        ]
        assert set(named) <= columns, name
        assert said.get("fts_table") in (None, "passages_fts")


def test_pages_of_the_database_show_the_words(shown: Datasette) -> None:
    assert PUBLIC["title"] in get(shown, "/public").text
    table = get(shown, "/public/articles")
    assert table.status_code == 200
    assert "Titre du premier" in get(shown, "/public/files").text
    assert [row["id"] for row in get(shown, "/public/articles.json", _shape="array").json()] == [4, 2, 1]


@pytest.mark.parametrize("name", list(PUBLIC["queries"]))
def test_every_canned_query_runs(shown: Datasette, name: str) -> None:
    query = PUBLIC["queries"][name]
    assert query["title"]
    assert query["description"]
    given = {"mots": "cohesion", "annee": "2012", "article": "1"}
    parameters = set(re.findall(r":([a-z]+)", query["sql"]))
    assert parameters == set(query.get("params", []))
    found = get(shown, f"/public/{name}.json", _shape="array", **{key: given[key] for key in parameters})
    assert found.status_code == 200, found.text
    assert len(found.json()) == {
        "articles_d_une_annee": 1,
        "fichiers_d_un_article": 1,
        "tailles_en_desaccord": 1,
        "lacunes": 1,
        "articles_par_rubrique": 2,
        "articles_par_mois": 0,
    }.get(name, 3)


@pytest.mark.parametrize("article", ["essai/1", "1essai/1", "1 ", "1.5", ""])
def test_a_name_that_begins_with_digits_is_no_row_number(shown: Datasette, article: str) -> None:
    found = get(shown, "/public/fichiers_d_un_article.json", _shape="array", article=article).json()
    assert len(found) == (article == "essai/1")


@pytest.mark.parametrize("words", ODD)
def test_search_takes_any_words(shown: Datasette, words: str) -> None:
    assert get(shown, "/public/recherche.json", mots=words).status_code == 200


@pytest.mark.parametrize("field", ["cohesion", "COHÉSION", '"cohesion sociale"'])
def test_search_finds_whatever_the_accents(shown: Datasette, field: str) -> None:
    assert len(get(shown, "/public/recherche.json", _shape="array", mots=field).json()) == 3
    assert len(get(shown, "/public/articles.json", _shape="array", _search=field).json()) == 3


def test_a_nonsense_word_finds_nothing(shown: Datasette) -> None:
    assert get(shown, "/public/articles.json", _shape="array", _search="zzyzzx").json() == []
    assert get(shown, "/public/recherche.json", _shape="array", mots="zzyzzx").json() == []


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/public", {"sql": "select 1"}),
        ("/public.json", {"sql": "select 1"}),
        ("/public/articles", {"_where": "1=1"}),
        ("/public/passages_fts", {}),
        ("/public/passages_fts_data.json", {}),
        ("/public/passages", {}),
        ("/public.db", {}),
    ],
)
def test_no_free_sql_no_index_tables_no_download(shown: Datasette, path: str, parameters: dict[str, str]) -> None:
    assert get(shown, path, **parameters).status_code in (400, 403)


def test_facets_are_refused(shown: Datasette) -> None:
    assert get(shown, "/public/articles.json", _facet="body_text").status_code == 400
