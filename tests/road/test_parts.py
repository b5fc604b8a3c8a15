"""An article in parts, from its pages on a server to the public: each asked for once, one article, each part with its capture."""

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.opening import open_archive
from tests.articles.cut_article import part_page
from tests.road.conftest import fonds
from tests.road.test_doors import content, discovery
from tests.spiders.raw_server import RawServer, raw_server
from tests.spiders.small_crawl import asked, crawl
from tests.spiders.wire_answers import sized

FIRST = "/spip.php?article12"
LINKS = "<a href='spip.php?article12'>Agréer</a> <a href='spip.php?article12&amp;artpage=9-2'>fin</a>"


def answers(word: str = "") -> dict[str, tuple[bytes, bool]]:
    pages = {FIRST if part == 1 else f"{FIRST}&artpage={part}-3": part_page(part) for part in (1, 2, 3)}
    pages[f"{FIRST}&artpage=2-3"] = pages[f"{FIRST}&artpage=2-3"].replace("le plan", f"le plan{word}")
    return {target: sized(page.encode()) for target, page in pages.items()} | {"/": sized(LINKS.encode())}


def about_parts(server: RawServer) -> list[str]:
    return sorted(target for target in asked(server) if "article12" in target)


def test_an_article_in_parts_from_server_to_reader(tmp_path: Path) -> None:
    with raw_server(answers()) as server:
        assert crawl(server, tmp_path).returncode == 0
        assert about_parts(server) == [FIRST, f"{FIRST}&artpage=2-3", f"{FIRST}&artpage=3-3"]
        root = f"http://127.0.0.1:{server.port}"
        assert fonds("build", "lab", cwd=tmp_path).returncode == 0
        with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
            (article,) = ledger.db.execute("SELECT * FROM articles").fetchall()
            assert (article["identity"], article["url"], article["parts"]) == ("article/12", root + FIRST, 3)
            rules = dict(ledger.db.execute("SELECT url, coalesce(rule, state) FROM urls WHERE url LIKE '%artpage%'"))
            assert rules[f"{root}{FIRST}&artpage=9-2"] == "part-beyond-total"
            assert rules[f"{root}{FIRST}&artpage=1-3"] == "same-identity"
        server.answers.update(answers(" du site"))
        assert crawl(server, tmp_path).returncode == 0
        result = fonds("build", "lab", cwd=tmp_path)
        assert "2 │ versions of them" in result.stdout, result.stdout
        changes = fonds("diff", f"{root}{FIRST}&artpage=3-3", cwd=tmp_path)
        assert (changes.returncode, "du site" in changes.stdout) == (0, True), changes.stdout
    assert fonds("publish", cwd=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "data" / "public" / "public.db")) as public:
        (body, parts), *others = public.execute("SELECT body_text, parts FROM articles").fetchall()
        assert (parts, others) == (3, [])
        order = [body.index(word) for word in ("Le dossier", "La visite", "le plan du site", "La décision")]
        assert order == sorted(order)
        given = public.execute("SELECT part, url, record_id, warc_file FROM article_parts ORDER BY part").fetchall()
        versions_of = "SELECT part, url, record_id, warc_file FROM version_captures WHERE number = ? ORDER BY part"
        older, newer = (public.execute(versions_of, (number,)).fetchall() for number in (1, 2))
        assert newer == given
        assert [(part, row == now) for (part, *row), (_, *now) in zip(older, newer, strict=True)] == [
            (1, True),
            (2, False),
            (3, True),
        ]
    assert [(part, url.removeprefix(root)) for part, url, _, _ in given] == [
        (1, FIRST),
        (2, f"{FIRST}&artpage=2-3"),
        (3, f"{FIRST}&artpage=3-3"),
    ]
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        for part, _, record_id, _ in given:
            stored = ledger.capture_by_record(record_id)
            assert stored is not None
            page = part_page(part).replace("le plan", "le plan du site") if part == 2 else part_page(part)
            assert ledger.read_capture(stored).payload == page.encode()
    # archive.db is lost: the WARC files of both crawls, revisits among them, give the same rows.
    files = sorted((tmp_path / "data" / "lab" / "captures").glob("live-*.warc.gz"))
    assert fonds("import", "lab", *map(str, files), "--data", "anew", cwd=tmp_path).returncode == 0
    assert content(tmp_path / "anew" / "lab") == content(tmp_path / "data" / "lab")
    assert discovery(tmp_path / "anew" / "lab") == discovery(tmp_path / "data" / "lab")
    assert versions(tmp_path / "anew" / "lab") == versions(tmp_path / "data" / "lab")


def versions(archive: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        statement = "SELECT identity, number, content_sha256, first_seen, last_seen FROM article_versions ORDER BY 1, 2"
        return db.execute(statement).fetchall()
