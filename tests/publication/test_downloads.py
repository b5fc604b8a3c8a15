"""Whole tables as CSV: what Datasette gives in part is there entire, lists are narrowed as on their pages, few go on at a time."""

import csv
import json
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import lxml.html
import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from publication.serve import METADATA
from publication.site import downloads
from publication.site.csv_lines import line_of, spreadsheet_line
from publication.site.downloads import AGAIN_SECONDS, download_of
from publication.site.page import Absent
from publication.site.standing import QUERIES, TABLES
from tests.publication.small_site import get

WORDS = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["public"]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_every_public_table_and_canned_query_is_offered(site: Datasette) -> None:
    assert {name for name, _ in TABLES} == {name for name, words in WORDS["tables"].items() if not words.get("hidden")}
    assert {name for name, *_ in QUERIES} == set(WORDS["queries"])
    for name, words in WORDS["queries"].items():
        assert [asks for query, _, asks in QUERIES if query == name] == words.get("params", [None])
    links = lxml.html.fromstring(get(site, "/donnees").text).xpath("//main//a/@href")
    for name, _ in TABLES:
        assert f"/donnees/{name}.csv" in links


@pytest.mark.parametrize("table", [name for name, _ in TABLES])
def test_a_whole_table_has_the_columns_and_rows_of_datasettes_csv(
    site: Datasette, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_BATCH", 7)
    answer = get(site, f"/donnees/{table}.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{table}.csv"'
    stock = get(site, f"/public/{table}.csv?_size=max").text
    lines, stock_lines = (list(csv.reader(StringIO(text, newline=""))) for text in (answer.text, stock))
    assert lines[0] == stock_lines[0]
    # Some tables have an order of their own in the metadata; here it is that of the keys.
    assert sorted(lines) == sorted(stock_lines)


def test_no_row_is_missing(site: Datasette, public: Path) -> None:
    with closing(sqlite3.connect(public)) as db:
        for table, _ in TABLES:
            whole = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert len(rows(get(site, f"/donnees/{table}.csv").text)) == whole


def test_a_download_is_narrowed_as_the_list_is(site: Datasette) -> None:
    def shown(table: str, **query: str) -> set[str]:
        return {row["permalink"] for row in rows(get(site, f"/donnees/{table}.csv?{urlencode(query)}").text)}

    assert shown("articles", annee="2011") == {"essai/1", "essai/2", "essai/3"}
    assert shown("articles", annee="2011-06") == {"essai/1", "essai/2"}
    assert len(shown("articles", rubrique="essai/1")) == 1 + len(shown("articles", rubrique="essai/2"))
    assert "essai/4" in shown("articles", rubrique="essai/1", annee="2012")
    assert shown("files", etat="missing") == {"essai/pdf/disparu.pdf"}
    assert shown("files", type="application/pdf", site="essai") == {"essai/pdf/compte-rendu.pdf"}


@pytest.mark.parametrize(
    "path",
    [
        "file_bytes.csv", "passages_fts.csv", "sqlite_master.csv", "articles%3B.csv", "rien.csv", "articles.csv?annee=1789",
        "articles.csv?rubrique=rien", "files.csv?type=%27", "sites.csv?site=essai", "articles.csv?_size=max",
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told(site: Datasette, path: str) -> None:
    answer = get(site, f"/donnees/{path}")
    assert answer.status_code == 404
    assert lxml.html.fromstring(answer.text).get("lang") == "fr"


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")) | st.none() | st.integers() | st.floats(), min_size=2))
def test_a_line_is_that_of_any_writer_of_csv(row: list[downloads.Cell]) -> None:
    out = StringIO(newline="")
    csv.writer(out).writerow(row)
    assert line_of(row) == out.getvalue()


def test_a_spreadsheet_has_a_csv_of_its_own(site: Datasette) -> None:
    answer = get(site, "/donnees/articles.csv?annee=2011&pour=tableur")
    assert answer.headers["content-disposition"] == 'attachment; filename="articles-tableur.csv"'
    assert answer.content.startswith("\ufeffid;site_id;".encode())
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    plain = list(csv.reader(StringIO(get(site, "/donnees/articles.csv?annee=2011").text, newline="")))
    assert lines == [[f"'{cell}" if cell[:1] in "=+-@\t\r\n" and cell else cell for cell in row] for row in plain]
    found = get(site, "/recherche.csv?q=coh%C3%A9sion&pour=tableur").content
    assert found.startswith("\ufeffkind;permalink;title".encode())
    assert found.decode("utf-8-sig").count("\r\n") == get(site, "/recherche.csv?q=coh%C3%A9sion").text.count("\r\n") > 1
    assert get(site, "/donnees/articles.csv?pour=autre").status_code == 404
    for path in (
        "/donnees",
        "/chronologie/2011",
        "/chronologie/2011/06",
        "/fichiers",
        "/r/essai/1",
        "/recherche?q=coh%C3%A9sion",
    ):
        links = lxml.html.fromstring(get(site, path).text).xpath("//main//a[contains(@href, 'pour=tableur')]/@href")
        assert links, path
        assert all(get(site, link).content.startswith(b"\xef\xbb\xbf") for link in links)


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=50) | st.just("a" * 40_000) | st.just("=" + "é" * 40_000)
)
def test_no_cell_of_a_spreadsheet_is_a_formula_or_too_long(text: str) -> None:
    [[first, cell, last]] = csv.reader(StringIO(spreadsheet_line(["x", text, None]), newline=""), delimiter=";")
    assert (first, last) == ("x", "")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert len(cell) <= 32_767
    assert cell.removeprefix("'") == text.removeprefix("'") or cell.endswith("le CSV simple)")


def test_only_so_many_go_on_at_a_time(site: Datasette) -> None:
    taken = [downloads._OPEN.acquire(blocking=False) for _ in range(4)]
    try:
        busy = get(site, "/donnees/sites.csv")
    finally:
        for _ in taken:
            downloads._OPEN.release()
    assert taken == [True] * 4
    assert (busy.status_code, busy.headers["retry-after"]) == (503, str(AGAIN_SECONDS))
    assert "Redemandez" in busy.text
    assert get(site, "/donnees/sites.csv").status_code == 200


def test_rows_are_read_as_they_are_sent(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "_BATCH", 1)
    download = download_of(public, "articles", {}, "http://localhost")
    assert not isinstance(download, Absent)
    batches = download.batches()
    assert next(batches).startswith("id,site_id")
    assert [len(rows("id,site_id\r\n" + next(batches))) for _ in range(3)] == [1, 1, 1]
