"""What a crawl meets on a running site, each met once on every front and accounted for as it should be."""

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from archive.asking_again import NO_SUCH_NUMBER
from archive.gaps import A_SLUG, BEYOND
from archive.opening import open_archive
from sample import files
from sample.answers import answer
from sample.expected import expected
from sample.fronts import Front
from sample.loading import load_truth
from sample.server import NAMES, serve
from sample.truth import Pageless, SampleFile
from spiders.spider import MAX_ATTEMPTS
from terminal.demo import differences
from tests.road.conftest import Crawled, fonds, small
from tests.warc_files import iterate_records

Rows = list[tuple[object, ...]]
Ask = Callable[..., Rows]


@pytest.fixture(params=NAMES)
def front(request: pytest.FixtureRequest, crawled: Crawled) -> Front:
    return next(front for front in crawled.fronts if front.name == request.param)


@pytest.fixture
def ask(front: Front, crawled: Crawled) -> Iterator[Ask]:
    """Rows of a query on the archive of the front."""
    with closing(sqlite3.connect(crawled.archive(front) / "archive.db")) as db:
        yield lambda query, *values: db.execute(query, values).fetchall()


def file_with(front: Front, **values: object) -> SampleFile:
    (found,) = (
        file
        for file in front.truth.files.values()
        if all(getattr(file, name) == value for name, value in values.items())
    )
    return found


def pageless(front: Front, kind: str) -> list[Pageless]:
    return [one for one in front.truth.pageless.values() if one.answer == kind]


def state_of(ask: Ask, url: str) -> tuple[object, ...]:
    (row,) = ask("SELECT state, rule, status, attempts FROM urls WHERE url = ?", url)
    return row


def problems_of(ask: Ask, url: str) -> list[str]:
    return [str(kind) for (kind,) in ask("SELECT kind FROM fetch_problems WHERE url = ?", url)]


TRAPS = [
    ("login", "page=login", 1),
    ("agenda", "page=agenda", 30),
    ("search", "page=recherche", 1),
    ("sort", "=titre", 1),
    ("private-space", "/ecrire/", 1),
]


@pytest.mark.parametrize(("rule", "mark", "least"), TRAPS)
def test_traps_are_known_by_their_rule_and_never_asked_for(
    front: Front, crawled: Crawled, ask: Ask, rule: str, mark: str, least: int
) -> None:
    assert not [path for path in crawled.requests[front.name] if mark in path]
    rows = ask("SELECT state, rule FROM urls WHERE instr(url, ?)", mark)
    assert set(rows) == {("skipped", rule)}
    pages = {"login": len(front.truth.articles) + len(front.truth.sections), "sort": len(front.truth.sections)}
    assert len(rows) >= pages.get(rule, least)


def test_every_page_showed_a_login_link_of_its_own(front: Front, ask: Ask) -> None:
    pages = ask(
        "SELECT count(DISTINCT u.id) FROM urls AS u JOIN captures AS c ON c.url_id = u.id "
        "WHERE u.state = 'fetched' AND c.status = 200 AND c.media_type = 'text/html' AND u.kind <> 'attachment'"
    )
    bare = len(pageless(front, "works") + pageless(front, "skeleton"))  # SPIP's own notices have no links
    assert pages == ask("SELECT count(*) + ? FROM urls WHERE rule = 'login'", bare)


def test_links_behind_path_info_lead_to_no_address_of_their_own(front: Front, crawled: Crawled, ask: Ask) -> None:
    assert not [path for path in crawled.requests[front.name] if "spip.php/" in path]
    assert not ask("SELECT url FROM urls WHERE instr(url, 'spip.php/')")
    state = "redirected" if front.addresses.slugs else "fetched"
    assert state_of(ask, front.addresses.absolute("spip.php?article1"))[0] == state


def test_virtual_and_moved_articles_are_redirects(front: Front, ask: Ask) -> None:
    for one in (*pageless(front, "virtual"), *pageless(front, "moved")):
        assert one.target is not None
        inner = one.target.startswith("art")
        target = front.addresses.absolute(front.addresses.article(int(one.target[3:]))) if inner else one.target
        status = 302 if one.answer == "virtual" else 301
        url = front.addresses.absolute(front.addresses.article(one.id))
        assert state_of(ask, url) == ("redirected", target, status, 1)
        assert state_of(ask, target)[:2] == (("fetched", None) if inner else ("skipped", "foreign-host"))
    assert len(pageless(front, "virtual")) == 2


def test_a_410_and_the_home_page_in_place_of_an_article_are_failures(front: Front, ask: Ask) -> None:
    (gone,), (home,) = pageless(front, "gone"), pageless(front, "home")
    for one, rule, status in ((gone, "http-410", 410), (home, "soft-404", 200)):
        url = front.addresses.absolute(front.addresses.article(one.id))
        assert state_of(ask, url) == ("failed", rule, status, 1)
        assert problems_of(ask, url) == [rule]


def test_both_codings_are_kept_as_sent_and_undone(front: Front, crawled: Crawled) -> None:
    met: Counter[tuple[bool, bool]] = Counter()
    with closing(open_archive(crawled.archive(front))) as ledger:
        stored = [s for s in ledger.stored_captures() if s.media_type == "text/html" and s.status == 200]
        pages = {s.record_id: s for s in stored if s.kind != "attachment"}
        for path in (crawled.archive(front) / "captures").glob("live-*.warc.gz"):
            for record in iterate_records(path):
                name = (record.field("WARC-Record-ID") or "").strip("<>")
                if record.field("WARC-Type") != "response" or name not in pages:
                    continue
                head, _, body = bytes(record.block).partition(b"\r\n\r\n")
                chunked, packed = b"\r\nTransfer-Encoding: chunked" in head, b"\r\nContent-Encoding: gzip" in head
                met[chunked, packed] += 1
                assert body.endswith(b"\r\n0\r\n\r\n") == chunked
                assert (b"\x1f\x8b" in body[:12]) == packed
                capture = ledger.read_capture(pages[name])
                said = answer(front, "GET", capture.url.removeprefix(front.base))
                assert capture.payload == said.body, capture.url
                assert capture.header("ETag") is None
                assert capture.header("Last-Modified")
    assert min(met[way] for way in ((False, False), (False, True), (True, False), (True, True))) >= 10


def test_a_503_is_asked_again_after_its_retry_after(front: Front, crawled: Crawled, ask: Ask) -> None:
    (busy,) = (one for one in front.truth.articles.values() if one.mishap == "busy")
    path = "/" + front.addresses.article(busy.id)
    url = front.base + path
    assert state_of(ask, url) == ("fetched", None, 200, 2)
    captures = ask(
        "SELECT c.status FROM captures AS c JOIN urls AS u ON u.id = c.url_id WHERE u.url = ? ORDER BY c.id", url
    )
    assert captures == [(503,), (200,)]
    asked, moments = crawled.requests[front.name], crawled.moments[front.name]
    first = asked.index(path)
    assert moments[first + 1] - moments[first] >= 1.0
    assert asked.count(path) == 2


def test_one_answer_was_slow(front: Front, crawled: Crawled) -> None:
    (slow,) = (one for one in front.truth.articles.values() if one.mishap == "slow")
    asked, moments = crawled.requests[front.name], crawled.moments[front.name]
    place = asked.index("/" + front.addresses.article(slow.id))
    assert moments[place + 1] - moments[place] >= 1.0
    usual = sorted(after - before for before, after in pairwise(moments[: len(asked)]))
    assert usual[len(usual) // 2] < 0.5


@pytest.mark.parametrize(("mishap", "whole"), [("cut-once", True), ("cut", False)])
def test_an_answer_that_is_cut_is_kept_and_asked_again(front: Front, ask: Ask, mishap: str, whole: bool) -> None:
    file = file_with(front, mishap=mishap)
    url = front.addresses.absolute(front.addresses.file(file))
    captures = ask(
        "SELECT c.truncated, c.payload_bytes FROM captures AS c JOIN urls AS u ON u.id = c.url_id "
        "WHERE u.url = ? ORDER BY c.id", url,
    )  # fmt: skip
    half = ("disconnect", file.bytes // 2)
    if whole:
        assert captures == [half, (None, file.bytes)]
        assert state_of(ask, url) == ("fetched", None, 200, 2)
        assert problems_of(ask, url) == []
    else:
        assert captures == [half] * MAX_ATTEMPTS
        assert state_of(ask, url)[0] == "failed"
        assert problems_of(ask, url) == ["ResponseDataLossError"]
        assert ask("SELECT kind FROM reading_problems WHERE url = ?", url) == [("truncated",)]


def test_a_file_of_thirty_megabytes_is_whole(front: Front, ask: Ask) -> None:
    file = max(front.truth.files.values(), key=lambda one: one.bytes)
    digest = hashlib.sha256()
    for piece in files.pieces(file):
        digest.update(piece)
    held = ask("SELECT state, bytes, sha256 FROM attachments WHERE identity = ?", f"attachment/{file.identity}")
    assert held == [("held", 30 * 1024 * 1024, digest.hexdigest())]


def test_missing_and_empty_files_are_told(front: Front, ask: Ask) -> None:
    lost, empty = file_with(front, missing=True), file_with(front, bytes=0)
    query = "SELECT state, stated_size, bytes FROM attachments WHERE identity = ?"
    assert ask(query, f"attachment/{lost.identity}") == [("missing", "25 ko", None)]
    assert ask(query, f"attachment/{empty.identity}") == [("empty", "18 ko", None)]
    assert problems_of(ask, front.addresses.absolute(front.addresses.file(lost))) == ["http-404"]
    assert state_of(ask, front.addresses.absolute(front.addresses.file(empty)))[0] == "fetched"


HARD = {
    "pdf/compte rendu du 12 janvier.pdf", "pdf/réunion_départementale.pdf", "odt/enquête_été.odt", "pdf/guide_de_l'usager.pdf",
    "pdf/aide a 50% du cout.pdf", "pdf/note#3.pdf",
}  # fmt: skip


def test_hard_names_are_reached_but_the_one_that_cannot_be(front: Front, crawled: Crawled, ask: Ask) -> None:
    held = {
        str(key).removeprefix("attachment/") for (key,) in ask("SELECT identity FROM attachments WHERE state = 'held'")
    }
    assert held >= HARD
    (beyond,) = (file for file in front.truth.files.values() if not file.is_reached)
    assert beyond.identity not in held
    cut = front.addresses.absolute(front.addresses.file_link(beyond).partition("#")[0])
    assert state_of(ask, cut) == ("failed", "http-404", 404, 1)
    decomposed = file_with(front, id=123)
    assert "%CC%81" in front.addresses.file(decomposed)
    assert "/" + front.addresses.file(decomposed) in crawled.requests[front.name]


def test_the_body_of_an_article_is_fetched_once(ask: Ask) -> None:
    rows = ask(
        "SELECT u.identity, count(*) FROM captures AS c JOIN urls AS u ON u.id = c.url_id "
        "WHERE u.kind = 'article' AND c.status = 200 AND c.truncated IS NULL GROUP BY 1 HAVING count(*) > 1"
    )
    assert rows == []


def test_trying_numbers_finds_what_no_link_reaches(tmp_path: Path) -> None:
    asked: list[str] = []
    moments: list[float] = []

    def listen(_front: Front, _method: str, path: str) -> None:
        asked.append(path)
        moments.append(time.monotonic())

    with serve(small(load_truth()), ["spip32"], listener=listen) as (front,):
        arguments = ["crawl", f"{front.base}/", "--name", "lab", "--allow-private", "--delay", "0"]
        result = fonds(*arguments, "--probe-ids", cwd=tmp_path)
    assert result.returncode == 0, result.stderr + result.stdout
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        assert not differences(ledger.db, expected(front, with_hidden=True))
        assert len(differences(ledger.db, expected(front))) == 7
        tried = [
            str(url).removeprefix(front.base)
            for (url,) in ledger.db.execute("SELECT url FROM urls WHERE rule = 'no-such-number'")
        ]
    hidden = ["/" + front.addresses.article(number) for number in front.truth.hidden]
    assert len(hidden) == 7
    numbers = Counter(asked)
    assert {numbers[path] for path in (*tried, *hidden)} == {1}
    last = max(front.truth.articles)
    gaps = set(range(1, last + 11)) - set(front.truth.articles) - set(front.truth.hidden)
    by_links = {path for path in asked if path.startswith("/spip.php?article")} - {*tried, *hidden}
    assert {"/" + front.addresses.article(number) for number in gaps} <= {*tried, *by_links}
    first_try = min(asked.index(path) for path in (*tried, *hidden))
    assert all(asked.index("/" + front.addresses.article(number)) < first_try for number in front.truth.articles)
    # robots.txt asks for 0.01 s between two requests.
    pauses = [after - before for before, after in pairwise(moments[first_try:])]
    assert median(pauses) >= 0.009


def test_where_addresses_are_slugs_numbers_are_tried_by_spips_own_form(tmp_path: Path) -> None:
    asked: list[str] = []
    with serve(small(load_truth()), ["directorate"], listener=lambda _front, _method, path: asked.append(path)) as (
        front,
    ):
        arguments = ["crawl", f"{front.base}/", "--name", "lab", "--allow-private", "--delay", "0"]
        result = fonds(*arguments, "--probe-ids", cwd=tmp_path)
        assert result.returncode == 0, result.stderr + result.stdout
        assert fonds(*arguments, "--probe-ids", "--no-build", cwd=tmp_path).returncode == 0
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        assert not differences(ledger.db, expected(front, with_hidden=True))
        rows = ledger.db.execute(
            "SELECT url, state, rule FROM urls WHERE url GLOB ?", (f"{front.base}/spip.php[?]article[0-9]*",)
        )
        became = {int(url.rpartition("article")[2]): (state, rule) for url, state, rule in rows}
    reached = {*front.truth.articles, *front.truth.hidden}
    for number in reached:
        assert became[number] == ("redirected", f"{front.base}/{front.addresses.article(number)}")
    last = max(became)
    assert A_SLUG * len(front.truth.articles) + BEYOND <= last <= A_SLUG * (len(reached) + 9) + BEYOND
    named = set(load_truth().articles) | set(front.truth.pageless)  # by links of the sample too, maybe
    assert {became[number] for number in set(range(1, last + 1)) - reached - named} == {("failed", NO_SUCH_NUMBER)}
    tried = [path for path in asked if path.removeprefix("/spip.php?article").isdecimal()]
    assert set(Counter(tried).values()) == {1}, "also by the second visit"
